"""The law of the share, as arithmetic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.wages import rules

money = st.integers(0, 10**11)
rates = st.integers(rules.LEAST_BP, rules.MOST_BP)
names = st.sampled_from("abcdefg")
makers = st.lists(
    st.fixed_dictionaries({"maker": names, "weight": st.integers(1, 10_000)}),
    min_size=1,
    max_size=7,
    unique_by=lambda part: part["maker"],
)
pieces = st.lists(
    st.fixed_dictionaries({"quantity": st.integers(1, 500), "makers": makers}), min_size=1, max_size=5
)


@given(money, money, rates)
def test_cost_makers_and_department_add_up_to_the_price(net: int, cost: int, rate: int) -> None:
    division = rules.divide(net, cost, rate)
    assert division.cost + division.makers + division.department == net
    assert division.profit == net - cost


@given(money, money, rates)
def test_the_makers_have_at_least_half_and_at_most_seventy_percent_of_a_profit(
    net: int, cost: int, rate: int
) -> None:
    division = rules.divide(net, cost, rate)
    profit = max(0, net - cost)
    assert 2 * division.makers >= profit * rate // 5000 - 1
    assert profit <= 2 * division.makers, "half a poisha is rounded up, so that half is never missed"
    assert 10 * division.makers <= 7 * profit + 5


def test_a_loss_is_the_departments_alone() -> None:
    assert rules.divide(9_999, 12_000, 7000) == rules.Division(cost=12_000, makers=0, department=-2_001)
    assert rules.divide(500, 500, 5000) == rules.Division(cost=500, makers=0, department=0)
    assert rules.divide(0, 0, 5000) == rules.Division(cost=0, makers=0, department=0)


@pytest.mark.parametrize("rate", [0, 4999, 7001, 10_000])
def test_a_rate_outside_the_law_divides_nothing(rate: int) -> None:
    with pytest.raises(ValueError, match="50 %"):
        rules.divide(100, 0, rate)


@given(money, pieces)
def test_the_makers_parts_add_up_to_the_makers_share(makers_poisha: int, pieces: list[rules.Piece]) -> None:
    shares = rules.shares(makers_poisha, pieces)
    assert sum(shares.values()) == makers_poisha
    assert all(poisha >= 0 for poisha in shares.values())


@given(st.integers(1, 10**11), pieces)
def test_no_maker_is_a_poisha_away_from_the_exact_part(makers_poisha: int, pieces: list[rules.Piece]) -> None:
    from fractions import Fraction

    exact: dict[str, Fraction] = {}
    units = sum(piece["quantity"] for piece in pieces)
    for piece in pieces:
        whole = sum(part["weight"] for part in piece["makers"])
        for part in piece["makers"]:
            share = Fraction(makers_poisha * piece["quantity"] * part["weight"], units * whole)
            exact[part["maker"]] = exact.get(part["maker"], Fraction(0)) + share
    shares = rules.shares(makers_poisha, pieces)
    assert set(shares) == set(exact)
    assert all(abs(shares[maker] - exact[maker]) < 1 for maker in exact)


def test_an_odd_poisha_goes_to_the_largest_remainder_and_a_tie_to_the_earlier_record() -> None:
    alike: list[rules.Piece] = [{"quantity": 1, "makers": [{"maker": m, "weight": 1} for m in "abcdefg"]}]
    assert rules.shares(1, alike) == {"a": 1, "b": 0, "c": 0, "d": 0, "e": 0, "f": 0, "g": 0}
    unlike: list[rules.Piece] = [
        {
            "quantity": 1,
            "makers": [{"maker": "a", "weight": 5}, {"maker": "b", "weight": 3}, {"maker": "c", "weight": 2}],
        }
    ]
    assert rules.shares(101, unlike) == {"a": 51, "b": 30, "c": 20}


def test_hours_of_one_batch_do_not_outweigh_pieces_of_another() -> None:
    lines: list[rules.Piece] = [
        {"quantity": 2, "makers": [{"maker": "a", "weight": 800}]},  # hours
        {"quantity": 2, "makers": [{"maker": "b", "weight": 1}, {"maker": "a", "weight": 1}]},  # pieces
    ]
    assert rules.shares(400, lines) == {"a": 300, "b": 100}


def test_a_piece_without_makers_is_an_error_not_a_gift() -> None:
    with pytest.raises(ValueError, match="makers"):
        rules.shares(1, [{"quantity": 1, "makers": []}])
    with pytest.raises(ValueError, match="makers"):
        rules.shares(1, [])
