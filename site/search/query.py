"""The public results: what a citizen's words find, and how far they had to be stretched for it."""

import functools
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.utils.safestring import SafeString

from bangla import analysis
from search import snippets, stretching, tables
from search.stretching import Step
from search.tables import Match

# Latin words are heard as Bangla only where, as they stand, they find fewer than this.
FEW = 3
# Where no text holds every word, those answer that hold most, and nearly as much of the rare ones as the best does.
NEARLY = 0.75


class Reach(Enum):
    """How far a query was stretched to find what it found."""

    EVERY_WORD = "every word"
    LIKE_WORDS = "like words"  # by sound, by beginning, or of the same meaning
    ANY_WORD = "any word"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Hit:
    """An answer: the object and the part of its text that answers, as safe HTML."""

    object: Any
    snippet: SafeString
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """A page of answers. `total` counts all of them."""

    hits: list[Hit]
    total: int
    reach: Reach
    query: analysis.Query

    @property
    def is_any_word(self) -> bool:
        return self.reach is Reach.ANY_WORD

    def mark(self, text: str) -> SafeString:
        """Return a text as safe HTML with the asked words marked."""
        return snippets.mark(text, words_to_mark(self.query, self.reach))


def answer(
    text: str,
    *,
    content_type_ids: Collection[int],
    among: tables.Among = tables.EVERYTHING,
    limit: int = 0,
) -> tuple[analysis.Query, list[Match], Reach]:
    """Return the query, the documents that answer it, the best first, and how far it was stretched.

    `among` says which documents count; where `limit` is given, no more than so many of each step are read.
    """
    query = analysis.ask(text)
    if not query.terms or not content_type_ids:
        return query, [], Reach.NOTHING
    search = functools.partial(tables.match, content_type_ids=content_type_ids, among=among, limit=limit)
    exact = [term.words for term in query.terms]
    matches = search(exact)
    if matches:
        few, is_alone = len(matches) < FEW, len(query.terms) == 1
        beside = [stretching.closely(term, finds_few=few, is_alone=is_alone) for term in query.terms]
        more = matches if beside == exact else _beside(matches, search(beside))
        return query, more, Reach.EVERY_WORD if len(more) == len(matches) else Reach.LIKE_WORDS

    def present(steps: Sequence[Step]) -> list[bool]:
        groups = [(step.words, step.beginnings) for step in steps]
        return tables.present(groups, content_type_ids=content_type_ids, among=among)

    nearest = stretching.nearest(query.terms, present)
    known = [step for step in nearest if step]
    if len(known) == len(query.terms):
        wider = [stretching.wider(term, step) for term, step in zip(query.terms, known, strict=True)]
        for steps in [known] if known == wider else [known, wider]:
            matches = search([step.words for step in steps], prefixes=[step.beginnings for step in steps])
            if matches:
                return query, matches, Reach.LIKE_WORDS
    if len(query.terms) < 2 or not known:
        return query, [], Reach.NOTHING
    groups = [step.words for step in stretching.apart(query.terms, nearest)]
    matches = _most_words(groups, content_type_ids, among, limit)
    return query, matches, Reach.ANY_WORD if matches else Reach.NOTHING


def _beside(matches: list[Match], others: list[Match]) -> list[Match]:
    """Return the matches and behind them the others."""
    seen = {(match.content_type_id, match.object_id) for match in matches}
    return matches + [match for match in others if (match.content_type_id, match.object_id) not in seen]


def _most_words(
    groups: Sequence[frozenset[str]],
    content_type_ids: Collection[int],
    among: tables.Among,
    limit: int,
) -> list[Match]:
    """Return the documents that hold the most words of a query, and the most telling ones: rare words tell more."""
    return tables.gather(groups, content_type_ids=content_type_ids, among=among, nearly=NEARLY, limit=limit)


def words_to_mark(query: analysis.Query, reach: Reach) -> frozenset[str]:
    """Return the index words that are marked where an answer is shown."""
    if reach is Reach.EVERY_WORD:
        return frozenset().union(*(term.words | term.shown for term in query.terms))
    return query.words.union(*(analysis.same_meaning(term) for term in query.terms))
