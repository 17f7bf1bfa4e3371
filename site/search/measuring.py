"""How well search finds: lines of text, queries, and for each query by which expressions a line is relevant to it."""

import json
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bangla import digits

_JOINERS = re.compile("[\u200c\u200d]")


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and its expressions: a document is relevant where every one of them is found."""

    query: str
    relevant: tuple[re.Pattern[str], ...]


@dataclass(slots=True)
class Missed:
    """What a query should have found and did not, and what it found and should not have."""

    query: str
    relevant: int
    returned: int
    missed: list[str]
    extra: list[str]


@dataclass(slots=True)
class Report:
    """What a set of queries found of what it should have found, summed over all of them."""

    documents: int
    queries: int = 0
    relevant: int = 0
    returned: int = 0
    hit: int = 0
    misses: list[Missed] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Return the part of what is relevant that was found."""
        return self.hit / self.relevant if self.relevant else 1.0

    @property
    def precision(self) -> float:
        """Return the part of what was found that is relevant."""
        return self.hit / self.returned if self.returned else 1.0

    def as_dict(self) -> dict[str, object]:
        return {"recall": round(self.recall, 4), "precision": round(self.precision, 4), **asdict(self)}


def canonical(text: str) -> str:
    """Return a text as expressions read it: NFC, without joiners, ASCII digits, lower case."""
    return digits.to_ascii(_JOINERS.sub("", unicodedata.normalize("NFC", text))).lower()


def documents_in(folder: Path) -> list[str]:
    """Return the non-empty lines of a folder's texts; each is a document."""
    texts = [path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))]
    return [line for text in texts for line in text.splitlines() if line.strip()]


def queries_in(path: Path) -> list[Asked]:
    """Return the queries of a file; raises ValueError where it is not a list of queries with expressions."""
    rows = json.loads(path.read_text("utf-8"))
    asked: list[Asked] = []
    for place, row in enumerate(rows, start=1):
        try:
            # Texts are composed, so are expressions: য় typed as one sign is found as well.
            expressions = [re.compile(unicodedata.normalize("NFC", text)) for text in row["relevant"]]
            asked.append(Asked(str(row["query"]), tuple(expressions)))
        except (KeyError, TypeError, re.error) as error:
            raise ValueError(f"Query {place} of {path} is not {{query, relevant}}: {error!r}") from error
    return asked


def measure(
    documents: Sequence[str], asked: Sequence[Asked], find: Callable[[str], Collection[int]]
) -> Report:
    """Ask every query of `find`, which returns places of documents, and compare."""
    texts = [canonical(document) for document in documents]
    report = Report(len(documents))
    for one in asked:
        relevant, found = set(_relevant(texts, one)), set(find(one.query))
        report.queries += 1
        report.relevant += len(relevant)
        report.returned += len(found)
        report.hit += len(relevant & found)
        if relevant != found:
            missed, extra = sorted(relevant - found), sorted(found - relevant)
            report.misses.append(
                Missed(
                    one.query,
                    len(relevant),
                    len(found),
                    [documents[place] for place in missed],
                    [documents[place] for place in extra],
                )
            )
    return report


def _relevant(texts: Sequence[str], asked: Asked) -> Iterator[int]:
    """Yield the places of the relevant texts; a query without expressions should find nothing."""
    for place, text in enumerate(texts):
        if asked.relevant and all(expression.search(text) for expression in asked.relevant):
            yield place
