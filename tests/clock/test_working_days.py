"""Deadlines in working days: by examples from the calendar of 2026, and as properties of any calendar."""

import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clock import working_days
from clock.working_days import FRIDAY, FRIDAY_AND_SATURDAY, SATURDAY

DAYS = st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 1, 1))
LIMITS = st.integers(1, 90)
# Every weekend that leaves a day to work on, ours first among them.
WEEKENDS = st.just(FRIDAY_AND_SATURDAY) | st.frozensets(st.integers(0, 6), max_size=6)
STARTS = DAYS


@st.composite
def calendars(draw: st.DrawFn) -> tuple[datetime.date, int, frozenset[datetime.date], frozenset[int]]:
    """A start, a limit, and holidays that lie where they matter: within some months around it."""
    start = draw(STARTS)
    offsets = draw(st.frozensets(st.integers(-10, 200), max_size=40))
    holidays = frozenset(start + datetime.timedelta(days=offset) for offset in offsets)
    return start, draw(LIMITS), holidays, draw(WEEKENDS)


def days_after(start: datetime.date, end: datetime.date) -> list[datetime.date]:
    return [start + datetime.timedelta(days=number) for number in range(1, (end - start).days + 1)]


@pytest.mark.parametrize(
    ("start", "days", "holidays", "due"),
    [
        # Thursday: Friday and Saturday are free, so that one working day ends on Sunday.
        ("2026-11-19", 1, [], "2026-11-22"),
        # Begun on a day off: the count begins with the next working day all the same.
        ("2026-11-20", 1, [], "2026-11-22"),
        ("2026-11-22", 1, [], "2026-11-23"),
        # Thirty working days are six weeks.
        ("2026-11-22", 30, [], "2027-01-03"),
        # Victory Day, a Wednesday, moves it by a day; a holiday on a Friday by none.
        ("2026-11-22", 30, ["2026-12-16"], "2027-01-04"),
        ("2026-11-22", 30, ["2026-12-25"], "2027-01-03"),
        # Three days of Eid from a Thursday on.
        ("2026-03-18", 1, ["2026-03-19", "2026-03-20", "2026-03-21", "2026-03-22"], "2026-03-23"),
        # The holiday on which it would have ended.
        ("2026-12-15", 1, ["2026-12-16"], "2026-12-17"),
    ],
)
def test_a_deadline_by_the_calendar_on_the_wall(start: str, days: int, holidays: list[str], due: str) -> None:
    free = frozenset(map(datetime.date.fromisoformat, holidays))
    found = working_days.deadline(datetime.date.fromisoformat(start), days, free)
    assert found.isoformat() == due


@given(calendars())
def test_a_deadline_is_a_working_day_and_exactly_so_many_lie_after_the_start(calendar: tuple) -> None:
    start, days, holidays, weekend = calendar
    due = working_days.deadline(start, days, holidays, weekend)
    assert due > start
    assert due not in holidays
    assert due.weekday() not in weekend
    # Counted on another way than the module's own.
    worked = [day for day in days_after(start, due) if day.weekday() not in weekend and day not in holidays]
    assert len(worked) == days
    assert worked[-1] == due
    assert working_days.between(start, due, holidays, weekend) == days


@given(calendars())
def test_a_longer_limit_ends_later_and_a_later_start_never_earlier(calendar: tuple) -> None:
    start, days, holidays, weekend = calendar
    due = working_days.deadline(start, days, holidays, weekend)
    assert working_days.deadline(start, days + 1, holidays, weekend) > due
    starts = [start + datetime.timedelta(days=number) for number in range(8)]
    dues = [working_days.deadline(each, days, holidays, weekend) for each in starts]
    assert all(earlier <= later for earlier, later in pairwise(dues))


@given(calendars(), st.integers(-5, 150))
def test_one_more_holiday_moves_a_deadline_only_where_it_takes_a_day_away(
    calendar: tuple, offset: int
) -> None:
    start, days, holidays, weekend = calendar
    added = start + datetime.timedelta(days=offset)
    before = working_days.deadline(start, days, holidays, weekend)
    after = working_days.deadline(start, days, holidays | {added}, weekend)
    takes_one = start < added <= before and added not in holidays and added.weekday() not in weekend
    # By exactly one working day, or not at all.
    assert working_days.between(before, after, holidays | {added}, weekend) == int(takes_one)
    assert (after == before) is not takes_one


@given(calendars(), st.integers(0, 120))
def test_a_holiday_within_the_limit_is_met_wherever_it_falls(calendar: tuple, offset: int) -> None:
    start, days, holidays, weekend = calendar
    before = working_days.deadline(start, days, holidays, weekend)
    added = days_after(start, before)[offset % (before - start).days]
    after = working_days.deadline(start, days, holidays | {added}, weekend)
    was_worked_on = working_days.is_one(added, holidays, weekend)
    assert (after > before) is was_worked_on
    # What is taken back again is as it was.
    assert working_days.deadline(start, days, (holidays | {added}) - ({added} - holidays), weekend) == before


@given(DAYS, LIMITS, LIMITS)
def test_two_limits_one_after_the_other_are_one_of_both(
    start: datetime.date, first: int, second: int
) -> None:
    between = working_days.deadline(start, first)
    assert working_days.deadline(between, second) == working_days.deadline(start, first + second)


@given(STARTS, LIMITS)
def test_without_holidays_five_working_days_are_a_week(start: datetime.date, weeks: int) -> None:
    assert working_days.between(start, start + datetime.timedelta(weeks=weeks)) == 5 * weeks
    if start.weekday() not in (FRIDAY, SATURDAY):
        assert working_days.deadline(start, 5 * weeks) == start + datetime.timedelta(weeks=weeks)


@pytest.mark.parametrize("days", [0, -1])
def test_a_limit_without_a_day_is_refused(days: int) -> None:
    with pytest.raises(ValueError, match="at least one day"):
        working_days.deadline(datetime.date(2026, 1, 1), days)


def test_a_week_without_a_working_day_is_refused_instead_of_counted_for_ever() -> None:
    with pytest.raises(ValueError, match="needs a working day"):
        working_days.deadline(datetime.date(2026, 1, 1), 1, weekend=range(7))
