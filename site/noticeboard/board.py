"""What stands on the boards of offices: notices, tenders, events and galleries as one list of lines."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    DateTimeField,
    F,
    Min,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail.models import Page

import clock
from language.templatetags import language as words
from noticeboard import cascade
from noticeboard.models import EventPage, GalleryPage, NoticePage, Posted, TenderPage
from offices.models import Office
from publishing import caching, listing
from publishing.pages import Published

KINDS: dict[str, type[Published]] = {
    model.kind: model for model in (NoticePage, TenderPage, EventPage, GalleryPage)
}
POSTED: tuple[type[Posted], ...] = (NoticePage, TenderPage, EventPage)
SHOWN_AT_OFFICE, SHOWN_AT_HOME = 6, 6
MOST_AT_ONCE = 200
CANCELLED, AWARDED = "cancelled", "awarded"
FROM = {
    Office.Kind.HQ: gettext_lazy("From headquarters"),
    Office.Kind.DIVISION: gettext_lazy("From the divisional office"),
}


class Shelf:
    """What of the board is asked for: what counts or will count, what is over, or both."""

    NOW, OVER, ALL = "now", "over", "all"


class Board(NamedTuple):
    """What an office's page, or the home page, shows of boards."""

    urgent: list[dict[str, Any]]
    items: list[dict[str, Any]]
    next_change: datetime.datetime | None


def rows(
    language: str,
    *,
    now: datetime.datetime,
    shelf: str = Shelf.NOW,
    kind: str = "",
    office: Office | None = None,
    year: int | None = None,
) -> QuerySet[Any, Any]:
    """Return the lines as dicts from all kinds in one query; of an office also what it hears from above."""
    parts = []
    for name, model in KINDS.items():
        # Galleries neither begin nor end: they stand on their own shelf, and on that of all.
        is_timeless = model is GalleryPage
        if (kind and name != kind) or (is_timeless and not kind and shelf != Shelf.ALL):
            continue
        found: Any = model.objects.live().unrestricted().in_language(language)
        if office is not None:
            found = found.filter(cascade.heard_at(office) if model is NoticePage else Q(office_id=office.pk))
        if year is not None:
            found = found.filter(fiscal_year=year)
        if not is_timeless and shelf == Shelf.NOW:
            found = found.not_over(now)
        elif not is_timeless and shelf == Shelf.OVER:
            found = found.over(now)
        parts.append(_lines(name, found))
    order = (
        ("shown_until", "pk")
        if shelf == Shelf.NOW and kind in ("tender", "event")
        else ("-published_on", "-pk")
    )
    return parts[0].union(*parts[1:], all=True).order_by(*order)


def _lines(kind: str, pages: QuerySet[Any]) -> QuerySet[Any, Any]:
    nothing, no_time = Value("", output_field=CharField()), Cast(Value(None), DateTimeField())
    no = Value(False, output_field=BooleanField())
    extra: dict[str, Any] = {"state": nothing, "starts": no_time, "urgent": no}
    if kind == NoticePage.kind:
        extra["urgent"] = F("is_urgent")
    elif kind == TenderPage.kind:
        extra["state"] = Case(
            When(cancelled_on__isnull=False, then=Value(CANCELLED)),
            When(awarded_on__isnull=False, then=Value(AWARDED)),
            default=nothing,
        )
    elif kind == EventPage.kind:
        extra["starts"] = F("starts_at")
        extra["state"] = Case(When(~Q(not_held_reason=""), then=Value(CANCELLED)), default=nothing)
    times: dict[str, Any] = {"begins": no_time, "over": no_time}
    if kind != GalleryPage.kind:
        times = {"begins": F("shown_from"), "over": F("shown_until")}
    return (
        pages.order_by()
        .annotate(kind_of_page=Value(kind, output_field=CharField(max_length=20)), **extra, **times)
        .values(
            "pk", "published_on", "title", "url_path", "alias_of_id", "language", "lead",
            "office_id", "office__name_bn", "office__name_en", "office__kind",
            "kind_of_page", "state", "starts", "urgent", "begins", "over",
        )
    )  # fmt: skip


def next_change(language: str, now: datetime.datetime) -> datetime.datetime | None:
    """Return the first instant to come at which any board of a language reads otherwise; one query."""
    parts = [
        model.objects.live()
        .in_language(language)
        .order_by()
        .values("language")
        .annotate(
            first=Min("shown_from", filter=Q(shown_from__gt=now)),
            last=Min("shown_until", filter=Q(shown_until__gt=now)),
        )
        .values("first", "last")
        for model in POSTED
    ]
    found = parts[0].union(*parts[1:], all=True)
    return caching.earliest(*(instant for row in found for instant in row.values()))


def of_office(office: Office, language: str) -> Board:
    """Return what an office's page shows: its own and what it hears, urgent notices apart; one query."""
    now = clock.now()
    found = list(rows(language, now=now, office=office)[:MOST_AT_ONCE])
    current = [row for row in found if is_current(row, now)]
    urgent = [row for row in current if row["urgent"]]
    rest = [row for row in current if not row["urgent"]]
    return Board(
        urgent=[as_paper(row, at=office) for row in urgent],
        items=[as_paper(row, at=office) for row in rest[:SHOWN_AT_OFFICE]],
        next_change=caching.earliest(*(row[name] for row in found for name in ("begins", "over"))),
    )


def of_home(language: str) -> Board:
    """Return what the home page shows: headquarters' urgent notices, and the newest of all boards; two queries."""
    now = clock.now()
    found = list(rows(language, now=now)[:MOST_AT_ONCE])
    current = [row for row in found if is_current(row, now)]
    urgent = [row for row in current if row["urgent"] and row["office__kind"] == Office.Kind.HQ]
    rest = [row for row in current if row not in urgent]
    return Board(
        urgent=[as_paper(row) for row in urgent],
        items=[as_paper(row) for row in rest[:SHOWN_AT_HOME]],
        next_change=next_change(language, now),
    )


def is_current(row: Mapping[str, Any], now: datetime.datetime) -> bool:
    return row["begins"] is None or row["begins"] <= now


def as_papers(found: Iterable[Mapping[str, Any]], *, at: Office | None = None) -> list[dict[str, Any]]:
    return [as_paper(row, at=at) for row in found]


def as_paper(row: Mapping[str, Any], *, at: Office | None = None) -> dict[str, Any]:
    """Return what `_components/paper_item` shows of a line, seen from an office's page or from none."""
    is_own = at is not None and row["office_id"] == at.pk
    return {
        "url": Page(pk=row["pk"], url_path=row["url_path"]).url or "",
        "title": row["title"],
        "kind": KINDS[row["kind_of_page"]].kind_label,
        "office": "" if is_own else listing.office_of(row),
        "date": row["published_on"],
        "marks": _marks(row, is_foreign=at is not None and not is_own),
        "facts": _facts(row),
        "lang": listing.language_of(row),
        "summary": row["lead"] if row["urgent"] else "",
    }


def _marks(row: Mapping[str, Any], *, is_foreign: bool) -> list[dict[str, str]]:
    now, marks = clock.now(), []
    if is_foreign and row["office__kind"] in FROM:
        marks.append({"text": str(FROM[row["office__kind"]]), "kind": "quiet"})
    if row["state"] == CANCELLED:
        told = (
            pgettext("event", "Not held")
            if row["kind_of_page"] == EventPage.kind
            else pgettext("tender", "Cancelled")
        )
        marks.append({"text": told, "kind": "red"})
    elif row["state"] == AWARDED:
        marks.append({"text": pgettext("tender", "Awarded"), "kind": "quiet"})
    elif row["over"] is not None and row["over"] <= now:
        marks.append({"text": pgettext("notice", "Over"), "kind": "quiet"})
    elif row["urgent"]:
        marks.append({"text": _("Urgent"), "kind": "red"})
    if row["begins"] is not None and row["begins"] > now:
        marks.append({"text": pgettext("notice", "To come"), "kind": "quiet"})
    return marks


def _facts(row: Mapping[str, Any]) -> list[str]:
    """Return by when, in words: a notice's last day, a tender's deadline, an event's time."""
    if row["kind_of_page"] == EventPage.kind and row["starts"]:
        return [_("Begins %(when)s") % {"when": words.moment(row["starts"])}]
    if row["over"] is None:
        return []
    if row["kind_of_page"] == TenderPage.kind:
        return [_("Submit until %(when)s") % {"when": words.moment(row["over"])}]
    last_day = clock.local(row["over"] - datetime.timedelta(seconds=1)).date()
    return [_("Valid until %(day)s") % {"day": words.day(last_day)}]
