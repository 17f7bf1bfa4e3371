"""Paying by SSLCommerz, from the session to the book, with everything that its notices and answers may do on the way."""

import datetime
import logging
import multiprocessing
import os
import signal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

import clock
from letters.models import Letter
from shop.ledger import balances
from shop.orders.models import Purchase, StateChange
from shop.payments import attempts, inbox, late, providers, worker
from shop.payments.models import InboxEvent, PaymentAttempt, Refund
from shop.payments.providers import sslcommerz_calls
from tests import at_once, selling
from tests.payments import fake_sslcommerz
from tests.payments.fake_sslcommerz import FakeSslcommerz

pytestmark = pytest.mark.django_db
at_once_or_killed = pytest.mark.django_db(transaction=True)

State = PaymentAttempt.State
MINUTE = datetime.timedelta(minutes=1)
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def fake(sslcommerz_there: FakeSslcommerz) -> FakeSslcommerz:
    return sslcommerz_there


@pytest.fixture
def stool(fake: FakeSslcommerz) -> Any:
    return selling.for_sale(selling.prison(), quantity=3, costs={"materials": 30000})


def ordered(stool: Any, quantity: int = 1, **more: Any) -> Purchase:
    return selling.place(selling.basket((stool, quantity)), provider_code="sslcommerz", **more)


def opened(stool: Any, quantity: int = 1) -> Purchase:
    purchase = ordered(stool, quantity)
    assert attempts.open(purchase=purchase)
    return purchase


def attempt_of(purchase: Purchase) -> PaymentAttempt:
    return purchase.attempts.select_related("purchase").last()


def told(body: bytes) -> int:
    """Bring a notice to the shop's door; return the answer's status."""
    return (
        Client(enforce_csrf_checks=True)
        .post("/payments/sslcommerz/events/", data=body, content_type="application/x-www-form-urlencoded")
        .status_code
    )


def steps(purchase: Purchase) -> list[str]:
    changes = StateChange.objects.filter(purchase=purchase, subject_kind="payments.PaymentAttempt")
    return list(changes.values_list("to_state", flat=True))


def state(purchase: Purchase) -> str:
    purchase.refresh_from_db()
    return purchase.state


# Offered


def test_without_a_store_or_its_password_it_is_absent(settings, fake):
    def codes() -> list[str]:
        return [way.code for way in providers.offered(amount_poisha=100_000)]

    assert codes() == ["cash", "demonstration", "sslcommerz"]
    settings.SSLCOMMERZ_STORE_PASSWORD = ""
    assert codes() == ["cash", "demonstration"]
    with pytest.raises(LookupError):
        providers.get("sslcommerz")


@pytest.mark.parametrize(
    ("amount", "currency", "is_taken"),
    [(999, "BDT", False), (1000, "BDT", True), (50_000_000, "BDT", True), (50_000_001, "BDT", False),
     (1000, "USD", False)],
)  # fmt: skip
def test_it_takes_from_10_to_500000_taka_from_any_country(fake, amount, currency, is_taken):
    way = providers.get("sslcommerz")
    for country in ("BD", "GB"):
        assert way.takes(amount_poisha=amount, currency=currency, country=country) is is_taken


# The session


def test_the_session_says_the_order_to_the_poisha_and_of_the_buyer_what_is_mandatory(settings, fake, stool):
    purchase = ordered(stool, 2)

    url = attempts.open(purchase=purchase)

    (path, said), (_key, asked) = fake.calls[0], next(iter(fake.sessions.items()))
    attempt = attempt_of(purchase)
    assert path == "/gwprocess/v4/api.php"
    assert url == attempt.redirect_url
    assert str(url).startswith(f"{fake.address}/gwprocess/v4/gw.php")
    assert (asked["total_amount"], asked["currency"]) == ("2560.00", "BDT")
    assert asked["tran_id"] == attempt.provider_reference != attempt.token
    assert asked["success_url"] == asked["fail_url"] == asked["cancel_url"] == attempt.return_url
    assert asked["ipn_url"] == f"{settings.SITE_URL}/payments/sslcommerz/events/"
    personal = {name: value for name, value in said.items() if name.startswith(("cus_", "ship_"))}
    assert personal == {
        "cus_name": "রহিমা খাতুন",
        "cus_phone": "+8801712345678",
        "cus_email": "no-reply@prison.gov.bd",
        "cus_add1": "Department of Prisons",
        "cus_city": "Dhaka",
        "cus_postcode": "1211",
        "cus_country": "Bangladesh",
    }
    everything = str(said)
    for private in (purchase.address_line, purchase.upazila_name, "6400", "টুল", purchase.number):
        assert private not in everything


def test_a_buyers_own_address_for_mail_gets_the_receipt_unless_it_is_too_long(fake, stool):
    for email, receipt_to in (
        ("r@example.com", "r@example.com"),
        (f"{'r' * 50}@x.bd", "no-reply@prison.gov.bd"),
    ):
        buyer = selling.placing.Buyer(name="রহিমা", phone="+8801712345678", email=email, language="bn")
        attempts.open(purchase=ordered(stool, buyer=buyer))
        assert fake.session()["cus_email"] == receipt_to


def test_opening_again_answers_the_same_address(fake, stool):
    purchase = ordered(stool)
    assert attempts.open(purchase=purchase) == attempts.open(purchase=purchase)
    assert len(fake.sessions) == 1


def test_an_amount_that_it_refuses_holds_no_goods(settings, fake, stool):
    settings.SSLCOMMERZ_STORE_PASSWORD = "another"
    purchase = ordered(stool)

    with pytest.raises(attempts.NotPayable):
        attempts.open(purchase=purchase)

    assert attempt_of(purchase).state == State.FAILED
    assert attempt_of(purchase).failure == "Store Credential Error Or Store is De-active"
    assert attempts.retry(purchase=purchase, provider_code="cash") is None


def test_a_refusal_that_repeats_what_was_said_of_a_buyer_is_not_kept(monkeypatch, fake, stool):
    reason = "Invalid cus_name: রহিমা খাতুন"
    monkeypatch.setattr(fake, "_begin", lambda _fields: {"status": "FAILED", "failedreason": reason})
    purchase = ordered(stool)
    with pytest.raises(attempts.NotPayable):
        attempts.open(purchase=purchase)
    assert attempt_of(purchase).failure == "refused"


# Paid


def test_a_paid_session_places_the_order_books_the_money_and_tells_the_buyer(fake, stool):
    purchase = opened(stool)
    done = fake.pay(store_amount="1277.25")

    assert told(fake.notice(done)) == 200
    assert state(purchase) == Purchase.State.AWAITS_PAYMENT  # the notice is only kept
    assert inbox.process() == 1

    assert state(purchase) == Purchase.State.PLACED
    assert balances.trial_balance() == {
        "clearing:sslcommerz": 127725,
        "fees:sslcommerz": 3275,
        "advances:dj-natore": -125000,
        "delivery:dj-natore": -6000,
    }
    line = purchase.lines.get()
    assert line.costs == {"materials": 10000, "fee": 3275}  # 1,310.00 paid, 1,277.25 for us
    assert Letter.objects.filter(template="order_paid").count() == 1
    asked = [fields for path, fields in fake.calls if path.endswith("/validationserverAPI.php")]
    assert asked == [{"val_id": done["val_id"]}]


def test_the_money_moved_when_the_validation_says_by_a_clock_in_dhaka(fake, stool):
    purchase = opened(stool)
    fake.pay(at=datetime.datetime(2026, 11, 21, 19, 30, 5, tzinfo=datetime.UTC))
    attempts.ask_about(purchase=purchase)
    assert attempt_of(purchase).captured_at == datetime.datetime(2026, 11, 22, 1, 30, 5, tzinfo=clock.DHAKA)
    assert fake.transactions[0]["tran_date"] == "2026-11-22 01:30:05"


def test_a_notice_that_never_comes_is_found_by_asking_after_five_minutes(fake, stool):
    purchase = opened(stool)
    fake.pay()

    assert attempts.sweep() == 0
    with clock.set_to(clock.now() + 6 * MINUTE):
        assert attempts.sweep() == 1
    assert state(purchase) == Purchase.State.PLACED


def test_of_several_tries_under_one_name_the_paid_one_counts(fake, stool):
    purchase = opened(stool)
    now = clock.now()
    fake.pay(at=now - 2 * MINUTE)
    fake.try_to_pay(status="FAILED", at=now - 3 * MINUTE)
    fake.try_to_pay(status="CANCELLED", at=now - MINUTE)
    attempts.ask_about(purchase=purchase)
    assert state(purchase) == Purchase.State.PLACED


@pytest.mark.parametrize(
    ("status", "becomes", "failure"),
    [("FAILED", State.FAILED, "Declined by the bank"), ("CANCELLED", State.EXPIRED, ""),
     ("EXPIRED", State.EXPIRED, ""), ("UNATTEMPTED", State.EXPIRED, ""), ("PENDING", State.PROCESSING, ""),
     ("SOMETHING_NEW", State.OPEN, "")],
)  # fmt: skip
def test_what_is_not_paid_is_told_as_it_is(fake, stool, status, becomes, failure):
    purchase = opened(stool)
    done = fake.try_to_pay(status=status)
    assert told(fake.notice(done)) == 200
    inbox.process()
    attempt = attempt_of(purchase)
    assert (attempt.state, attempt.failure) == (becomes, failure)
    assert state(purchase) == Purchase.State.AWAITS_PAYMENT


def test_a_declined_payment_may_be_tried_again_under_another_name(fake, stool):
    purchase = opened(stool)
    fake.try_to_pay()
    attempts.ask_about(purchase=purchase)

    again = attempts.retry(purchase=purchase)

    assert again == attempt_of(purchase).redirect_url
    assert len({session["tran_id"] for session in fake.sessions.values()}) == 2
    fake.pay()
    attempts.ask_about(purchase=purchase)
    assert list(purchase.attempts.values_list("state", flat=True)) == ["failed", "paid"]


# Row 1: the same notice many times


def test_fifty_deliveries_of_one_notice_are_one_transition_and_one_entry(fake, stool):
    purchase = opened(stool)
    done = fake.pay()
    for _ in range(50):
        # As it is told anew: the same payment in the same state, with another time of telling.
        assert told(fake.notice({**done, "card_no": str(_)})) == 200
        inbox.process()

    assert steps(purchase) == ["created", "open", "paid"]
    assert balances.of("clearing:sslcommerz") == 131000
    assert InboxEvent.objects.count() == 1


def hear(body: bytes) -> int:
    status = told(body)
    inbox.process()
    return status


@at_once_or_killed
def test_eight_processes_that_get_one_notice_make_one_transition_and_one_entry(fake, stool):
    purchase = opened(stool)
    done = fake.pay()

    assert at_once.run(hear, [fake.notice(done)] * 8) == [200] * 8
    inbox.process()

    assert steps(purchase) == ["created", "open", "paid"]
    assert balances.of("clearing:sslcommerz") == 131000
    assert InboxEvent.objects.get().outcome == "paid"


# Row 4 and 5: forged, and another's


def test_a_forged_notice_is_refused_and_changes_nothing(fake, stool):
    purchase = opened(stool)
    done = fake.pay(status="FAILED", val_id="", risk_level="0")
    for body in (
        fake.notice(done, password="another"),
        fake.notice(done, forged={"status": "VALID"}),
        fake.notice(done, forged={"value_a": "another"}),
        fake.notice(done, forged={"verify_sign": ""}),
        fake.notice(done, forged={"verify_key": "tran_id"}),
        fake.notice(done, forged={"verify_key": ""}),
        fake.notice(done) + b"&status=VALID",
        b"tran_id=" + b"x" * 100,
        b"\xff\xfe",
        b"",
    ):
        assert told(body) == 400, body
    assert not InboxEvent.objects.exists()
    assert attempt_of(purchase).state == State.OPEN
    assert len(fake.calls) == 1  # only the session: nobody was asked


def test_a_notice_to_another_store_is_refused_though_its_hash_is_right(settings, fake, stool):
    opened(stool)
    body = fake.notice(fake.pay())
    settings.SSLCOMMERZ_STORE_ID = "another0"
    assert told(body) == 400
    assert not InboxEvent.objects.exists()


def test_a_true_notice_of_a_payment_that_is_not_there_pays_nothing(fake, stool):
    purchase = opened(stool)
    done = {**fake.pay(), "status": "VALID"}
    fake.transactions.clear()
    unknown = {**done, "tran_id": "unknown", "value_a": ""}

    assert (told(fake.notice(done)), told(fake.notice(unknown))) == (200, 200)
    inbox.process()

    assert state(purchase) == Purchase.State.AWAITS_PAYMENT
    assert list(InboxEvent.objects.order_by("pk").values_list("outcome", flat=True)) == ["open", "unknown"]


def test_a_notice_that_names_an_attempt_by_a_token_that_is_not_its_own_is_heard_by_its_name_alone(
    fake, stool
):
    paid, other = opened(stool), opened(stool)
    done = fake.pay(next(iter(fake.sessions)))
    swapped = {**done, "value_a": attempt_of(other).token}
    told(fake.notice(swapped))
    inbox.process()
    assert (state(paid), state(other)) == ("placed", "awaits_payment")


@pytest.mark.parametrize("wrong", [{"amount": "1309.99"}, {"currency": "USD"}, {"tran_id": "another"}])
def test_another_amount_currency_or_payment_is_set_aside_and_goes_back(monkeypatch, fake, stool, wrong):
    purchase = opened(stool)
    fake.pay()
    as_it_is = fake._validate
    monkeypatch.setattr(fake, "_validate", lambda asked: {**as_it_is(asked), **wrong})

    attempts.ask_about(purchase=purchase)

    assert state(purchase) == Purchase.State.AWAITS_PAYMENT
    assert attempt_of(purchase).state == State.MISMATCH
    assert Refund.objects.get().reason == "mismatch"
    assert balances.of("clearing:sslcommerz") == 0


@pytest.mark.parametrize(
    "wrong",
    [{"amount": "1310.001"}, {"amount": "1310,00"}, {"amount": None}, {"amount": "NaN"}, {"amount": "Infinity"},
     {"tran_date": "22/11/2026"}, {"status": "INVALID_TRANSACTION"}, {"APIConnect": "FAILED"}],
)  # fmt: skip
def test_an_answer_that_cannot_be_read_decides_nothing(monkeypatch, fake, stool, wrong):
    purchase = opened(stool)
    fake.pay()
    as_it_is = fake._validate
    monkeypatch.setattr(fake, "_validate", lambda asked: {**as_it_is(asked), **wrong})

    attempts.ask_about(purchase=purchase)
    assert steps(purchase) == ["created", "open"]

    monkeypatch.undo()
    attempts.ask_about(purchase=purchase)
    assert steps(purchase) == ["created", "open", "paid"]


def test_an_amount_told_as_a_number_is_read_to_the_poisha(monkeypatch, fake, stool):
    purchase = opened(stool)
    fake.pay()
    as_it_is = fake._validate
    monkeypatch.setattr(
        fake, "_validate", lambda asked: {**as_it_is(asked), "amount": 1310.0, "risk_level": 0}
    )
    attempts.ask_about(purchase=purchase)
    assert attempt_of(purchase).state == State.PAID


# Risk


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


# Row 3, 6: late


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
        worker.work_once()
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
        worker.work_once()

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
        worker.work_once()

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


# Row 7, and what lines do


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
    from shop.orders import transitions

    transitions.step = lambda **_: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[assignment]
    attempts.open(purchase=Purchase.objects.get(pk=purchase_id))


@at_once_or_killed
def test_killed_between_its_answer_and_our_commit_the_payment_is_one_and_found_again(fake, stool):
    from django.db import connections

    purchase = ordered(stool)
    connections.close_all()
    process = multiprocessing.get_context("fork").Process(target=killed_before_its_commit, args=[purchase.pk])
    process.start()
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


def test_the_stores_password_reaches_no_log(monkeypatch, caplog, fake, stool):
    caplog.set_level(logging.WARNING)
    monkeypatch.setattr(sslcommerz_calls, "TIMEOUT_SECONDS", (0.3, 0.3))
    purchase = opened(stool)
    for fault in ("500", "reset", "slow", "no json"):
        fake.faults = [fault]
        attempts.ask_about(purchase=purchase)
        fake.faults = [fault]
        with clock.set_to(clock.now() + 6 * MINUTE):
            attempts.sweep()
            PaymentAttempt.objects.update(asked_at=None)
    assert "provider_unreachable" in caplog.text
    for secret in (fake_sslcommerz.PASSWORD, "fake%40ssl", attempt_of(purchase).token):
        assert secret not in caplog.text


# Row 30: the way back


def test_the_way_back_by_post_is_only_a_way_to_come_by_get(fake, stool):
    purchase = opened(stool)
    back = f"/payments/return/{attempt_of(purchase).token}/"
    browser = Client(enforce_csrf_checks=True)
    forged = {
        "status": "VALID",
        "val_id": "1",
        "amount": "1310.00",
        "tran_id": attempt_of(purchase).provider_reference,
    }
    calls = len(fake.calls)

    answer = browser.post(f"{back}?status=VALID", forged)

    assert (answer.status_code, answer["Location"]) == (303, back)
    assert len(fake.calls) == calls
    assert browser.post("/payments/return/guessed/", forged).status_code == 303
    assert browser.get("/payments/return/guessed/").status_code == 404
    assert browser.get(f"{back}?status=VALID&val_id=1").status_code == 302
    assert steps(purchase) == ["created", "open"]

    fake.pay()
    browser.post(back, forged)
    assert state(purchase) == Purchase.State.AWAITS_PAYMENT
    browser.get(back)
    assert state(purchase) == Purchase.State.PLACED


def test_the_page_that_sends_a_buyer_to_sslcommerz_may_do_so_by_its_content_policy(client, fake):
    policy = client.get(reverse("shop:checkout")).headers["Content-Security-Policy"]
    allowed = next(part for part in policy.split("; ") if part.startswith("form-action")).split()
    assert {"https://*.sslcommerz.com", fake.address} <= set(allowed)
