"""A refund whose answer was lost: asked again, or stated by two people that it was made, or was not."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

import clock
from accounts.models import User
from accounts.roles import Role
from letters.models import Letter
from shop.ledger import balances
from shop.ledger.verification import findings
from shop.orders.models import Purchase, StateChange
from shop.payments import attempts, lost_answers, refund_calls, refunds, stuck
from shop.payments.models import MOST_TRIES, LostAnswer, Refund
from tests import at_once, selling
from tests.payments.fake_sslcommerz import FakeSslcommerz
from tests.payments.test_sslcommerz_refunds import asked_for, refund_calls_of
from tests.selling import signed_in

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)
STOOL = 1250_00


@pytest.fixture
def refund(fake: FakeSslcommerz) -> Refund:
    """A refund that SSLCommerz made and did not answer, and of which it refuses every later call."""
    purchase = selling.place(
        selling.basket((selling.for_sale(selling.prison()), 3)), provider_code="sslcommerz"
    )
    attempts.open(purchase=purchase)
    fake.pay(at=clock.now())
    attempts.ask_about(purchase=purchase)
    assert purchase.state == Purchase.State.PLACED
    fake.repeated_refund = "failed"
    refund = asked_for(purchase)
    fake.faults = ["", "", "500 after"]
    for hours in range(30):
        with clock.set_to(clock.now() + hours * HOUR):
            refund_calls.send_due()
    refund.refresh_from_db()
    assert (refund.state, refund.tries, refund.calls, refund.failure) == (
        "submitted", MOST_TRIES, MOST_TRIES, "AnswerLost",
    )  # fmt: skip
    assert len(fake.refunds) == 1
    return refund


def finance(name: str = "finance-1") -> User:
    standing = User.objects.filter(username=name).first()
    return standing or selling.staff(Role.FINANCE, selling.headquarters(), name)


def test_asked_again_a_refusal_is_still_not_believed(fake: FakeSslcommerz, refund: Refund) -> None:
    """The first call may have made it: to call it failed would have it paid by hand a second time."""
    refund_calls.try_again(by=finance(), refund=refund)
    assert refund_calls.send_due() == 0
    refund.refresh_from_db()
    assert (refund.state, refund.failure, refund.calls) == ("submitted", "AnswerLost", MOST_TRIES + 1)
    assert balances.of("owed:sslcommerz") == 0
    assert len({fields["refund_trans_id"] for fields in refund_calls_of(fake)}) == 1


def test_found_made_and_confirmed_it_is_done_and_the_book_is_as_it_was(
    fake: FakeSslcommerz, refund: Refund
) -> None:
    [number] = fake.refunds
    before = balances.trial_balance()
    first, second = finance(), finance("finance-2")
    for _ in range(2):
        answer = lost_answers.record(by=first, refund=refund, was_made=True, reference=f" {number} ")
    assert LostAnswer.objects.count() == 1
    refund.refresh_from_db()
    assert refund.state == "submitted", "nothing moves before another person has confirmed it"

    for _ in range(2):
        lost_answers.confirm(by=second, answer=answer)

    refund.refresh_from_db()
    assert (refund.state, refund.provider_reference, refund.slip_number) == ("succeeded", number, "")
    assert balances.trial_balance() == before
    assert Letter.objects.filter(template="order_refunded").count() == 1
    step = StateChange.objects.get(subject_kind="payments.Refund", to_state="succeeded")
    assert (step.by, step.note) == (second, number)
    assert stuck.count() == 0
    assert list(findings()) == []


def test_found_not_made_and_confirmed_it_is_owed_and_paid_by_hand(
    fake: FakeSslcommerz, refund: Refund
) -> None:
    fake.refunds.clear()
    first, second = finance(), finance("finance-2")
    answer = lost_answers.record(by=first, refund=refund, was_made=False, note="merchant panel")
    lost_answers.confirm(by=second, answer=answer)

    refund.refresh_from_db()
    assert (refund.state, balances.of("owed:sslcommerz")) == ("failed", STOOL)
    step = StateChange.objects.get(subject_kind="payments.Refund", to_state="failed")
    assert step.by == second
    refund_calls.pay_by_hand(by=first, refund=refund, slip_number="BK-1")
    assert (balances.of("owed:sslcommerz"), balances.of("bank")) == (0, -STOOL)
    assert list(findings()) == []


def test_found_not_made_it_may_be_sent_under_a_new_name_and_is_then_a_first_call(
    fake: FakeSslcommerz, refund: Refund
) -> None:
    fake.refunds.clear()
    answer = lost_answers.record(by=finance(), refund=refund, was_made=False, note="merchant panel")
    lost_answers.confirm(by=finance("finance-2"), answer=answer)
    refund_calls.try_again(by=finance(), refund=refund)
    assert refund_calls.send_due() == 1
    refund.refresh_from_db()
    assert (refund.state, refund.calls, len(fake.refunds)) == ("submitted", 1, 1)
    assert len({fields["refund_trans_id"] for fields in refund_calls_of(fake)}) == 2


def test_while_a_statement_waits_nobody_asks_the_provider_again(refund: Refund) -> None:
    answer = lost_answers.record(by=finance(), refund=refund, was_made=False, note="merchant panel")
    with pytest.raises(refunds.Refused):
        refund_calls.try_again(by=finance("finance-2"), refund=refund)
    ict = selling.staff(Role.ICT_CELL, selling.headquarters())
    assert not stuck.try_again(by=ict, kind="refund", subject_id=refund.pk)
    with pytest.raises(refunds.Refused):
        lost_answers.record(by=finance("finance-2"), refund=refund, was_made=True, reference="R-1")

    lost_answers.withdraw(by=finance(), answer=answer)
    assert stuck.try_again(by=ict, kind="refund", subject_id=refund.pk)
    with pytest.raises(refunds.Refused):
        lost_answers.confirm(by=finance("finance-2"), answer=answer)
    with pytest.raises(refunds.Refused, match="এখনো"):
        lost_answers.record(by=finance(), refund=refund, was_made=True, reference="R-1")


def test_who_recorded_does_not_confirm_in_the_database_either(refund: Refund) -> None:
    root = User.objects.create_superuser("root")
    answer = lost_answers.record(by=root, refund=refund, was_made=True, reference="R-1")
    with pytest.raises(refunds.Refused):
        lost_answers.confirm(by=root, answer=answer)
    with pytest.raises(IntegrityError), transaction.atomic():
        LostAnswer.objects.update(confirmed_by=root, confirmed_at=clock.now())
    refund.refresh_from_db()
    assert refund.state == "submitted"


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ORDER_DESK, Role.REFUND_APPROVER])
def test_nobody_but_finance_states_it(refund: Refund, role: Role) -> None:
    by = selling.staff(role, selling.headquarters())
    with pytest.raises(PermissionDenied):
        lost_answers.record(by=by, refund=refund, was_made=True, reference="R-1")
    answer = lost_answers.record(by=finance(), refund=refund, was_made=True, reference="R-1")
    with pytest.raises(PermissionDenied):
        lost_answers.confirm(by=by, answer=answer)


def test_another_refund_s_number_is_refused_at_its_field(refund: Refund) -> None:
    other = Refund.objects.get(pk=refund.pk)
    other.pk, other.reference, other.idempotency_key = None, "other", "other"
    other.provider_reference = "R-9"
    other.save()
    with pytest.raises(refunds.Refused) as refused:
        lost_answers.record(by=finance(), refund=refund, was_made=True, reference="R-9")
    assert list(refused.value.message_dict) == ["reference"]


def confirm(argument: tuple[int, int]) -> str:
    answer, by = LostAnswer.objects.get(pk=argument[0]), User.objects.get(pk=argument[1])
    try:
        lost_answers.confirm(by=by, answer=answer)
    except refunds.Refused:
        return "told"
    return "done"


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_confirm_at_once_one_moves_the_money(refund: Refund) -> None:
    answer = lost_answers.record(by=finance(), refund=refund, was_made=False, note="merchant panel")
    people = [finance(f"other-{number}") for number in range(8)]
    answers = at_once.run(confirm, [(answer.pk, person.pk) for person in people])
    assert sorted(map(str, answers)) == ["done"] + ["told"] * 7
    assert balances.of("owed:sslcommerz") == STOOL
    assert list(findings()) == []


def test_the_stuck_page_leads_to_the_choice_and_the_form_keeps_what_was_typed(
    client: Client, refund: Refund
) -> None:
    signed_in(client, Role.FINANCE, office=selling.headquarters())
    address = reverse("refund", args=[refund.pk])
    assert address in client.get(reverse("stuck")).content.decode()
    shown = client.get(address).content.decode()
    for step in ("made", "not_made", "again"):
        assert f'value="{step}"' in shown
    wrong: Any = client.post(address, {"step": "made", "reference": "", "note": "প্যানেলে দেখেছি"})
    assert "প্যানেলে দেখেছি" in wrong.content.decode()
    assert "যে নম্বর দেখা যায়" in wrong.content.decode()

    client.post(address, {"step": "made", "reference": "R-77", "note": ""})
    own = client.get(address).content.decode()
    assert 'value="confirm_answer"' not in own
    assert 'value="withdraw_answer"' in own
    second = Client()
    signed_in(second, Role.FINANCE, office=selling.headquarters())
    assert "R-77" in second.get(address).content.decode()
    done = second.post(address, {"step": "confirm_answer"}, follow=True).content.decode()
    assert "R-77" in done
    refund.refresh_from_db()
    assert refund.state == "succeeded"


def test_a_refund_that_waits_for_a_dispute_says_so(client: Client, refund: Refund) -> None:
    assert refund.attempt is not None
    refund.attempt.disputes.create(
        purchase=refund.purchase, provider="sslcommerz", provider_reference="d-1", state="opened",
        amount_poisha=1, opened_at=clock.now(),
    )  # fmt: skip
    signed_in(client, Role.FINANCE, office=selling.headquarters())
    shown = client.get(reverse("refund", args=[refund.pk])).content.decode()
    assert "নিষ্পত্তি না হওয়া পর্যন্ত মূল্য ফেরত অপেক্ষায় থাকবে" in shown
    assert 'value="again"' not in shown
