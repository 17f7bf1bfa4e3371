"""The rule of ten people, differences included: nothing that can be reckoned from what is told of a quarter
speaks of fewer than ten.
"""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shop.reports import figures
from shop.reports.figures import Amounts, Place, Sum

pytestmark = pytest.mark.once

# In a test's book each cell's sales are another power of this, so that a sum says which cells are in it.
BASE = 1000
PRIME = 2**61 - 1
# Not read from the code: the rule is DOMAIN.md's.
TEN = 10


def makers(count: int, first: int = 0) -> set[str]:
    return {str(number) for number in range(first, first + count)}


def book(people: dict[Place, set[str]]) -> dict[Place, Sum]:
    """Return cells whose sales name them: the first sells 1, the second 1,000, the third 1,000,000 …"""
    return {
        place: Sum(Amounts(BASE**n, 0, BASE**n, 0), frozenset(makers))
        for n, (place, makers) in enumerate(sorted(people.items()))
    }


def cells_in(amount: int, count: int) -> list[int]:
    """Return how often each cell is in an amount."""
    return [amount // BASE**n % BASE for n in range(count)]


def published(cells: dict[Place, Sum]) -> list[int]:
    """Return every amount of sales that is shown of a quarter: atoms, divisions, trades, the total."""
    atoms = figures.atoms(cells)
    shown = [
        *(atom.amounts for atom in atoms),
        *figures.by_division(atoms).values(),
        *figures.by_trade(atoms).values(),
        figures.total(atom.amounts for atom in atoms),
    ]
    return [amounts.sales for amounts in shown if amounts]


def rank(rows: list[list[int]]) -> int:
    """Return the rank of a small matrix, by elimination modulo a prime."""
    rows = [row[:] for row in rows]
    found = 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((n for n in range(found, len(rows)) if rows[n][column] % PRIME), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        inverse = pow(rows[found][column], -1, PRIME)
        for n in range(found + 1, len(rows)):
            factor = rows[n][column] * inverse
            rows[n] = [(a - factor * b) % PRIME for a, b in zip(rows[n], rows[found], strict=True)]
        found += 1
    return found


def gives_away(cells: dict[Place, Sum]) -> tuple[Place, ...] | None:
    """Return cells with fewer than ten people of which the published figures tell something, or None.

    A combination of figures that speaks of nothing but the cells C exists if and only if the figures without
    the columns of C have a lower rank: linear algebra, over every set of cells with too few people.
    """
    places = sorted(cells)
    rows = [cells_in(amount, len(places)) for amount in published(cells)]
    whole = rank(rows)
    for size in range(1, len(places) + 1):
        for chosen in itertools.combinations(range(len(places)), size):
            people = frozenset().union(*(cells[places[n]].people for n in chosen))
            if len(people) >= TEN:
                continue
            rest = [[value for n, value in enumerate(row) if n not in chosen] for row in rows]
            if rank(rest) < whole:
                return tuple(places[n] for n in chosen)
    return None


PLACES = [
    (division, trade) for division in ("dhaka", "khulna", "sylhet") for trade in ("art", "jute", "wood")
]
# Few people and many, in one cell or in several: a maker may follow two trades and move to another prison.
MAKERS = st.builds(lambda first, count: makers(count, first), st.integers(0, 40), st.integers(0, 15))
BOOKS = st.dictionaries(st.sampled_from(PLACES), MAKERS, max_size=9)


@given(BOOKS)
@settings(max_examples=150, deadline=None)
def test_no_combination_of_published_figures_speaks_of_fewer_than_ten_people(people: dict) -> None:
    assert gives_away(book(people)) is None


@given(BOOKS)
@settings(max_examples=300, deadline=None)
def test_what_is_published_is_all_that_was_sold_or_nothing_at_all(people: dict) -> None:
    cells = book(people)
    atoms = figures.atoms(cells)
    everybody = frozenset().union(*people.values()) if people else frozenset()
    whole = figures.total(cell.amounts for cell in cells.values())
    assert figures.total(atom.amounts for atom in atoms) == (whole if len(everybody) >= TEN else Amounts())
    for one, other in itertools.combinations(atoms, 2):
        assert one.divisions == other.divisions or not set(one.divisions) & set(other.divisions)


def told(people: dict[Place, set[str]]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(atom.divisions, atom.trades) for atom in figures.atoms(book(people))]


def test_a_trade_of_nine_takes_the_smallest_other_with_it() -> None:
    people = {
        ("dhaka", "art"): makers(9),
        ("dhaka", "jute"): makers(11, 20),
        ("dhaka", "wood"): makers(40, 40),
    }
    assert told(people) == [(("dhaka",), ("wood",)), (("dhaka",), ("art", "jute"))]


def test_trades_of_five_and_five_are_told_together() -> None:
    people = {("dhaka", "art"): makers(5), ("dhaka", "jute"): makers(5, 5), ("dhaka", "wood"): makers(10, 10)}
    assert told(people) == [(("dhaka",), ("wood",)), (("dhaka",), ("art", "jute"))]


def test_the_same_nine_people_in_two_trades_are_nine() -> None:
    assert told({("dhaka", "art"): makers(9), ("dhaka", "jute"): makers(9)}) == []


def test_a_division_of_nine_takes_the_smallest_other_division_with_it() -> None:
    people = {
        ("dhaka", "wood"): makers(30),
        ("khulna", "wood"): makers(9, 30),
        ("sylhet", "wood"): makers(12, 40),
    }
    assert told(people) == [(("dhaka",), ("wood",)), (("khulna", "sylhet"), ("wood",))]


def test_ten_people_are_told_and_nine_are_not() -> None:
    assert told({("dhaka", "wood"): makers(10)}) == [(("dhaka",), ("wood",))]
    assert told({("dhaka", "wood"): makers(9)}) == []
    assert told({}) == []


def test_a_loss_on_which_nobody_earned_is_told_within_another_trade() -> None:
    cells = {
        ("dhaka", "art"): Sum(Amounts(100, 150, 0, -50), frozenset()),
        ("dhaka", "wood"): Sum(Amounts(1000, 400, 300, 300), frozenset(makers(12))),
    }
    (atom,) = figures.atoms(cells)
    assert atom.amounts == Amounts(1100, 550, 300, 250)
    assert atom.amounts.profit == 550


def test_a_trade_is_told_of_the_divisions_in_which_it_stands_by_itself() -> None:
    people = {
        ("dhaka", "jute"): makers(12),
        ("dhaka", "wood"): makers(12, 20),
        ("khulna", "jute"): makers(4, 40),
        ("khulna", "wood"): makers(8, 50),
    }
    sums = figures.by_trade(figures.atoms(book(people)))
    assert {trade: cells_in(amounts.sales, 4) for trade, amounts in sums.items()} == {
        "jute": [1, 0, 0, 0],
        "wood": [0, 1, 0, 0],
        "": [0, 0, 1, 1],
    }
