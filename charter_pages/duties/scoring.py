"""How offices keep what they owe, in the Cabinet Division's marks. Pure: counts go in, whole numbers come out.

DOMAIN.md, "Citizen charter": the committee is reconstituted each quarter (weight 3, target 4 in a year), its
decisions are implemented and its minutes reported (weight 4, target 90 %). Weight and target are a rule's data;
docs/adr/0039 says what counts and how it is rounded.
"""

import math
from collections.abc import Iterable, Mapping
from typing import NamedTuple

# Parts of a mark, and of a whole: the hundredth part of one per cent.
WHOLE = 10_000


class Counts(NamedTuple):
    """What some offices owed of one kind in some quarters, and what became of it.

    `owed` is what was due or was shown before it was; `in_time` and `late` of it was shown and stands; `accepted`
    of that headquarters has accepted. What was waived, or is not due yet, is owed by nobody. `short_bp` is what is
    missing to the whole of what was shown, where a duty is measured and not only shown (decisions implemented).
    """

    owed: int = 0
    in_time: int = 0
    late: int = 0
    accepted: int = 0
    waived: int = 0
    to_come: int = 0
    short_bp: int = 0

    @property
    def shown(self) -> int:
        return self.in_time + self.late

    @property
    def missing(self) -> int:
        return self.owed - self.shown

    def plus(self, other: "Counts") -> "Counts":
        return Counts(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


NOTHING = Counts()


class Terms(NamedTuple):
    """A line of the Cabinet Division's sheet: its weight in marks, and the per cent of what is owed that earns all."""

    kind: str
    weight: int
    target_percent: int


class Score(NamedTuple):
    """Marks and their most, in ten-thousandths of a mark; how much was shown, and in time, in basis points.

    `bp` is the part of the marks that was reached. None: there is nothing to judge, and so neither praise nor blame.
    """

    marks: int
    most: int
    shown_bp: int | None
    in_time_bp: int | None

    @property
    def bp(self) -> int | None:
        return self.marks * WHOLE // self.most if self.most else None


def total(counts: Iterable[Counts]) -> Counts:
    """Return the counts of parts as those of their whole: a division's are its prisons' and its own."""
    found = NOTHING
    for each in counts:
        found = found.plus(each)
    return found


def marks(told: Mapping[Terms, Counts]) -> tuple[int, int]:
    """Return the marks of one kind of duty and the most there are, in ten-thousandths of a mark, rounded down.

    Quarters under different rules weigh by what was owed under each: three quarters at weight 3 and one at weight 4
    make a line of 3.25 marks. Down, so that full marks are given only where the target was met in full.
    """
    owed = sum(counts.owed for counts in told.values())
    if not owed:
        return 0, 0
    common = math.lcm(*(terms.target_percent for terms in told))
    reached = sum(
        # In ten-thousandths of owed things times the common multiple of targets: no more than was owed.
        terms.weight
        * min(
            counts.owed * common * WHOLE,
            (counts.shown * WHOLE - counts.short_bp) * 100 * (common // terms.target_percent),
        )
        for terms, counts in told.items()
    )
    most = sum(terms.weight * counts.owed for terms, counts in told.items())
    return reached // (owed * common), most * WHOLE // owed


def score(told: Mapping[Terms, Counts]) -> Score:
    """Return the score of an office, a division or the Department, over any kinds and quarters."""
    by_kind: dict[str, dict[Terms, Counts]] = {}
    for terms, counts in told.items():
        by_kind.setdefault(terms.kind, {})[terms] = counts
    lines = [marks(rules) for rules in by_kind.values()]
    whole = total(told.values())
    return Score(
        marks=sum(reached for reached, _most in lines),
        most=sum(most for _reached, most in lines),
        shown_bp=share(whole.shown, whole.owed),
        in_time_bp=share(whole.in_time, whole.owed),
    )


def share(part: int, of: int) -> int | None:
    """Return a part in basis points, rounded down; None of nothing."""
    return part * WHOLE // of if of else None
