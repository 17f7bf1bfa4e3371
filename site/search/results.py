"""What readers are shown of a search: one page of answers, narrowed, and how many there would be otherwise narrowed.

Only documents that were public when they were indexed are asked; what is shown is asked for once more, of those who
know what is public now.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet

from search import objects, query, snippets, tables
from search.models import Document
from search.query import Found, Hit, Reach
from search.tables import Among, Match

# So many of the best are ranked: nobody reads on. How many more there are is counted.
MOST_RANKED = 600

Traits = tuple[str, int | None, int | None, str]
DIMENSIONS = ("kind", "office", "year", "topic")


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader narrowed the answers to; empty where it does not matter. `only` holds keys of objects."""

    kind: str = ""
    office: int | None = None
    year: int | None = None
    topic: str = ""
    only: QuerySet[Any] | None = None

    def fits(self, traits: Traits, *, but: str = "") -> bool:
        """Return whether an answer fits; `but`: whatever it is in this dimension."""
        for name, value in zip(DIMENSIONS, traits, strict=True):
            asked = getattr(self, name)
            if name != but and asked not in ("", None) and asked != value:
                return False
        return True

    @property
    def is_any(self) -> bool:
        return self.only is None and not any(getattr(self, name) for name in DIMENSIONS)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of answers. `total` counts all that fit; `is_more`: there are more than could be counted."""

    found: Found
    is_more: bool
    # By dimension: how many answers each value of it would leave, the other wishes kept.
    facets: Mapping[str, Mapping[Any, int]]
    # How many there are if nothing is narrowed.
    unnarrowed: int


def page(
    text: str,
    *,
    language: str,
    models: Sequence[type[Any]],
    public: objects.Public,
    wish: Wish,
    at: Callable[[int], int],
    limit: int,
) -> Page:
    """Return one page of what a text finds; `at` says for a total where the page begins."""
    everything = frozenset[int]().union(*map(objects.content_types_of, models))
    among = Among(is_public=True, language=language)
    asked, matches, reach = query.answer(text, content_type_ids=everything, among=among, limit=MOST_RANKED)
    traits = Counter((each.kind, each.office_id, each.year, each.topic) for each in matches)
    is_cut = len(matches) >= MOST_RANKED
    if is_cut and reach is Reach.EVERY_WORD:
        words = [term.words for term in asked.terms]
        counted = tables.tally(words, content_type_ids=everything, among=among)
        # A step further may have found some more than stand in the words as they are.
        traits, is_cut = (
            (Counter(counted), False) if sum(counted.values()) >= len(matches) else (traits, True)
        )
    unnarrowed = sum(traits.values())
    chosen, total = matches, unnarrowed
    if not wish.is_any:
        chosen, total = _narrowed(text, matches, wish, everything, among, traits)
    start = at(total)
    shown = chosen[start : start + limit]
    hits = _hits(shown, objects.shown(shown, models, public), query.words_to_mark(asked, reach))
    facets = {name: _facet(traits, wish, place) for place, name in enumerate(DIMENSIONS)}
    return Page(Found(hits, total, reach, asked), is_cut, facets, unnarrowed)


def _hits(
    matches: Sequence[Match], things: Mapping[tuple[int, str], Any], wanted: frozenset[str]
) -> list[Hit]:
    """Return the matches whose objects there are, each with the part of its text that answers; one query."""
    if not things:
        return []
    kinds, keys = zip(*things, strict=True)
    # May be some more than were asked for: naming each pair takes longer.
    rows = Document.objects.filter(content_type_id__in=set(kinds), object_id__in=set(keys))
    bodies = {
        (kind, key): body for kind, key, body in rows.values_list("content_type_id", "object_id", "body")
    }
    places = ((match, (match.content_type_id, match.object_id)) for match in matches)
    return [
        Hit(things[place], snippets.around(bodies.get(place, ""), wanted), match.score)
        for match, place in places
        if place in things
    ]


def _narrowed(
    text: str,
    matches: list[Match],
    wish: Wish,
    content_type_ids: frozenset[int],
    among: Among,
    traits: Mapping[Traits, int],
) -> tuple[list[Match], int]:
    """Return the answers that fit, and how many there are; asks once more where not all could be ranked."""
    if len(matches) >= MOST_RANKED:
        narrow = replace(
            among, kind=wish.kind, office_id=wish.office, year=wish.year, topic=wish.topic, only=wish.only
        )
        matches = query.answer(text, content_type_ids=content_type_ids, among=narrow, limit=MOST_RANKED)[1]
    fitting = [each for each in matches if wish.fits((each.kind, each.office_id, each.year, each.topic))]
    if wish.only is None:
        return fitting, sum(count for each, count in traits.items() if wish.fits(each))
    keys = [int(each.object_id) for each in fitting if each.object_id.isdigit()]
    here = {str(key) for key in wish.only.filter(pk__in=keys).values_list("pk", flat=True)}
    fitting = [each for each in fitting if each.object_id in here]
    return fitting, len(fitting)


def _facet(traits: Mapping[Traits, int], wish: Wish, place: int) -> Counter[Any]:
    """Return how many answers each value of a dimension would leave, the other wishes kept."""
    name = DIMENSIONS[place]
    others = any(getattr(wish, other) not in ("", None) for other in DIMENSIONS if other != name)
    values: Counter[Any] = Counter()
    for each, count in traits.items():
        if each[place] not in ("", None) and (not others or wish.fits(each, but=name)):
            values[each[place]] += count
    return values


def keys(text: str, model: type[Any], *, limit: int) -> list[int]:
    """Return the keys of what readers find of one model, in whatever language, the best first."""
    among = Among(is_public=True)
    kinds = objects.content_types_of(model)
    _asked, matches, _reach = query.answer(text, content_type_ids=kinds, among=among, limit=limit)
    return [int(match.object_id) for match in matches[:limit]]


def finds(text: str, *, language: str, models: Sequence[type[Any]]) -> bool:
    """Return whether readers would be shown anything for a text that holds all of its words."""
    everything = frozenset[int]().union(*map(objects.content_types_of, models))
    among = Among(is_public=True, language=language)
    _asked, matches, reach = query.answer(text, content_type_ids=everything, among=among, limit=1)
    return bool(matches) and reach is not Reach.ANY_WORD
