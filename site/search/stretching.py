"""How far each word of a query is stretched: no further than it must be to be found at all.

A word that stands in the texts as it was typed, in any of its forms, is asked for just so. One that does not is taken
by its sound, by its meaning, by what it is derived from, by other vowels, and at last by how it begins: the first of
these that any text holds.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bangla import analysis

# A word of a text that only begins like the asked one must share so many letters.
SHORTEST_BEGINNING = 4
# A word in Latin letters of so many stands for the Bangla one that is written so, even where both are in the texts.
SHORTEST_NAME = 5

Present = Callable[[Sequence["Step"]], list[bool]]


@dataclass(frozen=True, slots=True)
class Step:
    """What answers for a term when it is stretched so far: words, and beginnings of words."""

    words: frozenset[str]
    beginnings: tuple[str, ...] = ()

    @property
    def is_exact(self) -> bool:
        return not self.beginnings


def steps_of(term: analysis.Term) -> list[Step]:
    """Return how a term may be stretched, the nearest first; each step holds those before it."""
    meant = analysis.same_meaning(term)
    found: list[Step] = [Step(term.words)]
    for more in _order(term, meant):
        words = found[-1].words | more
        if words != found[-1].words:
            found.append(Step(words))
    if len(term.start) >= SHORTEST_BEGINNING:
        found.append(Step(found[-1].words, (term.start,)))
    return found


def _order(
    term: analysis.Term, meant: frozenset[str], *, up_to_meaning: bool = False
) -> Iterator[frozenset[str]]:
    if term.is_heard:
        closely, *looser = term.stretches
        yield from (closely, meant, *([] if up_to_meaning else looser))
    elif term.stretches:
        alike, derived, vowels = term.stretches
        yield from (alike, meant, derived, *([] if up_to_meaning else [vowels]))
    else:
        yield meant


def nearest(terms: Sequence[analysis.Term], present: Present) -> list[Step | None]:
    """Return for each term the first step that any text holds; None where no step is held. One look at the index."""
    steps = [steps_of(term) for term in terms]
    flat = [step for some in steps for step in some]
    held = iter(present(flat))
    chosen: list[Step | None] = []
    for some in steps:
        answers = [next(held) for _step in some]
        chosen.append(next((step for step, is_held in zip(some, answers, strict=True) if is_held), None))
    return chosen


def closely(term: analysis.Term, *, finds_few: bool, is_alone: bool) -> frozenset[str]:
    """Return a term's words and those that are the same word or name in Bangla: "poster" and পোস্টার.

    Short words in Latin letters sound like too many: they are heard only where the query finds few as it stands. Who
    types one English word that hardly any text has, and that Bangla has not taken over, wants the thing, whatever the
    texts call it: "trafficking", পাচার.
    """
    names = analysis.same_name(term)
    words = term.words | names
    if term.is_heard and finds_few and is_alone and not names:
        words |= analysis.same_meaning(term)
    if term.is_heard and (finds_few or len(term.typed) >= SHORTEST_NAME):
        words |= term.stretches[0]
    return words


def wider(term: analysis.Term, nearest: Step) -> Step:
    """Return a term's nearest step, stretched on to what means the same where it ended before."""
    meant = frozenset().union(*_order(term, analysis.same_meaning(term), up_to_meaning=True))
    return Step(nearest.words | term.words | meant, nearest.beginnings)


def apart(terms: Sequence[analysis.Term], nearest: Sequence[Step | None]) -> Iterator[Step]:
    """Yield how the terms that any text holds are asked for, where no text holds all of them.

    A Bangla word counts where a text says it in another Bangla word (জেলে, কারাগারে); an English one that stands in the
    texts is a name mostly.
    """
    for term, step in zip(terms, nearest, strict=True):
        if step:
            yield step if term.is_heard else wider(term, step)
