"""Three baskets at 333.33, of 100.00 materials in all, and what becomes of them when they come back.

Price 999.99, profit 899.99; the makers have 449.995 → 450.00, by 5:3:2 225.00, 135.00 and 90.00; the department
449.99. Sold on 2 March: the window ends with the 9th.
"""

import datetime

from shop.orders.models import Purchase
from shop.wages import holds, payouts
from shop.wages.models import Hold
from tests import ordering, selling
from tests.stories.conftest import Prison

SOLD = {
    "clearing": 99_999,
    "materials": -10_000,
    "five pending": -22_500,
    "three pending": -13_500,
    "two pending": -9_000,
    "department": -44_999,
}


def baskets(natore: Prison) -> Purchase:
    with natore.on(2):
        return natore.sell(33_333, 3, costs={"materials": 10_000})


def released(natore: Prison) -> Purchase:
    bought = baskets(natore)
    with natore.on(10):
        natore.release()
    return bought


def test_one_of_three_comes_back_in_the_window(natore: Prison) -> None:
    bought = baskets(natore)
    with natore.on(5):
        assert natore.book() == SOLD
        natore.refund(bought, 1)
        # A third of each amount: 33.33⅓ of the materials, 75.00, 45.00, 30.00, and 149.99⅔ of the department's;
        # 333.32 in whole poisha, and the one left over goes to the largest remainder, the department's.
        assert natore.book() == {
            "clearing": 66_666,
            "materials": -6_667,
            "five pending": -15_000,
            "three pending": -9_000,
            "two pending": -6_000,
            "department": -29_999,
        }
    # The basket stands on the shelf again, with its cost, and is the next to be sold.
    goods = bought.lines.get().stockrecord
    goods.refresh_from_db()
    assert (goods.num_in_stock, goods.num_allocated) == (1, 0)
    with natore.on(6):
        natore.refund(bought, 2, "r2")
        assert natore.book() == {}


def test_one_of_three_comes_back_spoiled_after_the_window(natore: Prison) -> None:
    bought = released(natore)
    with natore.on(11):
        natore.refund(bought, 1, sound=False)
        # As before, but of what is available by now; and the basket's 33.33 of materials are lost to the department.
        assert natore.book() == {
            "clearing": 66_666,
            "materials": -10_000,
            "five available": -15_000,
            "three available": -9_000,
            "two available": -6_000,
            "department": -29_999 + 3_333,
        }
    goods = bought.lines.get().stockrecord
    goods.refresh_from_db()
    assert goods.num_in_stock == 0


def test_all_three_come_back_after_payout(natore: Prison) -> None:
    bought = released(natore)
    with natore.on(13):
        natore.settle(natore.draft())
    with natore.on(20):
        natore.refund(bought, 3)
        # The makers were paid and keep it: the prison bears 450.00.
        assert natore.book() == {"recoverable": 45_000, "bank": -45_000}


def test_what_else_an_account_holds_is_not_touched_by_a_refund_after_payout(natore: Prison) -> None:
    bought = released(natore)
    with natore.on(13):
        natore.settle(natore.draft())
        # One more stool, 100.00 of nothing but work: 25.00, 15.00 and 10.00.
        natore.sell(10_000)
    with natore.on(21):
        natore.release()
        natore.refund(bought, 3)
        assert natore.book() == {
            "clearing": 10_000,
            "recoverable": 45_000,
            "bank": -45_000,
            "five available": -2_500,
            "three available": -1_500,
            "two available": -1_000,
            "department": -5_000,
        }


def test_headquarters_bears_it_where_the_policy_of_the_sale_says_so(natore: Prison) -> None:
    with natore.on(1):
        natore.raise_share(5000, day=2, refund_bearer="hq")
    bought = released(natore)
    with natore.on(13):
        natore.raise_share(5000, day=14, refund_bearer="prison")  # too late for what was sold
        natore.settle(natore.draft())
    with natore.on(20):
        natore.refund(bought, 3)
        assert natore.book() == {"recoverable hq": 45_000, "bank": -45_000}


def test_all_three_come_back_while_the_money_is_on_its_way_and_one_payment_fails(natore: Prison) -> None:
    bought = released(natore)
    with natore.on(13):
        payout = natore.draft()
        natore.refund(bought, 3)
        # It may have been paid already: the prison bears it, the makers' money stays on its way.
        assert natore.book() == {
            "recoverable": 45_000,
            "five in_payout": -22_500,
            "three in_payout": -13_500,
            "two in_payout": -9_000,
        }
    five, *others = payout.lines.order_by("-poisha")
    with natore.on(15):
        payouts.fail(by=natore.one, line=five, answer="R03")
        for line in others:
            payouts.settle(by=natore.one, line=line)
        # 225.00 never left: the prison has it back, and of a line that is refunded nothing stays with the maker.
        assert natore.book() == {"recoverable": 22_500, "bank": -22_500}


def test_two_come_back_of_a_wage_that_is_half_paid(natore: Prison) -> None:
    """Paid out and failed in part: the maker's own part covers first, the office only what it does not."""
    bought = released(natore)
    with natore.on(13):
        for maker, poisha in zip(natore.makers, (12_500, 13_500, 9_000), strict=True):
            holds.place(
                by=natore.one,
                maker=maker,
                poisha=poisha,
                reason="inquiry",
                memo_number="৫৮.০৪-৩",
                until=datetime.date(2026, 3, 14),
            )
        payout = natore.draft()  # 100.00 of the first maker's 225.00; all else is on hold
        assert payout.poisha == 10_000
        natore.refund(bought, 2)
        # 666.66 of 999.99 come back: of the first maker 150.00, 125.00 of which are on hold and 25.00 on their way;
        # of the others 90.00 and 60.00, on hold; 66.67 of the materials and 299.99 of the department (the poisha left
        # over goes to the larger remainder: 66.66⅔ before 299.99⅓).
        assert natore.book() == {
            "clearing": 33_333,
            "materials": -3_333,
            "five in_payout": -10_000,
            "three held": -4_500,
            "two held": -3_000,
            "recoverable": 2_500,
            "department": -15_000,
        }
    with natore.on(14):
        payouts.fail(by=natore.one, line=payout.lines.get(), answer="R03")
    with natore.on(15):
        assert holds.lift_expired() == Hold.objects.count() == 3
        # The bank paid nothing: of the first maker's 225.00 a third is left, and the prison bears nothing.
        assert natore.book() == {
            "clearing": 33_333,
            "materials": -3_333,
            "five available": -7_500,
            "three available": -4_500,
            "two available": -3_000,
            "department": -15_000,
        }


def test_what_is_on_hold_comes_back_too_and_the_rest_when_the_hold_ends(natore: Prison) -> None:
    bought = released(natore)
    five = natore.makers[0]
    with natore.on(11):
        hold = holds.place(
            by=natore.one,
            maker=five,
            poisha=20_000,
            reason="court_order",
            memo_number="৫৮.০৪-৪",
            until=datetime.date(2026, 3, 31),
        )
        natore.refund(bought, 1)
        # Of the first maker's 75.00 the 25.00 that are free, then 50.00 of the hold.
        assert natore.book() == {
            "clearing": 66_666,
            "materials": -6_667,
            "five held": -15_000,
            "three available": -9_000,
            "two available": -6_000,
            "department": -29_999,
        }
        holds.lift(by=natore.other, hold=hold)
        assert natore.book()["five available"] == -15_000


def test_goodwill_is_the_departments_alone(natore: Prison) -> None:
    bought = baskets(natore)
    with natore.on(5):
        ordering.refund(
            purchase=bought,
            reference="g1",
            provider=ordering.PROVIDER,
            units={},
            goodwill={natore.office: 5_000},
        )
        assert natore.book() == {**SOLD, "clearing": 94_999, "department": -39_999}


def test_what_comes_back_before_it_is_delivered_was_never_earned(natore: Prison) -> None:
    with natore.on(2):
        bought = natore.sell(33_333, 3, costs={"materials": 10_000}, delivered=False)
        natore.refund(bought, 1)
        assert natore.book() == {"clearing": 66_666, "advances": -66_666}
    with natore.on(3):
        ordering.deliver(bought)
        # The same book as where the basket came back a day later.
        assert natore.book() == {
            "clearing": 66_666,
            "materials": -6_667,
            "five pending": -15_000,
            "three pending": -9_000,
            "two pending": -6_000,
            "department": -29_999,
        }
    assert selling.StockRecord.objects.get(pk=bought.lines.get().stockrecord_id).num_in_stock == 1
