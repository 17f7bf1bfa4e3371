"""Payments that are kept for their risk or come late, and answers that are lost: rows 3, 6 and 7 of MONEY.md."""

import datetime
import logging
import os
import signal

import pytest

import clock
from letters.models import Letter
from shop.ledger import balances
from shop.orders import transitions
from shop.orders.models import Purchase
from shop.payments import attempts, inbox, late
from shop.payments.models import InboxEvent, PaymentAttempt, Refund
from shop.payments.providers import sslcommerz_calls
from tests import at_once, selling
from tests.payments import fake_sslcommerz
from tests.payments.sslcommerz_orders import attempt_of, opened, ordered, state, steps, told
from worker import rounds

pytestmark = pytest.mark.django_db
at_once_or_killed = pytest.mark.django_db(transaction=True)

State = PaymentAttempt.State
MINUTE = datetime.timedelta(minutes=1)
HOUR = datetime.timedelta(hours=1)


def test_a_risky_payment_is_kept_until_it_is_cleared(fake, stool):
    purchase = opened(stool, 3)
    done = fake.pay(risk_level="1", risk_title="Risky transaction")
    told(fake.notice(done))
    inbox.process()

    attempt = attempt_of(purchase)
    assert (attempt.state, attempt.failure) == (State.PROCESSING, "risk 1: Risky transaction")
    assert state(purchase) == Purchase.State.AWAITS_PAYMENT
    assert balances.trial_balance() == {}
    with clock.set_to(clock.now() + HOUR):
        assert attempts.expire_due() == 0  # the money is there: the goods stay held
        stool.refresh_from_db()
        assert stool.num_allocated == 3
        calls = len(fake.calls)
        assert attempts.expire_due() == 0
        assert len(fake.calls) == calls  # asked now and then, not in each round of the worker

    fake.release(done)
    assert told(fake.notice(done)) == 200
    with clock.set_to(clock.now() + HOUR + 2 * MINUTE):
        inbox.process()

    assert steps(purchase) == ["created", "open", "processing", "paid"]
    assert state(purchase) == Purchase.State.PLACED
    assert InboxEvent.objects.count() == 2


def test_a_risk_that_was_cleared_without_a_notice_is_found_by_asking(fake, stool):
    purchase = opened(stool)
    done = fake.pay(risk_level="1")
    attempts.ask_about(purchase=purchase)
    fake.release(done)
    with clock.set_to(clock.now() + 6 * MINUTE):
        attempts.sweep()
    assert state(purchase) == Purchase.State.PLACED


@pytest.mark.parametrize(("language", "said"), [("bn", "যাচাই করা হচ্ছে"), ("en", "being checked")])
def test_the_buyer_of_a_risky_payment_is_told_that_it_is_checked_and_not_asked_to_pay_again(
    client, fake, stool, language, said
):
    buyer = selling.placing.Buyer(name="রহিমা", phone="+8801712345678", email="", language=language)
    purchase = ordered(stool, buyer=buyer)
    attempts.open(purchase=purchase)
    fake.pay(risk_level="1")

    shown = client.get(f"/payments/return/{attempt_of(purchase).token}/", follow=True).content.decode()

    assert said in shown
    assert f"/{purchase.number}/pay/" not in shown
    with pytest.raises(attempts.NotPayable):
        attempts.retry(purchase=purchase)
    assert attempt_of(purchase).state == State.PROCESSING


def test_a_session_that_cannot_be_closed_is_over_for_us_when_the_reservation_ends(fake, stool):
    purchase = opened(stool, 3)
    with clock.set_to(clock.now() + 31 * MINUTE):
        fake.faults = ["500"]
        assert attempts.expire_due() == 0  # it could not be asked: it may be paid
        assert attempts.expire_due() == 1
    stool.refresh_from_db()
    assert (state(purchase), attempt_of(purchase).state, stool.num_allocated) == ("expired", "expired", 0)


@pytest.mark.parametrize("status", ["PENDING", "CANCELLED"])
def test_what_a_bank_still_works_on_holds_no_goods_beyond_the_reservation(fake, stool, status):
    purchase = opened(stool, 3)
    fake.try_to_pay(status=status)
    attempts.ask_about(purchase=purchase)
    with clock.set_to(clock.now() + 31 * MINUTE):
        rounds.work_once()
    assert (state(purchase), attempt_of(purchase).state) == ("expired", "expired")


def test_an_order_paid_in_the_last_second_is_placed_not_expired(fake, stool):
    purchase = opened(stool)
    fake.pay()
    with clock.set_to(clock.now() + 31 * MINUTE):
        assert attempts.expire_due() == 0
    assert state(purchase) == Purchase.State.PLACED


@pytest.mark.parametrize("is_told", [True, False])
def test_paid_after_the_reservation_while_the_goods_are_there_is_placed_after_all(fake, stool, is_told):
    purchase = opened(stool, 3)
    with clock.set_to(clock.now() + 31 * MINUTE):
        attempts.expire_due()
    done = fake.pay()
    if is_told:
        told(fake.notice(done))
    with clock.set_to(clock.now() + 2 * HOUR):
        rounds.work_once()

    stool.refresh_from_db()
    assert (state(purchase), stool.num_allocated) == ("placed", 3)
    assert not Refund.objects.exists()


@pytest.mark.parametrize("is_told", [True, False])
def test_paid_after_the_reservation_when_the_goods_are_gone_goes_back_with_an_apology(fake, stool, is_told):
    purchase = opened(stool, 3)
    with clock.set_to(clock.now() + 31 * MINUTE):
        attempts.expire_due()
    selling.place(selling.basket((stool, 1)))
    done = fake.pay()
    if is_told:
        told(fake.notice(done))
    with clock.set_to(clock.now() + 2 * HOUR):
        rounds.work_once()

    assert state(purchase) == Purchase.State.EXPIRED
    refund = Refund.objects.get()
    assert (refund.reason, refund.amount_poisha, refund.state) == ("late", 381000, "submitted")
    assert [each["_amount"] for each in fake.refunds.values()] == ["3810.00"]
    assert balances.of("clearing:sslcommerz") == 0
    assert Letter.objects.filter(template="order_refund_due").count() == 1


def test_paid_on_the_page_before_while_the_order_was_paid_in_another_way_goes_back(fake, stool):
    purchase = opened(stool)
    first = next(iter(fake.sessions))
    assert attempts.retry(purchase=purchase, provider_code="cash") is None
    fake.pay(first)
    with clock.set_to(clock.now() + 2 * HOUR):
        assert late.ask() == 1
    assert state(purchase) == Purchase.State.PLACED
    assert Refund.objects.get().reason == "twice"


def test_ended_attempts_are_asked_about_each_hour_for_two_days_and_no_longer(fake, stool):
    opened(stool)
    with clock.set_to(clock.now() + 31 * MINUTE):
        attempts.expire_due()
    asked = []
    for hours in (1, 2, 2.5, 3.1, 47, 49):
        calls = len(fake.calls)
        with clock.set_to(clock.now() + hours * HOUR):
            late.ask()
        asked.append(len(fake.calls) - calls)
    assert asked == [0, 1, 0, 1, 1, 0]


def test_one_ended_attempt_that_cannot_be_asked_about_does_not_keep_the_others_from_it(fake, stool):
    broken, paid = opened(stool), opened(stool)
    with clock.set_to(clock.now() + 31 * MINUTE):
        attempts.expire_due()
    fake.pay()
    with clock.set_to(clock.now() + 2 * HOUR):
        fake.faults = ["500"]
        assert late.ask() == 1
    assert (state(broken), state(paid)) == ("expired", "placed")


@pytest.mark.parametrize("fault", ["500", "500 after", "reset", "reset before", "slow", "no json"])
def test_a_session_whose_answer_was_lost_is_asked_for_again_under_the_same_name(
    monkeypatch, fake, stool, fault
):
    monkeypatch.setattr(sslcommerz_calls, "TIMEOUT_SECONDS", (0.5, 0.5))
    purchase = ordered(stool)
    fake.faults = [fault]

    with pytest.raises(attempts.ProviderUnavailable):
        attempts.open(purchase=purchase)
    assert attempt_of(purchase).state == State.CREATED

    assert attempts.open(purchase=purchase) == attempt_of(purchase).redirect_url
    assert {session["tran_id"] for session in fake.sessions.values()} == {
        attempt_of(purchase).provider_reference
    }
    # Whichever of its sessions were paid: it is found under the one name.
    fake.pay(next(iter(fake.sessions)))
    attempts.ask_about(purchase=purchase)
    assert state(purchase) == Purchase.State.PLACED


@pytest.mark.parametrize("fault", ["500", "500 after", "reset", "slow", "no json"])
@pytest.mark.parametrize("call", [0, 1])
def test_a_question_whose_answer_was_lost_changes_nothing_and_is_asked_again(
    monkeypatch, fake, stool, fault, call
):
    monkeypatch.setattr(sslcommerz_calls, "TIMEOUT_SECONDS", (0.5, 0.5))
    purchase = opened(stool)
    told(fake.notice(fake.pay()))
    fake.faults = [""] * call + [fault]

    assert inbox.process() == 0
    assert state(purchase) == Purchase.State.AWAITS_PAYMENT
    with clock.set_to(clock.now() + 2 * MINUTE):
        assert inbox.process() == 1
    assert state(purchase) == Purchase.State.PLACED


def killed_before_its_commit(purchase_id: int) -> None:
    """Open the payment, and die by SIGKILL between the provider's answer and our commit."""
    transitions.step = lambda **_: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[assignment]
    attempts.open(purchase=Purchase.objects.get(pk=purchase_id))


@at_once_or_killed
def test_killed_between_its_answer_and_our_commit_the_payment_is_one_and_found_again(fake, stool):
    purchase = ordered(stool)
    process = at_once.start(killed_before_its_commit, purchase.pk)
    process.join(30)
    assert process.exitcode == -signal.SIGKILL
    assert (len(fake.sessions), attempt_of(purchase).state) == (1, State.CREATED)

    url = attempts.open(purchase=purchase)
    assert url == attempt_of(purchase).redirect_url
    assert {session["tran_id"] for session in fake.sessions.values()} == {
        attempt_of(purchase).provider_reference
    }
    fake.pay()
    attempts.ask_about(purchase=purchase)

    assert state(purchase) == Purchase.State.PLACED
    assert balances.of("clearing:sslcommerz") == 131000


def test_the_stores_password_reaches_no_log(monkeypatch, caplog, settings, fake, stool):
    caplog.set_level(logging.WARNING)
    monkeypatch.setattr(sslcommerz_calls, "TIMEOUT_SECONDS", (0.3, 0.3))
    purchase = opened(stool)

    def ask(fault: str) -> None:
        fake.faults = [fault]
        with clock.set_to(clock.now() + 6 * MINUTE):
            attempts.sweep()
            PaymentAttempt.objects.update(asked_at=None)

    for fault in ("500", "reset", "slow", "no json"):
        ask(fault)
    settings.SSLCOMMERZ_API_BASE = (
        "http://127.0.0.1:9"  # nobody is there: such an error tells the whole address
    )
    ask("")
    assert caplog.text.count("provider_unreachable") == 5
    for secret in (fake_sslcommerz.PASSWORD, "fake%40ssl", attempt_of(purchase).token):
        assert secret not in caplog.text
