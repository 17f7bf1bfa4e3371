"""The fiscal year of Bangladesh, July to June, and its quarters, by which reports are counted."""

import datetime
import re
from typing import NamedTuple

from bangla import digits, numbers

FIRST_MONTH = 7


class FiscalYear(NamedTuple):
    """The year from 1 July of `start` to 30 June of the next."""

    start: int

    @property
    def first_day(self) -> datetime.date:
        return datetime.date(self.start, FIRST_MONTH, 1)

    @property
    def last_day(self) -> datetime.date:
        return datetime.date(self.start + 1, FIRST_MONTH - 1, 30)

    @property
    def quarters(self) -> tuple["Quarter", ...]:
        return tuple(Quarter(self, number) for number in (1, 2, 3, 4))

    def next(self) -> "FiscalYear":
        return FiscalYear(self.start + 1)

    def previous(self) -> "FiscalYear":
        return FiscalYear(self.start - 1)

    def label(self, language: str) -> str:
        """Return the years in the digits of the language: "২০২৬-২০২৭"."""
        return digits.in_language(f"{self.start}-{self.start + 1}", language)

    def __str__(self) -> str:
        return self.label("en")


class Quarter(NamedTuple):
    """A quarter of a fiscal year; 1 is July to September."""

    fiscal_year: FiscalYear
    number: int

    @property
    def first_day(self) -> datetime.date:
        months = FIRST_MONTH - 1 + 3 * (self.number - 1)
        return datetime.date(self.fiscal_year.start + months // 12, months % 12 + 1, 1)

    @property
    def last_day(self) -> datetime.date:
        return self.next().first_day - datetime.timedelta(days=1)

    def next(self) -> "Quarter":
        if self.number == 4:
            return Quarter(self.fiscal_year.next(), 1)
        return Quarter(self.fiscal_year, self.number + 1)

    def previous(self) -> "Quarter":
        if self.number == 1:
            return Quarter(self.fiscal_year.previous(), 4)
        return Quarter(self.fiscal_year, self.number - 1)

    def label(self, language: str) -> str:
        """Return the quarter in words: "২০২৬-২০২৭ অর্থবছরের ১ম ত্রৈমাসিক"."""
        year = self.fiscal_year.label(language)
        if language == "bn":
            return f"{year} অর্থবছরের {numbers.ordinal(self.number, language)} ত্রৈমাসিক"
        return f"{numbers.ordinal(self.number, language)} quarter of fiscal year {year}"

    def __str__(self) -> str:
        return self.label("en")


def fiscal_year(date: datetime.date) -> FiscalYear:
    """Return the fiscal year in which a day lies."""
    return FiscalYear(date.year if date.month >= FIRST_MONTH else date.year - 1)


def quarter(date: datetime.date) -> Quarter:
    """Return the quarter of the fiscal year in which a day lies."""
    return Quarter(fiscal_year(date), (date.month - FIRST_MONTH) % 12 // 3 + 1)


def parse(text: str) -> FiscalYear:
    """Return the fiscal year that a text names ("২০২৩-২০২৪", "2023-24"); raises ValueError otherwise."""
    found = re.fullmatch(r"\s*(\d{4})\s*[-–—/]\s*(\d{2}|\d{4})\s*", digits.to_ascii(text))
    if not found:
        raise ValueError("A fiscal year is two years with a hyphen.")
    start, end = found.groups()
    if str(int(start) + 1)[-len(end) :] != end:
        raise ValueError("The second year of a fiscal year follows the first.")
    return FiscalYear(int(start))
