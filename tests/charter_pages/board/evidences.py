"""Evidence with snapshots of our own making, for tests of bundles: what was filed, and the PDF of it."""

import functools
import hashlib

from django.core.files.base import ContentFile

import clock
from accounts.models import User
from charter_pages.models import Duty, Evidence
from printing import pdf
from publishing.models import PortalDocument


@functools.cache
def paper(words: str, pages: int = 1) -> bytes:
    """Return a PDF that says something on each page."""
    sheets = "".join(
        f"<p>{words} {number} <a href='https://elsewhere.example/'>→</a></p>"
        for number in range(1, pages + 1)
    )
    style = (
        "@font-face{font-family:Paper;src:url(/static/fonts/noto-sans-bengali.woff2)}body{font-family:Paper}"
        "p{break-after:page}p:last-child{break-after:auto}"
    )
    return pdf.render(
        f"<html lang='bn'><head><title>x</title><style>{style}</style></head><body>{sheets}</body></html>"
    )


def show(duty: Duty, by: User, content: bytes, *, number: int = 1, address: str = "") -> Evidence:
    """Keep evidence of a saved duty with its snapshot, as the snapshots' verb does."""
    document = PortalDocument.objects.create(title="প্রমাণক", file=ContentFile(content, name="paper.pdf"))
    shown = Evidence(
        duty=duty,
        number=number,
        how=Evidence.How.FILED,
        document=document,
        title="প্রমাণক",
        address=address,
        content_sha256=hashlib.sha256(content).hexdigest(),
        made_at=duty.shown_at or clock.now(),
        by=by,
    )
    shown.snapshot.save(f"{duty.office.code}-{duty.kind}-{number}.pdf", ContentFile(content), save=False)
    shown.snapshot_sha256 = hashlib.sha256(content).hexdigest()
    shown.save()
    return shown
