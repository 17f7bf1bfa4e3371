"""Arithmetic on poisha: nothing is lost, nothing is made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.ledger import money

amounts = st.integers(0, 10**12)
weights = st.lists(st.integers(0, 10**6), min_size=1, max_size=40).filter(any)


@given(amounts, weights)
def test_parts_add_up_to_the_whole_and_none_is_a_poisha_off(poisha: int, weights: list[int]) -> None:
    parts = money.allocate(poisha, weights)
    assert sum(parts) == poisha
    whole = sum(weights)
    for part, weight in zip(parts, weights, strict=True):
        assert poisha * weight // whole <= part <= poisha * weight // whole + 1


@given(amounts, weights)
def test_poisha_left_over_go_to_the_largest_remainders(poisha: int, weights: list[int]) -> None:
    parts = money.allocate(poisha, weights)
    whole = sum(weights)
    rest = [poisha * weight % whole for weight in weights]
    dearer = [part > poisha * weight // whole for part, weight in zip(parts, weights, strict=True)]
    given_ = [remainder for remainder, more in zip(rest, dearer, strict=True) if more]
    kept = [remainder for remainder, more in zip(rest, dearer, strict=True) if not more]
    assert min(given_, default=whole) >= max(kept, default=0)


def test_equal_remainders_go_to_the_earlier() -> None:
    assert money.allocate(100, [1, 1, 1]) == [34, 33, 33]
    assert money.allocate(1, [1] * 7) == [1, 0, 0, 0, 0, 0, 0]
    assert money.allocate(2, [3, 1, 3, 1]) == [1, 0, 1, 0]


@pytest.mark.parametrize(("poisha", "weights"), [(-1, [1]), (1, []), (1, [0, 0]), (1, [2, -1])])
def test_nothing_is_divided_by_nothing(poisha: int, weights: list[int]) -> None:
    with pytest.raises(ValueError, match="divided"):
        money.allocate(poisha, weights)


@given(amounts, st.integers(0, 10_000))
def test_a_rate_and_the_rest_make_the_whole_again(poisha: int, basis_points: int) -> None:
    exact_times_whole = poisha * basis_points
    assert money.apply_rate(poisha, basis_points, "down") == exact_times_whole // 10_000
    assert money.apply_rate(poisha, basis_points, "up") == -(-exact_times_whole // 10_000)
    assert abs(money.apply_rate(poisha, basis_points) * 10_000 - exact_times_whole) <= 5_000


def test_half_a_poisha_is_rounded_up() -> None:
    assert money.apply_rate(1, 5000) == 1
    assert money.apply_rate(3, 5000) == 2
    assert money.apply_rate(1, 4999) == 0
