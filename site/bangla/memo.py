"""Memo numbers of government letters: looked up in one form, shown as printed.

18 digits in groups 2.2.4.3.2.3.2 with a serial behind a hyphen, dash, slash or full stop; since 2024 also 22 digits,
2.2.4.3.3.2.4.2 (DOMAIN.md). The last group is the year of the file. A file gives each serial once: groups and serial
together name one letter. Behind the serial may stand a slash with the number under which its copies went out, which is
part of the number, and in brackets how many copies there were, which is not.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from bangla import digits

SHORT = (2, 2, 4, 3, 2, 3, 2)
LONG = (2, 2, 4, 3, 3, 2, 4, 2)
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
# What a hand or a keyboard leaves between the figures.
_GAP = r"[\s\u200b-\u200f\u2060\ufeff\u00ad]*"
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]")
LONGEST_SERIAL = 6


def _pattern(lengths: tuple[int, ...]) -> str:
    return rf"{_GAP}[.\-]?{_GAP}".join(rf"(?:\d{{{length}}})" for length in lengths)


_ANY = "|".join(_pattern(lengths) for lengths in (LONG, SHORT))
_COPIES = rf"(?:{_GAP}/?{_GAP}\({_GAP}\d{{1,4}}{_GAP}\))?"
_MEMO = re.compile(
    rf"(?<![\d])({_ANY}){_GAP}[.\-/]{_GAP}(\d{{1,{LONGEST_SERIAL}}})(?:{_GAP}/{_GAP}(\d{{1,3}}))?(?!\d){_COPIES}"
)


class MemoNumber(NamedTuple):
    """A memo number in ASCII digits; `copy` is the part behind the serial's slash, or None."""

    groups: tuple[str, ...]
    serial: str
    copy: str | None = None

    def __str__(self) -> str:
        return ".".join(self.groups) + f"-{self.serial}" + (f"/{self.copy}" if self.copy else "")


def _clean(text: str) -> str:
    """Return the text with ASCII digits and hyphens, letter for letter: positions stay."""
    return _DASHES.sub("-", digits.to_ascii(text))


def _memo(found: re.Match[str]) -> MemoNumber:
    figures = re.sub(r"\D", "", found[1])
    lengths = SHORT if len(figures) == sum(SHORT) else LONG
    groups, at = [], 0
    for length in lengths:
        groups.append(figures[at : at + length])
        at += length
    return MemoNumber(tuple(groups), found[2].lstrip("0") or "0", found[3])


def parse(text: str) -> MemoNumber:
    """Return the memo number that a text is; raises ValueError where it is none."""
    found = _MEMO.fullmatch(_clean(_INVISIBLE.sub("", unicodedata.normalize("NFKC", text))).strip())
    if not found:
        raise ValueError("A memo number has 18 or 22 digits and a serial.")
    return _memo(found)


def normal_form(text: str) -> str:
    """Return a memo number in ASCII digits, full stops and one hyphen; raises ValueError where it is none.

    "৫৮.০৪.০০০০.০২১.০৩.০২০.২৪- ২৬২" → "58.04.0000.021.03.020.24-262".
    """
    return str(parse(text))


def prefixes(key: str) -> list[str]:
    """Return the beginnings of a normal form that name a body or an office, the longest first: "58.04.0000", "58.04"."""
    groups = key.partition("-")[0].split(".")
    return [".".join(groups[:length]) for length in range(min(4, len(groups)), 0, -1)]


def asked_for(text: str) -> list[str]:
    """Return the normal forms that a text typed into a search may mean: without a hyphen, without any mark at all.

    "58.04.0000.021.03.020.24 262" and "580400000210302024262" mean one number; some figures without marks mean two.
    """
    try:
        return [normal_form(text)]
    except ValueError:
        bare = re.sub(r"[\s.\-/]", "", _clean(_INVISIBLE.sub("", unicodedata.normalize("NFKC", text))))
    if not (bare.isascii() and bare.isdecimal()):
        return []
    found = []
    for lengths in (SHORT, LONG):
        file, serial = bare[: sum(lengths)], bare[sum(lengths) :]
        if 0 < len(serial) <= LONGEST_SERIAL:
            found.append(normal_form(f"{file}-{serial}"))
    return found


def find_all(text: str) -> Iterator[tuple[int, int, MemoNumber]]:
    """Yield start, end and memo number of each one that a text cites, so that citations become links."""
    for found in _MEMO.finditer(_clean(text)):
        yield found.start(), found.end(), _memo(found)
