"""How the board says what it counts: in words, and in a colour that only says it again."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bangla import numbers
from charter_pages.duties import counting
from charter_pages.duties.board import LATE, Line, Period
from charter_pages.duties.counting import Cell, State
from charter_pages.duties.scoring import WHOLE, Score
from charter_pages.models import DutyKind
from language.spoken import active

STANDING_NAMES: dict[str, Any] = {
    LATE: gettext_lazy("Late"),
    State.OPEN: gettext_lazy("Owed"),
    State.SUBMITTED: gettext_lazy("Shown, to be checked"),
    State.ENDORSED: gettext_lazy("Endorsed by the division"),
    State.RETURNED: gettext_lazy("Returned"),
    State.ACCEPTED: gettext_lazy("Accepted"),
    State.WAIVED: gettext_lazy("Waived"),
}


@dataclass(frozen=True)
class Shown:
    """A cell as a page shows it: a word, what more there is to say, and the tone of its colour."""

    text: str
    note: str = ""
    tone: str = ""
    url: str = ""
    label: str = ""


def number(value: int) -> str:
    return numbers.number(value, active())


def percent(basis_points: int | None) -> str:
    """Return basis points in whole per cent, rounded down; a dash where there is nothing to judge."""
    return "–" if basis_points is None else numbers.percent(basis_points // 100 * 100, active())


def marks(score: Score) -> str:
    """Return the marks and their most with two decimals: "6.25 / 7"; a dash where no kind brings marks."""
    if not score.most:
        return "–"
    return f"{_decimals(score.marks)} / {_decimals(score.most)}"


def _decimals(parts: int) -> str:
    # Marks are grouped like amounts of poisha, without the sign of the taka.
    return numbers.taka(parts // 100, active()).removeprefix(numbers.TAKA_SIGN)


def days(count: int) -> str:
    return ngettext("%(days)s day", "%(days)s days", count) % {"days": number(count)}


def days_late(count: int) -> str:
    return ngettext("%(days)s day late", "%(days)s days late", count) % {"days": number(count)}


def kind_name(kind: str) -> str:
    return str(DutyKind(kind).label)


def period_name(period: Period) -> str:
    if period.is_one:
        return counting.quarter(period.quarters[0]).label(active())
    if period.code == "four":
        return _("The last four quarters")
    if period.code == "all":
        return _("All quarters")
    return _("Fiscal year %(year)s") % {
        "year": counting.quarter(period.quarters[0]).fiscal_year.label(active())
    }


def of_cell(cell: Cell, today: datetime.date) -> Shown:
    """Return what a cell says to staff."""
    if not cell.duties:
        return Shown("–")
    return _of_one(cell, today) if cell.duties == 1 else _of_many(cell, today)


def _of_one(cell: Cell, today: datetime.date) -> Shown:
    state, overdue = cell.state, cell.days_late(today)
    if state == State.OPEN:
        return Shown(_("Not shown"), days_late(overdue), "late") if overdue else Shown(_("Not due yet"))
    name = str(STANDING_NAMES[state])
    if state == State.WAIVED:
        return Shown(name)
    if state == State.RETURNED:
        return Shown(name, days_late(overdue) if overdue else "", "late" if overdue else "warning")
    notes = []
    if cell.counts.late and cell.shown_on and cell.due_on:
        notes.append(_("shown %(late)s") % {"late": days_late((cell.shown_on - cell.due_on).days)})
    if cell.counts.short_bp:
        notes.append(
            _("%(part)s of its decisions implemented") % {"part": percent(WHOLE - cell.counts.short_bp)}
        )
    return Shown(name, "; ".join(notes), "good" if state == State.ACCEPTED else "shown")


def _of_many(cell: Cell, today: datetime.date) -> Shown:
    counts = cell.counts
    if not counts.owed:
        return Shown(_("Not due yet") if counts.to_come else str(STANDING_NAMES[State.WAIVED]))
    text = _("%(shown)s of %(owed)s shown") % {"shown": number(counts.shown), "owed": number(counts.owed)}
    if cell.late:
        return Shown(text, days_late(cell.days_late(today)), "late")
    return Shown(text, "", "good" if counts.accepted == counts.owed else "shown")


def public(cell: Cell, today: datetime.date) -> Shown:
    """Return what a cell says to everybody: whether it was shown, not what headquarters thinks of it by the way."""
    if cell.duties != 1 or cell.state in (State.OPEN, State.WAIVED, State.ACCEPTED):
        shown = of_cell(cell, today)
        return Shown(shown.text, shown.note, "good" if shown.tone == "shown" else shown.tone)
    if cell.state == State.RETURNED:
        overdue = cell.days_late(today)
        return Shown(_("Not shown"), days_late(overdue), "late") if overdue else Shown(_("Not due yet"))
    return Shown(_("Shown"), _of_one(cell, today).note, "good")


def duty_url(duty_id: int | None) -> str:
    """Return where the duty itself is shown to staff."""
    if duty_id is None:
        return ""
    try:
        return reverse("duty", args=[duty_id])
    except NoReverseMatch:
        return ""


def lateness(line: Line) -> str:
    """Return how many things a line owes after their day, and for how long the oldest; empty where none."""
    if not line.late:
        return ""
    return _("%(count)s late, up to %(days)s") % {"count": number(line.late), "days": days(line.days_late)}


def trend(told: list[tuple[counting.QuarterKey, Score]]) -> dict[str, Any] | None:
    """Return the line over quarters as the component draws it, with its words; None of fewer than two.

    The line is the part of the marks that was reached, or of what was owed where no kind brings marks; the part of
    it, what was shown in time.
    """
    judged = [(key, score) for key, score in told if score.shown_bp is not None]
    if len(judged) < 2:
        return None
    return {
        "line": _polyline([_reached(score) for _key, score in judged]),
        "part_line": _polyline([score.in_time_bp or 0 for _key, score in judged]),
        "points": [
            {
                "label": counting.quarter(key).label(active()),
                "text": percent(_reached(score)),
                "part_text": percent(score.in_time_bp),
            }
            for key, score in judged
        ],
    }


def _reached(score: Score) -> int:
    return score.bp if score.bp is not None else score.shown_bp or 0


def _polyline(values: list[int]) -> str:
    """Return points of a drawing that is 1000 wide and 200 high, whose y grows downwards."""
    step = 1000 / (len(values) - 1)
    return " ".join(
        f"{round(place * step)},{200 - value * 200 // WHOLE}" for place, value in enumerate(values)
    )


def bars(lines: list[tuple[str, Score]]) -> list[dict[str, Any]]:
    """Return a bar for each, as long as its part of the marks; what has nothing to judge has none."""
    return [
        {"label": name, "value": score.bp or 0, "text": f"{marks(score)} ({percent(score.bp)})"}
        for name, score in lines
        if score.bp is not None
    ]


LARGEST = WHOLE


def figures(line: Line) -> dict[str, str]:
    """Return the score of a line in words."""
    return {
        "marks": marks(line.score),
        "bp": percent(line.score.bp),
        "shown": percent(line.score.shown_bp),
        "in_time": percent(line.score.in_time_bp),
        "late": lateness(line),
    }
