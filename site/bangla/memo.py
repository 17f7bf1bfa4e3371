"""Memo numbers of government letters: looked up in one form, shown as printed.

18 digits in groups 2.2.4.3.2.3.2 with a serial behind a hyphen, dash or full stop; since 2024 also 22 digits,
2.2.4.3.3.2.4.2 (DOMAIN.md). The last group is the year of the file.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from bangla import digits

SHORT = (2, 2, 4, 3, 2, 3, 2)
LONG = (2, 2, 4, 3, 3, 2, 4, 2)
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]")


def _pattern(lengths: tuple[int, ...]) -> str:
    return r"\s*[.\-]?\s*".join(rf"(?:\d{{{length}}})" for length in lengths)


_ANY = "|".join(_pattern(lengths) for lengths in (LONG, SHORT))
_MEMO = re.compile(rf"(?<![\d])({_ANY})\s*[.\-]\s*(\d{{1,6}})(?:\s*/\s*(\d{{1,3}}))?(?!\d)")


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


def find_all(text: str) -> Iterator[tuple[int, int, MemoNumber]]:
    """Yield start, end and memo number of each one that a text cites, so that citations become links."""
    for found in _MEMO.finditer(_clean(text)):
        yield found.start(), found.end(), _memo(found)
