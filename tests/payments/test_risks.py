"""Payments that SSLCommerz holds for their risk: shown to headquarters, accepted or refused there, once."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

import clock
from accounts.models import User
from accounts.roles import Role
from bangla import digits
from letters import outbox
from letters.models import Letter
from shop.ledger import balances
from shop.ledger.verification import findings
from shop.orders.models import Purchase, StateChange
from shop.payments import attempts, late, refund_calls, risks, stuck
from shop.payments.models import PaymentAttempt, Refund
from tests import at_once, selling
from tests.payments.fake_sslcommerz import FakeSslcommerz
from tests.payments.sslcommerz_orders import attempt_of, opened, state, steps
from tests.selling import signed_in

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)
WHY = "ক্রেতার সঙ্গে ফোনে কথা হয়েছে"


@pytest.fixture
def held(fake: FakeSslcommerz, stool: Any) -> Purchase:
    """An order of all three stools that there are, paid and held for its risk, an hour ago."""
    purchase = opened(stool, 3)
    fake.pay(risk_level="1", risk_title="Risky transaction", at=clock.now())
    attempts.ask_about(purchase=purchase)
    assert attempt_of(purchase).state == "processing"
    return purchase


def finance() -> User:
    return selling.staff(Role.FINANCE, selling.headquarters())


def now_of(stool: Any) -> int:
    stool.refresh_from_db()
    allocated: int = stool.num_allocated
    return allocated


def test_an_accepted_payment_is_taken_as_any_other_from_the_instant_that_it_moved(
    fake: FakeSslcommerz, held: Purchase
) -> None:
    by = finance()
    with clock.set_to(clock.now() + 26 * HOUR):  # its reservation is long over: the goods stayed held
        assert attempts.expire_due() == 0
        attempt = risks.accept(by=by, attempt=attempt_of(held), note=WHY)

    assert (attempt.state, attempt.risk) == ("paid", "")
    assert state(held) == Purchase.State.PLACED
    assert attempt.captured_at is not None
    assert abs(attempt.captured_at - clock.now()) < HOUR, "the instant is the provider's, not the decision's"
    assert held.lines.get().captured_at == attempt.captured_at
    assert balances.of("clearing:sslcommerz") == held.total_poisha
    assert steps(held) == ["created", "open", "processing", "paid"]
    step = StateChange.objects.get(subject_kind="payments.PaymentAttempt", to_state="paid")
    assert (step.by, step.note) == (by, WHY)
    assert Letter.objects.filter(template="order_paid").count() == 1
    assert not PaymentAttempt.objects.held_for_risk().exists()
    assert list(findings()) == []


def test_headquarters_is_told_once_of_a_payment_that_is_held(fake: FakeSslcommerz, stool: Any) -> None:
    office = selling.headquarters()
    office.email = "hq@example.org"
    office.save()
    purchase = opened(stool)
    fake.pay(risk_level="1")
    for _ in range(3):
        attempts.ask_about(purchase=purchase)
    letter = Letter.objects.get(template="staff_held_payment")
    assert letter.to == "hq@example.org"
    outbox.send_due()
    letter.refresh_from_db()
    assert (letter.failure, letter.sent_at is not None) == ("", True)
    assert purchase.buyer_name not in str(letter.context)


def test_a_refused_payment_goes_back_whole_and_its_goods_to_the_shelf(
    fake: FakeSslcommerz, held: Purchase, stool: Any
) -> None:
    with clock.set_to(clock.now() + HOUR):
        risks.refuse(by=finance(), attempt=attempt_of(held), note=WHY)
        assert attempts.expire_due() == 1
        assert (state(held), now_of(stool)) == (Purchase.State.EXPIRED, 0)
        refund = Refund.objects.get()
        assert (refund.reason, refund.state, refund.amount_poisha) == (
            "risk", "submitted", held.total_poisha,
        )  # fmt: skip
        assert refund_calls.send_due() == 1
    assert [each["_amount"] for each in fake.refunds.values()] == ["3810.00"]
    assert balances.trial_balance() == {}
    assert held.lines.get().captured_at is None
    assert Letter.objects.filter(template="order_refund_due").count() == 1
    assert not Letter.objects.filter(template="order_paid").exists()
    assert list(findings()) == []


def test_a_risky_payment_that_is_found_late_is_shown_until_it_is_decided(
    fake: FakeSslcommerz, stool: Any
) -> None:
    """The order has expired and its page was paid all the same: nobody's money lies there unseen."""
    purchase = opened(stool, 3)
    with clock.set_to(clock.now() + HOUR):
        assert attempts.expire_due() == 1
        fake.pay(risk_level="1", risk_title="Risky transaction")
    with clock.set_to(clock.now() + 3 * HOUR):
        late.ask()
    with clock.set_to(clock.now() + 400 * HOUR):
        [attempt] = PaymentAttempt.objects.held_for_risk()
        assert attempt.state == "expired"
        risks.accept(by=finance(), attempt=attempt, note=WHY)
    assert state(purchase) == Purchase.State.PLACED
    assert list(findings()) == []


def test_another_amount_is_set_aside_though_it_was_accepted(fake: FakeSslcommerz, stool: Any) -> None:
    purchase = opened(stool)
    fake.pay(risk_level="1", amount="1300.00", store_amount="1300.00")
    attempts.ask_about(purchase=purchase)
    risks.accept(by=finance(), attempt=attempt_of(purchase), note=WHY)
    assert attempt_of(purchase).state == "mismatch"
    assert Refund.objects.get().reason == "mismatch"
    assert state(purchase) == Purchase.State.AWAITS_PAYMENT
    assert list(findings()) == []


def test_what_the_provider_has_cleared_meanwhile_is_taken_and_the_decision_told_that_it_is_over(
    fake: FakeSslcommerz, held: Purchase
) -> None:
    fake.release(fake.transactions[0])
    with pytest.raises(risks.Refused, match="ইতিমধ্যে"):
        risks.refuse(by=finance(), attempt=attempt_of(held), note=WHY)
    assert state(held) == Purchase.State.PLACED
    assert not Refund.objects.exists()


def test_a_provider_that_cannot_be_asked_decides_nothing(fake: FakeSslcommerz, held: Purchase) -> None:
    fake.faults = ["500"]
    with pytest.raises(risks.Refused, match="জিজ্ঞাসা করা যাচ্ছে না"):
        risks.accept(by=finance(), attempt=attempt_of(held), note=WHY)
    assert attempt_of(held).state == "processing"


def test_a_payment_that_a_bank_still_works_on_is_nobody_s_to_accept(fake: FakeSslcommerz, stool: Any) -> None:
    purchase = opened(stool)
    fake.pay(status="PENDING")
    attempts.ask_about(purchase=purchase)
    assert not PaymentAttempt.objects.held_for_risk().exists()
    with pytest.raises(risks.Refused):
        risks.accept(by=finance(), attempt=attempt_of(purchase), note=WHY)
    assert state(purchase) == Purchase.State.AWAITS_PAYMENT


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ORDER_DESK, Role.ICT_CELL])
def test_nobody_else_decides(held: Purchase, role: Role) -> None:
    for by in (selling.staff(role, selling.headquarters()), selling.staff(Role.FINANCE, selling.prison())):
        with pytest.raises(PermissionDenied):
            risks.accept(by=by, attempt=attempt_of(held), note=WHY)
    assert attempt_of(held).state == "processing"


def test_the_same_button_twice_is_once_and_the_other_button_is_told(held: Purchase) -> None:
    by = finance()
    for _ in range(2):
        risks.refuse(by=by, attempt=attempt_of(held), note=WHY)
    with pytest.raises(risks.Refused):
        risks.accept(by=by, attempt=attempt_of(held), note=WHY)
    assert Refund.objects.count() == 1


def decide(argument: tuple[int, int, bool]) -> str:
    attempt, by = PaymentAttempt.objects.get(pk=argument[0]), User.objects.get(pk=argument[1])
    verb = risks.refuse if argument[2] else risks.accept
    try:
        return str(verb(by=by, attempt=attempt, note=WHY).state)
    except risks.Refused:
        return "told"


@pytest.mark.django_db(transaction=True)
def test_of_eight_people_who_accept_and_refuse_at_once_one_decides(fake: FakeSslcommerz, stool: Any) -> None:
    purchase = opened(stool, 3)
    fake.pay(risk_level="1")
    attempts.ask_about(purchase=purchase)
    attempt = attempt_of(purchase)
    people = [selling.staff(Role.FINANCE, selling.headquarters(), f"finance-{n}") for n in range(8)]

    answers = at_once.run(
        decide, [(attempt.pk, person.pk, bool(number % 2)) for number, person in enumerate(people)]
    )

    assert sorted(map(str, answers)) == ["paid"] + ["told"] * 7
    captures = balances.of("clearing:sslcommerz") + sum(
        refund.amount_poisha for refund in Refund.objects.all()
    )
    assert captures == purchase.total_poisha
    assert list(findings()) == []


def test_the_screens_show_it_and_keep_what_was_typed(client: Client, held: Purchase) -> None:
    user = signed_in(client, Role.FINANCE, office=selling.headquarters())
    listed = client.get(reverse("held_payments")).content.decode()
    address = reverse("held_payment", args=[attempt_of(held).pk])
    assert address in listed
    assert "Risky transaction" in listed
    shown = client.get(address).content.decode()
    for word in (held.buyer_name, held.phone, held.address_line):
        assert word not in shown
    assert "গ্রহণ করুন" in shown

    refused = client.post(address, {"step": "accept", "note": " "})
    assert "কারণ লিখুন" in refused.content.decode()
    again = client.post(address, {"step": "", "note": WHY}).content.decode()
    assert WHY in again
    assert attempt_of(held).state == "processing"

    answer = client.post(address, {"step": "accept", "note": WHY}, follow=True).content.decode()
    assert "ঝুঁকির কারণে কোনো মূল্য পরিশোধ আটকে নেই" in answer
    assert state(held) == Purchase.State.PLACED
    decided = client.get(reverse("held_payments"), {"shelf": "decided"}).content.decode()
    assert address in decided
    told = client.get(address).content.decode()
    assert WHY in told
    assert str(user) in told
    assert "গ্রহণ করুন" not in told


def test_it_is_not_among_what_is_stuck_and_other_payments_have_no_such_page(
    client: Client, held: Purchase, stool: Any
) -> None:
    signed_in(client, Role.AUDITOR, office=selling.headquarters())
    with clock.set_to(clock.now() + 30 * HOUR):
        assert stuck.count() == 0
    assert (
        "সদর দপ্তরের অর্থ শাখা"
        in client.get(reverse("held_payment", args=[attempt_of(held).pk])).content.decode()
    )
    PaymentAttempt.objects.update(risk="")
    assert client.get(reverse("held_payment", args=[attempt_of(held).pk])).status_code == 404
    empty = digits.to_ascii(client.get(reverse("held_payments")).content.decode())
    assert "আটকে নেই" in empty
