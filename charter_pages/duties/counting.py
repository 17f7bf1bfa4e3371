"""What offices owed and showed, counted by the database: two statements, however many offices and quarters."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import (
    Count,
    DateField,
    Expression,
    F,
    Func,
    IntegerField,
    Max,
    Min,
    Q,
    QuerySet,
    Sum,
    Value,
)

from bangla import fiscal
from charter_pages.duties.scoring import Counts, Terms
from charter_pages.models import Duty

State = Duty.State
SHOWN = (State.SUBMITTED, State.ENDORSED, State.ACCEPTED)
OWED = (State.OPEN, State.RETURNED)
# The first quarter of a fiscal year to the fourth, as an address writes it: "2026-1".
QuarterKey = tuple[int, int]


class DayInDhaka(Func):
    """The day of an instant on Dhaka's clocks, by the database itself: Django's own asks Python for each row."""

    output_field = DateField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        # Dhaka has been six hours ahead, summer and winter, since 2010; no duty is older.
        return super().as_sql(compiler, connection, template="date(%(expressions)s, '+6 hours')", **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        template = "((%(expressions)s) AT TIME ZONE 'Asia/Dhaka')::date"
        return super().as_sql(compiler, connection, template=template, **more)


@dataclass(frozen=True)
class Cell:
    """What one or more offices owed of one kind, in one quarter or several."""

    counts: Counts
    # How many stand in each state, a state once: what is late is owed, and more than that.
    states: dict[str, int]
    late: int = 0
    # Of what is missing, the day on which the oldest was due.
    oldest_due_on: datetime.date | None = None
    # The one duty that it speaks of; none where it speaks of several.
    duty_id: int | None = None
    due_on: datetime.date | None = None
    shown_on: datetime.date | None = None

    @property
    def duties(self) -> int:
        return sum(self.states.values())

    @property
    def state(self) -> str:
        """Return the state of the one duty, empty where there are several."""
        return next((state for state, count in self.states.items() if count), "") if self.duties == 1 else ""

    def days_late(self, today: datetime.date) -> int:
        """Return for how many days the oldest missing thing has been owed; 0 where nothing is."""
        return (today - self.oldest_due_on).days if self.oldest_due_on else 0


EMPTY = Cell(Counts(), {})


def together(cells: Iterable[Cell]) -> Cell:
    """Return the cell of a whole; one of a single part speaks of that part's duty still."""
    found = [cell for cell in cells if cell.duties]
    if len(found) == 1:
        return found[0]
    counts, states, oldest = Counts(), dict.fromkeys(State.values, 0), None
    for cell in found:
        counts = counts.plus(cell.counts)
        for state, count in cell.states.items():
            states[state] += count
        if cell.oldest_due_on and (oldest is None or cell.oldest_due_on < oldest):
            oldest = cell.oldest_due_on
    return Cell(counts, states, sum(cell.late for cell in found), oldest)


class OfficeKind(NamedTuple):
    office_id: int
    terms: Terms


class Told(NamedTuple):
    """What each office owed of each kind under each rule; what was owed in each quarter, the oldest first; and
    what was owed by those to compare with.
    """

    offices: dict[OfficeKind, Cell]
    quarters: dict[QuarterKey, dict[Terms, Cell]]
    beside: dict[Terms, Cell]


def tell(
    today: datetime.date,
    *,
    by_office: QuerySet[Duty] | None = None,
    by_quarter: QuerySet[Duty] | None = None,
    beside: QuerySet[Duty] | None = None,
) -> Told:
    """Return the duties counted by office, by quarter and all together; one statement for all three."""
    asked = ((by_office, OFFICES), (by_quarter, QUARTERS), (beside, ()))
    first, *more = (_counted(duties, by, today) for duties, by in asked if duties is not None)
    found = Told({}, {}, {})
    rows = first.union(*more, all=True) if more else first
    for office_id, year, number, *facts in sorted(rows, key=lambda row: row[:6]):
        terms, cell = Terms(*facts[:3]), _cell(tuple(facts[3:]))
        if office_id:
            found.offices[OfficeKind(office_id, terms)] = cell
        elif year:
            found.quarters.setdefault((year, number), {})[terms] = cell
        else:
            found.beside[terms] = cell
    return found


def is_due(today: datetime.date) -> Q:
    """Return what is past its day: on the day itself there is time until midnight."""
    return Q(due_on__lt=today)


def in_time() -> Q:
    return Q(state__in=SHOWN, shown_on__lte=F("due_on"))


def with_days(duties: QuerySet[Duty]) -> Any:
    """Return the duties with `shown_on`, the day in Dhaka on which they were shown."""
    return duties.annotate(shown_on=DayInDhaka("shown_at"))


def of_quarters(keys: Iterable[QuarterKey]) -> Q:
    """Return what chooses quarters, a year at a time."""
    years: dict[int, list[int]] = {}
    for year, number in keys:
        years.setdefault(year, []).append(number)
    chosen = Q(pk__in=[])
    for year, numbers in years.items():
        chosen |= Q(fiscal_year=year) if len(numbers) == 4 else Q(fiscal_year=year, quarter__in=numbers)
    return chosen


def quarter(key: QuarterKey) -> fiscal.Quarter:
    return fiscal.Quarter(fiscal.FiscalYear(key[0]), key[1])


TERMS = ("kind", "rule__weight", "rule__target_percent")
OFFICES, QUARTERS = ("office_id",), ("fiscal_year", "quarter")


def _counted(duties: QuerySet[Duty], by: Sequence[str], today: datetime.date) -> Any:
    """Return office, fiscal year, quarter (0 for what is not told apart), terms and figures, a row for each."""
    whole: dict[str, Any] = {
        f"at_{name}": F(name) if name in by else Value(0, IntegerField()) for name in (*OFFICES, *QUARTERS)
    }
    due, shown, missing = is_due(today), Q(state__in=SHOWN), Q(state__in=OWED)
    figures: dict[str, Expression] = {
        "n_owed": Count("pk", filter=shown | (missing & due)),
        "n_in_time": Count("pk", filter=in_time()),
        "n_shown": Count("pk", filter=shown),
        "n_to_come": Count("pk", filter=missing & ~due),
        "n_late": Count("pk", filter=missing & due),
        **{f"n_{state}": Count("pk", filter=Q(state=state)) for state in State.values},
        # Of duties that are measured (charter_pages.decisions): what is missing to the whole of what was shown.
        "n_short": Sum("measured__short_bp", filter=shown, default=0),
        "oldest": Min("due_on", filter=missing & due),
        "one": Max("pk"),
        "last_due_on": Max("due_on"),
        "last_shown_on": Max("shown_on"),
    }
    keys = (*whole, *TERMS)
    told = with_days(duties.order_by()).annotate(**whole).values_list(*keys).annotate(**figures)
    return told.values_list(*keys, *figures)


def _cell(row: tuple[Any, ...]) -> Cell:
    owed, punctual, shown, to_come, late, *rest = row
    states = dict(zip(State.values, rest, strict=False))
    short, oldest, one, due_on, shown_on = rest[len(states) :]
    single = sum(states.values()) == 1
    return Cell(
        Counts(
            owed, punctual, shown - punctual, states[State.ACCEPTED], states[State.WAIVED], to_come, short
        ),
        states,
        late,
        oldest,
        one if single else None,
        due_on if single else None,
        shown_on if single else None,
    )
