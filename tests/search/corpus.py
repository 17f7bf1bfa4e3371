"""A scratch index of lines, and queries with what they should find: search is measured, not believed."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.contrib.contenttypes.models import ContentType

from bangla import analysis, digits
from search import query, tables
from search.models import Document

_INVISIBLE = re.compile("[\u200c\u200d]")


def canonical(text: str) -> str:
    """Return a text as the query file's expressions read it: NFC, no joiners, ASCII digits, lower case."""
    return digits.to_ascii(_INVISIBLE.sub("", unicodedata.normalize("NFC", text))).lower()


def lines_of(folder: Path) -> list[str]:
    """Return the non-empty lines of every paper of a folder."""
    papers = sorted(folder.glob("*.txt"))
    return [line for paper in papers for line in paper.read_text("utf-8").splitlines() if line.strip()]


@dataclass
class Report:
    """What a set of queries found of what it should have found."""

    relevant: int = 0
    returned: int = 0
    hit: int = 0
    misses: list[str] = field(default_factory=list)
    extras: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.hit / self.relevant if self.relevant else 1.0

    @property
    def precision(self) -> float:
        return self.hit / self.returned if self.returned else 1.0


class Corpus:
    """Lines in a scratch index of their own kind."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = {str(place): line for place, line in enumerate(lines)}
        self.kind = ContentType.objects.get_for_model(ContentType).pk
        Document.objects.filter(content_type_id=self.kind).delete()
        documents = Document.objects.bulk_create(
            Document(content_type_id=self.kind, object_id=place, title="", body=line)
            for place, line in self.lines.items()
        )
        words = [(document.pk, analysis.words_of(document.body)) for document in documents]
        tables.write([tables.Row(pk, [], these.said, these.implied, []) for pk, these in words])

    def found(self, text: str) -> list[str]:
        """Return the ids of the lines that a text finds, the best first."""
        _query, matches, _reach = query.answer(text, content_type_ids=[self.kind])
        return [match.object_id for match in matches]

    def relevant(self, expressions: Sequence[str]) -> set[str]:
        """Return the ids of the lines in which every expression is found."""
        compiled = [re.compile(expression) for expression in expressions]
        return {
            place
            for place, line in self.lines.items()
            if all(expression.search(canonical(line)) for expression in compiled)
        }

    def measure(self, queries: Sequence[tuple[str, Sequence[str]]]) -> Report:
        """Ask every query and compare."""
        report = Report()
        for text, expressions in queries:
            relevant, found = self.relevant(expressions), set(self.found(text))
            report.relevant += len(relevant)
            report.returned += len(found)
            report.hit += len(relevant & found)
            for name, places in (("misses", relevant - found), ("extras", found - relevant)):
                getattr(report, name).extend(f"{text}: {self.lines[place][:90]}" for place in sorted(places))
        return report
