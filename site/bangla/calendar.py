"""The Bangla calendar of Bangladesh, beside the Gregorian one on every official letter.

Two rules. Since 16 October 2019 (৩১ আশ্বিন ১৪২৬) the first six months have 31 days, Falgun 29 (30 where
its Gregorian year is a leap year), the rest 30. Before that the first five had 31, the rest 30, Falgun 31 in
a Gregorian leap year. By both, 1 Boishakh is 14 April; they differ from Kartik on, so a whole Bangla year
follows one rule: 1426 and later the new one. Before 1988 no rule was official and nothing is converted
(DOMAIN.md).
"""

import datetime
import re
import unicodedata
from calendar import isleap
from itertools import accumulate
from typing import NamedTuple

from bangla import digits

FIRST_DAY = datetime.date(1988, 1, 1)
FIRST_YEAR_OF_THE_NEW_RULE = 1426
_YEARS_BEHIND = 593  # 1 Boishakh of the Bangla year y falls in the Gregorian year y + 593.
_FALGUN = 11


def _names(text: str) -> tuple[str, ...]:
    return tuple(unicodedata.normalize("NFC", text).split())


MONTHS = _names("বৈশাখ জ্যৈষ্ঠ আষাঢ় শ্রাবণ ভাদ্র আশ্বিন কার্তিক অগ্রহায়ণ পৌষ মাঘ ফাল্গুন চৈত্র")
GREGORIAN_MONTHS = _names("জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর")
ENGLISH_MONTHS = _names(
    "January February March April May June July August September October November December"
)
# As Bangladesh's English papers name them.
ROMAN_MONTHS = _names(
    "Boishakh Joishtho Asharh Srabon Bhadro Ashwin Kartik Ogrohayon Poush Magh Falgun Choitro"
)
# How letters spell the months besides; read, never written.
_OTHER_SPELLINGS = dict(
    zip(_names("জৈষ্ঠ্য জৈষ্ঠ শ্রাবন কার্ত্তিক অগ্রহায়ন অঘ্রাণ ফাল্গুণ"), (2, 2, 4, 7, 8, 8, 11), strict=True)
)


class OutOfRange(ValueError):
    """The date lies before 1988, when no rule was official."""


class BanglaDate(NamedTuple):
    """A day of the Bangla calendar; months count from 1, Boishakh."""

    year: int
    month: int
    day: int

    def __str__(self) -> str:
        return self.in_words("bn")

    def in_words(self, language: str) -> str:
        """Return the day as the language writes it: "৬ অগ্রহায়ণ ১৪৩৩" or "6 Ogrohayon 1433"."""
        names = MONTHS if language == "bn" else ROMAN_MONTHS
        return digits.in_language(f"{self.day} {names[self.month - 1]} {self.year}", language)


def month_lengths(year: int) -> tuple[int, ...]:
    """Return the lengths of the twelve months of a Bangla year, in days."""
    leap = isleap(year + _YEARS_BEHIND + 1)
    if year >= FIRST_YEAR_OF_THE_NEW_RULE:
        return (31,) * 6 + (30,) * 4 + (30 if leap else 29, 30)
    return (31,) * 5 + (30,) * 5 + (31 if leap else 30, 30)


def bangla_date(date: datetime.date) -> BanglaDate:
    """Return the Bangla date of a Gregorian one; raises OutOfRange before 1988."""
    if date < FIRST_DAY:
        raise OutOfRange(f"No Bangla date is reckoned before {FIRST_DAY}.")
    new_year = datetime.date(date.year, 4, 14)
    if date < new_year:
        new_year = datetime.date(date.year - 1, 4, 14)
    year = new_year.year - _YEARS_BEHIND
    day = (date - new_year).days
    for month, length in enumerate(month_lengths(year), start=1):
        if day < length:
            return BanglaDate(year, month, day + 1)
        day -= length
    raise AssertionError("The months of a Bangla year fill the year.")


def from_bangla(year: int, month: int, day: int) -> datetime.date:
    """Return the Gregorian date of a Bangla one.

    Raises ValueError where no such day exists, OutOfRange before 1988.
    """
    if not 1 <= month <= len(MONTHS):
        raise ValueError("A Bangla month is counted from 1 to 12.")
    lengths = month_lengths(year)
    if not 1 <= day <= lengths[month - 1]:
        raise ValueError(f"{MONTHS[month - 1]} of {year} has {lengths[month - 1]} days.")
    before = (0, *accumulate(lengths))[month - 1]
    try:
        date = datetime.date(year + _YEARS_BEHIND, 4, 14) + datetime.timedelta(days=before + day - 1)
    except OverflowError as error:
        raise ValueError("The year lies beyond every calendar.") from error
    if date < FIRST_DAY:
        raise OutOfRange(f"No Bangla date is reckoned before {FIRST_DAY}.")
    return date


def format_bangla(date: datetime.date, language: str = "bn") -> str:
    """Return a Gregorian date by the Bangla calendar: 21 November 2026 → "৬ অগ্রহায়ণ ১৪৩৩", "6 Ogrohayon 1433"."""
    return bangla_date(date).in_words(language)


def parse(text: str) -> BanglaDate:
    """Return the Bangla date that a letter prints ("০৮ পৌষ ১৪২৭", "২৬ ফাল্গুন, ১৪৩০ বঙ্গাব্দ").

    Raises ValueError where the text holds none.
    The day need not exist: letters err, and what was printed is kept (compare with `bangla_date` to warn).
    """
    clean = digits.to_ascii(unicodedata.normalize("NFC", text))
    found = re.search(r"(\d{1,2})\s*(?:ই|শে|লা|রা|ঠা)?[\s,]+([^\W\d]\S*?)[\s,]+(\d{4})\b", clean)
    if not found:
        raise ValueError("A Bangla date is a day, a month's name and a year.")
    day, name, year = found.groups()
    month = MONTHS.index(name) + 1 if name in MONTHS else _OTHER_SPELLINGS.get(name)
    if month is None:
        raise ValueError("This is no month of the Bangla calendar.")
    return BanglaDate(int(year), month, int(day))


def format_day(date: datetime.date, language: str) -> str:
    """Return a Gregorian date in words: "২১ নভেম্বর ২০২৬" or "21 November 2026"."""
    names = GREGORIAN_MONTHS if language == "bn" else ENGLISH_MONTHS
    return digits.in_language(f"{date.day} {names[date.month - 1]} {date.year}", language)


def format_month(date: datetime.date, language: str) -> str:
    """Return the Gregorian month of a date in words: "নভেম্বর ২০২৬" or "November 2026"."""
    names = GREGORIAN_MONTHS if language == "bn" else ENGLISH_MONTHS
    return digits.in_language(f"{names[date.month - 1]} {date.year}", language)


# From these hours on a time of day is called so, as people say it.
_DAY_PARTS = ((20, "রাত"), (18, "সন্ধ্যা"), (15, "বিকাল"), (12, "দুপুর"), (6, "সকাল"), (4, "ভোর"), (0, "রাত"))


def format_time(time: datetime.time, language: str) -> str:
    """Return a time of day as people say it: "সকাল ১০:৩০" or "10:30 am"."""
    figures = f"{time.hour % 12 or 12}:{time.minute:02d}"
    if language != "bn":
        return f"{figures} {'am' if time.hour < 12 else 'pm'}"
    part = next(name for hour, name in _DAY_PARTS if time.hour >= hour)
    return f"{part} {digits.to_bangla(figures)}"
