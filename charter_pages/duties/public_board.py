"""The board for everybody: quarters that have ended, offices and divisions, no person and nothing unpublished.

docs/adr/0039 says what is told and what is not.
"""

import datetime
from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.models import Page

import clock
from bangla import fiscal
from charter_pages.duties import board, board_words, counting
from charter_pages.duties.board import Board, Line
from charter_pages.models import Duty, DutyKind, Evidence
from language.spoken import active
from offices.models import Office
from printing import exports
from publishing.pages import PUBLIC_FOR_A_WHILE

# Older quarters of an office, and older papers, are in the open data.
QUARTERS_SHOWN = 8
EVIDENCE_SHOWN = 24
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
# A promise to whoever reads them by machine: a new one comes last, none is renamed or taken away.
COLUMNS: dict[str, Any] = {
    "quarter": gettext_lazy("the quarter of the fiscal year: 2026-2027-q1 is July to September 2026"),
    "office": gettext_lazy("the office's code, which stays when its name changes"),
    "office_bn": gettext_lazy("the office's name in Bangla"),
    "office_en": gettext_lazy("the office's name in English"),
    "division": gettext_lazy("the code of the office that answers for it"),
    "duty": gettext_lazy(
        "what was owed: charter, committee, committee_minutes, training, stakeholders, practice"
    ),
    "standing": gettext_lazy("in_time, late, not_shown, not_due, or waived"),
    "accepted": gettext_lazy("1 once headquarters has accepted it, else 0"),
    "due_on": gettext_lazy("the last day for it"),
    "shown_on": gettext_lazy("the day on which it was shown; empty where it was not"),
    "weight": gettext_lazy("marks that the Cabinet Division gives for it"),
    "target_percent": gettext_lazy("the part of what is owed that earns full marks"),
}


@require_safe
def country(request: HttpRequest) -> HttpResponse:
    """Answer with the divisions, and how the whole Department keeps its duties."""
    today, offices = clock.today(), Office.objects.in_bulk()
    found = _read(request, offices, set(offices), today)
    context: dict[str, Any] = {"crumbs": _crumbs(), "licence_url": LICENCE_URL, "columns": COLUMNS.items()}
    if found is not None:
        context |= {
            **_told(found, today),
            "divisions": [
                {"name": group.office.name, "url": _url(group.office), **board_words.figures(group.whole)}
                for group in found.groups
            ],
            "bars": board_words.bars([(group.office.name, group.whole.score) for group in found.groups]),
            "largest": board_words.LARGEST,
        }
    return _public(render(request, "charter_pages/board/public.html", context))


@require_safe
def office(request: HttpRequest, code: str) -> HttpResponse:
    """Answer with one office: its quarters and papers, and its prisons where it answers for some."""
    today, offices = clock.today(), Office.objects.in_bulk()
    chosen = next((each for each in offices.values() if each.code == code), None)
    if chosen is None:
        raise Http404
    below = {pk for pk, each in offices.items() if board.division_of(each, offices).pk == chosen.pk}
    found = _read(request, offices, below | {chosen.pk}, today)
    context: dict[str, Any] = {
        "crumbs": [*_crumbs(linked=True), {"title": chosen.name}],
        "office": chosen,
        "evidence": papers(chosen),
    }
    if found is not None:
        lines = [line for group in found.groups for line in group.lines]
        context |= {**_told(found, today), **_history(chosen, today)}
        if len(below) > 1:
            context["lines"] = [_row(line, found.kinds, today) for line in lines]
    return _public(render(request, "charter_pages/board/public_office.html", context))


@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """Answer with every duty of every quarter that has ended, or of the one that the address names."""
    today = clock.today()
    duties = Duty.objects.exclude(counting.of_quarters(board.running(today)))
    if asked := request.GET.get("quarter", ""):
        period = board.named(asked, (), today)
        if period.code != asked or not period.is_one:
            raise Http404
        duties = duties.filter(counting.of_quarters(period.quarters))
    response = StreamingHttpResponse(_lines(duties, today), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="compliance-{asked or "all"}.csv"'
    response["Access-Control-Allow-Origin"] = "*"
    return _public(response)


def papers(shown_by: Office) -> list[dict[str, Any]]:
    """Return the newest evidence of an office that everybody can read: published pages, and those alone."""
    shown = Evidence.objects.filter(
        duty__office=shown_by, duty__state__in=counting.SHOWN, page__isnull=False
    ).exclude(address="")
    newest: dict[int, Evidence] = {}
    for each in shown.select_related("duty").order_by("number"):
        newest[each.duty_id] = each
    told = sorted(
        newest.values(), key=lambda each: (each.duty.fiscal_year, each.duty.quarter, each.pk), reverse=True
    )[:EVIDENCE_SHOWN]
    ids = {each.page_id for each in told}
    readable = set(Page.objects.live().public().filter(pk__in=ids).values_list("pk", flat=True))
    return [
        {
            "url": each.address,
            "kind": each.duty.get_kind_display(),
            "quarter": each.duty.period.label(active()),
            "shown_on": each.made_at,
        }
        for each in told
        if each.page_id in readable
    ]


def _read(
    request: HttpRequest, offices: dict[int, Office], scope: set[int], today: datetime.date
) -> Board | None:
    period = request.GET.get("period", "")
    return board.read(offices=offices, scope=scope, today=today, period=period, ended_only=True)


def _told(found: Board, today: datetime.date) -> dict[str, Any]:
    known = [key for key, _score in found.trend]
    return {
        "period_name": board_words.period_name(found.period),
        "periods": [
            {
                "code": each.code,
                "label": board_words.period_name(each),
                "current": each.code == found.period.code,
            }
            for each in board.periods(known, today)
        ],
        "whole": board_words.figures(found.whole),
        "kinds": [board_words.kind_name(kind) for kind in found.kinds],
        "trend": board_words.trend(found.trend),
    }


def _history(chosen: Office, today: datetime.date) -> dict[str, Any]:
    """Return the office's own quarters, the newest first, with a word for each duty."""
    keys = board.back_from(board.last_ended(today), QUARTERS_SHOWN)
    told = counting.tell(
        today, by_quarter=Duty.objects.filter(counting.of_quarters(keys), office=chosen)
    ).quarters
    lines = {
        key: board.line(chosen, {terms: [cell] for terms, cell in cells.items()}, today)
        for key, cells in told.items()
    }
    used = {kind for line in lines.values() for kind in line.cells}
    kinds = [kind for kind in DutyKind.values if kind in used]
    return {
        "own_kinds": [board_words.kind_name(kind) for kind in kinds],
        "quarters": [
            {
                **_row(lines[key], kinds, today),
                "name": counting.quarter(key).label(active()),
                "url": "",
            }
            for key in reversed(lines)
        ],
    }


def _row(line: Line, kinds: list[str], today: datetime.date) -> dict[str, Any]:
    cells = []
    for kind in kinds:
        shown = board_words.public(board.cell_of(line, kind), today)
        cells.append(
            {"label": board_words.kind_name(kind), "shown": shown, "tag": TAGS.get(shown.tone, "quiet")}
        )
    return {
        "name": line.office.name if line.office else "",
        "url": _url(line.office) if line.office else "",
        "cells": cells,
        **board_words.figures(line),
    }


# The site's own tags: red for what is late, green for what was shown.
TAGS = {"late": "red", "warning": "red", "good": ""}


def _url(chosen: Office) -> str:
    return reverse("compliance-office", args=[chosen.code])


def _crumbs(*, linked: bool = False) -> list[dict[str, str]]:
    here = {"title": _("How promises are kept")}
    return [
        {"url": f"/{active()}/", "title": _("Home")},
        {"url": f"/{active()}/transparency/", "title": _("Transparency")},
        {**here, "url": reverse("compliance")} if linked else here,
    ]


def _public(response: Any) -> HttpResponse:
    response["Cache-Control"] = PUBLIC_FOR_A_WHILE
    return response  # type: ignore[no-any-return]


def _lines(duties: Any, today: datetime.date) -> Iterator[str]:
    offices = Office.objects.in_bulk()
    yield ",".join(COLUMNS) + "\r\n"
    told = counting.with_days(duties).order_by("fiscal_year", "quarter", "office__code", "kind").values_list(
        "fiscal_year", "quarter", "office_id", "kind", "state", "due_on", "shown_on", "rule__weight",
        "rule__target_percent",
    )  # fmt: skip
    for year, number, office_id, kind, state, due_on, shown_on, weight, target in told.iterator(2_000):
        chosen = offices[office_id]
        standing = _standing(state, due_on, shown_on, today)
        cells = (
            f"{fiscal.FiscalYear(year)}-q{number}", chosen.code, _quoted(chosen.name_bn), _quoted(chosen.name_en),
            board.division_of(chosen, offices).code, kind, standing, int(state == Duty.State.ACCEPTED), due_on,
            shown_on if standing in ("in_time", "late") else "", weight, target,
        )  # fmt: skip
        yield ",".join(str(cell) for cell in cells) + "\r\n"


def _standing(state: str, due_on: datetime.date, shown_on: datetime.date | None, today: datetime.date) -> str:
    if state == Duty.State.WAIVED:
        return "waived"
    if state in counting.SHOWN and shown_on is not None:
        return "in_time" if shown_on <= due_on else "late"
    return "not_shown" if due_on < today else "not_due"


def _quoted(text: str) -> str:
    plain = exports.text(text).replace('"', '""')
    return f'"{plain}"'
