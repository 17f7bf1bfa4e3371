"""Rows 12, 13 and 14: refunds at once, made at Stripe, failing later."""

import pytest

from accounts.roles import Role
from letters.models import Letter
from shop.ledger import balances
from shop.orders.models import Purchase
from shop.payments import inbox, refund_calls, refunds
from shop.payments.models import MOST_TRIES, InboxEvent, Refund
from shop.payments.refunds import Parts
from tests import selling
from tests.faults import paying
from tests.faults.paying import PROFIT, STOOL, TOTAL
from tests.payments.fake_stripe import FakeStripe

pytestmark = pytest.mark.django_db(transaction=True)


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
    assert paying.makers() == left * PROFIT // 2
    paying.assert_sound()


def test_stripe_s_own_ceiling_holds_where_somebody_there_gave_money_back_first(
    stripe_there: FakeStripe, purchase: Purchase
) -> None:
    """Two of three are given back at Stripe, unheard; then staff ask for two here."""
    stripe_there.refund_at_stripe("cs_test_1", 2 * STOOL)
    lost = list(stripe_there.told)
    stripe_there.told.clear()
    refund = paying.asked_for(purchase, units=2)

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
    assert paying.makers() == 3 * PROFIT // 2

    stripe_there.refund_at_stripe("cs_test_1")
    paying.hear(stripe_there, lambda told: [*told, *told])

    assert paying.refund_rows() == [("at_provider", "succeeded", TOTAL)]
    assert paying.makers() == 0
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
    assert paying.makers() == 3 * PROFIT // 2
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


def test_a_refund_that_fails_later_is_owed_and_staff_are_told_once(
    stripe_there: FakeStripe, purchase: Purchase
) -> None:
    selling.deliver(purchase)
    refund = paying.fail_later(stripe_there, purchase)

    assert (refund.state, refund.failure) == ("failed", "expired_or_canceled_card")
    assert balances.of("owed:stripe") == STOOL
    assert balances.of("clearing:stripe") == TOTAL
    assert paying.makers() == 2 * PROFIT // 2, (
        "the share stays taken back: the goods are back, or the buyer is owed"
    )
    letter = Letter.objects.get(template="staff_refund_failed")
    assert letter.to == "hq@example.org"
    assert refund in Refund.objects.waiting()
    paying.assert_letters_go()
    paying.assert_sound()


def test_a_failed_refund_sent_again_is_a_new_one_and_late_words_of_the_old_do_not_touch_it(
    stripe_there: FakeStripe, purchase: Purchase
) -> None:
    finance = paying.staff(Role.FINANCE)
    refund = paying.fail_later(stripe_there, purchase)

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
    refund = paying.fail_later(stripe_there, purchase)

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
    refund = paying.fail_later(stripe_there, purchase)

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
    refund = paying.asked_for(purchase)
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
