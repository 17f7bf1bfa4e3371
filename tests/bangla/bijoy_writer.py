"""Writes Unicode Bangla as Bijoy writers did: the other way round, so that what is read can be held against it.

A joined letter can be written in several ways (a glyph of its own; a half and a whole letter; a letter and a tail):
all of them are yielded, the shortest first.
"""

import re
import unicodedata
from collections.abc import Iterator

from bangla import bijoy_glyphs as glyphs
from bangla.bijoy_glyphs import HASANTA

ZWJ, ZWNJ = "\u200d", "\u200c"
_LETTER = "[ক-হ]\u09bc?"
_SYLLABLE = re.compile(
    f"(?P<letters>{_LETTER}(?:{ZWJ}?{HASANTA}{_LETTER})*{HASANTA}?|[অ-ঔ](?:{HASANTA}{_LETTER})*)"
    "(?P<sign>[ািীুূৃেৈোৌ]?)(?P<marks>[ঁংঃ]*)"
)
_WHOLE: dict[str, list[str]] = {}
for _glyph, _letters in (glyphs.VOWELS | glyphs.CONSONANTS).items():
    _WHOLE.setdefault(_letters, []).append(_glyph)
_WHOLE["আ"] = ["Av"]
_HALVES: dict[str, list[str]] = {}
for _glyph, _letters in glyphs.HALVES.items():
    _HALVES.setdefault(_letters, []).append(_glyph)
_FOLLOWERS = {"”": ("P", "Q", "T"), "•": ("L", "N", "g", "¶", "ÿ")}
_TAIL: dict[str, list[str]] = {}
for _glyph, _letters in glyphs.TAILS.items():
    _TAIL.setdefault(_letters, []).append(_glyph)
_TAIL[HASANTA + "ত"] = ["—", "Í"]
_SIGNS = {"া": "v", "ী": "x", "ু": "y", "ূ": "~", "ৃ": "„", "ি": "w", "ে": "‡", "ৈ": "‰"}
_MARKS = {letter: glyph for glyph, letter in glyphs.MARKS.items()}
_OTHERS = {letter: glyph for glyph, letter in (glyphs.DIGITS | glyphs.KHANDA_TA | {"|": "।"}).items()}


def write(text: str, way: int = 0) -> str:
    """Return a text as Bijoy; `way` chooses among the ways of joining letters."""
    text = unicodedata.normalize("NFC", text)
    said, place = [], 0
    while place < len(text):
        found = _SYLLABLE.match(text, place)
        if found:
            said.append(_syllable(found["letters"], found["sign"], found["marks"], way))
            place = found.end()
        else:
            said.append(_OTHERS.get(text[place], "" if text[place] == ZWNJ else text[place]))
            place += 1
    return "".join(said)


def _syllable(letters: str, sign: str, marks: str, way: int) -> str:
    reph = ""
    if re.match(f"র{HASANTA}{_LETTER}", letters):
        letters, reph = letters[2:], glyphs.REPH
    ways = list(_joined(letters))
    body = ways[way % len(ways)]
    front = behind = ""
    if sign in ("ো", "ৌ"):
        front, behind = "‡", "v" if sign == "ো" else "Š"
    elif sign in ("ি", "ে", "ৈ"):
        front = _SIGNS[sign]
    elif sign:
        behind = _SIGNS[sign]
    return front + body + reph + behind + "".join(_MARKS[mark] for mark in marks)


def _joined(letters: str) -> Iterator[str]:
    """Yield the ways of writing joined letters; with a hasanta that is seen where there is no other way."""
    found = list(dict.fromkeys(_ways(letters)))
    yield from sorted(found, key=len) or [_with_hasanta(letters)]


def _ways(letters: str) -> Iterator[str]:
    if not letters:
        yield ""
    if letters == HASANTA:
        yield glyphs.VIRAMA
    for size in range(len(letters), 0, -1):
        start, rest = letters[:size].replace(f"র{ZWJ}", "র"), letters[size:]
        for glyph in (*_WHOLE.get(start, ()), *_TAIL.get(start, ())):
            if glyph not in glyphs.ONLY_BEHIND_A_HALF | {"Í"}:
                yield from (glyph + more for more in _ways(rest))
    for half in _HALVES.get(letters[:2], ()):
        yield from (half + more for more in _behind_half(letters[2:]) if _fits(half, more))


def _fits(half: str, more: str) -> bool:
    """Some halves are marks of punctuation, too, unless a letter follows that is joined to them."""
    return more.startswith(_FOLLOWERS[half]) if half in _FOLLOWERS else bool(more)


def _behind_half(rest: str) -> Iterator[str]:
    for size in range(len(rest), 0, -1):
        for glyph in [*_WHOLE.get(rest[:size], ()), *_TAIL.get(HASANTA + rest[:size], ())]:
            yield from (glyph + more for more in _ways(rest[size:]))


def _with_hasanta(letters: str) -> str:
    parts = letters.split(HASANTA)
    return glyphs.VIRAMA.join(next(iter(_ways(part)), part) for part in parts)
