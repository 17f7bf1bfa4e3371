"""Whether a promise was kept by its day: arithmetic of dates and whole numbers, checked on two paths."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from portal.plan import horizons
from portal.plan.horizons import Count, State

DAY = datetime.date
BEGINS, ENDS = DAY(2024, 4, 1), DAY(2025, 12, 31)


def stands(counts: list[Count], today: DAY, target: int = 36) -> horizons.Standing:
    return horizons.standing(counts, target=target, begins=BEGINS, ends=ENDS, today=today)


def test_a_horizon_runs_until_its_last_day_and_is_missed_on_the_next() -> None:
    counts = [Count(DAY(2024, 3, 10), 12), Count(DAY(2025, 12, 30), 22)]
    assert stands(counts, ENDS).state is State.RUNNING
    missed = stands(counts, ENDS + datetime.timedelta(days=1))
    assert (missed.state, missed.missed_by) == (State.MISSED, 14)


def test_a_horizon_that_has_not_begun_is_to_come_and_may_be_reached_before() -> None:
    assert stands([Count(DAY(2024, 3, 10), 12)], DAY(2024, 3, 31)).state is State.TO_COME
    assert stands([Count(DAY(2024, 3, 10), 40)], DAY(2024, 3, 31)).state is State.EARLY


def test_what_is_reached_after_the_last_day_is_late_and_says_what_was_lacking() -> None:
    counts = [Count(DAY(2025, 12, 1), 30), Count(DAY(2026, 2, 1), 36), Count(DAY(2026, 3, 1), 40)]
    late = stands(counts, DAY(2026, 4, 1))
    assert (late.state, late.missed_by, late.reached_on) == (State.LATE, 6, DAY(2026, 2, 1))


def test_what_was_reached_and_falls_after_the_last_day_was_kept() -> None:
    assert (
        stands([Count(DAY(2025, 12, 1), 36), Count(DAY(2026, 2, 1), 30)], DAY(2026, 4, 1)).state is State.KEPT
    )


def test_what_nobody_counted_until_the_last_day_is_unknown() -> None:
    assert stands([], DAY(2026, 4, 1)).state is State.UNKNOWN
    assert stands([Count(DAY(2026, 2, 1), 3)], DAY(2026, 4, 1)).state is State.UNKNOWN


DAYS = st.dates(DAY(2024, 1, 1), DAY(2027, 12, 31))
COUNTS = st.dictionaries(DAYS, st.integers(0, 80), max_size=8)


@given(counts=COUNTS, today=DAYS, target=st.integers(1, 80))
def test_a_state_says_of_the_counts_what_a_reader_would_find(
    counts: dict[DAY, int], today: DAY, target: int
) -> None:
    rows = [Count(on, counts[on]) for on in sorted(counts)]
    known = [count for count in rows if count.on <= today]
    found = stands(known, today, target)
    by_then = [count.reached for count in known if count.on <= ENDS]
    was_met = bool(by_then) and by_then[-1] >= target
    assert (today > ENDS) == (found.state in (State.KEPT, State.LATE, State.MISSED, State.UNKNOWN))
    assert was_met == (found.state in (State.EARLY, State.KEPT))
    if found.state is State.MISSED:
        assert found.missed_by == target - by_then[-1] > 0
        assert all(count.reached < target for count in known if count.on > ENDS)


@given(reached=st.integers(0, 10_000), target=st.integers(0, 10_000))
def test_a_bar_is_never_longer_than_its_frame_nor_full_before_its_target(reached: int, target: int) -> None:
    percent = horizons.percent(reached, target)
    assert 0 <= percent <= 100
    assert (percent == 100) == (0 < target <= reached)
