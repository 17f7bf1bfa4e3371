"""Every day of 1988 to 2100 in both calendars, against two reckonings that share nothing with ours.

`test_calendar.py` has the dates of real letters and what is refused; here is the whole of what the site will ever meet.
"""

import bisect
import datetime
import unicodedata

import bangladatetime
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bangla import calendar, digits
from bangla.calendar import BanglaDate
from charter_pages import dating

FIRST, LAST = datetime.date(1988, 1, 1), datetime.date(2100, 12, 31)
NEW_RULE = datetime.date(2019, 10, 16)
DAYS = st.dates(min_value=FIRST, max_value=LAST)
# By both rules each Bangla month begins on a fixed day of the Gregorian year, whatever its length: (month, day) of the
# first of Boishakh, Jyoishtho … Choitro.
SPRING = ((4, 14), (5, 15), (6, 15), (7, 16), (8, 16), (9, 16))
OLDER = (*SPRING, (10, 16), (11, 15), (12, 15), (1, 14), (2, 13), (3, 15))
NEWER = (*SPRING, (10, 17), (11, 16), (12, 16), (1, 15), (2, 14), (3, 15))


def every_day() -> list[datetime.date]:
    return [FIRST + datetime.timedelta(days=number) for number in range((LAST - FIRST).days + 1)]


def reckoned(date: datetime.date) -> BanglaDate:
    """Return the Bangla date of a day by the beginnings of months alone."""
    rule = NEWER if date >= NEW_RULE else OLDER
    begun = sorted(
        (datetime.date(year, month, day), number)
        for year in (date.year - 1, date.year)
        for number, (month, day) in enumerate(rule, start=1)
    )
    first, number = begun[bisect.bisect(begun, (date, 13)) - 1]
    new_year = datetime.date(date.year, 4, 14)
    year = date.year - 593 - (date < new_year)
    return BanglaDate(year, number, (date - first).days + 1)


def test_every_day_is_the_one_that_the_rules_of_its_time_reckon() -> None:
    wrong = [date for date in every_day() if calendar.bangla_date(date) != reckoned(date)]
    assert wrong == []


def test_every_day_since_the_new_rule_is_the_one_that_bangladatetime_reckons() -> None:
    wrong = []
    for date in every_day():
        if date > NEW_RULE:
            other = bangladatetime.date.fromgregorian(date.year, date.month, date.day)
            if calendar.bangla_date(date) != (other.year, other.month, other.day):
                wrong.append(date)
    assert wrong == []


def test_every_day_comes_back_and_follows_the_day_before() -> None:
    before = None
    for date in every_day():
        today = calendar.bangla_date(date)
        assert calendar.from_bangla(*today) == date
        if before is not None and today.day != 1:
            assert today == before._replace(day=before.day + 1)
        elif before is not None:
            # A month ends with its last day, and the next one is the next, or the first of the next year.
            assert before.day == calendar.month_lengths(before.year)[before.month - 1]
            assert (today.year, today.month) == (
                (before.year, before.month + 1) if before.month < 12 else (before.year + 1, 1)
            )
        before = today


@pytest.mark.parametrize("year", range(1395, 1508))
def test_a_year_has_the_months_of_its_rule_and_fills_its_time(year: int) -> None:
    lengths = calendar.month_lengths(year)
    leap = (year + 594) % 4 == 0 and ((year + 594) % 100 != 0 or (year + 594) % 400 == 0)
    assert sum(lengths) == (366 if leap else 365)
    if year >= 1426:
        assert lengths == (31,) * 6 + (30,) * 4 + (29 + leap, 30)
    else:
        assert lengths == (31,) * 5 + (30,) * 5 + (30 + leap, 30)
    for month, length in enumerate(lengths, start=1):
        if (year, month) >= (1395, 1):
            assert calendar.from_bangla(year, month, length) < calendar.from_bangla(
                *((year, month + 1, 1) if month < 12 else (year + 1, 1, 1))
            )
        with pytest.raises(ValueError, match=str(year)):
            calendar.from_bangla(year, month, length + 1)


@given(DAYS, st.sampled_from(["", "0"]), st.booleans(), st.data())
def test_a_printed_date_is_read_in_every_spelling(
    date: datetime.date, zero: str, is_ascii: bool, data: st.DataObject
) -> None:
    expected = calendar.bangla_date(date)
    names = [calendar.MONTHS[expected.month - 1]]
    names += [name for name, month in calendar._OTHER_SPELLINGS.items() if month == expected.month]
    name = data.draw(st.sampled_from(names))
    # ঢ় and য় are one letter or two: both are found in files, and look the same.
    name = unicodedata.normalize(data.draw(st.sampled_from(["NFC", "NFD"])), name)
    if data.draw(st.booleans()):
        name = (
            name.replace("\u09dc", "\u09a1\u09bc").replace("ঢ\u09bc", "\u09dd").replace("য\u09bc", "\u09df")
        )
    day = f"{zero}{expected.day}" if expected.day < 10 else str(expected.day)
    year = str(expected.year)
    if not is_ascii:
        day, year = digits.to_bangla(day), digits.to_bangla(year)
    ending = data.draw(st.sampled_from(["", "ই", "শে", "লা", "রা", "ঠা"]))
    gap = data.draw(st.sampled_from([" ", "  ", ", ", " , ", "\u00a0"]))
    before = data.draw(st.sampled_from(["", "তারিখ: ", "তারিখঃ ", "("]))
    behind = data.draw(st.sampled_from(["", " বঙ্গাব্দ", "।", " বাং", ")", "\n"]))
    assert calendar.parse(f"{before}{day}{ending} {name}{gap}{year}{behind}") == expected


@given(DAYS, DAYS)
def test_two_dates_differ_where_they_are_two_days_and_only_there(
    date: datetime.date, other: datetime.date
) -> None:
    assert dating.differ(date, calendar.format_bangla(other)) == (date != other)
    assert dating.differ(date, calendar.format_bangla(date)) is False


def test_letters_that_mistook_the_rule_are_noticed() -> None:
    """Whoever goes on by the older rule is a day off from Kartik to Falgun, and right from Choitro to Ashwin."""
    date, ahead = datetime.date(2024, 1, 20), "৭ মাঘ ১৪৩০"
    assert calendar.format_bangla(date) == "৬ মাঘ ১৪৩০"
    assert dating.differ(date, ahead)
    assert not dating.differ(datetime.date(2024, 9, 10), "২৬ ভাদ্র ১৪৩১")


@pytest.mark.parametrize(
    ("date", "printed"),
    [
        # DOMAIN.md, "Two calendars".
        (datetime.date(2020, 12, 23), "৮ পৌষ ১৪২৭"),
        (datetime.date(2024, 3, 10), "২৬ ফাল্গুন ১৪৩০"),
        (datetime.date(2023, 9, 17), "২ আশ্বিন ১৪৩০"),
        (datetime.date(2019, 10, 15), "৩০ আশ্বিন ১৪২৬"),
    ],
)
def test_the_dated_facts_of_the_domain_hold_by_all_reckonings(date: datetime.date, printed: str) -> None:
    assert calendar.format_bangla(date) == str(reckoned(date)) == printed
    assert not dating.differ(date, printed)
