"""Giving money back through SSLCommerz: asked for once, waited for, refused, turned away, answers lost."""

import datetime
from typing import Any

import pytest

import clock
from accounts.roles import Role
from letters.models import Letter
from shop.ledger import balances
from shop.ledger.verification import findings
from shop.orders.models import Purchase
from shop.payments import attempts, refund_calls, refunds
from shop.payments.models import Refund
from shop.payments.providers import sslcommerz_calls
from shop.payments.refunds import Parts
from tests import at_once, selling
from tests.payments.fake_sslcommerz import FakeSslcommerz

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def paid(fake: FakeSslcommerz) -> Purchase:
    """An order of three stools at 1,250.00 with 60.00 for the way, paid."""
    office = selling.prison()
    purchase = selling.place(selling.basket((selling.for_sale(office), 3)), provider_code="sslcommerz")
    attempts.open(purchase=purchase)
    fake.pay(at=clock.now())
    attempts.ask_about(purchase=purchase)
    assert purchase.state == Purchase.State.PLACED
    return purchase


def asked_for(purchase: Purchase, quantity: int = 1) -> Refund:
    line = purchase.lines.select_related("office").get()
    desk = selling.staff(Role.ORDER_DESK, line.office)
    return refunds.request(
        purchase=purchase,
        reason=Refund.Reason.FAULTY,
        parts=Parts({line: quantity}, {}),
        by=desk,
    )


def now(refund: Refund) -> tuple[str, str]:
    refund.refresh_from_db()
    return refund.state, refund.failure


def refund_calls_of(fake: FakeSslcommerz) -> list[dict[str, str]]:
    return [fields for _path, fields in fake.calls if "refund_amount" in fields]


def test_one_of_three_goes_back_once_the_bank_has_done_it(fake, paid):
    refund = asked_for(paid)
    assert refund_calls.send_due() == 1

    assert now(refund) == ("submitted", "")
    (asked,) = refund_calls_of(fake)
    assert asked["bank_tran_id"] == fake.transactions[0]["bank_tran_id"]
    assert (asked["refund_amount"], asked["refe_id"]) == ("1250.00", refund.reference)
    assert len(asked["refund_trans_id"]) == 30
    assert paid.buyer_name not in str(asked)
    assert refund_calls.send_due() == 0  # a bank takes days: asked about in hours

    with clock.set_to(clock.now() + 7 * HOUR):
        assert refund_calls.send_due() == 1
    assert now(refund) == ("submitted", "")
    done_at = clock.now() + 8 * HOUR
    fake.settle_refund(refund.provider_reference, "refunded", at=done_at)
    with clock.set_to(clock.now() + 14 * HOUR):
        assert refund_calls.send_due() == 1

    assert now(refund) == ("succeeded", "")
    assert refund.settled_at == done_at.replace(microsecond=0)
    assert len(refund_calls_of(fake)) == 1
    assert balances.of("clearing:sslcommerz") == 381000 - 125000
    assert Letter.objects.filter(template="order_refunded").count() == 1
    assert list(findings()) == []


def test_a_refund_that_is_cancelled_later_is_owed_and_staff_are_told(fake, paid):
    office = selling.headquarters()
    office.email = "hq@example.com"
    office.save()
    refund = asked_for(paid)
    refund_calls.send_due()
    fake.settle_refund(Refund.objects.get().provider_reference, "cancelled")
    with clock.set_to(clock.now() + 7 * HOUR):
        refund_calls.send_due()

    assert now(refund) == ("failed", "cancelled")
    assert balances.of("owed:sslcommerz") == 125000
    assert balances.of("clearing:sslcommerz") == 381000
    assert Letter.objects.filter(template="staff_refund_failed").count() == 1
    assert list(findings()) == []


def test_a_refund_over_what_is_left_there_is_refused_and_owed(fake, paid):
    # So much was given back in the merchant panel, of which we are told nothing.
    fake.refunds["panel"] = {
        "bank_tran_id": fake.transactions[0]["bank_tran_id"], "status": "refunded", "refund_ref_id": "panel",
        "_trans_id": "", "_amount": "3000.00",
    }  # fmt: skip
    refund = asked_for(paid)
    refund_calls.send_due()
    assert now(refund) == ("failed", "Refund amount is greater than the transaction")
    assert [each["_amount"] for each in fake.refunds.values()] == ["3000.00"]

    finance = selling.staff(Role.FINANCE, selling.headquarters())
    fake.refunds.clear()
    refund_calls.try_again(by=finance, refund=refund)
    refund_calls.send_due()
    assert now(refund) == ("submitted", "")
    first, second = refund_calls_of(fake)
    assert first["refund_trans_id"] != second["refund_trans_id"]


def test_five_refunds_of_the_parts_never_give_back_more_than_was_paid(fake, paid):
    """Row 12: what our own limit lets through, the provider's own would stop."""
    for _ in range(3):
        asked_for(paid)
    for _ in range(2):
        with pytest.raises(refunds.Refused):
            asked_for(paid)
    refund_calls.send_due()
    assert sorted(each["_amount"] for each in fake.refunds.values()) == ["1250.00"] * 3
    assert balances.of("clearing:sslcommerz") == 6000


def send(refund_id: int) -> bool:
    return refund_calls.send(Refund.objects.get(pk=refund_id))


@pytest.mark.django_db(transaction=True)
def test_five_workers_at_once_ask_for_one_refund_once(fake, paid):
    refund = asked_for(paid)
    assert at_once.run(send, [refund.pk] * 5).count(True) == 1
    assert len(fake.refunds) == 1
    assert now(refund) == ("submitted", "")


@pytest.mark.parametrize("fault", ["500 after", "reset", "slow", "no json"])
def test_a_refund_whose_answer_was_lost_is_found_again_under_its_name(monkeypatch, fake, paid, fault):
    monkeypatch.setattr(sslcommerz_calls, "TIMEOUT_SECONDS", (0.5, 0.5))
    refund = asked_for(paid)
    fake.faults = ["", "", fault]  # the payment is found, validated, and then
    assert refund_calls.send_due() == 0
    assert len(fake.refunds) == 1

    with clock.set_to(clock.now() + 5 * MINUTE):
        assert refund_calls.send_due() == 1

    assert now(refund) == ("submitted", "")
    assert [refund.provider_reference] == list(fake.refunds)
    first, second = refund_calls_of(fake)
    assert first == second


def test_a_refusal_after_an_answer_that_was_lost_waits_for_a_person_and_is_not_owed_twice(fake, paid):
    """It may refuse the second call because the first one was made: then the buyer has the money."""
    fake.repeated_refund = "failed"
    refund = asked_for(paid)
    fake.faults = ["", "", "500 after"]
    refund_calls.send_due()
    for hours in range(1, 30):
        with clock.set_to(clock.now() + hours * HOUR):
            refund_calls.send_due()

    assert now(refund) == ("submitted", "AnswerLost")
    assert refund in Refund.objects.waiting()
    assert len(fake.refunds) == 1
    assert balances.of("owed:sslcommerz") == 0


@pytest.mark.parametrize("fault", ["500", "reset", "no json"])
def test_a_refund_is_not_asked_for_before_its_payment_is_found(fake, paid, fault):
    refund = asked_for(paid)
    fake.faults = [fault]
    assert refund_calls.send_due() == 0
    assert refund_calls_of(fake) == []
    assert now(refund)[0] == "submitted"


def test_a_wrong_password_or_address_is_waited_out_not_taken_for_a_refusal(settings, fake, paid):
    refund = asked_for(paid)
    settings.SSLCOMMERZ_STORE_PASSWORD = "another"
    assert refund_calls.send_due() == 0
    assert now(refund) == ("submitted", "Unreachable")


@pytest.mark.parametrize(
    "wrong",
    [
        {"refund_ref_id": "another"},
        {"status": "done"},
        {"refunded_on": ""},
        {"APIConnect": "INVALID_REQUEST"},
    ],
)
def test_an_answer_about_a_refund_that_cannot_be_read_decides_nothing(monkeypatch, fake, paid, wrong):
    refund = asked_for(paid)
    refund_calls.send_due()
    reference = Refund.objects.get().provider_reference
    fake.settle_refund(reference, "refunded")
    fake.refunds[reference].update(wrong)
    with clock.set_to(clock.now() + 7 * HOUR):
        assert refund_calls.send_due() == 0
    assert now(refund)[0] == "submitted"


def test_what_came_in_another_sum_goes_back_whole(monkeypatch, fake):
    office = selling.prison()
    purchase = selling.place(selling.basket((selling.for_sale(office), 1)), provider_code="sslcommerz")
    attempts.open(purchase=purchase)
    fake.pay(amount="1300.00", store_amount="1300.00")
    attempts.ask_about(purchase=purchase)
    refund_calls.send_due()

    refund: Any = Refund.objects.get()
    assert (refund.reason, refund.state, refund.amount_poisha) == ("mismatch", "submitted", 130000)
    assert [each["_amount"] for each in fake.refunds.values()] == ["1300.00"]
    assert balances.trial_balance() == {}
