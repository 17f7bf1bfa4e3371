"""Sees that no word of a paper is lost: its words, counted, against those of all fields together. Pure."""

import dataclasses
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any

from charter_pages.papers import lines
from charter_pages.papers.paper import Citation, Paper

# Letters and figures with their signs. Not the visarga, which many a paper writes for a colon, nor the stars of OCR.
# Figures and letters beside each other are two words: "২৪(চব্বিশ)টি", "তারিখ২৬".
_WORD = re.compile(r"\d+|(?:[^\W\d_]|[\u0981\u0982\u09bc\u09be-\u09cd\u09d7\u09e2\u09e3])+")
VISARGA = "\u0983"
NUKTA = "\u09bc"
_UNSEEN = re.compile(r"[*\u200b-\u200f\u2060\ufeff\u00ad]")
# Reckoned from what is printed, not printed themselves.
_RECKONED = {"kind", "memo_key", "warnings", "copied"}


def words(text: str) -> list[str]:
    """Return the words of a text in its order, one spelling each."""
    found = _WORD.findall(unicodedata.normalize("NFC", _UNSEEN.sub("", text).replace(VISARGA, " ")))
    # A sign without a letter is dirt, no word; so is a dot that stands before the first letter.
    return [word.lstrip(NUKTA) for word in found if any(letter.isalnum() for letter in word)]


def placed_texts(paper: Paper) -> Iterator[str]:
    """Yield every text that stands in the paper's fields or in its remainder."""
    for field in dataclasses.fields(paper):
        if field.name not in _RECKONED:
            yield from _texts(getattr(paper, field.name))


def missing_words(text: str, paper: Paper) -> list[str]:
    """Return the words of a text that stand in no field of the paper and not in its remainder, in their order."""
    left = Counter(word for said in placed_texts(paper) for word in words(said))
    # What stands in two fields is counted once.
    left.subtract(word for said in paper.copied for word in words(said))
    missing: list[str] = []
    for word in words(lines.prepare(text)):
        if left[word] > 0:
            left[word] -= 1
        else:
            missing.append(word)
    return missing


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, Citation):
        # Its number is a part of its text, which of a citation within the text stands elsewhere.
        yield "" if value.is_in_text else value.text
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if field.name not in _RECKONED:
                yield from _texts(getattr(value, field.name))
