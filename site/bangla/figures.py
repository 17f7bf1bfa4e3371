"""The words of figures, for search: numbers, shares in per cent, dates and memo numbers, however they are written."""

import itertools
import re
from collections.abc import Iterator

from bangla import memo, spellings

LONGEST_WORD = 40
_DOT = "·"  # no tokenizer's separator

# January to December as they are spelled in Bangla, in English and short.
_MONTHS = (
    "জানুয়ারি জানুয়ারী january jan",
    "ফেব্রুয়ারি ফেব্রুয়ারী february feb",
    "মার্চ march mar",
    "এপ্রিল april apr",
    "মে may",
    "জুন june jun",
    "জুলাই july jul",
    "আগস্ট আগষ্ট august aug",
    "সেপ্টেম্বর september sept sep",
    "অক্টোবর october oct",
    "নভেম্বর november nov",
    "ডিসেম্বর december dec",
)
_MONTH_OF = {
    spellings.normalise(name): number for number, names in enumerate(_MONTHS, 1) for name in names.split()
}
# A month of some length is known by its consonants where its vowels are mistaken: অক্টেবর, সেপ্টম্বর.
_VOWELS = re.compile("[\u09be-\u09cd\u0985-\u0994]")
_MONTH_BY_CONSONANTS = {
    _VOWELS.sub("", name): number
    for name, number in _MONTH_OF.items()
    if len(re.findall("[\u0985-\u09b9]", name)) >= 4
}


def _with_any_vowels(name: str) -> str:
    """Return an expression for a month's name with other vowel signs."""
    first = "[\u0985-\u0994]" if _VOWELS.match(name) else ""
    return first + "[\u09be-\u09cd]{0,2}".join(_VOWELS.sub("", name)).replace(
        "[\u09be-\u09cd]{0,2}\u09bc", "\u09bc"
    )


_MISSPELT = sorted(
    {_with_any_vowels(name) for name in _MONTH_OF if _VOWELS.sub("", name) in _MONTH_BY_CONSONANTS}
)
_NAMES = "|".join((*sorted(map(re.escape, _MONTH_OF), key=len, reverse=True), *_MISSPELT))
_ENDING = "(?:ের|ে|র|এর)?"
_IN_LETTERS = re.compile(
    rf"(?<![\d.])(?:(?P<day>\d{{1,2}})(?:লা|রা|ঠা|ই|শে|st|nd|rd|th)?[\s,]+(?:of\s+)?)?"
    rf"(?<![^\W\d_\u0980-\u09ff])(?P<month>{_NAMES}){_ENDING}[\s,]*(?P<year>\d{{4}})(?!\d)"
)
_YEAR_BEFORE = re.compile(
    rf"(?<!\d)(?P<year>\d{{4}})\s*(?:-?এর|সালের|খ্রি\S*)?[\s,]+(?P<day>)(?P<month>{_NAMES}){_ENDING}(?![\s,]*\d)(?![\u0980-\u09ff])"
)
_MONTH_FIRST = re.compile(
    rf"\b(?P<month>{_NAMES})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})(?!\d)"
)
_IN_FIGURES = re.compile(
    r"(?<![\d./-])(?P<day>\d{1,2})(?P<sign>[./-])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4})(?![\d/-])"
)
_YEAR_FIRST = re.compile(r"(?<![\d./-])(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?![\d/-])")
_YEAR = re.compile(r"\d{4}")
LONGEST_DATE = 60  # letters before its year, or behind it
_SHARE = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d+)?)\s*(?:%|শতাংশ|ভাগ|per ?cent|pct)")
# A part of a memo number: at least three of its groups from the beginning, or two from its middle.
_GROUPS_OF_MEMO = re.compile(
    r"(?<![\d.])0\d{2}(?:\.\d{2,4})+(?![\d.])|(?<![\d.])\d{2,4}(?:\.\d{2,4})*\.0\d{2}(?![\d.])"
)
_BEGINNING_OF_MEMO = re.compile(r"(?<!\d)\d{2}\.\d{2}\.\d{4}(?:\.\d{2,4})*(?!\d)")
_LONG_FIGURES = re.compile(r"(?<!\d)\d[\d\s./-]{17,60}\d(?!\d)")


def of_number(text: str) -> tuple[str, ...]:
    """Return the words of a number in ASCII digits: parts of a date or range, also two and two; a fiscal year in full."""
    if re.fullmatch(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?", text):
        text = text.replace(",", "")
    whole = re.sub(r"\D", "", text)
    if len(whole) >= sum(memo.SHORT):
        return (whole[:LONGEST_WORD],)
    if fiscal := re.fullmatch(r"(\d{4})[-/](\d{2})", text):
        start, end = fiscal.groups()
        if int(end) == (int(start) + 1) % 100:
            return start, str(int(start) + 1)
    if re.fullmatch(r"\d+(?:[.:]\d+)+", text):
        return (_DOT.join(_plain(part) for part in re.split("[.:]", text)),)
    parts = tuple(_plain(part) for part in re.findall(r"\d+", text))
    return (*parts, *_joined(parts)) if re.fullmatch(r"\d{1,3}(?:[/-]\d{1,3})+", text) else parts


def _joined(parts: tuple[str, ...]) -> Iterator[str]:
    """Yield the words of short figures that stand together, a house number or a range: 30/3, 15-25."""
    yield from (one + _DOT + _DOT + other for one, other in itertools.pairwise(parts))


def _plain(figures: str) -> str:
    """Return a count without its leading zero ("০১।"); longer figures, codes mostly, as they are."""
    return figures.lstrip("0") or "0" if len(figures) <= 2 else figures[:LONGEST_WORD]


def _month(written: str) -> int:
    return _MONTH_OF.get(written) or _MONTH_BY_CONSONANTS.get(_VOWELS.sub("", written)) or int(written)


def _near_years(clean: str) -> Iterator[tuple[int, int]]:
    """Yield from where to where the text may hold dates: all of them have a year, and long texts have few."""
    start = end = -1
    for year in _YEAR.finditer(clean):
        if year.start() - LONGEST_DATE > end:
            if end > 0:
                yield start, end
            start = max(0, year.start() - LONGEST_DATE)
        end = year.end() + LONGEST_DATE
    if end > 0:
        yield start, end


def of_dates(clean: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield start, end and words of each date of a normalised text: the month of a year, and the day where one stands.

    "১০ মার্চ ২০২৪", "March 10, 2024" and "১০/০৩/২০২৪" have the same words.
    """
    patterns = (_IN_LETTERS, _YEAR_BEFORE, _MONTH_FIRST, _IN_FIGURES, _YEAR_FIRST)
    spans = list(_near_years(clean))
    for pattern in patterns:
        for found in (found for start, end in spans for found in pattern.finditer(clean, start, end)):
            month = _month(found["month"])
            day = int(found["day"] or 0)
            if month <= 12 and day <= 31:
                words = (f"{found['year']}{_DOT}{month}",)
                yield found.start(), found.end(), words if not day else (*words, f"{words[0]}{_DOT}{day}")


def of_shares(clean: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and word of each share in per cent: "৫০%", "৫০ শতাংশ" and "50 percent" have the same."""
    for found in _SHARE.finditer(clean):
        yield found.start(), found.end(), f"{found[1].replace('.', _DOT)}{_DOT}০০"


def of_memos(clean: str) -> Iterator[tuple[str, ...]]:
    """Yield for each memo number of a text its words: whole, without the serial, its groups and its beginnings."""
    for _start, _end, number in memo.find_all(clean):
        file = "".join(number.groups)
        beginnings = ("".join(number.groups[:length]) for length in range(3, len(number.groups)))
        groups = (group for group in number.groups if len(group) > 2)  # the others are like any count
        yield (file + number.serial, file, *groups, number.serial, *beginnings)


def asked_memos(clean: str) -> Iterator[tuple[str, ...]]:
    """Yield for each memo number that a normalised query names, or its beginning, the words that it may stand under."""
    whole = list(memo.find_all(clean))
    for _start, _end, number in whole:
        yield ("".join(number.groups) + number.serial,)
    if whole:
        return
    for found in _LONG_FIGURES.finditer(clean):
        bare = re.sub(r"\D", "", found[0])
        if len(bare) >= sum(memo.SHORT):
            yield (bare[:LONGEST_WORD],)
            return
    for found in _BEGINNING_OF_MEMO.finditer(clean):
        yield (found[0].replace(".", ""),)
        return
    for found in _GROUPS_OF_MEMO.finditer(clean):
        yield from ((group,) for group in found[0].split(".") if len(group) > 2)
