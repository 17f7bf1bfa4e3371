"""Words as public texts write them, and the one among them that a mistyped word is near to."""

import re
from collections.abc import Collection, Iterator

from django.db.models import Q

from bangla import analysis
from search.models import Spelling

# A shorter word is near to too many.
SHORTEST = 4
LONGEST = 40
# So many letters decide where a word is looked for.
EDGE = 2
MOST_LOOKED_AT = 3_000
# A word of so many letters may hold two mistakes.
LONG = 8
_WORD = re.compile(r"[\u0981-\u0983\u0985-\u09cd\u09d7\u09dc-\u09e3]+|[a-z]+")


def words_of(text: str) -> Iterator[str]:
    """Yield the words of a text that may be offered, each as it is written."""
    for found in _WORD.finditer(analysis.normalise(text)):
        if SHORTEST <= len(found[0]) <= LONGEST:
            yield found[0]


def keep(words: Collection[str]) -> None:
    """Keep words of public texts; those that are kept already cost one look."""
    listed = sorted(words)
    for start in range(0, len(listed), 500):
        part = listed[start : start + 500]
        known = set(Spelling.objects.filter(word__in=part).values_list("word", flat=True))
        new = [_row(word) for word in part if word not in known]
        if new:
            Spelling.objects.bulk_create(new, ignore_conflicts=True)


def _row(word: str) -> Spelling:
    folded = fold(word)
    return Spelling(
        word=word, folded=folded[:60], head=folded[:EDGE], tail=folded[-EDGE:], length=min(len(folded), 60)
    )


def fold(word: str) -> str:
    """Return a word in the one spelling in which mistakes are counted."""
    return analysis.fold(word) or word if "\u0980" <= word[0] <= "\u09ff" else word


def near(word: str, most: int = 3) -> list[str]:
    """Return the words of public texts that a word may have been meant for, the nearest first; one query."""
    typed = fold(word)
    if not SHORTEST <= len(typed) <= LONGEST:
        return []
    mistakes = 2 if len(typed) >= LONG else 1
    here = Q(head=typed[:EDGE]) | Q(tail=typed[-EDGE:])
    rows = Spelling.objects.filter(
        here, length__gte=len(typed) - mistakes, length__lte=len(typed) + mistakes
    ).values_list("word", "folded")[:MOST_LOOKED_AT]
    found: list[tuple[int, str]] = []
    for written, folded in rows:
        apart = distance(typed, folded, mistakes)
        if 0 < apart <= mistakes:
            found.append((apart, written))
    return [written for _apart, written in sorted(found)[:most]]


def distance(one: str, other: str, most: int) -> int:
    """Return how many letters must be changed, added, left out or swapped to make one word the other; more than `most`
    counts as `most` + 1.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        earlier, before, row = before, row, [at]
        for place, another in enumerate(other, 1):
            cost = min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != another))
            if at > 1 and place > 1 and letter == other[place - 2] and one[at - 2] == another:
                cost = min(cost, earlier[place - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
