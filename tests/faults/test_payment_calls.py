"""Row 7: processes killed between the provider's call and our commit: one object there, found again here."""

import contextlib
import os
import random
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from accounts.roles import Role
from shop.ledger import balances
from shop.orders.models import Purchase
from shop.payments import attempts, refund_calls, refunds
from shop.payments.models import PaymentAttempt, Refund
from shop.payments.refunds import Parts
from tests import selling
from tests.faults import paying, writers
from tests.faults.paying import STOOL, WAY
from tests.payments.fake_stripe import FakeStripe

ROUNDS = 25
WORKERS = 2

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stool(stripe_there: FakeStripe) -> Any:
    return selling.for_sale(selling.prison(), quantity=60, costs={"materials": 60 * 300_00})


def open_anew(purchase_id: int) -> str | None:
    return attempts.open(purchase=Purchase.objects.get(pk=purchase_id))


def asked_for(purchase: Purchase) -> Refund:
    """Ask, as staff, that one stool's price goes back."""
    desk = selling.staff(Role.ORDER_DESK, selling.prison())
    line = purchase.lines.select_related("office").get()
    return refunds.request(purchase=purchase, reason="returned", parts=Parts({line: 1}, {}), by=desk)


def stopped_before_the_answer(fake: FakeStripe, path: str, verb: Callable[[], object]) -> None:
    """Let `verb` make its object at the provider and be killed while it waits for the answer."""
    made, killed = threading.Event(), threading.Event()

    def hold(method: str, at: str) -> None:
        if (method, at) == ("POST", path):
            made.set()
            killed.wait(30)

    fake.before_answer = hold
    try:
        paying.killed_while(verb, made)
    finally:
        fake.before_answer = None
        killed.set()


def test_killed_while_stripe_answers_to_an_opening_the_same_session_is_found_again(
    stripe_there: FakeStripe, stool: Any
) -> None:
    purchase = selling.place(selling.basket((stool, 1)), provider_code="stripe")

    stopped_before_the_answer(stripe_there, "/v1/checkout/sessions", partial(open_anew, purchase.pk))

    assert purchase.attempts.get().state == PaymentAttempt.State.CREATED
    assert open_anew(purchase.pk) == f"{stripe_there.address}/pay/cs_test_1"
    assert len(stripe_there.sessions) == 1
    paying.assert_sound()


@pytest.mark.parametrize("name", ["step", "_record"])
def test_killed_between_the_answer_and_the_commit_of_an_opening_the_same_session_is_found_again(
    stripe_there: FakeStripe, stool: Any, name: str
) -> None:
    purchase = selling.place(selling.basket((stool, 1)), provider_code="stripe")

    paying.killed_at(attempts.transitions, name, partial(open_anew, purchase.pk))

    assert len(stripe_there.sessions) == 1
    assert purchase.attempts.get().state == PaymentAttempt.State.CREATED
    assert open_anew(purchase.pk) == f"{stripe_there.address}/pay/cs_test_1"
    assert len(stripe_there.sessions) == 1
    paying.assert_sound()


@pytest.mark.parametrize("fault", ["500 after", "reset", "timeout"])
def test_a_session_that_was_made_and_not_answered_is_one_session(
    stripe_there: FakeStripe, stool: Any, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shop.payments.providers.stripe.TIMEOUT_SECONDS", 0.5)
    purchase = selling.place(selling.basket((stool, 1)), provider_code="stripe")
    # The library itself tries twice; where the answer was a failure, we look for the session at once.
    stripe_there.faults = ["500 after", "500"] if fault == "500 after" else [fault] * 2

    with pytest.raises(attempts.ProviderUnavailable):
        open_anew(purchase.pk)
    stripe_there.faults.clear()

    assert open_anew(purchase.pk) == f"{stripe_there.address}/pay/cs_test_1"
    assert len(stripe_there.sessions) == 1
    paying.assert_sound()


def test_killed_while_stripe_answers_to_a_refund_the_same_refund_is_found_again(
    stripe_there: FakeStripe, stool: Any
) -> None:
    refund = asked_for(paying.paid(stripe_there, stool, 3))

    stopped_before_the_answer(stripe_there, "/v1/refunds", refund_calls.send_due)

    assert_given_once(stripe_there, refund)


@pytest.mark.parametrize(
    ("module", "name"),
    [(refund_calls, "act"), (refund_calls.transitions, "step"), (refund_calls.notices, "tell")],
)
def test_killed_between_the_answer_and_the_commit_of_a_refund_the_same_refund_is_found_again(
    stripe_there: FakeStripe, stool: Any, module: Any, name: str
) -> None:
    refund = asked_for(paying.paid(stripe_there, stool, 3))

    paying.killed_at(module, name, refund_calls.send_due)

    assert_given_once(stripe_there, refund)


def assert_given_once(fake: FakeStripe, refund: Refund) -> None:
    refund.refresh_from_db()
    assert (refund.state, len(fake.refunds)) == ("submitted", 1)
    assert refund_calls.send_due() == 0, "not before its time"
    # Stripe forgets keys after a day: then the one kept with the refund finds it.
    fake.replies.clear()
    with paying.later(minutes=2):
        assert refund_calls.send_due() == 1
    refund.refresh_from_db()
    assert (refund.state, refund.provider_reference, len(fake.refunds)) == ("succeeded", "re_1", 1)
    assert balances.of("clearing:stripe") == 2 * STOOL + WAY
    paying.assert_sound()


@pytest.mark.parametrize("fault", ["500 after", "reset", "timeout"])
def test_a_refund_that_was_made_and_not_answered_is_one_refund(
    stripe_there: FakeStripe, stool: Any, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shop.payments.providers.stripe.TIMEOUT_SECONDS", 0.5)
    refund = asked_for(paying.paid(stripe_there, stool, 3))
    stripe_there.faults = [f"{fault} POST /v1/refunds"] * 2  # the library itself tries twice

    assert refund_calls.send_due() == 0
    refund.refresh_from_db()
    assert (refund.state, refund.failure) == ("submitted", "Unreachable")
    stripe_there.faults.clear()

    assert_given_once(stripe_there, refund)


def test_a_refund_that_stripe_did_not_make_is_made_by_a_later_call(
    stripe_there: FakeStripe, stool: Any
) -> None:
    refund = asked_for(paying.paid(stripe_there, stool, 3))
    stripe_there.faults = ["500"]

    assert refund_calls.send_due() == 0
    assert not stripe_there.refunds
    with paying.later(minutes=2):
        assert refund_calls.send_due() == 1

    refund.refresh_from_db()
    assert refund.state == "succeeded"


def work(purchase_ids: list[int], place: int) -> None:
    """Open payments and send refunds as the site and the worker do, over and over, in an order of one's own."""
    chance = random.Random(place + time.time_ns())
    while True:
        for purchase_id in chance.sample(purchase_ids, len(purchase_ids)):
            with contextlib.suppress(attempts.NotPayable, attempts.ProviderUnavailable):
                open_anew(purchase_id)
            for attempt in PaymentAttempt.objects.filter(purchase_id=purchase_id, state="open"):
                attempts.settle(attempt=attempt)
            refund_calls.send_due(limit=1)


def test_processes_killed_at_any_moment_leave_one_session_and_one_refund_of_each_order(
    stripe_there: FakeStripe, stool: Any
) -> None:
    seed = int(os.environ.get("FAULTS_SEED", time.time_ns() % 1_000_000))
    print(f"FAULTS_SEED={seed}")
    chance = random.Random(seed)
    orders: list[int] = []
    killed = 0
    for number in range(ROUNDS):
        orders.append(selling.place(selling.basket((stool, 2)), provider_code="stripe").pk)
        killed += writers.kill_while(
            partial(work, orders[-3:]), [chance.uniform(0.02, 0.25) for _ in range(WORKERS)]
        )
        for session_id, session in list(stripe_there.sessions.items()):
            if session["status"] == "open" and chance.random() < 0.7:
                stripe_there.pay(session_id)
        for purchase in Purchase.objects.filter(pk__in=orders, state="placed"):
            if not purchase.refunds.exists():
                asked_for(purchase)
        assert writers.findings() == [], f"round {number}"

    for purchase_id in orders:
        open_unless_placed(purchase_id)
    for session_id, session in list(stripe_there.sessions.items()):
        if session["status"] == "open":
            stripe_there.pay(session_id)
    for purchase in Purchase.objects.filter(state="awaits_payment"):
        attempts.ask_about(purchase=purchase)
    for purchase in Purchase.objects.filter(refunds=None):
        asked_for(purchase)
    for hours in (1, 2, 3):
        with paying.later(hours=hours * 24):
            refund_calls.send_due()

    assert killed > ROUNDS
    assert len(stripe_there.sessions) == len(stripe_there.refunds) == ROUNDS
    assert set(Refund.objects.values_list("state", flat=True)) == {"succeeded"}
    assert balances.of("clearing:stripe") == ROUNDS * (STOOL + WAY)
    paying.assert_sound()


def open_unless_placed(purchase_id: int) -> None:
    if Purchase.objects.get(pk=purchase_id).state == "awaits_payment":
        open_anew(purchase_id)
