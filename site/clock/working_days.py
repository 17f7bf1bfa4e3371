"""Working days, as pure dates: what holidays and which days of the week are free is told by the caller.

A limit of n working days is over at the end of the n-th working day after the day on which it began: the first day
never counts, however early it began.
"""

import datetime
from collections.abc import Collection

# As `date.weekday` counts: Monday is 0.
FRIDAY, SATURDAY = 4, 5
FRIDAY_AND_SATURDAY = frozenset({FRIDAY, SATURDAY})
DAYS_OF_A_WEEK = 7
A_DAY = datetime.timedelta(days=1)


def is_one(day: datetime.date, holidays: Collection[datetime.date], weekend: Collection[int]) -> bool:
    """Return whether offices work on a day."""
    return day.weekday() not in weekend and day not in holidays


def deadline(
    start: datetime.date,
    days: int,
    holidays: Collection[datetime.date] = frozenset(),
    weekend: Collection[int] = FRIDAY_AND_SATURDAY,
) -> datetime.date:
    """Return the last day of a limit of so many working days that began on `start`.

    `deadline(date(2026, 11, 19), 1)` (a Thursday) is Sunday, 22 November. Raises ValueError where the limit has no
    day, or the week no working day.
    """
    if days < 1:
        raise ValueError("A limit has at least one day.")
    if set(weekend) >= set(range(DAYS_OF_A_WEEK)):
        raise ValueError("A week needs a working day.")
    free = frozenset(holidays)
    day, left = start, days
    while left:
        day += A_DAY
        left -= is_one(day, free, weekend)
    return day


def between(
    start: datetime.date,
    end: datetime.date,
    holidays: Collection[datetime.date] = frozenset(),
    weekend: Collection[int] = FRIDAY_AND_SATURDAY,
) -> int:
    """Return how many working days lie after `start` up to and with `end`; 0 where `end` is not after it."""
    free = frozenset(holidays)
    return sum(
        is_one(start + datetime.timedelta(days=number), free, weekend)
        for number in range(1, (end - start).days + 1)
    )
