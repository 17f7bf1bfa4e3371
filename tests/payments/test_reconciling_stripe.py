"""A day of a Stripe account held against our orders and the book, through the real library and the local Stripe."""

from typing import Any

import pytest

import clock
from shop.ledger import balances
from shop.ledger.verification import findings
from shop.orders.models import Purchase
from shop.payments import attempts, inbox, reconciling
from shop.payments.models import Break, InboxEvent, Refund
from tests import selling
from tests.payments.fake_stripe import FakeStripe

pytestmark = pytest.mark.django_db
PAID, FEE = 1310_00, 39_30


def paid(fake: FakeStripe, stool: Any) -> str:
    """Return the session of an order of one stool, paid at Stripe and heard of."""
    purchase = selling.place(selling.basket((stool, 1)), provider_code="stripe")
    attempts.open(purchase=purchase)
    session = purchase.attempts.get().provider_reference
    fake.pay(session, fee=FEE)
    attempts.ask_about(purchase=purchase)
    assert purchase.state == Purchase.State.PLACED
    return session


def compare() -> list[tuple[str, int | None, int | None, int | None]]:
    reconciling.reconcile(provider_code="stripe", on=clock.today())
    rows = Break.objects.standing().order_by("kind", "pk")
    return list(rows.values_list("kind", "theirs_poisha", "ours_poisha", "booked_poisha"))


def test_payments_fees_and_payouts_of_a_day_agree_and_are_booked_once(stripe_there: FakeStripe) -> None:
    stool = selling.for_sale(selling.prison())
    paid(stripe_there, stool), paid(stripe_there, stool)
    stripe_there.pay_out(2 * (PAID - FEE))

    assert (compare(), compare()) == ([], [])
    book = balances.trial_balance()
    assert (book["bank"], book["fees:stripe"], "clearing:stripe" in book) == (
        2 * (PAID - FEE),
        2 * FEE,
        False,
    )
    assert list(findings()) == []


def test_a_refund_and_a_dispute_whose_notices_were_lost_are_breaks_until_the_inbox_has_asked(
    stripe_there: FakeStripe,
) -> None:
    stool = selling.for_sale(selling.prison())
    refunded, disputed = paid(stripe_there, stool), paid(stripe_there, stool)
    stripe_there.refund_at_stripe(refunded, 100_00)
    stripe_there.dispute(disputed)
    stripe_there.told.clear()

    assert compare() == [("only_there", -PAID, None, None), ("only_there", -100_00, None, None)]
    assert InboxEvent.objects.filter(kind="reconciliation").count() == 2
    assert inbox.process() == 2
    assert compare() == []
    assert Refund.objects.get().reason == "at_provider"
    assert balances.of("disputed:stripe") == PAID
    moved = sum(row["amount"] - row["fee"] for row in stripe_there.transactions)
    assert balances.of("clearing:stripe") == moved, "the fee of the dispute, too"


def test_an_amount_altered_in_stripe_s_account_is_named(stripe_there: FakeStripe) -> None:
    stool = selling.for_sale(selling.prison())
    paid(stripe_there, stool), paid(stripe_there, stool)
    stripe_there.transactions[0]["amount"] -= 10_00
    assert compare() == [("amount", PAID - 10_00, PAID, PAID)]


def test_an_account_kept_in_another_currency_is_compared_payment_by_payment(stripe_there: FakeStripe) -> None:
    stool = selling.for_sale(selling.prison())
    paid(stripe_there, stool), paid(stripe_there, stool)
    for row in stripe_there.transactions:
        row["currency"] = "usd"
    assert compare() == []
