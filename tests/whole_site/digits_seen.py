"""The numbers that a reader of a page sees, each in the language that the page says of it."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

WITHOUT_END = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905
# No sentence of the page: what machines read, and what is quoted letter for letter.
NOT_READ = frozenset({"script", "style", "title", "code", "pre", "textarea"})
BANGLA = re.compile("[০-৯]")
BANGLA_LETTER = re.compile("[\u0985-\u09b9]")
# Beside no Latin letter, and part of no address, version or code.
ASCII = re.compile(r"(?<![A-Za-z0-9_@#/.:-])(?<![A-Za-z] )[0-9]+(?![A-Za-z0-9_@-])")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.said: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        around = self.open[-1][1] if self.open else ""
        if tag not in WITHOUT_END:
            self.open.append((tag, dict(attrs).get("lang") or around))

    def handle_endtag(self, tag: str) -> None:
        # An end without a beginning ends nothing.
        if tag in {each for each, _language in self.open}:
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self.open and not {tag for tag, _language in self.open} & NOT_READ:
            self.said.append((self.open[-1][1], data.strip()))


def strange(html: str) -> Iterator[str]:
    """Yield the words of a page whose digits are not those of the language that they are said to be in."""
    reader = _Reader()
    reader.feed(html)
    for language, words in reader.said:
        if language == "en" and BANGLA.search(words):
            yield words
        if language == "bn" and BANGLA_LETTER.search(words) and ASCII.search(words):
            yield words
