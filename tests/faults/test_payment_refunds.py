"""Rows 12, 13, 14 and 17: refunds at once, made at Stripe, failing later; disputes opened, won and lost."""

from typing import Any

import pytest

from accounts.roles import Role
from letters.models import Letter
from offices.models import Office
from shop.ledger import balances
from shop.ledger.models import Entry
from shop.orders.models import Purchase
from shop.payments import inbox, refund_calls, refunds
from shop.payments.models import MOST_TRIES, Dispute, InboxEvent, Refund
from shop.payments.refunds import Parts
from tests import selling
from tests.faults import paying
from tests.faults.paying import STOOL, WAY
from tests.payments.fake_stripe import FakeStripe

TOTAL = 3 * STOOL + WAY
PROFIT = STOOL - 300_00  # of one stool

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stool(stripe_there: FakeStripe) -> Any:
    Office.objects.filter(pk=selling.headquarters().pk).update(email="hq@example.org")
    return selling.for_sale(selling.prison(), quantity=30, costs={"materials": 30 * 300_00})


@pytest.fixture
def purchase(stripe_there: FakeStripe, stool: Any) -> Purchase:
    """Three stools, paid by card."""
    return paying.paid(stripe_there, stool, 3)


def makers() -> int:
    """Return what all makers have, in poisha."""
    return -sum(poisha for code, poisha in balances.trial_balance().items() if code.startswith("inmate:"))


def asked_for(purchase: Purchase, units: int = 1, goodwill: int = 0) -> Refund:
    natore = selling.prison()
    line = purchase.lines.select_related("office").get()
    return refunds.request(
        purchase=purchase,
        reason="goodwill" if goodwill else "returned",
        parts=Parts({line: units} if units else {}, {}, {natore: goodwill} if goodwill else {}),
        by=selling.staff(Role.ORDER_DESK, natore),
    )


# Row 12


def ask_and_send(argument: tuple[int, int, int, int]) -> str:
    purchase_id, user_id, units, goodwill = argument
    purchase = Purchase.objects.get(pk=purchase_id)
    line = purchase.lines.select_related("office").get()
    parts = Parts({line: units} if units else {}, {}, {line.office: goodwill} if goodwill else {})
    try:
        refund = refunds.request(
            purchase=purchase, reason="faulty", parts=parts, by=selling.User.objects.get(pk=user_id)
        )
    finally:
        refund_calls.send_due()
    return refund.state


@pytest.mark.parametrize(
    ("units", "goodwill", "granted"),
    [
        pytest.param(1, 0, 3, id="one of three stools each"),
        pytest.param(2, 0, 1, id="two of three stools each"),
        pytest.param(0, 1000_00, 3, id="1,000 of 3,810 taka each"),
        pytest.param(1, 100_00, 2, id="a stool and 100 taka each"),
    ],
)
def test_five_refunds_at_once_over_the_total_never_give_more_than_was_captured(
    stripe_there: FakeStripe, purchase: Purchase, units: int, goodwill: int, granted: int
) -> None:
    selling.deliver(purchase)
    each = units * STOOL + goodwill
    people = [selling.staff(Role.ORDER_DESK, selling.prison()) for _ in range(5)]

    answers = paying.in_processes(
        ask_and_send, [(purchase.pk, person.pk, units, goodwill) for person in people]
    )
    with paying.later(hours=1):
        refund_calls.send_due()

    assert sorted(map(str, answers)) == sorted(["Refused"] * (5 - granted) + ["submitted"] * granted)
    purchase.refresh_from_db()
    assert purchase.refunded_poisha == granted * each == paying.given_at(stripe_there, purchase) <= TOTAL
    assert paying.refund_rows() == [("faulty", "succeeded", each)] * granted
    assert balances.of("clearing:stripe") == TOTAL - granted * each
    left = 3 - granted * units
    assert makers() == left * PROFIT // 2
    paying.assert_sound()


def test_stripe_s_own_ceiling_holds_where_somebody_there_gave_money_back_first(
    stripe_there: FakeStripe, purchase: Purchase
) -> None:
    """Two of three are given back at Stripe, unheard; then staff ask for two here."""
    stripe_there.refund_at_stripe("cs_test_1", 2 * STOOL)
    lost = list(stripe_there.told)
    stripe_there.told.clear()
    refund = asked_for(purchase, units=2)

    assert refund_calls.send_due() == 1

    refund.refresh_from_db()
    assert (refund.state, paying.given_at(stripe_there, purchase)) == ("failed", 2 * STOOL)
    assert balances.of("owed:stripe") == 2 * STOOL
    # The event comes after all: what was given there is what was owed here.
    stripe_there.told.extend(lost)
    paying.hear(stripe_there)
    refund.refresh_from_db()
    assert (refund.state, refund.provider_reference) == ("succeeded", "re_1")
    assert Refund.objects.count() == 1
    assert balances.of("owed:stripe") == 0
    assert balances.of("clearing:stripe") == TOTAL - 2 * STOOL
    paying.assert_sound()


# Row 13


def test_the_whole_given_back_at_stripe_takes_goods_and_shares_back(
    stripe_there: FakeStripe, purchase: Purchase
) -> None:
    selling.deliver(purchase)
    assert makers() == 3 * PROFIT // 2

    stripe_there.refund_at_stripe("cs_test_1")
    paying.hear(stripe_there, lambda told: [*told, *told])

    assert paying.refund_rows() == [("at_provider", "succeeded", TOTAL)]
    assert makers() == 0
    # Nobody said that the goods came back: their cost is the department's.
    assert balances.trial_balance() == {
        "materials:dj-natore": -3 * 300_00,
        "department:dj-natore": 3 * 300_00,
    }
    purchase.refresh_from_db()
    assert purchase.refunded_poisha == TOTAL
    paying.assert_sound()


def test_a_part_given_back_at_stripe_is_the_department_s_and_no_maker_s(
    stripe_there: FakeStripe, purchase: Purchase
) -> None:
    selling.deliver(purchase)

    stripe_there.refund_at_stripe("cs_test_1", 700_00)
    paying.hear(stripe_there)
    stripe_there.refund_at_stripe("cs_test_1", 1)
    paying.hear(stripe_there, lambda told: told[::-1])

    assert paying.refund_rows() == [
        ("at_provider", "succeeded", 700_00),
        ("at_provider", "succeeded", 1),
    ]
    assert makers() == 3 * PROFIT // 2
    assert balances.of("clearing:stripe") == TOTAL - 700_01
    assert balances.of("department:dj-natore") == 3 * PROFIT // 2 - 700_01
    paying.assert_sound()


def process_inbox(_: int) -> int:
    return inbox.process()


def test_a_refund_made_at_stripe_and_heard_by_eight_processes_is_booked_once(
    stripe_there: FakeStripe, purchase: Purchase
) -> None:
    stripe_there.refund_at_stripe("cs_test_1", 700_00)
    stripe_there.deliver(paying.at_the_door, lambda told: [*told, *told])

    paying.in_processes(process_inbox, list(range(8)))
    with paying.later(minutes=5):
        inbox.process()

    assert paying.refund_rows() == [("at_provider", "succeeded", 700_00)]
    assert balances.of("clearing:stripe") == TOTAL - 700_00
    assert not InboxEvent.objects.filter(processed_at=None).exists()
    paying.assert_sound()


# Row 14


def fail_later(fake: FakeStripe, purchase: Purchase) -> Refund:
    """Give one back; the provider says that it is done, and days later that the bank turned it away."""
    refund = asked_for(purchase)
    assert refund_calls.send_due() == 1
    paying.hear(fake)
    refund.refresh_from_db()
    assert refund.state == "succeeded"
    fake.fail_refund(refund.provider_reference)
    paying.hear(fake, lambda told: [*told, *told])
    refund.refresh_from_db()
    return refund


def test_a_refund_that_fails_later_is_owed_and_staff_are_told_once(
    stripe_there: FakeStripe, purchase: Purchase
) -> None:
    selling.deliver(purchase)
    refund = fail_later(stripe_there, purchase)

    assert (refund.state, refund.failure) == ("failed", "expired_or_canceled_card")
    assert balances.of("owed:stripe") == STOOL
    assert balances.of("clearing:stripe") == TOTAL
    assert makers() == 2 * PROFIT // 2, "the share stays taken back: the goods are back, or the buyer is owed"
    letter = Letter.objects.get(template="staff_refund_failed")
    assert letter.to == "hq@example.org"
    assert refund in Refund.objects.waiting()
    paying.assert_letters_go()
    paying.assert_sound()


def test_a_failed_refund_sent_again_is_a_new_one_and_late_words_of_the_old_do_not_touch_it(
    stripe_there: FakeStripe, purchase: Purchase
) -> None:
    finance = paying.staff(Role.FINANCE)
    refund = fail_later(stripe_there, purchase)

    refund_calls.try_again(by=finance, refund=refund)
    assert balances.of("owed:stripe") == 0
    for kind in ("refund.failed", "charge.refund.updated"):
        body, signature = stripe_there.event("re_1", kind)
        paying.at_the_door(body.replace(b"evt_", b"evt_late_"), signature)
        paying.at_the_door(*stripe_there.event("re_1", kind))
    inbox.process()
    refund.refresh_from_db()
    assert refund.state == "submitted"
    assert refund_calls.send_due() == 1
    paying.hear(stripe_there)

    refund.refresh_from_db()
    assert (refund.state, refund.provider_reference) == ("succeeded", "re_2")
    assert paying.given_at(stripe_there, purchase) == STOOL
    assert balances.of("clearing:stripe") == TOTAL - STOOL
    stripe_there.fail_refund("re_2")
    paying.hear(stripe_there)
    assert Letter.objects.filter(template="staff_refund_failed").count() == 2
    assert balances.of("owed:stripe") == STOOL
    paying.assert_sound()


def test_a_failed_refund_paid_by_hand_clears_what_is_owed(
    stripe_there: FakeStripe, purchase: Purchase
) -> None:
    finance = paying.staff(Role.FINANCE)
    refund = fail_later(stripe_there, purchase)

    for _ in range(2):
        refund_calls.pay_by_hand(by=finance, refund=refund, slip_number="BK-১২৩")

    refund.refresh_from_db()
    assert (refund.state, refund.slip_number) == ("succeeded", "BK-123")
    assert (balances.of("owed:stripe"), balances.of("bank")) == (0, -STOOL)
    with pytest.raises(refunds.Refused):
        refund_calls.try_again(by=finance, refund=refund)
    paying.assert_sound()


def pay_or_send(argument: tuple[str, int, int]) -> str:
    verb, refund_id, user_id = argument
    refund, by = Refund.objects.get(pk=refund_id), selling.User.objects.get(pk=user_id)
    if verb == "by hand":
        return refund_calls.pay_by_hand(by=by, refund=refund, slip_number="BK-1").state
    refund = refund_calls.try_again(by=by, refund=refund)
    refund_calls.send_due()
    return refund.state


def test_of_a_failed_refund_sent_again_and_paid_by_hand_at_once_only_one_gives_the_money(
    stripe_there: FakeStripe, purchase: Purchase
) -> None:
    finance = paying.staff(Role.FINANCE)
    refund = fail_later(stripe_there, purchase)

    paying.in_processes(
        pay_or_send,
        [("by hand" if number % 2 else "again", refund.pk, finance.pk) for number in range(6)],
    )
    with paying.later(hours=1):
        refund_calls.send_due()

    by_hand, at_stripe = -balances.of("bank"), paying.given_at(stripe_there, purchase)
    assert sorted([by_hand, at_stripe]) == [0, STOOL]
    assert balances.of("owed:stripe") == 0
    paying.assert_sound()


def test_a_refund_that_got_no_answer_ten_times_waits_for_a_person_who_sends_it_under_the_same_key(
    stripe_there: FakeStripe, purchase: Purchase
) -> None:
    refund = asked_for(purchase)
    stripe_there.faults = ["500"] * MOST_TRIES
    for hours in range(MOST_TRIES):
        with paying.later(hours=20 * hours):
            refund_calls.send_due()
    with paying.later(hours=1000):
        assert refund_calls.send_due() == 0
    refund.refresh_from_db()
    assert (refund.state, refund.tries, refund in Refund.objects.waiting()) == ("submitted", 10, True)
    key = refund.idempotency_key

    refund_calls.try_again(by=paying.staff(Role.FINANCE), refund=refund)
    assert refund_calls.send_due() == 1

    refund.refresh_from_db()
    assert (refund.state, refund.idempotency_key) == ("succeeded", key)
    paying.assert_sound()


# Row 17


def test_a_dispute_opened_holds_the_money_back_and_every_refund_with_it(
    stripe_there: FakeStripe, purchase: Purchase
) -> None:
    stripe_there.dispute("cs_test_1", due_by=1_800_000_000)
    paying.hear(stripe_there, lambda told: [*told, *told])

    dispute = Dispute.objects.get()
    assert (dispute.state, dispute.amount_poisha, dispute.reason) == ("opened", TOTAL, "fraudulent")
    assert (balances.of("disputed:stripe"), balances.of("clearing:stripe")) == (TOTAL, 0)
    with pytest.raises(refunds.Refused):
        asked_for(purchase)
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
    assert makers() == 3 * PROFIT // 2
    assert not Refund.objects.exists()
    assert asked_for(purchase).state == "submitted", "refunds go out again"
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
    assert makers() == 3 * PROFIT // 2
    assert balances.of("clearing:stripe") == TOTAL - 500_00
    paying.assert_sound()


def test_the_whole_lost_in_a_dispute_after_a_refund_costs_no_maker_the_second_time(
    stripe_there: FakeStripe, purchase: Purchase
) -> None:
    selling.deliver(purchase)
    asked_for(purchase)
    refund_calls.send_due()
    dispute = stripe_there.dispute("cs_test_1")
    stripe_there.decide(dispute, "lost")
    paying.hear(stripe_there)

    assert paying.refund_rows() == [
        ("returned", "succeeded", STOOL),
        ("disputed", "succeeded", TOTAL - STOOL),
    ]
    assert makers() == 0
    assert balances.of("clearing:stripe") == -STOOL, "Stripe has taken more than it was given"
    assert balances.of("disputed:stripe") == 0
    paying.assert_sound()


@pytest.mark.parametrize("heard", ["before it is sent", "after Stripe refused it"])
def test_a_refund_on_its_way_when_the_dispute_comes_is_not_paid_twice(
    stripe_there: FakeStripe, purchase: Purchase, heard: str
) -> None:
    refund = asked_for(purchase)
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
    refund = asked_for(purchase)
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
    refund = fail_later(stripe_there, purchase)
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
    refund = asked_for(purchase)
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
