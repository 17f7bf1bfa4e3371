"""Where in a text an answer stands: a few words around it, the found ones marked."""

import re
from collections.abc import Iterator
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from bangla import analysis

WORDS_SHOWN = 30
WORDS_READ = 4_000
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[\w\u0980-\u09ff\u200c\u200d'’]+")


def mark(text: str, wanted: frozenset[str]) -> SafeString:
    """Return a text as safe HTML with the words that were asked for in <mark>."""
    return mark_safe("".join(_pieces(text, wanted)))  # noqa: S308  (every piece is escaped)


def around(text: str, wanted: frozenset[str]) -> SafeString:
    """Return the part of a text that holds most of what was asked for, marked, as safe HTML."""
    text = " ".join(" ".join(line for line in text.splitlines() if _tells(line, wanted)).split())
    words = [found.span() for found, _count in zip(_WORD.finditer(text), range(WORDS_READ), strict=False)]
    if not words:
        return mark_safe("")
    first = _best_start([_answered(text[start:end], wanted) for start, end in words])
    last = min(first + WORDS_SHOWN, len(words)) - 1
    start = words[first][0] if first else 0
    end = words[last][1] if last + 1 < len(words) else len(text)
    before, after = ("… " if first else ""), ("…" if end < len(text) else "")
    return mark_safe(before + mark(text[start:end], wanted) + after)  # noqa: S308  (marked text is escaped)


def _tells(line: str, wanted: frozenset[str]) -> bool:
    """Return whether a line tells a reader anything: a number by itself, of a memo, only who asked for it."""
    return bool(_LETTER.search(line) or _answered(line, wanted))


def _best_start(answered: list[frozenset[str]]) -> int:
    """Return where a window begins that holds the most different answers."""
    best, best_start = 0, 0
    places = [place for place, found in enumerate(answered) if found]
    for place in places[:200]:
        different = frozenset[str]().union(*answered[place : place + WORDS_SHOWN - 4])
        if len(different) > best:
            best, best_start = len(different), place
    return max(0, min(best_start - 4, len(answered) - WORDS_SHOWN))


def _pieces(text: str, wanted: frozenset[str]) -> Iterator[str]:
    at = 0
    for found in _WORD.finditer(text):
        if _answered(found[0], wanted):
            yield f"{escape(text[at : found.start()])}<mark>{escape(found[0])}</mark>"
            at = found.end()
    yield escape(text[at:])


def _answered(word: str, wanted: frozenset[str]) -> frozenset[str]:
    return _index_words(word) & wanted


@lru_cache(maxsize=20_000)
def _index_words(word: str) -> frozenset[str]:
    words = analysis.words_of(word)
    return frozenset(words.said) | frozenset(words.implied)
