"""Rows 4, 5, 11 and 30: what is forged, foreign or altered on the way pays nothing and changes no price."""

import json
from typing import Any

import pytest
from django.test import Client

from shop.ledger import balances
from shop.ledger.models import Entry
from shop.orders.models import Purchase
from shop.payments import attempts, inbox, refund_calls
from shop.payments.models import Dispute, InboxEvent, PaymentAttempt, Refund
from tests import selling
from tests.faults import paying
from tests.faults.paying import STOOL, WAY
from tests.payments.fake_stripe import FakeStripe
from tests.payments.fake_stripe.account import signed

pytestmark = pytest.mark.django_db(transaction=True)


# Row 4


@pytest.mark.parametrize("kind", ["checkout.session.completed", "refund.created", "charge.dispute.created"])
@pytest.mark.parametrize(
    "wrong", [{"secret": "whsec_other"}, {"secret": ""}, {"age": 301}, {"tampered": True}]
)
def test_an_event_forged_stale_or_altered_is_answered_400_and_changes_nothing(
    stripe_there: FakeStripe, stool: Any, kind: str, wrong: dict[str, Any]
) -> None:
    purchase = paying.ordered(stool)
    stripe_there.pay("cs_test_1")
    reference = {
        "checkout.session.completed": "cs_test_1",
        "refund.created": stripe_there.refund_at_stripe("cs_test_1", 100),
        "charge.dispute.created": "du_1",
    }[kind]
    tampered = wrong.get("tampered", False)
    body, signature = stripe_there.event(
        reference, kind, **{key: value for key, value in wrong.items() if key != "tampered"}
    )

    assert paying.at_the_door(body.replace(b"evt_", b"evt.") if tampered else body, signature) == 400

    assert not InboxEvent.objects.exists()
    assert inbox.process() == 0
    purchase.refresh_from_db()
    assert purchase.state == Purchase.State.AWAITS_PAYMENT
    assert balances.trial_balance() == {}


# Row 5


def test_true_events_of_unknown_sessions_refunds_and_disputes_change_nothing(
    stripe_there: FakeStripe, stool: Any
) -> None:
    """As of another shop on the same account, or after its key was changed."""
    purchase = paying.ordered(stool)
    foreign = stripe_there.create(
        {**stripe_there.returns["cs_test_1"], "client_reference_id": "another-shop"}
    )["id"]
    stripe_there.pay(foreign)
    stripe_there.refund_at_stripe(foreign, 100)
    stripe_there.dispute(foreign)

    paying.hear(stripe_there)

    assert set(InboxEvent.objects.values_list("outcome", flat=True)) == {"unknown"}
    assert (Refund.objects.count(), Dispute.objects.count(), balances.trial_balance()) == (0, 0, {})
    purchase.refresh_from_db()
    assert purchase.state == Purchase.State.AWAITS_PAYMENT


def test_another_account_s_key_decides_nothing(stripe_there: FakeStripe, stool: Any, settings: Any) -> None:
    purchase = paying.ordered(stool)
    stripe_there.pay("cs_test_1")
    settings.STRIPE_SECRET_KEY = "sk_test_of_another_account"

    paying.at_the_door(*stripe_there.event("cs_test_1"))
    assert inbox.process() == 0

    assert InboxEvent.objects.get().outcome == "Unreachable"
    purchase.refresh_from_db()
    assert (purchase.state, purchase.attempts.get().state) == ("awaits_payment", "open")


@pytest.mark.parametrize("more", [1, -1, 100_00])
def test_another_amount_is_set_aside_and_goes_back_whole(
    stripe_there: FakeStripe, stool: Any, more: int
) -> None:
    purchase = paying.ordered(stool)
    stripe_there.sessions["cs_test_1"]["amount_total"] += more
    stripe_there.pay("cs_test_1")

    paying.hear(stripe_there)
    assert refund_calls.send_due() == 1

    purchase.refresh_from_db()
    assert purchase.state == Purchase.State.AWAITS_PAYMENT
    assert purchase.attempts.get().state == PaymentAttempt.State.MISMATCH
    assert paying.refund_rows() == [("mismatch", "succeeded", purchase.total_poisha + more)]
    assert paying.given_at(stripe_there, purchase) == purchase.total_poisha + more
    assert balances.trial_balance() == {}
    paying.assert_sound()


def test_another_currency_is_set_aside_for_a_person_and_never_in_the_book(
    stripe_there: FakeStripe, stool: Any
) -> None:
    purchase = paying.ordered(stool)
    stripe_there.sessions["cs_test_1"]["currency"] = "usd"
    stripe_there.pay("cs_test_1", currency="usd")

    paying.hear(stripe_there)

    assert purchase.attempts.get().state == PaymentAttempt.State.MISMATCH
    refund = Refund.objects.get()
    assert (refund.currency, refund.state, refund.due_at) == ("USD", "submitted", None)
    assert refund in Refund.objects.waiting()
    assert not Entry.objects.exists()


# Row 11


def test_a_price_raised_and_a_basket_changed_while_paying_change_nothing_of_what_is_charged(
    stripe_there: FakeStripe, stool: Any
) -> None:
    basket = selling.basket((stool, 2))
    purchase = selling.place(basket, provider_code="stripe")
    attempts.open(purchase=purchase)
    total = 2 * STOOL + WAY

    type(stool).objects.filter(pk=stool.pk).update(price="9999.00")
    basket.lines.update(quantity=9, price_incl_tax="9999.00")
    basket.lines.all().delete()
    stripe_there.fail_asynchronously("cs_test_1")
    attempts.ask_about(purchase=purchase)
    assert attempts.retry(purchase=purchase)
    stripe_there.pay("cs_test_2")
    paying.hear(stripe_there)

    assert [session["amount_total"] for session in stripe_there.sessions.values()] == [total, total]
    purchase.refresh_from_db()
    assert (purchase.state, purchase.total_poisha) == ("placed", total)
    assert purchase.lines.get().net_poisha == 2 * STOOL
    assert balances.of("clearing:stripe") == total
    paying.assert_sound()


# Row 30


@pytest.mark.parametrize(
    "address",
    [
        "/payments/return/{token}/?status=paid&payment_status=paid",
        "/payments/return/{token}/?session_id={other}&amount_total=1",
        "/payments/return/{other}/",
        "/payments/return/{number}/",
        "/payments/return/{token}x/",
        "/payments/stripe/events/?id={token}",
        "/payments/cash/events/",
        "/payments/demonstration/events/",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_forged_return_address_or_a_tampered_order_changes_nothing(
    stripe_there: FakeStripe, stool: Any, address: str, method: str
) -> None:
    purchase, other = paying.ordered(stool), paying.ordered(stool)
    stripe_there.pay(paying.session_of(other))
    before = [purchase.state, purchase.attempts.get().state]
    told = address.format(
        token=purchase.attempts.get().token, other=paying.session_of(other), number=purchase.number
    )

    answer = Client().generic(method, told, json.dumps({"state": "paid"}), content_type="application/json")

    assert answer.status_code in (302, 303, 400, 404, 405)
    purchase.refresh_from_db()
    assert [purchase.state, purchase.attempts.get().state] == before
    assert balances.trial_balance() == {}
    assert not InboxEvent.objects.exists()


def test_an_event_signed_for_one_order_cannot_pay_another(stripe_there: FakeStripe, stool: Any) -> None:
    """Stripe's own signature over a session that carries another order's name: its session must answer."""
    purchase, cheap = paying.ordered(stool, 3), paying.ordered(stool)
    stripe_there.pay(paying.session_of(cheap))
    told = {
        "id": "evt_x",
        "type": "checkout.session.completed",
        "data": {
            "object": {
                "id": paying.session_of(purchase),
                "payment_status": "paid",
                "client_reference_id": purchase.attempts.get().token,
                "amount_total": purchase.total_poisha,
            }
        },
    }

    assert paying.at_the_door(*signed(told)) == 200
    assert inbox.process() == 1

    purchase.refresh_from_db()
    assert (purchase.state, purchase.attempts.get().state) == ("awaits_payment", "open")
    assert balances.trial_balance() == {}
