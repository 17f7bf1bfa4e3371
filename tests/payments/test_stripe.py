import datetime
import json

import pytest

import clock
from letters.models import Letter
from shop.ledger import balances
from shop.orders.models import Purchase, StateChange
from shop.payments import attempts, inbox, providers
from shop.payments.models import InboxEvent, PaymentAttempt, Refund
from tests import selling
from tests.payments.fake_stripe import FakeStripe

pytestmark = pytest.mark.django_db


def ordered(stool, quantity: int = 1) -> Purchase:
    return selling.place(selling.basket((stool, quantity)), provider_code="stripe")


def session_of(fake: FakeStripe, purchase: Purchase) -> str:
    return purchase.attempts.last().provider_reference


def send(client, fake: FakeStripe, session_id: str, **more):
    body, signature = fake.event(session_id, **more)
    return client.post(
        "/payments/stripe/events/",
        data=body,
        content_type="application/json",
        headers={"stripe-signature": signature},
    )


def test_without_its_key_stripe_is_absent(settings):
    settings.STRIPE_SECRET_KEY = ""
    assert [way.code for way in providers.offered(amount_poisha=100)] == ["cash", "demonstration"]
    settings.DEMONSTRATION = False
    assert [way.code for way in providers.offered(amount_poisha=100)] == ["cash"]


def test_the_session_says_the_order_to_the_poisha_and_names_nobody(stripe_there, stool):
    purchase = ordered(stool, 2)
    assert purchase.state == Purchase.State.AWAITS_PAYMENT

    url = attempts.open(purchase=purchase)

    assert url == f"{stripe_there.address}/pay/cs_test_1"
    assert attempts.open(purchase=purchase) == url
    session = stripe_there.sessions["cs_test_1"]
    assert (session["amount_total"], session["currency"]) == (purchase.total_poisha, "bdt")
    sent = json.dumps(list(stripe_there.replies.values()))
    assert purchase.buyer_name not in sent
    assert purchase.phone[-8:] not in sent


def test_a_paid_session_places_the_order_books_the_money_and_tells_the_buyer(client, stripe_there, stool):
    purchase = ordered(stool)
    attempts.open(purchase=purchase)
    stripe_there.pay("cs_test_1")

    assert send(client, stripe_there, "cs_test_1").status_code == 200
    purchase.refresh_from_db()
    assert purchase.state == Purchase.State.AWAITS_PAYMENT  # the webhook only keeps the event
    assert inbox.process() == 1

    purchase.refresh_from_db()
    assert purchase.state == Purchase.State.PLACED
    assert balances.trial_balance() == {
        "clearing:stripe": 131000,
        "advances:dj-natore": -125000,
        "delivery:dj-natore": -6000,
    }
    line = purchase.lines.get()
    assert line.captured_at is not None
    assert line.policy.rate_bp == 5000
    assert Letter.objects.filter(template="order_paid").count() == 1


def test_the_same_event_twenty_times_is_one_capture(client, stripe_there, stool):
    purchase = ordered(stool)
    attempts.open(purchase=purchase)
    stripe_there.pay("cs_test_1")

    for _ in range(20):
        assert send(client, stripe_there, "cs_test_1").status_code == 200
        inbox.process()
    send(client, stripe_there, "cs_test_1", kind="checkout.session.async_payment_succeeded")
    inbox.process()

    assert balances.of("clearing:stripe") == 131000
    steps = StateChange.objects.filter(purchase=purchase, subject_kind="payments.PaymentAttempt")
    assert list(steps.values_list("to_state", flat=True)) == ["created", "open", "paid"]
    assert InboxEvent.objects.count() == 2


@pytest.mark.parametrize("wrong", [{"secret": "whsec_other"}, {"age": 3600}])
def test_a_forged_or_stale_event_is_refused_and_changes_nothing(client, stripe_there, stool, wrong):
    attempts.open(purchase=ordered(stool))

    assert send(client, stripe_there, "cs_test_1", **wrong).status_code == 400
    assert client.post("/payments/stripe/events/", data=b"{}", content_type="text/plain").status_code == 400
    for unsigned in ("demonstration", "cash", "nobody"):
        address = f"/payments/{unsigned}/events/"
        assert client.post(address, data=b"{}", content_type="text/plain").status_code == 400
    assert not InboxEvent.objects.exists()


def test_a_true_event_of_an_unpaid_session_pays_nothing(client, stripe_there, stool):
    purchase = ordered(stool)
    attempts.open(purchase=purchase)

    send(client, stripe_there, "cs_test_1")
    send(client, stripe_there, "cs_unknown")
    inbox.process()

    purchase.refresh_from_db()
    assert purchase.state == Purchase.State.AWAITS_PAYMENT
    assert list(InboxEvent.objects.order_by("pk").values_list("outcome", flat=True)) == ["open", "unknown"]


def test_coming_back_proves_nothing_by_its_address_but_asks_stripe(client, stripe_there, stool):
    purchase = ordered(stool)
    attempts.open(purchase=purchase)
    back = f"/payments/return/{purchase.attempts.get().token}/"

    client.get(back)
    purchase.refresh_from_db()
    assert purchase.state == Purchase.State.AWAITS_PAYMENT
    stripe_there.pay("cs_test_1")
    client.get(back)

    purchase.refresh_from_db()
    assert purchase.state == Purchase.State.PLACED
    assert client.get("/payments/return/guessed/").status_code == 404


@pytest.mark.parametrize(
    "wrong", [{"amount_total": 130999}, {"currency": "usd"}, {"client_reference_id": "another"}]
)
def test_another_amount_currency_or_order_is_set_aside_not_paid(stripe_there, stool, wrong):
    purchase = ordered(stool)
    attempts.open(purchase=purchase)
    stripe_there.pay("cs_test_1")
    stripe_there.sessions["cs_test_1"].update(wrong)

    attempts.ask_about(purchase=purchase)

    assert purchase.state == Purchase.State.AWAITS_PAYMENT
    assert purchase.attempts.get().state == PaymentAttempt.State.MISMATCH
    assert Refund.objects.get().reason == "mismatch"
    assert balances.trial_balance() == {}


def test_a_call_whose_answer_was_lost_finds_the_same_session_again(stripe_there, stool):
    purchase = ordered(stool)
    stripe_there.faults = ["reset", "reset"]  # the library itself tries twice

    with pytest.raises(attempts.ProviderUnavailable):
        attempts.open(purchase=purchase)

    assert purchase.attempts.get().state == PaymentAttempt.State.CREATED
    assert attempts.open(purchase=purchase) == f"{stripe_there.address}/pay/cs_test_1"
    assert len(stripe_there.sessions) == 1


def test_a_lost_event_is_found_by_asking_after_five_minutes(stripe_there, stool):
    purchase = ordered(stool)
    attempts.open(purchase=purchase)
    stripe_there.pay("cs_test_1")

    assert attempts.sweep() == 0
    with clock.set_to(clock.now() + datetime.timedelta(minutes=6)):
        assert attempts.sweep() == 1

    purchase.refresh_from_db()
    assert purchase.state == Purchase.State.PLACED


def test_an_expired_reservation_closes_the_session_first_and_puts_the_goods_back(stripe_there, stool):
    purchase = ordered(stool, 3)
    attempts.open(purchase=purchase)

    with clock.set_to(clock.now() + datetime.timedelta(minutes=31)):
        stripe_there.faults = ["500"]
        assert attempts.expire_due() == 0  # not while a session might still be paid
        assert attempts.expire_due() == 1
        assert attempts.expire_due() == 0

    purchase.refresh_from_db()
    stool.refresh_from_db()
    assert (purchase.state, stool.num_allocated) == ("expired", 0)
    assert stripe_there.sessions["cs_test_1"]["status"] == "expired"
    assert Letter.objects.filter(template="order_expired").count() == 1
    assert selling.place(selling.basket((stool, 3))).lines.get().costs == {"materials": 30000}


def test_an_order_paid_in_the_last_second_is_placed_not_expired(stripe_there, stool):
    purchase = ordered(stool)
    attempts.open(purchase=purchase)
    stripe_there.pay("cs_test_1")

    with clock.set_to(clock.now() + datetime.timedelta(minutes=31)):
        assert attempts.expire_due() == 0

    purchase.refresh_from_db()
    assert purchase.state == Purchase.State.PLACED


def expired_then_paid(fake: FakeStripe, purchase: Purchase) -> None:
    """Expire an order and let Stripe say afterwards that it was paid, as a slow bank may."""
    attempts.open(purchase=purchase)
    with clock.set_to(clock.now() + datetime.timedelta(minutes=31)):
        attempts.expire_due()
    fake.pay("cs_test_1")
    attempts.settle(attempt=purchase.attempts.get())
    purchase.refresh_from_db()


def test_paid_late_while_the_goods_are_there_is_placed_after_all(stripe_there, stool):
    purchase = ordered(stool)

    expired_then_paid(stripe_there, purchase)

    stool.refresh_from_db()
    assert (purchase.state, stool.num_allocated) == ("placed", 1)
    assert not Refund.objects.exists()


def test_paid_late_when_the_goods_are_gone_is_owed_back_and_told(stripe_there, stool):
    purchase = ordered(stool, 3)
    attempts.open(purchase=purchase)
    with clock.set_to(clock.now() + datetime.timedelta(minutes=31)):
        attempts.expire_due()
    selling.place(selling.basket((stool, 1)))
    stripe_there.pay("cs_test_1")

    attempts.settle(attempt=purchase.attempts.get())

    purchase.refresh_from_db()
    assert purchase.state == Purchase.State.EXPIRED
    refund = Refund.objects.get()
    assert (refund.reason, refund.amount_poisha) == ("late", purchase.total_poisha)
    assert balances.trial_balance() == {}, "it came, and is on its way back"
    assert Letter.objects.filter(template="order_refund_due").count() == 1
    stool.refresh_from_db()
    assert stool.num_allocated == 1


def test_a_payment_that_failed_later_may_be_tried_again(stripe_there, stool):
    purchase = ordered(stool)
    attempts.open(purchase=purchase)
    stripe_there.fail_asynchronously("cs_test_1")
    attempts.ask_about(purchase=purchase)
    assert purchase.attempts.get().state == PaymentAttempt.State.FAILED

    assert attempts.retry(purchase=purchase) == f"{stripe_there.address}/pay/cs_test_2"

    stripe_there.pay("cs_test_2")
    attempts.ask_about(purchase=purchase)
    assert purchase.state == Purchase.State.PLACED


def test_a_payment_that_stripe_never_opens_holds_no_goods_beyond_its_time(stripe_there, stool):
    purchase = ordered(stool, 3)
    stripe_there.faults = ["500"]
    with pytest.raises(attempts.ProviderUnavailable):
        attempts.open(purchase=purchase)

    # By now the session would be shorter than Stripe allows, so that Stripe refuses it whenever it is asked.
    purchase.attempts.update(created_at=clock.now() - datetime.timedelta(minutes=40))
    Purchase.objects.update(reserve_expires_at=clock.now() - datetime.timedelta(minutes=10))
    purchase.attempts.update(expires_at=clock.now() - datetime.timedelta(minutes=10))
    assert attempts.expire_due() == 1

    purchase.refresh_from_db()
    stool.refresh_from_db()
    assert (purchase.state, purchase.attempts.get().state, stool.num_allocated) == ("expired", "failed", 0)
    assert not stripe_there.sessions


def test_an_amount_that_stripe_declines_is_not_offered_to_it(stripe_there):
    most = 99_999_999  # https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts
    assert "stripe" in [way.code for way in providers.offered(amount_poisha=most)]
    assert "stripe" not in [way.code for way in providers.offered(amount_poisha=most + 1)]


def test_one_order_that_cannot_be_ended_does_not_hold_the_goods_of_the_others(stripe_there, stool):
    broken, sound = ordered(stool), ordered(stool)
    broken.lines.update(pieces=[{"batch": 0, "quantity": 1, "costs": {}}])  # as no verb would write it

    with clock.set_to(clock.now() + datetime.timedelta(minutes=31)):
        for purchase in (broken, sound):
            attempts.open(purchase=Purchase.objects.get(pk=purchase.pk))
        assert attempts.expire_due() == 1

    sound.refresh_from_db()
    broken.refresh_from_db()
    assert (broken.state, sound.state) == ("awaits_payment", "expired")


def test_without_a_secret_no_event_is_believed(client, stripe_there, settings):
    settings.STRIPE_WEBHOOK_SECRET = ""
    assert send(client, stripe_there, "cs_test_1", secret="").status_code == 400
    assert not InboxEvent.objects.exists()


def test_an_event_of_no_length_is_refused(client, stripe_there):
    answer = client.post(
        "/payments/stripe/events/", data=b"{}", content_type="text/plain", CONTENT_LENGTH="x"
    )
    assert answer.status_code == 400


def test_attempts_that_cannot_be_asked_about_do_not_keep_the_others_from_it(stripe_there, stool):
    lost, paid = ordered(stool), ordered(stool)
    for purchase in (lost, paid):
        attempts.open(purchase=purchase)
    stripe_there.pay(session_of(stripe_there, paid))
    del stripe_there.sessions[session_of(stripe_there, lost)]  # as after a change of the account's key

    with clock.set_to(clock.now() + datetime.timedelta(minutes=6)):
        assert [attempts.sweep(limit=1) for _round in range(3)] == [0, 1, 0]

    paid.refresh_from_db()
    assert paid.state == Purchase.State.PLACED


@pytest.mark.parametrize(
    ("said", "costs"),
    [
        ({"fee": 4567}, {"materials": 10000, "fee": 4567}),
        # Stripe settles in the account's own currency: then the contract's rate counts, here 3 % of 1310.00.
        ({"fee": 41, "currency": "usd"}, {"materials": 10000, "fee": 3930}),
        ({}, {"materials": 10000, "fee": 3930}),
    ],
)
def test_what_stripe_took_is_a_cost_of_the_line_as_stripe_states_it_else_by_its_rate(
    settings, stripe_there, stool, said, costs
):
    settings.FEE_BP = {"stripe": 300}
    purchase = ordered(stool)
    attempts.open(purchase=purchase)
    stripe_there.pay("cs_test_1", **said)
    attempts.ask_about(purchase=purchase)
    assert purchase.lines.get().costs == costs
