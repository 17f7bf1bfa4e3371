"""The worked example: three sales, three makers 5:3:2, 50 % before a midnight and 60 % after it."""

import datetime

import pytest

import clock
from accounts.models import User
from shop.ledger import balances, journal
from shop.production import pieces
from shop.wages import policy, shares, statements
from tests.production.conftest import Prison, goods

# What each batch cost, per product: one unit is sold of each.
DAY = datetime.date(2026, 3, 1)


def at(day: int, hour: int) -> datetime.datetime:
    return datetime.datetime(2026, 3, day, hour, tzinfo=clock.DHAKA)


@pytest.fixture
def trio(dhaka: Prison) -> dict[str, str]:
    """Three makers, whose weights in every batch are 5:3:2 in this order."""
    return {
        name: str(maker.pk) for name, maker in zip(("five", "three", "two"), dhaka.makers(3), strict=True)
    }


def sell(dhaka: Prison, ref: str, *, price: int, costs: dict[str, int], paid_at: datetime.datetime) -> None:
    """Make one unit, sell it for `price` poisha paid at `paid_at`, and deliver it two days later."""
    product = goods(dhaka.office, ref)
    weights = list(zip(dhaka.made, (5, 3, 2), strict=True))
    with clock.set_to(at(1, 9)):
        dhaka.make(product, quantity=1, costs=costs, makers=weights)
    (piece,) = pieces.take(stockrecord_id=product.pk, quantity=1)
    in_force = policy.in_force(at=paid_at, office_id=dhaka.office.pk, trade_code=piece.trade_code)
    journal.post(
        key=f"capture:{ref}",
        kind="capture",
        effective_at=paid_at,
        narrative="Paid by the buyer.",
        transfers=[journal.Posting("clearing:demonstration", "advances:cj-dhaka", price)],
    )
    for _again in range(2):  # a share told twice is one share
        shares.credit(
            shares.Sale(
                key=f"share:{ref}",
                line_ref=ref,
                office_code="cj-dhaka",
                at=paid_at + datetime.timedelta(days=2),
                delivered_at=paid_at + datetime.timedelta(days=2),
                policy_id=in_force.pk,
                net_poisha=price,
                costs=piece.costs,
                pieces=[{"quantity": piece.quantity, "makers": piece.makers}],
            )
        )


def test_prices_costs_and_two_rates_come_to_this_book(
    dhaka: Prison, trio: dict[str, str], proposer: User, approver: User
) -> None:
    with clock.set_to(at(1, 12)):
        sixty = policy.propose(
            by=proposer, rate_bp=6000, in_force_from=at(2, 0), memo_number="৫৮.০৪.০০০০.০২১.০৩.০২০.২৬-১"
        )
        policy.approve(by=approver, policy=sixty)

    # Paid at one minute to midnight, at 50 %, though delivered under 60 %:
    # profit 1,250.00 − 400.01 = 849.99, makers 424.995 → 425.00, department 424.99; 212.50, 127.50, 85.00
    sell(
        dhaka, "stool", price=125_000, costs={"materials": 30_001, "power": 10_000},
        paid_at=at(2, 0) - datetime.timedelta(minutes=1),
    )  # fmt: skip
    # Paid at midnight, at 60 %: profit 333.33 − 111.11 = 222.22, makers 133.332 → 133.33, department 88.89;
    # exactly 66.665, 39.999, 26.666: the poisha left over go to remainders .9 and .6, not to .5
    sell(dhaka, "basket", price=33_333, costs={"materials": 11_111}, paid_at=at(2, 0))
    # Sold below cost, at 60 %: 99.99 − 120.00 = a loss of 20.01, the department's alone
    sell(dhaka, "mat", price=9_999, costs={"materials": 11_500, "other": 500}, paid_at=at(2, 12))

    assert balances.trial_balance() == {
        "clearing:demonstration": 168_332,
        "materials:cj-dhaka": -(30_001 + 11_111 + 11_500),
        "costs:cj-dhaka": -(10_000 + 500),
        f"inmate:{trio['five']}:pending": -(21_250 + 6_666),
        f"inmate:{trio['three']}:pending": -(12_750 + 4_000),
        f"inmate:{trio['two']}:pending": -(8_500 + 2_667),
        "department:cj-dhaka": -(42_499 + 8_889 - 2_001),
    }
    # Where the money stood on the day between paying and delivering:
    assert balances.trial_balance(datetime.date(2026, 3, 2)) == {
        "clearing:demonstration": 168_332,
        "advances:cj-dhaka": -168_332,
    }


def test_a_makers_statement_tells_the_same_story(
    dhaka: Prison, trio: dict[str, str], proposer: User, approver: User
) -> None:
    sell(dhaka, "stool", price=125_000, costs={"materials": 40_001}, paid_at=at(1, 10))
    sell(dhaka, "chair", price=125_000, costs={"materials": 40_001}, paid_at=at(8, 10))
    statement = statements.of(trio["five"], datetime.date(2026, 3, 4), datetime.date(2026, 3, 31))
    assert (statement.opening, statement.credited, statement.debited, statement.closing) == (
        21_250,
        21_250,
        0,
        42_500,
    )
    assert [(line.entry_key, line.poisha) for line in statement.lines] == [("share:chair", 21_250)]
    assert statement.by_part == {"pending": 42_500, "available": 0, "held": 0, "in_payout": 0}


def test_what_a_policy_does_not_deduct_is_no_cost_of_the_line(
    dhaka: Prison, proposer: User, approver: User
) -> None:
    (maker,) = dhaka.makers(1)
    with clock.set_to(at(1, 12)):
        gross = policy.propose(
            by=proposer, rate_bp=5000, in_force_from=at(2, 0), memo_number="১", deduct_other_costs=False,
            deduct_fee=True,
        )  # fmt: skip
        policy.approve(by=approver, policy=gross)
    entry = shares.credit(
        shares.Sale(
            key="share:x",
            line_ref="x",
            office_code="cj-dhaka",
            at=at(3, 0),
            delivered_at=at(3, 0),
            policy_id=gross.pk,
            net_poisha=1000,
            costs={"materials": 100, "power": 50, "fee": 20},
            pieces=[{"quantity": 1, "makers": [{"maker": str(maker.pk), "weight": 1}]}],
        )
    )
    assert entry is not None
    assert balances.trial_balance() == {
        "advances:cj-dhaka": 1000,
        "materials:cj-dhaka": -100,
        "costs:cj-dhaka": -20,
        f"inmate:{maker.pk}:pending": -440,
        "department:cj-dhaka": -440,
    }


def test_one_poisha_among_seven_makers_and_a_line_given_away(dhaka: Prison) -> None:
    seven = dhaka.makers(7)
    founding = policy.in_force(at=at(1, 0))
    parts = [{"maker": str(maker.pk), "weight": 1} for maker in seven]
    line = {
        "line_ref": "x",
        "office_code": "cj-dhaka",
        "at": at(3, 0),
        "delivered_at": at(3, 0),
        "policy_id": founding.pk,
        "costs": {},
    }
    assert (
        shares.credit(
            shares.Sale(key="share:given", net_poisha=0, pieces=[{"quantity": 1, "makers": parts}], **line)
        )
        is None
    )
    shares.credit(
        shares.Sale(key="share:odd", net_poisha=1, pieces=[{"quantity": 1, "makers": parts}], **line)
    )
    assert balances.trial_balance() == {"advances:cj-dhaka": 1, f"inmate:{seven[0].pk}:pending": -1}


def test_the_price_tag_says_what_the_book_will_say(dhaka: Prison) -> None:
    founding = policy.in_force(at=at(1, 0))
    cost = shares.deducted_poisha({"materials": 30_001, "power": 10_000, "delivery": 5_000}, founding)
    assert cost == 40_001
    division = shares.estimate(price_poisha=125_000, unit_cost_poisha=cost, policy=founding)
    assert (division.makers, division.department) == (42_500, 42_499)
