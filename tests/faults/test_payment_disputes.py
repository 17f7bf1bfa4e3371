"""Row 17: disputes opened, won and lost."""

from typing import Any

import pytest

from accounts.roles import Role
from letters.models import Letter
from shop.ledger import balances
from shop.ledger.models import Entry
from shop.orders.models import Purchase
from shop.payments import refund_calls, refunds
from shop.payments.models import MOST_TRIES, Dispute, Refund
from tests import selling
from tests.faults import paying
from tests.faults.paying import PROFIT, STOOL, TOTAL
from tests.payments.fake_stripe import FakeStripe

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_dispute_opened_holds_the_money_back_and_every_refund_with_it(
    stripe_there: FakeStripe, purchase: Purchase
) -> None:
    stripe_there.dispute("cs_test_1", due_by=1_800_000_000)
    paying.hear(stripe_there, lambda told: [*told, *told])

    dispute = Dispute.objects.get()
    assert (dispute.state, dispute.amount_poisha, dispute.reason) == ("opened", TOTAL, "fraudulent")
    assert (balances.of("disputed:stripe"), balances.of("clearing:stripe")) == (TOTAL, 0)
    with pytest.raises(refunds.Refused):
        paying.asked_for(purchase)
    assert Letter.objects.get(template="staff_dispute").to == "hq@example.org"
    paying.assert_letters_go()
    paying.assert_sound()


def test_a_dispute_won_gives_the_money_back_to_us(stripe_there: FakeStripe, purchase: Purchase) -> None:
    selling.deliver(purchase)
    dispute = stripe_there.dispute("cs_test_1")
    paying.hear(stripe_there)
    stripe_there.decide(dispute, "won")
    paying.hear(stripe_there, lambda told: [*told, *told])

    assert paying.steps(purchase, "Dispute") == ["opened", "won"]
    assert (balances.of("disputed:stripe"), balances.of("clearing:stripe")) == (0, TOTAL)
    assert paying.makers() == 3 * PROFIT // 2
    assert not Refund.objects.exists()
    assert paying.asked_for(purchase).state == "submitted", "refunds go out again"
    paying.assert_sound()


@pytest.mark.parametrize("told_opened", [True, False], ids=["in order", "its end told first"])
def test_a_dispute_lost_is_a_refund_of_all_and_takes_the_shares_back(
    stripe_there: FakeStripe, purchase: Purchase, told_opened: bool
) -> None:
    selling.deliver(purchase)
    dispute = stripe_there.dispute("cs_test_1")
    if told_opened:
        paying.hear(stripe_there)
    stripe_there.decide(dispute, "lost")
    paying.hear(stripe_there, lambda told: told[::-1])

    assert paying.steps(purchase, "Dispute") == ["opened", "lost"]
    assert paying.refund_rows() == [("disputed", "succeeded", TOTAL)]
    assert balances.trial_balance() == {
        "materials:dj-natore": -3 * 300_00,
        "department:dj-natore": 3 * 300_00,
    }
    assert refund_calls.send_due() == 0, "the bank has paid the buyer"
    assert not stripe_there.refunds
    paying.assert_sound()


def test_a_part_disputed_and_lost_is_the_department_s(stripe_there: FakeStripe, purchase: Purchase) -> None:
    selling.deliver(purchase)
    dispute = stripe_there.dispute("cs_test_1", 500_00)
    stripe_there.decide(dispute, "lost")
    paying.hear(stripe_there)

    assert paying.refund_rows() == [("disputed", "succeeded", 500_00)]
    assert paying.makers() == 3 * PROFIT // 2
    assert balances.of("clearing:stripe") == TOTAL - 500_00
    paying.assert_sound()


def test_the_whole_lost_in_a_dispute_after_a_refund_costs_no_maker_the_second_time(
    stripe_there: FakeStripe, purchase: Purchase
) -> None:
    selling.deliver(purchase)
    paying.asked_for(purchase)
    refund_calls.send_due()
    dispute = stripe_there.dispute("cs_test_1")
    stripe_there.decide(dispute, "lost")
    paying.hear(stripe_there)

    assert paying.refund_rows() == [
        ("returned", "succeeded", STOOL),
        ("disputed", "succeeded", TOTAL - STOOL),
    ]
    assert paying.makers() == 0
    assert balances.of("clearing:stripe") == -STOOL, "Stripe has taken more than it was given"
    assert balances.of("disputed:stripe") == 0
    paying.assert_sound()


@pytest.mark.parametrize("heard", ["before it is sent", "after Stripe refused it"])
def test_a_refund_on_its_way_when_the_dispute_comes_is_not_paid_twice(
    stripe_there: FakeStripe, purchase: Purchase, heard: str
) -> None:
    refund = paying.asked_for(purchase)
    dispute = stripe_there.dispute("cs_test_1")
    if heard == "before it is sent":
        paying.hear(stripe_there)
        assert refund_calls.send_due() == 0, "it waits until the dispute is decided"
        refund.refresh_from_db()
        assert (refund.state, refund.calls) == ("submitted", 0)
    else:
        assert refund_calls.send_due() == 1  # Stripe refuses: the charge is disputed
        refund.refresh_from_db()
        assert (refund.state, refund.failure) == ("failed", "charge_disputed")

    stripe_there.decide(dispute, "lost")
    paying.hear(stripe_there)

    refund.refresh_from_db()
    assert refund.state == "succeeded", "the bank has given the buyer all of it"
    assert paying.refund_rows() == [
        ("returned", "succeeded", STOOL),
        ("disputed", "succeeded", TOTAL - STOOL),
    ]
    assert balances.trial_balance() == {}
    assert refund_calls.send_due() == 0
    assert not stripe_there.refunds
    paying.assert_sound()


def test_a_refund_that_waited_for_a_dispute_goes_out_once_it_is_won(
    stripe_there: FakeStripe, purchase: Purchase
) -> None:
    refund = paying.asked_for(purchase)
    dispute = stripe_there.dispute("cs_test_1")
    paying.hear(stripe_there)
    assert refund_calls.send_due() == 0
    Refund.objects.update(tries=MOST_TRIES)
    with pytest.raises(refunds.Refused):
        refund_calls.try_again(by=paying.staff(Role.FINANCE), refund=refund)
    Refund.objects.update(tries=0)

    stripe_there.decide(dispute, "won")
    paying.hear(stripe_there)

    assert refund_calls.send_due() == 1
    assert paying.refund_rows() == [("returned", "succeeded", STOOL)]
    assert paying.given_at(stripe_there, purchase) == STOOL
    paying.assert_sound()


def test_a_failed_refund_is_not_paid_by_hand_while_its_payment_is_disputed(
    stripe_there: FakeStripe, purchase: Purchase
) -> None:
    finance = paying.staff(Role.FINANCE)
    refund = paying.fail_later(stripe_there, purchase)
    stripe_there.dispute("cs_test_1")
    paying.hear(stripe_there)
    with pytest.raises(refunds.Refused):
        refund_calls.pay_by_hand(by=finance, refund=refund, slip_number="BK-1")
    with pytest.raises(refunds.Refused):
        refund_calls.try_again(by=finance, refund=refund)
    assert (balances.of("owed:stripe"), balances.of("bank")) == (STOOL, 0)
    paying.assert_sound()


@pytest.mark.parametrize("ends", ["won", "lost"])
def test_a_refund_that_waits_for_its_approval_is_not_approved_while_disputed(
    stripe_there: FakeStripe, purchase: Purchase, settings: Any, ends: str
) -> None:
    settings.REFUND_LIMIT_POISHA = 1
    approver = paying.staff(Role.REFUND_APPROVER)
    refund = paying.asked_for(purchase)
    dispute = stripe_there.dispute("cs_test_1")
    paying.hear(stripe_there)
    with pytest.raises(refunds.Refused):
        refunds.approve(by=approver, refund=refund)

    stripe_there.decide(dispute, ends)
    paying.hear(stripe_there)

    refund.refresh_from_db()
    if ends == "won":
        assert refunds.approve(by=approver, refund=refund).state == "submitted"
    else:
        assert refund.state == "withdrawn", "the bank gave the whole"
        assert ("disputed", "succeeded", TOTAL) in paying.refund_rows()
    paying.assert_sound()


def test_a_bank_that_only_asks_moves_nothing(stripe_there: FakeStripe, purchase: Purchase) -> None:
    inquiry = stripe_there.dispute("cs_test_1", status="warning_needs_response")
    stripe_there.decide(inquiry, "warning_closed")
    paying.hear(stripe_there)

    assert not Dispute.objects.exists()
    assert balances.of("clearing:stripe") == TOTAL
    assert not Entry.objects.filter(kind__startswith="dispute").exists()
    paying.assert_sound()
