"""The numbers that lines begin with: ২। · ২.০ · (৬.১) · ক. · (খ) · সিদ্ধান্ত-১; as printed, without brackets and danda."""

import dataclasses
import enum
import itertools
import re
from collections.abc import Iterable, Sequence

from bangla import digits
from charter_pages.papers.folding import compiled
from charter_pages.papers.lines import Line

LETTERS = "কখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলশষসহ"


class Style(enum.Enum):
    SECTION = "২।"
    POINT = "২.১"
    LETTER = "ক"
    LATIN = "i"


@dataclasses.dataclass(frozen=True, slots=True)
class Mark:
    """The number before a text: as printed, and as figures for comparing."""

    number: str
    style: Style
    path: tuple[int, ...]
    rest: Line
    # With its brackets and its danda.
    printed: str = ""


_POINT = compiled(
    r"[(\[]?\s*(?P<n>\d{1,3}(?:\.\d{1,2}){1,3})(?:\s*(?:[)\]]\s*[।.:]?|[।:]|\.(?!\d)|-(?!\d))(?=\s|[^\W\d]|\()|(?=\s))(?!\s*(?:মিনিট|ঘটিকা|টা\b|টায়|টাকা|কোটি|লক্ষ|লাখ|হাজার|শতাংশ|একর|কিমি|মিঃ|%|তারিখ))"
)
_SECTION = compiled(
    r"(?:[(\[]\s*(?P<a>\d{1,3})\s*[)\]]\s*[।.]?|(?P<b>\d{1,3})\s*(?:[।)]|\.(?!\d)|[:/](?=\s)|-(?=\s))\)?)(?=\s|[^\W\d]|\(|'|$)"
)
_LETTER = compiled(
    rf"(?:[(\[]\s*(?P<a>[{LETTERS}]{{1,2}})\s*[)\]]\s*[।.:]?|(?P<b>[{LETTERS}])\s*[।)]|(?P<c>[{LETTERS[:12]}])\s*(?:[.:ঃ](?=\s|[^\W\d])|-(?=\s)))\s*"
)
_LATIN = compiled(r"(?:[(\[]\s*(?P<a>[ivx]{1,5}|[a-h])\s*[)\]]|(?P<b>[ivx]{1,5}|[a-h])(?:\)|\.(?=\s)))\s*")
# A number that only spaces part from its text stands in lists of people and decisions.
_BARE = compiled(r"(?P<n>0\d|\d{1,2})\s+(?=[^\W\d])")
# A stop before or behind the number: "সিদ্ধান্ত ৬.১ এর আলোকে" is running text.
_DECISION = compiled(
    r"সিদ্ধান্ত\s*(?:নং|নম্বর|ক্রমিক)?\s*(?P<stop>[\-.]?)\s*[(]?(?P<n>\d{1,3}(?:\.\d{1,2}){0,3}|[ক-হ](?![^\W\d]|[া-্]))"
    r"\s*(?(stop)[):ঃ।.\-]+|[):ঃ।.\-]+)\s*"
)


def lead(line: Line, *, bare: bool = False) -> Mark | None:
    """Return the number that a line begins with, if any; `bare` takes one without brackets or stop, too."""
    plain = line.plain
    if found := _POINT.match(plain):
        path = tuple(int(part) for part in found["n"].split("."))
        return Mark(
            line.said(*found.span("n")), Style.POINT, path, line.cut(found.end()), line.said(0, found.end())
        )
    for pattern, style in ((_SECTION, Style.SECTION), (_LETTER, Style.LETTER), (_LATIN, Style.LATIN)):
        if found := pattern.match(plain):
            group = found.lastgroup or "a"
            number = line.said(*found.span(group))
            return Mark(
                number, style, _path(found[group], style), line.cut(found.end()), line.said(0, found.end())
            )
    if bare and (found := _BARE.match(plain)):
        number = line.said(*found.span("n"))
        return Mark(
            number, Style.SECTION, (int(found["n"]),), line.cut(found.end()), line.said(0, found.end())
        )
    return None


def decision_lead(line: Line) -> Mark | None:
    """Return the number of a line that begins "সিদ্ধান্ত-১"."""
    found = _DECISION.match(line.plain)
    if not found:
        return None
    value = found["n"]
    style = Style.LETTER if not value[0].isdigit() else Style.POINT if "." in value else Style.SECTION
    path = _path(value, style) if style is not Style.POINT else tuple(int(part) for part in value.split("."))
    return Mark(line.said(*found.span("n")), style, path, line.cut(found.end()), line.said(0, found.end()))


_WITHIN = compiled(
    r"(?:(?<=^)|(?<=[\s;।,:ঃ]))(?:[(\[](?P<a>[ক-হ]|\d{1,2}(?:\.\d{1,2})?)[)\]]|(?P<b>[ক-ঠ])[)।.](?=\s)|(?P<c>\d{1,2})[)।](?=\s)|(?P<d>\d{1,2}\.\d{1,2})[।)]?(?=\s))\s*"
)


def parted(line: Line) -> list[Mark]:
    """Return the parts of a line that counts within itself, "(ক) … (খ) …"; none where it does not, from its start on."""
    found: list[re.Match[str]] = []
    for match in _WITHIN.finditer(line.plain):
        value = match[match.lastgroup or 0]
        if not found:
            if match.start() > 0:
                return []
            found.append(match)
        elif match.lastgroup == found[-1].lastgroup and _follows(found[-1][match.lastgroup or 0], value):
            found.append(match)
    if len(found) < 2:
        return []
    ends = [*(match.start() for match in found[1:]), len(line.plain)]
    return [_part(line, match, end) for match, end in zip(found, ends, strict=True)]


def _part(line: Line, match: re.Match[str], end: int) -> Mark:
    group = match.lastgroup or 0
    value = match[group]
    style = Style.POINT if "." in value else Style.SECTION if value[0].isdigit() else Style.LETTER
    path = tuple(map(int, value.split("."))) if style is not Style.LETTER else (order_of(value),)
    number = line.said(*match.span(group))
    return Mark(number, style, path, line.cut(match.end(), end), line.said(*match.span()))


def _follows(before: str, value: str) -> bool:
    """Return whether a number is the next one, or the next but one, for lists have gaps."""
    if before[0].isdigit() != value[0].isdigit() or ("." in before) != ("." in value):
        return False
    if "." in before:
        first, second = before.split("."), value.split(".")
        return first[0] == second[0] and 0 < int(second[1]) - int(first[1]) <= 2
    if before[0].isdigit():
        return 0 < int(value) - int(before) <= 2
    return 0 < order_of(value) - order_of(before) <= 2


def _path(value: str, style: Style) -> tuple[int, ...]:
    if style is Style.SECTION:
        return (int(value),)
    if style is Style.LETTER:
        return (order_of(value),)
    return (_ROMAN.get(value, ord(value[0]) - ord("a") + 1),)


_ROMAN = {
    name: number
    for number, name in enumerate(
        ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"), start=1
    )
}
_FOLDED_ORDER = {
    compiled(letter).pattern: number for number, letter in reversed(list(enumerate(LETTERS, start=1)))
}


def order_of(letter: str) -> int:
    """Return the place of a letter among those that number lists, 0 for any other: ক is 1."""
    return _FOLDED_ORDER.get(letter[:1], 0) if len(letter) == 1 else 0


def value_of(number: str) -> tuple[int, ...]:
    """Return the figures of a printed number, for finding gaps; empty for letters that have no order."""
    plain = digits.to_ascii(number).strip()
    if plain and all(part.isdecimal() for part in plain.split(".")):
        return tuple(int(part) for part in plain.split("."))
    order = LETTERS.find(plain) + 1 if len(plain) == 1 else 0
    return (order,) if order else ()


def _without_zero(path: tuple[int, ...]) -> tuple[int, ...]:
    """Return the figures of an item: ২.০ is the second."""
    return path[:-1] if len(path) > 1 and path[-1] == 0 else path


def gaps(numbers: Iterable[str]) -> list[str]:
    """Return the numbers after which the next is missing, as printed: "৬.১", "৬.৩" → ["৬.১"]."""
    read: Sequence[tuple[str, tuple[int, ...]]] = [
        (number, _without_zero(value_of(number))) for number in numbers
    ]
    found: list[str] = []
    for (number, before), (_, after) in itertools.pairwise(read):
        alike = before[:-1] == after[:-1] and len(before) == len(after) > 0
        if alike and after[-1] > before[-1] + 1:
            found.append(number)
    return found
