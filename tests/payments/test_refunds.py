"""Refunds from the request to the buyer's money: who asks, who agrees, what the order, the book and the buyer get."""

import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

import clock
from accounts.roles import Role
from letters.models import Letter
from offices.models import Office
from shop.fulfilment import consignments
from shop.ledger import balances
from shop.ledger.verification import findings
from shop.orders.models import Purchase, SoldLine, StateChange
from shop.payments import attempts, cash, refund_calls, refunds
from shop.payments.models import DemonstrationRefund, DemonstrationSession, Refund
from shop.payments.refunds import Parts
from tests import selling

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def office() -> Office:
    return selling.prison()


@pytest.fixture
def desk(office: Office) -> Any:
    return selling.staff(Role.ORDER_DESK, office)


def paid(office: Office, quantity: int = 3) -> Purchase:
    """Return an order of stools at 1,250.00 each, with 60.00 for the way, paid by the demonstration's card."""
    wanted = selling.basket((selling.for_sale(office), quantity))
    return selling.pay_by_card(selling.place(wanted, provider_code="demonstration"))


def line_of(purchase: Purchase) -> SoldLine:
    return purchase.lines.select_related("office").get()


def told(kind: str) -> list[str]:
    """Return the steps that things of this kind made, in order."""
    return list(
        StateChange.objects.filter(subject_kind=f"payments.{kind}").values_list("to_state", flat=True)
    )


def is_true() -> bool:
    return list(findings()) == []


def test_a_small_refund_goes_out_at_once_and_the_provider_is_told_by_the_worker(office: Office, desk: Any):
    purchase = paid(office)
    line = line_of(purchase)

    refund = refunds.request(
        purchase=purchase, reason="returned", parts=Parts({line: 1}, {}), sound=False, by=desk
    )

    assert (refund.amount_poisha, refund.state) == (1250_00, "submitted")
    assert refund.state_words == "On its way"
    assert not DemonstrationRefund.objects.exists(), "nobody is called inside the transaction"
    assert selling.at_the_provider() == 2 * 1250_00 + 60_00
    assert refund_calls.send_due() == 1
    refund.refresh_from_db()
    assert refund.state == "succeeded"
    assert DemonstrationRefund.objects.get().amount_poisha == 1250_00
    assert told("Refund") == ["requested", "approved", "submitted", "succeeded"]
    assert set(
        Letter.objects.filter(template__startswith="order_refund").values_list("template", flat=True)
    ) == {
        "order_refund",
        "order_refunded",
    }
    assert is_true()


def test_the_same_form_twice_is_one_refund(office: Office, desk: Any):
    purchase = paid(office)
    facts = {"purchase": purchase, "reason": "returned", "by": desk, "form_key": "a-form-s-own-key"}

    first = refunds.request(parts=Parts({line_of(purchase): 1}, {}), **facts)
    second = refunds.request(parts=Parts({line_of(purchase): 1}, {}), **facts)

    assert first.pk == second.pk
    assert refund_calls.send_due() == 1
    assert refund_calls.send_due() == 0
    purchase.refresh_from_db()
    assert purchase.refunded_poisha == 1250_00


def test_a_large_refund_waits_for_another_person_and_changes_nothing_until_then(
    office: Office, desk: Any, settings: Any
):
    settings.REFUND_LIMIT_POISHA = 2000_00
    purchase = paid(office)
    approver = selling.staff(Role.REFUND_APPROVER, selling.headquarters())

    refund = refunds.request(
        purchase=purchase, reason="faulty", parts=Parts({line_of(purchase): 2}, {}), by=desk
    )

    assert refund.state == "requested"
    assert selling.at_the_provider() == 3 * 1250_00 + 60_00
    assert refund_calls.send_due() == 0
    assert refunds.approve(by=approver, refund=refund).state == "submitted"
    assert refunds.approve(by=approver, refund=refund).state == "submitted", "the same button twice"
    assert selling.at_the_provider() == 1250_00 + 60_00
    assert is_true()


def test_who_asked_for_a_large_refund_cannot_agree_to_it_in_the_database_either(
    office: Office, settings: Any
):
    settings.REFUND_LIMIT_POISHA = 100
    purchase = paid(office)
    both = selling.staff(Role.ORDER_DESK, selling.headquarters())
    both.is_superuser = True
    both.save()
    refund = refunds.request(
        purchase=purchase, reason="faulty", parts=Parts({line_of(purchase): 1}, {}), by=both
    )

    with pytest.raises(refunds.Refused, match="yourself"):
        refunds.approve(by=both, refund=refund)
    for cheat in (
        {"state": "approved", "approved_by": both},
        {"state": "submitted", "submitted_at": clock.now()},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Refund.objects.filter(pk=refund.pk).update(**cheat)


def test_a_refund_that_is_not_agreed_to_leaves_all_as_it_was(office: Office, desk: Any, settings: Any):
    settings.REFUND_LIMIT_POISHA = 100
    purchase = paid(office)
    approver = selling.staff(Role.REFUND_APPROVER, selling.headquarters())
    refund = refunds.request(
        purchase=purchase, reason="faulty", parts=Parts({line_of(purchase): 1}, {}), by=desk
    )

    with pytest.raises(refunds.Refused, match="why"):
        refunds.withdraw(by=approver, refund=refund, note=" ")
    refunds.withdraw(by=approver, refund=refund, note="the parcel is intact")

    purchase.refresh_from_db()
    assert (refund.state, purchase.refunded_poisha) == ("withdrawn", 0)
    with pytest.raises(refunds.Refused):
        refunds.approve(by=approver, refund=refund)


def test_while_one_refund_waits_no_second_is_asked_for(office: Office, desk: Any, settings: Any):
    settings.REFUND_LIMIT_POISHA = 100
    purchase = paid(office)
    facts = {"purchase": purchase, "reason": "faulty", "by": desk}
    refunds.request(parts=Parts({line_of(purchase): 1}, {}), **facts)

    with pytest.raises(refunds.Refused, match="waits for its approval"):
        refunds.request(parts=Parts({line_of(purchase): 1}, {}), **facts)


@pytest.mark.parametrize(
    ("units", "delivery", "said"), [(4, 0, "More pieces"), (0, 60_01, "More would"), (0, 0, "Choose")]
)
def test_more_than_was_paid_or_nothing_is_refused(
    office: Office, desk: Any, units: int, delivery: int, said: str
):
    purchase = paid(office)

    with pytest.raises(refunds.Refused, match=said):
        refunds.request(
            purchase=purchase,
            reason="returned",
            parts=Parts({line_of(purchase): units}, {office: delivery}),
            by=desk,
        )

    assert not Refund.objects.exists()


def test_another_prison_s_staff_cannot_refund_this_prison_s_goods(office: Office):
    purchase = paid(office)
    stranger = selling.staff(Role.ORDER_DESK, selling.prison("dj-pabna"))

    with pytest.raises(PermissionDenied):
        refunds.request(
            purchase=purchase, reason="returned", parts=Parts({line_of(purchase): 1}, {}), by=stranger
        )


def test_all_that_is_left_is_the_rest_of_goods_and_delivery(office: Office, desk: Any):
    purchase = paid(office)
    refunds.request(
        purchase=purchase, reason="returned", parts=Parts({line_of(purchase): 1}, {office: 20_00}), by=desk
    )

    left = refunds.all_that_is_left(purchase)

    assert left.units == {line_of(purchase): 2}
    assert left.delivery == {office: 40_00}
    assert left.poisha == 2 * 1250_00 + 40_00
    refunds.request(purchase=purchase, reason="returned", parts=left, by=desk)
    assert selling.at_the_provider() == 0
    assert refunds.all_that_is_left(purchase).poisha == 0
    assert is_true()


def test_a_refund_that_the_provider_refuses_stays_owed_until_it_is_paid_by_hand(office: Office, desk: Any):
    hq = selling.headquarters()
    Office.objects.filter(pk=hq.pk).update(email="hq@example.org")
    finance = selling.staff(Role.FINANCE, hq)
    purchase = paid(office)
    refund = refunds.request(
        purchase=purchase, reason="returned", parts=Parts({line_of(purchase): 1}, {}), by=desk
    )
    DemonstrationSession.objects.update(amount_poisha=1)  # it will not give more than it thinks it took

    assert refund_calls.send_due() == 1

    refund.refresh_from_db()
    assert refund.state == "failed"
    assert balances.of("owed:demonstration") == 1250_00
    assert Letter.objects.get(template="staff_refund_failed").to == "hq@example.org"
    assert refund in Refund.objects.waiting()
    with pytest.raises(refunds.Refused, match="number"):
        refund_calls.pay_by_hand(by=finance, refund=refund, slip_number="!")
    refund_calls.pay_by_hand(by=finance, refund=refund, slip_number="BKASH-৭৭১")
    refund.refresh_from_db()
    assert (refund.state, refund.slip_number, refund.paid_by) == ("succeeded", "BKASH-771", finance)
    assert balances.of("owed:demonstration") == 0
    assert balances.of("bank") == -1250_00
    assert is_true()


def test_a_refused_refund_may_be_sent_again_under_a_new_key(office: Office, desk: Any):
    finance = selling.staff(Role.FINANCE, selling.headquarters())
    purchase = paid(office)
    refund = refunds.request(
        purchase=purchase, reason="returned", parts=Parts({line_of(purchase): 1}, {}), by=desk
    )
    DemonstrationSession.objects.update(amount_poisha=1)
    refund_calls.send_due()
    key = refund.idempotency_key
    DemonstrationSession.objects.update(amount_poisha=purchase.total_poisha)

    refund_calls.try_again(by=finance, refund=refund)
    assert balances.of("owed:demonstration") == 0
    assert refund_calls.send_due() == 1

    refund.refresh_from_db()
    assert refund.state == "succeeded"
    assert refund.idempotency_key != key
    assert selling.at_the_provider() == 2 * 1250_00 + 60_00
    assert is_true()


def test_what_was_paid_in_cash_goes_back_by_hand_under_the_slip_s_number(office: Office, desk: Any):
    purchase = selling.place(selling.basket((selling.for_sale(office), 2)))
    handed_in(purchase, office)
    finance = selling.staff(Role.FINANCE, selling.headquarters())

    refund = refunds.request(
        purchase=purchase, reason="returned", parts=Parts({line_of(purchase): 1}, {}), by=desk
    )

    assert (refund.state, refund.due_at, refund.provider) == ("submitted", None, "cash")
    assert refund.state_words == "To be paid by hand"
    assert refund_calls.send_due() == 0
    assert refund in Refund.objects.waiting()
    for _ in range(2):
        refund_calls.pay_by_hand(by=finance, refund=refund, slip_number="SLIP-12")
    refund.refresh_from_db()
    assert refund.state == "succeeded"
    assert (balances.of("bank"), balances.of("clearing:cash")) == (1250_00 + 60_00, 0)
    assert is_true()


def handed_in(purchase: Purchase, office: Office) -> None:
    hands = selling.staff(Role.PARCELS, office)
    parcel = purchase.consignments.get()
    consignments.pack(by=hands, consignment=parcel)
    consignments.ship(by=hands, consignment=parcel, courier="Sundarban", tracking_number="SB-1")
    consignments.deliver(by=hands, consignment=parcel, cash_collected=True)
    due = purchase.cash_dues.get()
    cash.record_hand_in(by=selling.staff(Role.CASH_RECORDER, office), due=due, slip_number="4711")
    cash.confirm_hand_in(by=selling.staff(Role.CASH_CONFIRMER, office), due=due)


def test_before_anything_is_paid_nothing_is_paid_back(office: Office, desk: Any):
    purchase = selling.place(selling.basket((selling.for_sale(office), 1)), provider_code="demonstration")

    with pytest.raises(refunds.Refused, match="Nothing was paid"):
        refunds.request(purchase=purchase, reason="goodwill", parts=Parts({}, {}, {office: 100}), by=desk)


def test_no_letter_of_a_refund_names_the_buyer(office: Office, desk: Any):
    purchase = paid(office)
    refunds.request(purchase=purchase, reason="returned", parts=Parts({line_of(purchase): 1}, {}), by=desk)

    for letter in Letter.objects.filter(template__startswith="order_refund"):
        said = str(letter.context)
        assert not re.search(r"রহিমা|01712345678|স্টেশন", said)


def test_money_that_came_twice_and_went_back_is_not_given_a_second_time(office: Office, desk: Any):
    """Found by the soak: of what was paid, what went back as paid twice is not there to be refunded."""
    purchase = selling.place(selling.basket((selling.for_sale(office), 2)), provider_code="demonstration")
    attempts.open(purchase=purchase)
    attempts.retry(purchase=purchase, provider_code="cash")
    DemonstrationSession.objects.update(state="paid", paid_at=clock.now())
    attempts.settle(attempt=purchase.attempts.get())
    purchase.refresh_from_db()
    handed_in(purchase, office)

    for parts in (
        Parts({line_of(purchase): 2}, {office: 60_00}, {office: 1}),
        Parts({}, {office: 60_01}),
    ):
        with pytest.raises(refunds.Refused, match="More would"), transaction.atomic():
            refunds.request(purchase=purchase, reason="goodwill", parts=parts, by=desk)
    assert is_true()
