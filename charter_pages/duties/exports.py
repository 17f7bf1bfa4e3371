"""What the board shows, as a file: a row for each duty that the filters let through; and who took it."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from charter_pages.duties import board, board_words, counting
from charter_pages.duties.board import Period
from charter_pages.models import Duty
from offices.models import Office
from printing import exports

LOGGED_AS = "duties.board_exported"


def duties(
    scope: Iterable[int], period: Period, asked: Mapping[str, str], today: datetime.date
) -> QuerySet[Duty]:
    """Return the duties that the board's filters let through, one by one."""
    found = Duty.objects.filter(
        counting.of_quarters(period.quarters),
        board.standing_is(asked["standing"], today),
        office_id__in=scope,
    )
    if asked["kind"]:
        found = found.filter(kind=asked["kind"])
    if asked["sort"] == board.PRISONS:
        found = found.filter(office__kind__in=Office.PRISONS)
    elif asked["sort"] == board.ABOVE_PRISONS:
        found = found.exclude(office__kind__in=Office.PRISONS)
    return (
        counting.with_days(found)
        .select_related("office__parent", "rule")
        .order_by("fiscal_year", "quarter", "office__code", "kind")
    )


def answer(kind: str, period: Period, found: QuerySet[Duty], today: datetime.date) -> HttpResponse:
    """Return the duties as a file of one of printing.exports.FORMATS."""
    return exports.answer(
        kind=kind,
        name=f"compliance-{period.code}",
        columns=columns(today),
        rows=found.iterator(chunk_size=500),
    )


def write_down(request: HttpRequest, office: Office, kind: str, asked: Mapping[str, str]) -> None:
    """Keep who took the list away and what was asked for, in Wagtail's log."""
    told = {name: value for name, value in asked.items() if value}
    period = request.GET.get("period", "")[:20]
    log(office, LOGGED_AS, user=request.user, data={"format": kind, "period": period, **told})


def columns(today: datetime.date) -> list[exports.Column]:
    return [
        exports.Column(_("Code of the office"), lambda duty: duty.office.code),
        exports.Column(_("Office"), lambda duty: duty.office.name),
        exports.Column(_("Office above"), lambda duty: duty.office.parent.name if duty.office.parent else ""),
        exports.Column(_("Fiscal year"), lambda duty: duty.period.fiscal_year.label("en")),
        exports.Column(_("Quarter"), lambda duty: duty.quarter),
        exports.Column(_("Duty"), lambda duty: duty.get_kind_display()),
        exports.Column(_("How it stands"), lambda duty: board_words.STANDING_NAMES[duty.state]),
        exports.Column(_("Due on"), lambda duty: duty.due_on),
        exports.Column(_("Shown on"), lambda duty: duty.shown_on),
        exports.Column(_("Days late"), lambda duty: days_late(duty, today)),
        exports.Column(_("Weight"), lambda duty: duty.rule.weight),
        exports.Column(_("Target, per cent"), lambda duty: duty.rule.target_percent),
    ]


def days_late(duty: Any, today: datetime.date) -> int | None:
    """Return by how many days a duty was shown after its day, or has been owed since; None if it is not late."""
    if duty.state == Duty.State.WAIVED:
        return None
    until = duty.shown_on if duty.state in counting.SHOWN else today
    return max(0, (until - duty.due_on).days) or None
