"""What SSLCommerz tells, many times, forged, of another's, or so that it cannot be read: rows 1, 4 and 5 of MONEY.md."""

import pytest

from shop.ledger import balances
from shop.orders.models import Purchase
from shop.payments import attempts, inbox
from shop.payments.models import InboxEvent, PaymentAttempt, Refund
from tests import at_once
from tests.payments.sslcommerz_orders import attempt_of, opened, state, steps, told

pytestmark = pytest.mark.django_db
at_once_or_killed = pytest.mark.django_db(transaction=True)

State = PaymentAttempt.State


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
        fake.notice(done) + b"&status=FAILED",
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
