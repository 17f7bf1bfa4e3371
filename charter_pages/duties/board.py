"""The compliance board: offices by division, late first, with what each owes and how it scores."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q

from bangla import fiscal
from charter_pages.duties import counting, scoring
from charter_pages.duties.counting import EMPTY, Cell, QuarterKey, State
from charter_pages.duties.scoring import Score, Terms
from charter_pages.models import Duty, DutyKind
from offices.models import DEEPEST, Office

LATE = "late"
FOUR, ALL = "four", "all"
# What the board may be narrowed to: the states, and what is owed after its day in whatever state it is.
STANDINGS = (LATE, *State.values)
PRISONS, ABOVE_PRISONS = "prisons", "above"
SORTS = (PRISONS, ABOVE_PRISONS)


class Period(NamedTuple):
    """The quarters that are looked at together, the oldest first; `code` is what an address calls them."""

    code: str
    quarters: tuple[QuarterKey, ...]

    @property
    def is_one(self) -> bool:
        return len(self.quarters) == 1


@dataclass(frozen=True)
class Line:
    """What an office, a division or the Department owes: a cell for each kind of duty, and the score of all."""

    office: Office | None
    cells: dict[str, Cell]
    score: Score
    late: int
    days_late: int

    @property
    def urgency(self) -> tuple[int, int]:
        """Return what sorts lines: the longest late first, then whoever owes most."""
        return -self.days_late, -self.late


@dataclass(frozen=True)
class Group:
    """A division: its roll-up, and the lines of its office and its prisons."""

    office: Office
    whole: Line
    lines: list[Line]


@dataclass(frozen=True)
class Board:
    period: Period
    kinds: list[str]
    groups: list[Group]
    whole: Line
    trend: list[tuple[QuarterKey, Score]]
    # All prisons together, for whoever does not see each of them.
    average: Line | None = None

    @property
    def lines(self) -> list[Line]:
        """Return the lines of all offices, late first, whatever their division."""
        return sorted((line for group in self.groups for line in group.lines), key=lambda line: line.urgency)


def periods(keys: Iterable[QuarterKey], today: datetime.date) -> list[Period]:
    """Return what may be looked at: each quarter, the newest first; its last four, each fiscal year, and all."""
    known = sorted(keys)
    if not known:
        return []
    return [
        *(Period(f"{year}-{number}", ((year, number),)) for year, number in reversed(known)),
        named(FOUR, known, today),
        *(named(str(year), known, today) for year in sorted({year for year, _number in known}, reverse=True)),
        named(ALL, known, today),
    ]


def named(code: str, known: Sequence[QuarterKey], today: datetime.date) -> Period:
    """Return the period of a code, of the quarters that are known; the last that ended for what is no code."""
    last = last_ended(today)
    if code == ALL:
        return Period(code, tuple(known))
    if code == FOUR:
        return Period(code, tuple(key for key in back_from(last, 4) if not known or key in known))
    year, _hyphen, number = code.partition("-")
    if year.isascii() and year.isdecimal() and len(year) == 4 and number in ("", "1", "2", "3", "4"):
        keys = [(int(year), each) for each in ((int(number),) if number else (1, 2, 3, 4))]
        return Period(code, tuple(key for key in keys if not known or key in known))
    return Period(f"{last[0]}-{last[1]}", (last,))


def last_ended(today: datetime.date) -> QuarterKey:
    """Return the newest quarter that has ended: of the one that runs hardly anything is due."""
    ended = fiscal.quarter(today).previous()
    return ended.fiscal_year.start, ended.number


def back_from(last: QuarterKey, count: int) -> list[QuarterKey]:
    found = [counting.quarter(last)]
    while len(found) < count:
        found.insert(0, found[0].previous())
    return [(each.fiscal_year.start, each.number) for each in found]


def division_of(office: Office, offices: Mapping[int, Office]) -> Office:
    """Return the office that answers for this one: its divisional office, else headquarters; itself, if it is one."""
    found = office
    for _step in range(DEEPEST):
        if not found.is_prison or found.parent_id is None:
            break
        found = offices[found.parent_id]
    return found


def line(office: Office | None, told: Mapping[Terms, Iterable[Cell]], today: datetime.date) -> Line:
    """Return the line of a whole from the cells of its parts, under each rule."""
    cells = {terms: counting.together(parts) for terms, parts in told.items()}
    kinds = dict.fromkeys(terms.kind for terms in cells)
    by_kind = {
        kind: counting.together(cell for terms, cell in cells.items() if terms.kind == kind) for kind in kinds
    }
    return Line(
        office,
        by_kind,
        scoring.score({terms: cell.counts for terms, cell in cells.items()}),
        sum(cell.late for cell in by_kind.values()),
        max((cell.days_late(today) for cell in by_kind.values()), default=0),
    )


def read(
    *,
    offices: Mapping[int, Office],
    scope: Iterable[int],
    today: datetime.date,
    period: str = "",
    kind: str = "",
    ended_only: bool = False,
    with_average: bool = False,
) -> Board | None:
    """Return the board of the offices in scope; one statement. None while nothing is owed by any.

    `offices` are all of the register, by id: the names of divisions are shown of offices in scope, too.
    `ended_only` leaves out quarters that still run.
    """
    everybody = Duty.objects.filter(kind=kind) if kind else Duty.objects.all()
    if ended_only:
        everybody = everybody.exclude(counting.of_quarters(running(today)))
    duties = everybody.filter(office_id__in=list(scope))
    prisons = everybody.filter(office__kind__in=Office.PRISONS)
    asked = named(period, (), today)
    chosen = Q() if asked.code == ALL else counting.of_quarters(asked.quarters)
    told = counting.tell(
        today,
        by_office=duties.filter(chosen),
        by_quarter=duties,
        beside=prisons.filter(chosen) if with_average else None,
    )
    if not told.quarters:
        return None
    known = list(told.quarters)
    found = named(asked.code, known, today)
    if not told.offices:
        # Nothing was owed then: the newest quarter of which something is known.
        found = Period(f"{known[-1][0]}-{known[-1][1]}", (known[-1],))
        chosen = counting.of_quarters(found.quarters)
        told = told._replace(offices=counting.tell(today, by_office=duties.filter(chosen)).offices)
    by_office: dict[int, dict[Terms, list[Cell]]] = {}
    for (office_id, terms), cell in told.offices.items():
        by_office.setdefault(office_id, {})[terms] = [cell]
    groups = _groups(by_office, offices, today)
    used = {terms.kind for kinds in by_office.values() for terms in kinds}
    return Board(
        found,
        [each for each in DutyKind.values if each in used],
        groups,
        line(None, _gathered(by_office.values()), today),
        [
            (key, scoring.score({terms: cell.counts for terms, cell in kinds.items()}))
            for key, kinds in told.quarters.items()
        ],
        line(None, {terms: [cell] for terms, cell in told.beside.items()}, today) if with_average else None,
    )


def running(today: datetime.date) -> list[QuarterKey]:
    """Return the quarter that runs and the next, of which duties may have been raised."""
    runs = fiscal.quarter(today)
    return [(each.fiscal_year.start, each.number) for each in (runs, runs.next())]


def _groups(
    by_office: Mapping[int, Mapping[Terms, list[Cell]]],
    offices: Mapping[int, Office],
    today: datetime.date,
) -> list[Group]:
    members: dict[int, list[int]] = {}
    for office_id in by_office:
        members.setdefault(division_of(offices[office_id], offices).pk, []).append(office_id)
    groups = []
    for division_id, ids in members.items():
        lines = [line(offices[each], by_office[each], today) for each in ids]
        # The office itself first among equals, then by name.
        lines.sort(key=lambda each: (*each.urgency, each.office.is_prison, each.office.name))  # type: ignore[union-attr]
        whole = line(offices[division_id], _gathered(by_office[each] for each in ids), today)
        groups.append(Group(offices[division_id], whole, lines))
    return sorted(groups, key=lambda group: (*group.whole.urgency, group.office.name))


def _gathered(told: Iterable[Mapping[Terms, list[Cell]]]) -> dict[Terms, list[Cell]]:
    found: dict[Terms, list[Cell]] = {}
    for each in told:
        for terms, cells in each.items():
            found.setdefault(terms, []).extend(cells)
    return found


def narrowed(groups: Iterable[Group], *, sort: str = "", standing: str = "") -> list[Group]:
    """Return the groups with the lines that a filter lets through; a roll-up stays that of its whole division."""
    found = []
    for group in groups:
        lines = [each for each in group.lines if _is_of(each, sort) and stands(each, standing)]
        if lines:
            found.append(Group(group.office, group.whole, lines))
    return found


def _is_of(shown: Line, sort: str) -> bool:
    return not sort or (shown.office is not None and shown.office.is_prison) == (sort == PRISONS)


def stands(shown: Line, standing: str) -> bool:
    """Return whether anything of a line stands as the filter asks."""
    if not standing:
        return True
    if standing == LATE:
        return shown.late > 0
    return any(cell.states.get(standing) for cell in shown.cells.values())


def standing_is(standing: str, today: datetime.date) -> Q:
    """Return the same filter for duties one by one."""
    if standing == LATE:
        return Q(state__in=counting.OWED) & counting.is_due(today)
    return Q(state=standing) if standing else Q()


def cell_of(shown: Line, kind: str) -> Cell:
    return shown.cells.get(kind, EMPTY)
