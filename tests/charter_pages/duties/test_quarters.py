"""The fiscal quarters by which everything is owed."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from bangla import fiscal
from charter_pages.models import DutyRule

DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2150, 12, 31))
QUARTERS = DAYS.map(fiscal.quarter)


@given(DAYS)
def test_every_day_lies_in_exactly_one_quarter_of_exactly_one_year(day: datetime.date) -> None:
    year = fiscal.fiscal_year(day)
    assert year.first_day <= day <= year.last_day
    holding = [
        quarter
        for each in (year.previous(), year, year.next())
        for quarter in each.quarters
        if quarter.first_day <= day <= quarter.last_day
    ]
    assert holding == [fiscal.quarter(day)]
    assert holding[0].fiscal_year == year


@given(QUARTERS)
def test_the_next_quarter_begins_on_the_day_after_and_the_previous_is_its_inverse(
    quarter: fiscal.Quarter,
) -> None:
    assert quarter.next().previous() == quarter == quarter.previous().next()
    assert quarter.next().first_day == quarter.last_day + datetime.timedelta(days=1)
    assert quarter < quarter.next()
    assert 90 <= (quarter.last_day - quarter.first_day).days + 1 <= 92


@given(QUARTERS)
def test_the_first_quarter_is_july_to_september_and_four_make_a_year(quarter: fiscal.Quarter) -> None:
    first, *_, last = quarter.fiscal_year.quarters
    assert (first.first_day.month, first.last_day.month) == (7, 9)
    assert (first.first_day, last.last_day) == (quarter.fiscal_year.first_day, quarter.fiscal_year.last_day)
    assert quarter in quarter.fiscal_year.quarters


@given(QUARTERS, st.integers(-90, 90))
def test_what_is_due_keeps_its_distance_from_the_quarters_end(quarter: fiscal.Quarter, days: int) -> None:
    rule = DutyRule(due_days=days)
    assert (rule.due_on(quarter) - quarter.last_day).days == days
    assert rule.due_on(quarter) < rule.due_on(quarter.next())
