"""Calls within calls find room without asking the system for memory each time."""

import resource

import pytest

from config import frames, wsgi


def deep(calls: int, within: int) -> None:
    """Go so many calls deep, and there again and again a little deeper."""
    if calls:
        deep(calls - 1, within)
    else:
        for _ in range(500):
            down(within)


def down(calls: int) -> None:
    if calls:
        down(calls - 1)


def pages_asked_for(depth: int) -> int:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    frames.with_room(deep)(depth, 60)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


# Wherever a piece of 16 KB may end below the test.
@pytest.mark.parametrize("depth", range(0, 240, 20))
def test_calls_within_calls_ask_the_system_for_no_memory_again_and_again(depth: int) -> None:
    pages_asked_for(depth)
    assert pages_asked_for(depth) < 100  # of 500 times two or more


def test_what_is_given_room_takes_and_answers_the_same() -> None:
    def sum_of(first: int, *, second: int) -> int:
        """Add."""
        return first + second

    roomy = frames.with_room(sum_of)
    assert roomy(1, second=2) == 3
    assert (roomy.__name__, roomy.__doc__) == ("sum_of", "Add.")
    with pytest.raises(TypeError):
        roomy(1, 2)  # type: ignore[call-arg, misc]


def test_each_request_is_given_room() -> None:
    assert wsgi.application.__globals__["__name__"] == frames.__name__
