"""How long a cache may keep a page that changes by itself at an instant."""

import datetime

import pytest

import clock
from publishing import caching

NOON = datetime.datetime(2026, 11, 22, 12, tzinfo=clock.DHAKA)


def header(seconds: float) -> str:
    with clock.set_to(NOON):
        return caching.until(NOON + datetime.timedelta(seconds=seconds))


def test_what_changes_only_by_somebody_s_doing_is_kept_for_a_while() -> None:
    assert caching.until(None) == "public, max-age=60, s-maxage=300, stale-while-revalidate=600"


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (5000, "public, max-age=60, s-maxage=300, stale-while-revalidate=600"),
        (400, "public, max-age=60, s-maxage=300, stale-while-revalidate=100"),
        (300, "public, max-age=60, s-maxage=300"),
        (7.9, "public, max-age=7, s-maxage=7"),
        (0, "public, max-age=0, s-maxage=0"),
        (-10, "public, max-age=0, s-maxage=0"),
    ],
)
def test_all_the_times_together_end_with_the_change(seconds: float, told: str) -> None:
    assert header(seconds) == told


def test_instants_that_lie_behind_are_no_changes_to_come() -> None:
    later = NOON + datetime.timedelta(minutes=5)
    with clock.set_to(NOON):
        assert caching.earliest(NOON - datetime.timedelta(days=1), NOON, None) is None
        assert caching.earliest(later + datetime.timedelta(days=1), None, later) == later
