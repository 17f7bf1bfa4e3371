"""Rows 1, 2, 3, 6 and 8: what Stripe tells comes often, late, reversed, or never."""

import os
import random
import signal
from typing import Any

import pytest

from letters.models import Letter
from shop.ledger import balances
from shop.ledger.models import Entry
from shop.orders.models import Purchase
from shop.payments import attempts, inbox, refund_calls, refunds
from shop.payments.models import InboxEvent
from shop.payments.refunds import Parts
from tests import selling
from tests.faults import paying, writers
from tests.faults.paying import STOOL, WAY
from tests.payments.fake_stripe import FakeStripe

PROCESSES = 8
SHUFFLES = 12

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stool(stripe_there: FakeStripe) -> Any:
    return selling.for_sale(selling.prison(), quantity=60, costs={"materials": 60 * 300_00})


def assert_captured_once(purchase: Purchase) -> None:
    purchase.refresh_from_db()
    assert purchase.state == Purchase.State.PLACED
    assert paying.steps(purchase, "PaymentAttempt") == ["created", "open", "paid"]
    assert Entry.objects.filter(kind="capture").count() == 1
    assert balances.of("clearing:stripe") == purchase.total_poisha
    assert Letter.objects.filter(template="order_paid").count() == 1
    paying.assert_sound()


# Row 1


def test_the_same_event_fifty_times_is_one_transition_and_one_entry(
    stripe_there: FakeStripe, stool: Any
) -> None:
    purchase = paying.ordered(stool)
    stripe_there.pay("cs_test_1")
    body, signature = stripe_there.event("cs_test_1")

    for _ in range(50):
        assert paying.at_the_door(body, signature) == 200
        inbox.process()

    assert InboxEvent.objects.get().attempts == 1
    assert_captured_once(purchase)


def bring_and_act(event: tuple[bytes, str]) -> list[int]:
    statuses = [paying.at_the_door(*event) for _ in range(50)]
    inbox.process()
    return statuses


def test_the_same_event_fifty_times_in_each_of_eight_processes_is_one_transition_and_one_entry(
    stripe_there: FakeStripe, stool: Any
) -> None:
    purchase = paying.ordered(stool)
    stripe_there.pay("cs_test_1")

    answers = paying.in_processes(bring_and_act, [stripe_there.event("cs_test_1")] * PROCESSES)

    assert answers == [[200] * 50] * PROCESSES
    assert InboxEvent.objects.count() == 1
    assert_captured_once(purchase)


# Row 2


def a_story(fake: FakeStripe, stool: Any) -> Purchase:
    """Order three; pay; Stripe's own people give one back, the bank turns that away, they give 500.00 back."""
    purchase = paying.ordered(stool, 3)
    session = paying.session_of(purchase)
    fake.pay(session)
    fake.fail_refund(fake.refund_at_stripe(session, STOOL))
    fake.refund_at_stripe(session, 500_00)
    return purchase


def test_events_in_any_order_doubled_and_with_some_lost_come_to_the_same_end(
    stripe_there: FakeStripe, stool: Any
) -> None:
    chance = random.Random(1)

    def as_it_was(told: list[Any]) -> list[Any]:
        return told

    def reversed_(told: list[Any]) -> list[Any]:
        return told[::-1]

    def mixed(told: list[Any]) -> list[Any]:
        doubled = [*told, *told]
        chance.shuffle(doubled)
        # One of the two copies of each may be lost, and what is told by another event as well.
        return [
            event
            for place, event in enumerate(doubled)
            if event not in doubled[:place] or chance.random() < 0.5
        ]

    for order in [as_it_was, reversed_, *[mixed] * SHUFFLES]:
        purchase = a_story(stripe_there, stool)
        paying.hear(stripe_there, order)

        purchase.refresh_from_db()
        assert (purchase.state, purchase.refunded_poisha) == ("placed", 500_00), order.__name__
        assert [(row.reason, row.state, row.amount_poisha) for row in purchase.refunds.all()] == [
            ("at_provider", "succeeded", 500_00)
        ]
        assert not InboxEvent.objects.filter(processed_at=None).exists()
    orders = SHUFFLES + 2
    assert balances.trial_balance() == {
        "clearing:stripe": orders * (3 * STOOL + WAY - 500_00),
        "advances:dj-natore": -orders * 3 * STOOL,
        "delivery:dj-natore": -orders * WAY,
        "department:dj-natore": orders * 500_00,
    }
    paying.assert_sound()


# Row 3


def test_with_every_event_lost_payment_refund_and_its_success_are_found_by_asking(
    stripe_there: FakeStripe, stool: Any
) -> None:
    purchase = paying.ordered(stool, 2)
    stripe_there.pay("cs_test_1")
    with paying.later(minutes=6):
        assert attempts.sweep() == 1
    purchase.refresh_from_db()
    assert purchase.state == Purchase.State.PLACED
    stripe_there.refunds_become = "pending"
    desk = paying.staff("order_desk", selling.prison())
    refund = refunds.request(
        purchase=purchase, reason="returned", parts=Parts({purchase.lines.get(): 1}, {}), by=desk
    )
    assert refund_calls.send_due() == 1
    refund.refresh_from_db()
    assert (refund.state, refund.provider_reference) == ("submitted", "re_1")

    stripe_there.finish_refund("re_1")
    stripe_there.told.clear()
    with paying.later(hours=7):
        assert refund_calls.send_due() == 1

    refund.refresh_from_db()
    assert refund.state == "succeeded"
    assert len(stripe_there.refunds) == 1
    paying.assert_sound()


# Row 6


def test_money_that_comes_when_the_goods_are_gone_goes_back_with_an_apology(
    stripe_there: FakeStripe, stool: Any
) -> None:
    purchase = paying.ordered(stool, 60)
    with paying.later(minutes=31):
        assert attempts.expire_due() == 1
    selling.place(selling.basket((stool, 1)))
    stripe_there.pay("cs_test_1")

    paying.hear(stripe_there)
    assert refund_calls.send_due() == 1

    purchase.refresh_from_db()
    stool.refresh_from_db()
    assert (purchase.state, stool.num_allocated) == ("expired", 1)
    assert paying.refund_rows() == [("late", "succeeded", purchase.total_poisha)]
    assert paying.given_at(stripe_there, purchase) == purchase.total_poisha
    assert balances.trial_balance() == {}
    told = Letter.objects.exclude(template="order_placed_cash").order_by("pk")
    assert list(told.values_list("template", flat=True)) == [
        "order_to_pay",
        "order_expired",
        "order_refund_due",
        "order_refunded",
    ]
    paying.assert_letters_go()
    paying.assert_sound()


# Row 8


def take_and_die(event: tuple[bytes, str]) -> None:
    assert paying.at_the_door(*event) == 200
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_process_that_dies_after_answering_200_loses_nothing(stripe_there: FakeStripe, stool: Any) -> None:
    purchase = paying.ordered(stool)
    stripe_there.pay("cs_test_1")
    event = stripe_there.event("cs_test_1")

    with writers.at_work([lambda: take_and_die(event)]) as [process]:
        process.join(30)
        assert process.exitcode == -signal.SIGKILL
    purchase.refresh_from_db()
    assert purchase.state == Purchase.State.AWAITS_PAYMENT
    assert inbox.process() == 1

    assert_captured_once(purchase)


@pytest.mark.parametrize(
    ("module", "name"), [(inbox, "_ask"), (attempts.capturing, "post"), (attempts.notices, "tell")]
)
def test_a_worker_that_dies_while_acting_on_an_event_leaves_it_to_the_next(
    stripe_there: FakeStripe, stool: Any, module: Any, name: str
) -> None:
    purchase = paying.ordered(stool)
    stripe_there.pay("cs_test_1")
    assert paying.at_the_door(*stripe_there.event("cs_test_1")) == 200

    paying.killed_at(module, name, inbox.process)
    assert not Entry.objects.exists()
    assert inbox.process() == 1

    assert_captured_once(purchase)
