"""The Bangla calendar against dates of real letters, against an independent reckoning, and against itself."""

import datetime

import bangladatetime
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bangla import calendar

NEW_RULE = datetime.date(2019, 10, 16)


@pytest.mark.parametrize(
    ("date", "printed"),
    [
        # Letters of the Department (DOMAIN.md).
        ((2020, 12, 23), "৮ পৌষ ১৪২৭"),
        ((2024, 3, 10), "২৬ ফাল্গুন ১৪৩০"),
        ((2023, 9, 17), "২ আশ্বিন ১৪৩০"),
        # The last day under the older rule and the first under the new one.
        ((2019, 10, 15), "৩০ আশ্বিন ১৪২৬"),
        ((2019, 10, 16), "৩১ আশ্বিন ১৪২৬"),
        ((2019, 10, 17), "১ কার্তিক ১৪২৬"),
        # 21 February and 16 December fall on the days of 1952 and 1971 again: the reason for the new rule.
        ((2020, 2, 21), "৮ ফাল্গুন ১৪২৬"),
        ((2020, 12, 16), "১ পৌষ ১৪২৭"),
        ((2015, 2, 21), "৯ ফাল্গুন ১৪২১"),
        # Leap years.
        ((2020, 3, 14), "৩০ ফাল্গুন ১৪২৬"),
        ((2021, 3, 14), "২৯ ফাল্গুন ১৪২৭"),
        ((2016, 3, 14), "৩১ ফাল্গুন ১৪২২"),
        ((2026, 4, 14), "১ বৈশাখ ১৪৩৩"),
        ((2026, 11, 21), "৬ অগ্রহায়ণ ১৪৩৩"),
    ],
)
def test_a_day_has_the_bangla_date_that_letters_print(date: tuple[int, int, int], printed: str) -> None:
    assert calendar.format_bangla(datetime.date(*date)) == printed
    assert calendar.from_bangla(*calendar.parse(printed)) == datetime.date(*date)


@given(st.dates(min_value=datetime.date(2019, 10, 17), max_value=datetime.date(2100, 12, 31)))
def test_another_reckoning_agrees_since_the_new_rule(date: datetime.date) -> None:
    other = bangladatetime.date.fromgregorian(date.year, date.month, date.day)
    assert calendar.bangla_date(date) == (other.year, other.month, other.day)


@given(st.dates(min_value=calendar.FIRST_DAY, max_value=datetime.date(9000, 1, 1)))
def test_a_date_comes_back_from_the_bangla_calendar(date: datetime.date) -> None:
    assert calendar.from_bangla(*calendar.bangla_date(date)) == date


@given(st.dates(min_value=calendar.FIRST_DAY, max_value=datetime.date(2300, 1, 1)))
def test_the_day_after_is_the_next_day_or_the_first_of_the_next_month(date: datetime.date) -> None:
    today, tomorrow = (calendar.bangla_date(date + datetime.timedelta(days=days)) for days in (0, 1))
    assert tomorrow > today
    assert tomorrow.day in (today.day + 1, 1)


def test_nothing_is_reckoned_before_1988() -> None:
    with pytest.raises(calendar.OutOfRange):
        calendar.bangla_date(datetime.date(1987, 12, 31))
    with pytest.raises(calendar.OutOfRange):
        calendar.from_bangla(1390, 1, 1)


@pytest.mark.parametrize("date", [(1433, 0, 1), (1433, 13, 1), (1433, 11, 30), (1433, 1, 32), (99_999, 1, 1)])
def test_a_day_that_does_not_exist_is_refused(date: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match=r"."):
        calendar.from_bangla(*date)


@pytest.mark.parametrize("text", ["০৮ পৌষ ১৪২৭", "৮ পৌষ, ১৪২৭ বঙ্গাব্দ", "তারিখ : 08 পৌষ 1427", "৮ই পৌষ ১৪২৭"])
def test_printed_dates_are_read_in_their_variants(text: str) -> None:
    assert calendar.parse(text) == (1427, 9, 8)


@pytest.mark.parametrize("text", ["", "২৩ ডিসেম্বর ২০২০", "পৌষ ১৪২৭", "৮ ১৪২৭"])
def test_a_text_without_a_bangla_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        calendar.parse(text)


@pytest.mark.parametrize(
    ("hour", "said"),
    [
        (0, "রাত ১২:৩০"),
        (4, "ভোর ৪:৩০"),
        (10, "সকাল ১০:৩০"),
        (12, "দুপুর ১২:৩০"),
        (17, "বিকাল ৫:৩০"),
        (21, "রাত ৯:৩০"),
    ],
)
def test_times_of_day_are_said_with_their_part_of_the_day(hour: int, said: str) -> None:
    assert calendar.format_time(datetime.time(hour, 30), "bn") == said
