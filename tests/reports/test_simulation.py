"""The simulator's arithmetic: what it makes of a line is what the book made of it, and what the book would."""

import datetime
from collections.abc import Mapping
from typing import Any

import pytest
from django.db import DatabaseError, connection
from hypothesis import given, settings
from hypothesis import strategies as st

import clock
from accounts.roles import Role
from shop.ledger import balances
from shop.orders import lines, refunds
from shop.orders.models import SoldLine
from shop.reports import simulation, simulation_book
from shop.reports.simulation import Line, Part, Plan, Refund
from shop.wages import policy, rules, shares
from shop.wages.models import SharePolicy
from tests import selling

HALF = Plan(5000, frozenset({"materials", "power", "transport", "other"}), True, "half_up")
PLACE = (1, "furniture")
COSTS = st.dictionaries(
    st.sampled_from(["materials", "power", "transport", "other", "delivery", "fee"]), st.integers(0, 90_000)
)


def line(net: int, costs: Mapping[str, int], *, discount: int = 0, **more: Any) -> Line:
    return Line(PLACE, net, discount, costs, 1, **{"quantity": 1, **more})


@pytest.mark.parametrize(
    ("plan", "makers", "cost"),
    [
        (HALF, 425_00, 400_00),
        (HALF._replace(rate_bp=6000), 510_00, 400_00),
        (HALF._replace(rate_bp=7000), 595_00, 400_00),
        (HALF._replace(kinds=frozenset({"materials"})), 475_00, 300_00),
        (HALF._replace(kinds=HALF.kinds | {"fee", "delivery"}), 410_00, 430_00),
        # Discounts left to the department: the share is of 150 taka more.
        (HALF._replace(deduct_discounts=False), 500_00, 400_00),
        (HALF._replace(kinds=frozenset()), 625_00, 0),
    ],
)
def test_a_stool_for_1250_taka_under_other_plans(plan: Plan, makers: int, cost: int) -> None:
    sold = line(
        1250_00, {"materials": 300_00, "power": 100_00, "fee": 20_00, "delivery": 10_00}, discount=150_00
    )
    assert simulation.compare(sold, [plan])[0] == Part(1250_00, cost, makers)


@given(
    net=st.integers(0, 2_000_000),
    discount=st.integers(0, 50_000),
    costs=COSTS,
    rate_bp=st.integers(rules.LEAST_BP, rules.MOST_BP),
    deducts=st.tuples(*[st.booleans()] * 5),
    rounding=st.sampled_from(SharePolicy.Rounding.values),
)
@settings(max_examples=500, deadline=None)
def test_under_the_same_terms_a_line_comes_to_what_the_book_would_have_of_it(
    net: int, discount: int, costs: dict[str, int], rate_bp: int, deducts: tuple[bool, ...], rounding: str
) -> None:
    materials, other, delivery, fee, discounts = deducts
    ruling = SharePolicy(
        rate_bp=rate_bp, rounding=rounding, deduct_materials=materials, deduct_other_costs=other,
        deduct_delivery=delivery, deduct_fee=fee, deduct_discounts=discounts,
    )  # fmt: skip
    share = shares.of(
        policy=ruling,
        net_poisha=net,
        discount_poisha=discount,
        costs=costs,
        pieces=[{"quantity": 1, "makers": [{"maker": "a", "weight": 1}]}],
    )
    division = share.division
    (told,) = simulation.compare(line(net, costs, discount=discount), [simulation_book.plan_of(ruling)])
    assert told == Part(net, division.cost, division.makers)
    assert told.department == division.department


def test_a_wholly_refunded_line_comes_to_nothing_and_a_spoiled_one_to_its_cost() -> None:
    pieces: list[rules.Piece] = [{"quantity": 2, "makers": [{"maker": "a", "weight": 1}]}]
    costs = {"materials": 300_00}
    sound = line(1000_00, costs, quantity=2, refunds=[Refund(1000_00, 2, True)], pieces=pieces)
    assert simulation.compare(sound, [HALF])[0] == Part(0, 0, 0)
    spoiled = line(1000_00, costs, quantity=2, refunds=[Refund(1000_00, 2, False)], pieces=pieces)
    assert simulation.compare(spoiled, [HALF])[0] == Part(0, 300_00, 0)


def test_sums_are_told_for_each_office_and_trade_under_each_plan() -> None:
    sold = [
        line(1000_00, {}),
        line(500_00, {"materials": 600_00})._replace(place=(2, "weaving")),
        line(2_00, {}),
    ]
    cells = simulation.run(sold, [HALF._replace(rate_bp=7000)], {1: HALF})
    assert {place: (cell.lines, cell.sales, cell.plans) for place, cell in cells.items()} == {
        PLACE: (2, 1002_00, [[0, 501_00], [0, 701_40]]),
        # A loss is the department's under every plan.
        (2, "weaving"): (1, 500_00, [[600_00, 0], [600_00, 0]]),
    }


# What follows reads real lines, credited and refunded by the real verbs.


def sell(
    quantity: int, *, price: str, materials: int, weights: tuple[int, ...], sound: tuple[bool, ...]
) -> SoldLine:
    """Sell so many units, credit their makers, and take one unit back for each of `sound`."""
    prison = selling.prison()
    goods = selling.for_sale(
        prison, quantity=quantity, price=price, costs={"materials": materials, "power": 7}, weights=weights
    )
    (sold,) = selling.place(selling.basket((goods, quantity))).lines.all()
    lines.record_captured(sold=[sold], at=clock.now())
    lines.hand_over(sold=[sold])
    lines.record_delivered(sold=[sold], at=clock.now())
    for number, is_sound in enumerate(sound):
        refunds.take_back(
            line=sold, quantity=1, reference=f"r{number}:{sold.reference}", at=clock.now(), sound=is_sound
        )
    return sold


def today() -> simulation_book.Days:
    return clock.today(), clock.today()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("quantity", "price", "materials", "weights", "sound"),
    [
        (1, "1250.00", 300_00, (5, 3, 2), ()),
        (3, "999.99", 1000_01, (1, 1, 1), (True,)),
        (3, "333.33", 100_03, (7, 5, 3, 2, 1), (True, False)),
        (2, "100.01", 33_33, (1, 1, 1), (False, True)),
        # Below cost: the department adds to it, and gets that part back.
        (3, "100.00", 400_01, (2, 1), (True,)),
        (3, "100.00", 400_01, (2, 1), (False, True)),
        (2, "0.07", 1, (1, 1, 1, 1, 1, 1, 1), (True,)),
    ],
)
def test_as_it_was_is_what_the_book_holds_to_the_poisha(
    quantity: int, price: str, materials: int, weights: tuple[int, ...], sound: tuple[bool, ...]
) -> None:
    sell(quantity, price=price, materials=materials, weights=weights, sound=sound)
    (cell,) = simulation_book.run(today(), []).values()
    held = balances.trial_balance()
    makers = -sum(poisha for code, poisha in held.items() if code.startswith("inmate:"))
    cost = -sum(poisha for code, poisha in held.items() if code.startswith(("materials:", "costs:")))
    assert cell.part(0) == Part(makers + cost - held.get("department:dj-natore", 0), cost, makers)
    assert simulation_book.booked(today()) == makers


@pytest.mark.django_db
def test_a_tried_plan_pays_what_that_policy_would_have_paid() -> None:
    """Two prisons of the same goods; one has the tried policy for its own. Its book is the other's simulation."""
    hq = selling.headquarters()
    begins = clock.now() + datetime.timedelta(minutes=1)
    tried, now = selling.prison("dj-pabna"), selling.prison("dj-natore")
    proposed = policy.propose(
        by=selling.staff(Role.HQ_POLICY, hq), rate_bp=6500, in_force_from=begins, memo_number="১",
        deduct_other_costs=False, rounding="up", scope_office=tried,
    )  # fmt: skip
    policy.approve(by=selling.staff(Role.HQ_POLICY_APPROVER, hq), policy=proposed)
    with clock.set_to(begins):
        for prison in (tried, now):
            goods = selling.for_sale(
                prison,
                quantity=3,
                price="777.77",
                costs={"materials": 100_01, "power": 55_55},
                weights=(3, 2, 2),
            )
            (sold,) = selling.place(selling.basket((goods, 3))).lines.all()
            lines.record_captured(sold=[sold], at=clock.now())
            lines.record_delivered(sold=[sold], at=clock.now())
            refunds.take_back(line=sold, quantity=1, reference=f"r:{prison.code}", at=clock.now(), sound=True)
        cells = simulation_book.run(today(), [simulation_book.plan_of(proposed)])
    of_tried, of_now = (cells[prison.pk, "furniture"].plans for prison in (tried, now))
    assert of_tried[0] == of_tried[1] == of_now[1]
    assert of_now[0] != of_now[1]


@pytest.mark.django_db
def test_only_the_days_asked_for_are_read_midnight_in_dhaka_being_their_edge() -> None:
    sold = sell(1, price="100.00", materials=0, weights=(1,), sound=())
    day = clock.today()
    for instant, counts in (
        (clock.midnight(day), 1),
        (clock.midnight(day) - datetime.timedelta(microseconds=1), 0),
        (clock.midnight(day + datetime.timedelta(days=1)) - datetime.timedelta(microseconds=1), 1),
        (clock.midnight(day + datetime.timedelta(days=1)), 0),
    ):
        SoldLine.objects.filter(pk=sold.pk).update(
            credited_at=instant, captured_at=instant, delivered_at=instant
        )
        assert simulation_book.count((day, day)) == counts
        assert len(simulation_book.run((day, day), [])) == counts


@pytest.mark.django_db
def test_the_months_of_a_period_together_are_the_period() -> None:
    first, last = datetime.date(2025, 11, 15), datetime.date(2026, 2, 3)
    assert [(str(start), str(end)) for start, end in simulation_book.months((first, last))] == [
        ("2025-11-15", "2025-11-30"),
        ("2025-12-01", "2025-12-31"),
        ("2026-01-01", "2026-01-31"),
        ("2026-02-01", "2026-02-03"),
    ]
    sell(2, price="100.00", materials=50_00, weights=(1,), sound=(True,))
    long = clock.today() - datetime.timedelta(days=100), clock.today()
    plans = [HALF._replace(rate_bp=7000)]
    whole = simulation_book.run(long, plans)
    assert whole
    assert simulation_book.by_months(long, plans) == whole
    # What is kept is asked for again, and not added to by the asking.
    assert simulation_book.by_months(long, plans) == whole


@pytest.mark.django_db
def test_while_a_simulation_reads_the_database_takes_no_writing_and_afterwards_it_does() -> None:
    with (
        pytest.raises(DatabaseError, match=r"read-?only"),
        simulation_book.reading_only(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE orders_soldline SET quantity = quantity")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE orders_soldline SET quantity = quantity")
