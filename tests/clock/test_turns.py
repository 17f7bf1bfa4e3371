"""A turn of the worker's: done now and then, or once a day, however often it is asked for."""

from collections.abc import Callable

import pytest
from django.core.cache import cache

from clock import turns


def counting(done: list[int], number: int = 3) -> Callable[[], int]:
    def verb() -> int:
        done.append(number)
        return number

    return verb


def failing() -> int:
    raise RuntimeError("away")


def test_now_and_then_is_once_in_that_time() -> None:
    done: list[int] = []
    assert turns.now_and_then("looked", counting(done)) == 3
    assert turns.now_and_then("looked", counting(done)) == 0
    assert turns.now_and_then("another", counting(done)) == 3
    cache.delete("looked")  # the time is over
    assert turns.now_and_then("looked", counting(done)) == 3
    assert done == [3, 3, 3]


def test_the_time_is_the_one_named() -> None:
    done: list[int] = []
    turns.now_and_then("looked", counting(done), seconds=0)
    turns.now_and_then("looked", counting(done), seconds=0)
    assert len(done) == 2


def test_a_look_that_failed_is_repeated_with_the_next_one_in_time() -> None:
    done: list[int] = []
    with pytest.raises(RuntimeError):
        turns.now_and_then("looked", failing)
    assert turns.now_and_then("looked", counting(done)) == 0


def test_a_days_work_that_failed_is_done_in_the_next_round() -> None:
    done: list[int] = []
    with pytest.raises(RuntimeError):
        turns.once_a_day("daily", failing)
    assert turns.once_a_day("daily", counting(done)) == 3
    assert turns.once_a_day("daily", counting(done)) == 0
