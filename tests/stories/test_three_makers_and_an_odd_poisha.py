"""Poisha that cannot be divided: each is somebody's, and goes back the way it came (rows 15 and 20 of MONEY.md)."""

import pytest

from shop.wages.models import Credit
from tests import ordering, selling
from tests.stories.conftest import Prison

EVENLY = (1, 1, 1)


def test_three_makers_and_an_odd_poisha(natore: Prison) -> None:
    # Three combs at 0.67, of nothing but work: 2.01. The makers' half is 1.005 → 1.01, a third of it 33⅔ poisha each:
    # the two left over go to the first two, whose remainders are as large as the third's.
    with natore.on(2):
        combs = natore.sell(67, 3, weights=EVENLY)
        assert natore.book() == {
            "clearing": 201,
            "five pending": -34,
            "three pending": -34,
            "two pending": -33,
            "department": -100,
        }
        # One comes back: 67 of 201 poisha, a third of 34, 34, 33 and 100: 11⅓, 11⅓, 11, 33⅓. One is left over; of
        # three equal remainders the first maker's is the earliest.
        natore.refund(combs, 1, "r1")
        assert natore.book() == {
            "clearing": 134,
            "five pending": -22,
            "three pending": -23,
            "two pending": -22,
            "department": -67,
        }
        # Another: 67 of 134, half of what is left: 11, 11½, 11, 33½. The one left over is the second maker's.
        natore.refund(combs, 1, "r2")
        assert natore.book() == {
            "clearing": 67,
            "five pending": -11,
            "three pending": -11,
            "two pending": -11,
            "department": -34,
        }
        # The last takes all that is left: nothing stays with anybody.
        natore.refund(combs, 1, "r3")
        assert natore.book() == {}


def test_the_odd_poisha_of_two_batches_follows_the_work_in_both(natore: Prison) -> None:
    # A batch of one unit by all three, then of two by the first alone: 3 × 0.67 of both. Work: 1/3 + 2, 1/3, 1/3 of
    # three units. Of 1.01: 78 5/9, 11 2/9, 11 2/9; the one left over goes to the first, whose remainder is largest.
    with natore.on(2):
        combs = selling.product(natore.office)
        selling.stock(combs, natore.office, quantity=1, weights=EVENLY, made_by=natore.makers)
        selling.stock(combs, natore.office, quantity=2, weights=(9,), made_by=natore.makers[:1])
        bought = ordering.place([ordering.Wanted(combs, natore.office, 67, 3)])
        ordering.pay(bought)
        ordering.deliver(bought)
        assert natore.book() == {
            "clearing": 201,
            "five pending": -79,
            "three pending": -11,
            "two pending": -11,
            "department": -100,
        }


@pytest.mark.parametrize(("price", "profit"), [(16_000, 0), (15_999, -1), (1, -15_999)])
def test_where_there_is_no_profit_nobody_is_credited_and_the_department_bears_the_loss(
    natore: Prison, price: int, profit: int
) -> None:
    with natore.on(2):
        stool = natore.sell(price, costs={"materials": 16_000})
        loss = {"department": -profit} if profit else {}
        assert natore.book() == {"clearing": price, "materials": -16_000, **loss}
        assert not Credit.objects.exists()
        natore.refund(stool, 1)
        assert natore.book() == {}


def test_given_away_the_goods_cost_the_department_what_they_cost(natore: Prison) -> None:
    with natore.on(2):
        stool = natore.sell(25_000, costs={"materials": 16_000}, discount=25_000)
        assert natore.book() == {"materials": -16_000, "department": 16_000}
        natore.refund(stool, 1)
        assert natore.book() == {}


def test_given_away_under_a_policy_that_leaves_discounts_to_the_department_the_makers_have_their_share(
    natore: Prison,
) -> None:
    with natore.on(1):
        natore.raise_share(5000, day=2, deduct_discounts=False, deduct_materials=False)
    with natore.on(2):
        # 250.00 before the discount: 125.00 for the makers, 62.50, 37.50 and 25.00, of the department's own.
        stool = natore.sell(25_000, costs={"materials": 16_000}, discount=25_000)
        assert natore.book() == {
            "five pending": -6_250,
            "three pending": -3_750,
            "two pending": -2_500,
            "department": 12_500,
        }
        natore.refund(stool, 1)
        assert natore.book() == {}


def test_given_away_with_nothing_deducted_it_moves_nothing_and_may_come_back(natore: Prison) -> None:
    with natore.on(1):
        natore.raise_share(5000, day=2, deduct_materials=False)
    with natore.on(2):
        stool = natore.sell(25_000, costs={"materials": 16_000}, discount=25_000)
        assert natore.book() == {}
        natore.refund(stool, 1)
        assert natore.book() == {}


def test_of_one_poisha_among_seven_makers_the_first_has_it(natore: Prison) -> None:
    natore.makers = natore.makers + selling.makers(natore.office, 4)
    with natore.on(2):
        pin = natore.sell(2, weights=(1,) * 7)
        assert natore.book() == {"clearing": 2, "five pending": -1, "department": -1}
        natore.refund(pin, 1)
        assert natore.book() == {}


def test_discounts_that_the_department_bears_may_cost_it_more_than_its_part(natore: Prison) -> None:
    with natore.on(1):
        natore.raise_share(7000, day=2, deduct_discounts=False)
    with natore.on(2):
        # 100.00 less 50.00: the makers have 70.00 all the same, 35.00, 21.00 and 14.00; the department loses 20.00.
        stool = natore.sell(10_000, discount=5_000)
        assert natore.book() == {
            "clearing": 5_000,
            "five pending": -3_500,
            "three pending": -2_100,
            "two pending": -1_400,
            "department": 2_000,
        }
    with natore.on(11):
        natore.release()
        natore.refund(stool, 1)
        assert natore.book() == {}
