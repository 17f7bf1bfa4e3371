"""A bundle that is made, in the small world: the first prison's, so that its own office may be told from others."""

from typing import Any

from django.core.files.base import ContentFile

import clock
from bangla import fiscal
from charter_pages.duties import bundle_screens
from charter_pages.models import QuarterBundle


def plant(world: Any) -> dict[str, list[object]]:
    running = fiscal.quarter(clock.today())
    bundle = QuarterBundle(
        office=world.a,
        fiscal_year=running.fiscal_year.start,
        quarter=running.number,
        state=QuarterBundle.State.MADE,
        pdf_sha256="0" * 64,
        zip_sha256="0" * 64,
        asked_by=world.roleless,
        asked_at=clock.now(),
        made_at=clock.now(),
    )
    bundle.pdf.save("planted.pdf", ContentFile(b"%PDF-1.4 planted"), save=False)
    bundle.zip.save("planted.zip", ContentFile(b"planted"), save=False)
    bundle.save()
    return {"bundle": [bundle.pk], "bundle file": [bundle.pk, "pdf"]}


def forms(world: Any) -> dict[str, dict[str, Any]]:
    quarter = bundle_screens.code(fiscal.quarter(clock.today()))
    return {"duty_bundle_ask": {"office": world.hq.pk, "quarter": quarter}}
