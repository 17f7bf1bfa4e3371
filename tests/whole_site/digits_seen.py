"""The numbers that a reader of a page sees, each in the language that the page says of it."""

import re
from collections.abc import Iterator
from typing import Any

import lxml.html

# No sentence of the page: what machines read, and what is quoted letter for letter.
NOT_READ = frozenset({"script", "style", "title", "code", "pre", "textarea"})
BANGLA = re.compile("[০-৯]")
BANGLA_LETTER = re.compile("[\u0985-\u09b9]")
# Beside no Latin letter, and part of no address, version or code.
ASCII = re.compile(r"(?<![A-Za-z0-9_@#/.:-])(?<![A-Za-z] )[0-9]+(?![A-Za-z0-9_@-])")


def _said(element: Any, around: str) -> Iterator[tuple[str, str]]:
    """Yield what an element says, piece by piece, each with the language that it is said to be in."""
    # A comment has no name.
    if not isinstance(element.tag, str) or element.tag in NOT_READ:
        return
    language = element.get("lang") or around
    yield language, element.text or ""
    for child in element:
        yield from _said(child, language)
        yield language, child.tail or ""


def strange(html: str) -> Iterator[str]:
    """Yield the words of a page whose digits are not those of the language that they are said to be in."""
    if not html.strip():
        return  # only leads elsewhere
    for language, words in _said(lxml.html.document_fromstring(html), ""):
        if language == "en" and BANGLA.search(words):
            yield words.strip()
        if language == "bn" and BANGLA_LETTER.search(words) and ASCII.search(words):
            yield words.strip()
