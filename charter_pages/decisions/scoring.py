"""How much of what was decided is implemented. Pure: counts go in, whole numbers come out, rounded down.

Every decision weighs the same, however many offices it was given to; of one that was given to eighty, seventy make
seven eighths. What is judged is what was agreed, and what is past its day: what is still to come counts neither for
nor against anybody. The marks are the Cabinet Division's (DOMAIN.md: weight 4, target 90 %); both are a rule's data.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from charter_pages.duties.scoring import WHOLE


class Counts(NamedTuple):
    """Of one decision: tasks that were not dropped, those agreed, those reported, those late, those to come."""

    tasks: int = 0
    agreed: int = 0
    reported: int = 0
    late: int = 0
    # Agreed, or past its day in whatever state.
    judged: int = 0

    def plus(self, other: "Counts") -> "Counts":
        return Counts(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


class Share(NamedTuple):
    """Decisions that are judged, those implemented whole, and what of all of them is implemented, in basis points."""

    judged: int
    whole: int
    bp: int | None

    @property
    def short_bp(self) -> int:
        """Return what is missing to all of it."""
        return 0 if self.bp is None else WHOLE - self.bp


def implemented(decisions: Iterable[Counts]) -> Share:
    """Return the share implemented of some decisions; None of none."""
    judged = [each for each in decisions if each.judged]
    if not judged:
        return Share(0, 0, None)
    parts = sum((Fraction(each.agreed, each.judged) for each in judged), Fraction())
    whole = sum(each.agreed == each.tasks for each in judged)
    return Share(len(judged), whole, int(parts * WHOLE / len(judged)))


def marks(bp: int | None, weight: int, target_percent: int) -> int | None:
    """Return the marks for a share, in ten-thousandths of one: all of them where the target is met."""
    if bp is None:
        return None
    return weight * min(WHOLE, bp * 100 // target_percent)


def percent(part: int, of: int) -> int:
    """Return a part in whole per cent, rounded down; 0 of nothing."""
    return part * 100 // of if of else 0
