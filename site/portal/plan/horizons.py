"""Whether a promise was kept by its day. Pure: dates and whole numbers in, a state out."""

import bisect
import dataclasses
import datetime
import enum
from collections.abc import Sequence


class State(enum.Enum):
    """How a horizon stands on a day."""

    TO_COME = "to_come"
    RUNNING = "running"
    # Its target is reached and its last day is still to come.
    EARLY = "early"
    KEPT = "kept"
    # Reached, but after its last day.
    LATE = "late"
    MISSED = "missed"
    # It is over, and nobody has counted until then.
    UNKNOWN = "unknown"


@dataclasses.dataclass(frozen=True)
class Count:
    """What was reached on a day."""

    on: datetime.date
    reached: int


@dataclasses.dataclass(frozen=True)
class Standing:
    """A horizon's state. `missed_by`: how many were lacking on its last day; `reached_on`: when it was reached after."""

    state: State
    missed_by: int = 0
    reached_on: datetime.date | None = None


def at(counts: Sequence[Count], day: datetime.date) -> Count | None:
    """Return the last count on or before a day; `counts` are in the order of their days."""
    place = bisect.bisect_right([count.on for count in counts], day)
    return counts[place - 1] if place else None


def standing(
    counts: Sequence[Count], *, target: int, begins: datetime.date, ends: datetime.date, today: datetime.date
) -> Standing:
    """Return how a horizon with this target stands today. What is counted may also fall again."""
    known = at(counts, min(today, ends))
    if today <= ends:
        if known is not None and known.reached >= target:
            return Standing(State.EARLY)
        return Standing(State.TO_COME if today < begins else State.RUNNING)
    later = next((count for count in counts if count.on > ends and count.reached >= target), None)
    if known is not None and known.reached >= target:
        return Standing(State.KEPT)
    lacking = target - known.reached if known is not None else 0
    if later is not None:
        return Standing(State.LATE, lacking, later.on)
    if known is None:
        return Standing(State.UNKNOWN)
    return Standing(State.MISSED, lacking)


def percent(reached: int, target: int) -> int:
    """Return how many per cent are reached, rounded down, at most 100."""
    return min(100, reached * 100 // target) if target > 0 else 0
