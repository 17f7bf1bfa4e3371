"""The public results: what a citizen's words find, and how far they had to be stretched for it."""

import functools
import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.safestring import SafeString
from modelsearch.utils import get_descendants_content_types_pks

from bangla import analysis
from search import snippets, tables
from search.backend import _allowed_in_order
from search.models import Document
from search.tables import Match

# Latin words are heard as Bangla only where, as they stand, they find fewer than this.
FEW = 3
# A word of a text that only begins like the asked one must share so many letters.
SHORTEST_BEGINNING = 4
# Where no text holds every word, those answer that hold nearly as much of the rare ones as the best does.
NEARLY = 0.75


class Reach(Enum):
    """How far a query was stretched to find what it found."""

    EVERY_WORD = "every word"
    LIKE_WORDS = "like words"  # by sound, by beginning, or of the same meaning
    ANY_WORD = "any word"
    NOTHING = "nothing"


Allow = Callable[[list[Match]], list[Match]]


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
        return snippets.mark(text, self._wanted)

    @property
    def _wanted(self) -> frozenset[str]:
        return _wanted(self.query, self.reach)


def find(text: str, *, querysets: Sequence[QuerySet[Any]], limit: int = 10, offset: int = 0) -> Found:
    """Return what a text finds among the rows of the querysets, the best first; any text is answered.

    The querysets say who may see what (live and public pages, products in sale): nothing else is counted.
    """
    kinds = [frozenset(get_descendants_content_types_pks(queryset.model)) for queryset in querysets]
    query, matches, reach = answer(
        text,
        content_type_ids=frozenset().union(*kinds),
        allow=functools.partial(_allowed, querysets, kinds),
    )
    shown = matches[offset : offset + limit]
    return Found(_hits(shown, querysets, kinds, _wanted(query, reach)), len(matches), reach, query)


def answer(
    text: str, *, content_type_ids: Collection[int], allow: Allow = lambda matches: matches
) -> tuple[analysis.Query, list[Match], Reach]:
    """Return the query, the documents that answer it, the best first, and how far it was stretched."""
    query = analysis.ask(text)
    if not query.terms or not content_type_ids:
        return query, [], Reach.NOTHING
    search = functools.partial(tables.match, content_type_ids=content_type_ids)
    groups = [term.words for term in query.terms]
    matches = allow(search(groups))
    if matches and not (query.is_latin and len(matches) < FEW):
        return query, matches, Reach.EVERY_WORD
    for widened, prefixes in _widened(query.terms):
        more = allow(search(widened, prefixes=prefixes))
        if more:
            seen = {(match.content_type_id, match.object_id) for match in matches}
            more = matches + [match for match in more if (match.content_type_id, match.object_id) not in seen]
            return query, more, Reach.EVERY_WORD if len(more) == len(matches) else Reach.LIKE_WORDS
    if matches or len(groups) < 2:
        return query, matches, Reach.EVERY_WORD if matches else Reach.NOTHING
    matches = _most_words([term.words | term.sounds for term in query.terms], content_type_ids, allow)
    return query, matches, Reach.ANY_WORD if matches else Reach.NOTHING


def _widened(terms: Sequence[analysis.Term]) -> list[tuple[list[frozenset[str]], list[tuple[str, ...]]]]:
    """Return ways to take the words of a query less strictly, the least stretched first."""
    ways: list[tuple[list[frozenset[str]], list[tuple[str, ...]]]] = []
    strict = [term.words for term in terms]
    heard = [term.words | term.sounds for term in terms]
    if heard != strict:
        ways.append((heard, []))
    meant = [words | analysis.same_meaning(term) for words, term in zip(heard, terms, strict=True)]
    if meant != heard:
        ways.append((meant, []))
    starts: list[tuple[str, ...]] = [
        (term.start,) if len(term.start) >= SHORTEST_BEGINNING else () for term in terms
    ]
    if any(starts):
        ways.append((meant, starts))
    return ways


def _most_words(
    groups: Sequence[frozenset[str]], content_type_ids: Collection[int], allow: Allow
) -> list[Match]:
    """Return the documents that hold the most telling words of a query: rare words tell more."""
    weights: dict[tuple[int, str], float] = {}
    best: dict[tuple[int, str], Match] = {}
    for matches in tables.match_each(groups, content_type_ids=content_type_ids):
        for match in matches:
            key = (match.content_type_id, match.object_id)
            weights[key] = weights.get(key, 0.0) + 1 / math.log2(2 + len(matches))
            best[key] = max(best.get(key, match), match, key=lambda one: one.score)
    if not weights:
        return []
    allowed = {(match.content_type_id, match.object_id) for match in allow(list(best.values()))}
    enough = NEARLY * max((weights[key] for key in allowed), default=0.0)
    kept = [key for key in allowed if weights[key] >= enough]
    kept.sort(key=lambda key: (-weights[key], -best[key].score, key))
    return [best[key] for key in kept]


def _allowed(
    querysets: Sequence[QuerySet[Any]], kinds: Sequence[frozenset[int]], matches: list[Match]
) -> list[Match]:
    """Return the matches whose objects the querysets hold; one query for each queryset."""
    allowed: set[tuple[int, str]] = set()
    for queryset, kind in zip(querysets, kinds, strict=True):
        ids = [match.object_id for match in matches if match.content_type_id in kind]
        here = set(_allowed_in_order(queryset, ids))
        allowed |= {
            (match.content_type_id, match.object_id)
            for match in matches
            if match.content_type_id in kind and match.object_id in here
        }
    return [match for match in matches if (match.content_type_id, match.object_id) in allowed]


def _hits(
    matches: Sequence[Match],
    querysets: Sequence[QuerySet[Any]],
    kinds: Sequence[frozenset[int]],
    wanted: frozenset[str],
) -> list[Hit]:
    if not matches:
        return []
    objects: dict[tuple[int, str], Any] = {}
    for place, (queryset, kind) in enumerate(zip(querysets, kinds, strict=True)):
        ids = [match.object_id for match in matches if match.content_type_id in kind]
        if ids:
            objects |= {(place, str(thing.pk)): thing for thing in queryset.filter(pk__in=ids)}
    these = Q()
    for match in matches:
        these |= Q(content_type_id=match.content_type_id, object_id=match.object_id)
    bodies = {(row.content_type_id, row.object_id): row.body for row in Document.objects.filter(these)}
    hits: list[Hit] = []
    for match in matches:
        place = next(index for index, kind in enumerate(kinds) if match.content_type_id in kind)
        thing = objects.get((place, match.object_id))
        if thing is not None:
            body = bodies.get((match.content_type_id, match.object_id), "")
            hits.append(Hit(thing, snippets.around(body, wanted), match.score))
    return hits


def _wanted(query: analysis.Query, reach: Reach) -> frozenset[str]:
    """Return the index words to be marked."""
    if reach is Reach.EVERY_WORD:
        return frozenset().union(*(term.words for term in query.terms))
    return query.words.union(*(analysis.same_meaning(term) for term in query.terms))
