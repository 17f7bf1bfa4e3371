"""Fiscal years run from July to June, and quarters with them."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bangla import fiscal


def test_a_fiscal_year_begins_in_july() -> None:
    assert fiscal.fiscal_year(datetime.date(2026, 6, 30)).label("bn") == "২০২৫-২০২৬"
    assert fiscal.fiscal_year(datetime.date(2026, 7, 1)).label("bn") == "২০২৬-২০২৭"


@given(st.dates(min_value=datetime.date(1900, 1, 1), max_value=datetime.date(2900, 1, 1)))
def test_a_day_lies_within_its_quarter_and_year(date: datetime.date) -> None:
    quarter = fiscal.quarter(date)
    assert quarter.first_day <= date <= quarter.last_day
    assert quarter.fiscal_year.first_day <= date <= quarter.fiscal_year.last_day
    assert quarter in quarter.fiscal_year.quarters
    assert quarter.next().previous() == quarter


def test_a_quarter_is_named_in_both_languages() -> None:
    quarter = fiscal.quarter(datetime.date(2026, 11, 21))
    assert quarter.label("bn") == "২০২৬-২০২৭ অর্থবছরের ২য় ত্রৈমাসিক"
    assert quarter.label("en") == "2nd quarter of fiscal year 2026-2027"


@pytest.mark.parametrize("text", ["২০২৩-২০২৪", "2023-24", "২০২৩–২৪", " 2023/2024 "])
def test_fiscal_years_are_read_in_their_variants(text: str) -> None:
    assert fiscal.parse(text) == fiscal.FiscalYear(2023)


@pytest.mark.parametrize("text", ["2023", "2023-25", "২০২৩-২০২২", "abc"])
def test_years_that_do_not_follow_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        fiscal.parse(text)
