"""Dates of both calendars wherever they stand in a line, and the words around them: the era, the weekday."""

# ruff: noqa: E501 (patterns are lists of words, one line each)

import dataclasses
import datetime
from collections.abc import Iterator

from bangla import calendar
from charter_pages.papers.folding import compiled, fold
from charter_pages.papers.lines import Line

_OTHER_NAMES = {
    "জৈষ্ঠ্য": (2, True), "জৈষ্ঠ": (2, True), "জ্যৈষ্ঠ্য": (2, True), "কার্ত্তিক": (7, True),
    "অঘ্রাণ": (8, True), "অগ্রহায়ন": (8, True), "ফাগুন": (11, True), "চৈত্র্য": (12, True),
    "আগষ্ট": (8, False), "অগাস্ট": (8, False), "নবেম্বর": (11, False), "ফেব্রুয়ারি": (2, False),
    "ফেব্রয়ারি": (2, False), "জানুয়ারি": (1, False), "জানু": (1, False), "ফেব্রু": (2, False), "সেপ্ট": (9, False),
    "অক্টো": (10, False), "নভে": (11, False), "ডিসে": (12, False), "সেপ্টেম্বার": (9, False), "ডিসেম্বার": (12, False),
}  # fmt: skip
# The Bangla months in Latin letters, each as several clerks spell it.
_LATIN_NAMES = (
    "boishakh baishakh boisakh baisakh", "joishtho jyaistha jyoistho jaistha joistha", "asharh ashar aashar ashadh",
    "srabon shrabon sraban shraban", "bhadro bhadra vadro", "ashwin ashshin aswin ashin", "kartik kartic",
    "agrahayan ogrohayon agrohayon ograhayan", "poush pous paush", "magh maagh", "falgun phalgun falgoon", "chaitra choitro chaitro",
)  # fmt: skip
# Folded name → (month, whether it is of the Bangla calendar).
_MONTHS: dict[str, tuple[int, bool]] = {
    **{fold(name): (number, True) for number, name in enumerate(calendar.MONTHS, start=1)},
    **{fold(name): (number, False) for number, name in enumerate(calendar.GREGORIAN_MONTHS, start=1)},
    **{fold(name): (number, False) for number, name in enumerate(calendar.ENGLISH_MONTHS, start=1)},
    **{fold(name[:3]): (number, False) for number, name in enumerate(calendar.ENGLISH_MONTHS, start=1)},
    **{name: (number, True) for number, names in enumerate(_LATIN_NAMES, start=1) for name in names.split()},
    **{fold(name): month for name, month in _OTHER_NAMES.items()},
}
NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAYS = {
    fold(name): number
    for number, names in enumerate(
        ("সোম", "মঙ্গল", "বুধ", "বৃহস্পতি বৃহঃ", "শুক্র", "শনি", "রবি")
    )
    for name in names.split()
}  # fmt: skip
_ERA = r"(?:\s*[,(]?\s*(?:খ্রি(?:স্টাব্দ|ষ্টাব্দ|স্টাঃ|ঃ|:|\.)?|খৃ(?:স্টাব্দ|ষ্টাব্দ|ঃ|:|\.)|ইং(?:রেজি)?|বঙ্গাব্দ|বঙ্গাঃ|ব[ঃ:]|বাংলা|বাং|সন|সাল|a\.?d\.?)(?![ক-হা-ৌ])[.:ঃ)]?)*"
_SUFFIX = r"(?:\s?(?:লা|রা|ঠা|শে|ই|st|nd|rd|th)(?![ক-হ]))?"
_BY_NAME = rf"(?<!\d)(?P<d1>\d{{1,2}}){_SUFFIX}[\s,/\-]*(?P<m1>{NAMES})(?![ক-হ])(?:\s*মাস)?[\s,/\-]*(?P<y1>\d{{4}})(?!\d)"
_NAME_FIRST = rf"(?<![^\W\d])(?P<m2>{NAMES})\s+(?P<d2>\d{{1,2}}){_SUFFIX}\s*,\s*(?P<y2>\d{{4}})(?!\d)"
_NUMERIC = r"(?<!\d)(?<!\d[.\-/])(?P<d3>\d{1,2})\s?(?P<s3>[-/.])\s?(?P<m3>\d{1,2})\s?(?P=s3)\s?(?P<y3>\d{4}|\d{2})(?![\d]|[-/.]\d)"
_ISO = r"(?<![\d.\-/])(?P<y4>\d{4})-(?P<m4>\d{2})-(?P<d4>\d{2})(?![\d\-.])"
_DATE = compiled(rf"(?:{_BY_NAME}|{_NAME_FIRST}|{_ISO}|{_NUMERIC}){_ERA}")
_WEEKDAY = compiled(
    rf"[\s,(।;]*(?:রোজ\s*[:ঃ\-]?\s*)?(?P<day>{'|'.join(sorted(_WEEKDAYS, key=len, reverse=True))})\s*বার\)?"
)
_WEEKDAY_BEFORE = compiled(
    rf"(?:রোজ\s*[:ঃ\-]?\s*)?(?P<day>{'|'.join(sorted(_WEEKDAYS, key=len, reverse=True))})\s*বার\s*[,;]?\s*$"
)
# A two-figure year is of this century or of the last years of the one before.
_CENTURY = 2000


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """A date in a line: its place in the folded text, its figures, the day that they mean if there is such a day."""

    start: int
    end: int
    year: int
    month: int
    day: int
    is_bangla: bool
    # Monday is 0; None where the paper names no weekday.
    weekday: int | None = None

    @property
    def date(self) -> datetime.date | None:
        """Return the Gregorian day, of a Bangla date too; None where there is no such day."""
        try:
            if self.is_bangla:
                return calendar.from_bangla(self.year, self.month, self.day)
            return datetime.date(self.year, self.month, self.day)
        except ValueError:
            return None

    @property
    def figures(self) -> tuple[int, int, int]:
        return self.year, self.month, self.day


def find(line: Line) -> Iterator[Found]:
    """Yield the dates of a line, each with its era and its weekday."""
    plain = line.plain
    if not any(letter.isdigit() for letter in plain):
        return
    for match in _DATE.finditer(plain):
        year, month, day, is_bangla = _figures(match.groupdict(), match[0])
        start, end, weekday = match.start(), match.end(), None
        if after := _WEEKDAY.match(plain, end):
            weekday, end = _WEEKDAYS[after["day"]], after.end()
        elif before := _WEEKDAY_BEFORE.search(plain[max(0, start - 40) : start]):
            weekday, start = _WEEKDAYS[before["day"]], max(0, start - 40) + before.start()
        yield Found(start, end, year, month, day, is_bangla, weekday)


def _figures(parts: dict[str, str | None], said: str) -> tuple[int, int, int, bool]:
    given = {name[0]: value for name, value in parts.items() if value is not None}
    name = given["m"]
    month, is_bangla = (int(name), False) if name.isdigit() else _MONTHS[name]
    year, day = int(given["y"]), int(given["d"])
    if name.isdigit():
        is_bangla = "বঙ্গাব্দ" in said or (len(given["y"]) == 4 and 1300 <= year <= 1599)
        if len(given["y"]) == 2:
            year += _CENTURY
    return year, month, day, is_bangla


def is_only_dates(line: Line) -> bool:
    """Return whether a line says dates and nothing else: the second line of a block of two calendars."""
    rest, last = "", 0
    found = list(find(line))
    for date in found:
        rest += line.plain[last : date.start]
        last = date.end
    rest += line.plain[last:]
    return bool(found) and not compiled(r"[^\W_]").search(rest)
