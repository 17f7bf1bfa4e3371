"""What the Smart plan's promises are measured by, and how far each is. The counts after the plan's own day are invented."""

import uuid
from typing import Any

from django.db import transaction
from wagtail.models import Page

import clock
from accounts.models import User
from charter_pages.models import MinutesPage
from demonstration import papers, reading
from portal.models import Measure, Progress
from portal.plan import counting, measuring


@transaction.atomic
def load() -> None:
    """Lay down the measures of the register's initiatives, unless any stands."""
    register = papers.section("initiatives")
    given = reading.read("initiatives")["initiative"]
    if Measure.objects.exists() or register.initiatives.count() != len(given):
        return
    by = User.objects.filter(username="hq-moderator").first()
    shown_by = MinutesPage.objects.live().filter(language="bn", office__kind="hq").order_by("pk").first()
    shown_by = shown_by or MinutesPage.objects.live().filter(language="bn").order_by("pk").first()
    for row, initiative in zip(given, register.initiatives.all(), strict=True):
        for order, measure in enumerate(row.get("measure", [])):
            _lay_down(initiative.translation_key, measure, order, by, shown_by)
    counting.write_down()


def _lay_down(key: uuid.UUID, row: dict[str, Any], order: int, by: User | None, page: Page | None) -> None:
    targets: dict[str, Any] = {}
    for name, target in zip(("short", "middle", "long"), row["targets"], strict=True):
        targets[f"{name}_of" if isinstance(target, str) else f"{name}_target"] = target
    measure = measuring.lay_down(
        by=by,
        initiative=key,
        unit_bn=row["unit_bn"],
        unit_en=row["unit_en"],
        counted_by=row.get("counted_by", Measure.CountedBy.HAND),
        sort_order=order,
        **targets,
    )
    first, *later = row["progress"]
    # What the plan itself says was reached on its day.
    Progress.objects.create(
        measure=measure,
        how=Progress.How.CARRIED,
        recorded_at=clock.now(),
        **_count(first),
    )
    if by is None or page is None:
        return
    for count in later:
        measuring.record(by=by, measure=measure, page=page, **_count(count))


def _count(row: dict[str, Any]) -> dict[str, Any]:
    words = {"note_bn": row.get("bn", ""), "note_en": row.get("en", "")}
    return {"reached": row["reached"], "measured_on": row["on"], **words}
