"""Provider ↔ orders ↔ book, day by day: what differs is named, until it is gone or explained."""

import datetime
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, transaction

import clock
from accounts.roles import Role
from offices.models import Office
from shop.fulfilment import consignments
from shop.ledger import balances, journal
from shop.ledger.models import Entry
from shop.ledger.verification import findings
from shop.orders.models import Purchase
from shop.payments import attempts, cash, inbox, reconciling, refund_calls, refunds
from shop.payments.models import (
    Break,
    DemonstrationPayout,
    DemonstrationRefund,
    DemonstrationSession,
    InboxEvent,
    PaymentAttempt,
    ReconciledDay,
    Refund,
)
from shop.payments.providers import demonstration
from shop.payments.providers.interface import Movement, MovementKind, Unreachable
from shop.payments.refunds import Parts
from tests import at_once, selling

pytestmark = pytest.mark.django_db

TUESDAY = datetime.date(2026, 3, 10)
HOUR = datetime.timedelta(hours=1)
# An order of one stool: 1,250.00 and 60.00 for the way; the demonstration's card takes 1.5 % of it.
PAID, FEE = 1310_00, 19_65


@pytest.fixture
def office() -> Office:
    selling.headquarters()
    return selling.prison()


@pytest.fixture
def stool(office: Office) -> Any:
    with at(9):
        return selling.for_sale(office, quantity=20)


def at(hour: float, day: datetime.date = TUESDAY) -> Any:
    return clock.set_to(clock.midnight(day) + hour * HOUR)


def next_day(days: int = 1) -> Any:
    """Let it be shortly after midnight, so many days later: when the worker compares."""
    return at(0.5, TUESDAY + datetime.timedelta(days=days))


def ordered(stool: Any, hour: float = 10) -> Purchase:
    """Return an order whose buyer has paid on the provider's page, without our having heard of it."""
    with at(hour):
        purchase = selling.place(selling.basket((stool, 1)), provider_code="demonstration")
        attempts.open(purchase=purchase)
        demonstration.move(token=purchase.attempts.get().provider_reference, to="paid")
    return purchase


def paid(stool: Any, hour: float = 10) -> Purchase:
    purchase = ordered(stool, hour)
    with at(hour + 0.01):
        attempts.ask_about(purchase=purchase)
    assert purchase.state == Purchase.State.PLACED
    return purchase


def session_of(purchase: Purchase) -> Any:
    return DemonstrationSession.objects.filter(token=purchase.attempts.get().provider_reference)


def compare(on: datetime.date = TUESDAY, code: str = "demonstration") -> ReconciledDay:
    return reconciling.reconcile(provider_code=code, on=on)


def standing() -> list[tuple[str, int | None, int | None, int | None]]:
    """Return the breaks that stand: what differs, and the amounts there, in the orders and in the book."""
    rows = Break.objects.standing().order_by("kind", "pk")
    return list(rows.values_list("kind", "theirs_poisha", "ours_poisha", "booked_poisha"))


def finance() -> Any:
    return selling.staff(Role.FINANCE, selling.headquarters())


def said(*arguments: str) -> tuple[dict[str, Any], int]:
    """Return what `manage.py reconcile --json` says, and its exit code."""
    out = io.StringIO()
    try:
        call_command("reconcile", "--json", *arguments, stdout=out, stderr=io.StringIO())
    except SystemExit as ended:
        return json.loads(out.getvalue()), int(ended.code or 0)
    return json.loads(out.getvalue()), 0


def test_a_day_on_which_all_agree_has_no_break_and_its_money_is_at_the_bank(stool: Any) -> None:
    paid(stool), paid(stool, 11)
    with next_day():
        told, code = said()

    assert (told["ok"], code, standing()) == (True, 0, [])
    [day] = [each for each in told["days"] if each["provider"] == "demonstration"]
    assert day["sums"] == {
        "payments": {"theirs": 2 * PAID, "ours": 2 * PAID, "booked": 2 * PAID},
        "refunds": {"theirs": 0, "ours": 0, "booked": 0},
        "disputes": {"theirs": 0, "ours": 0, "booked": 0},
        "fees": {"theirs": -2 * FEE, "ours": None, "booked": -2 * FEE},
        "payouts": {"theirs": 2 * (FEE - PAID), "ours": None, "booked": 2 * (FEE - PAID)},
        "other": {"theirs": 0, "ours": None, "booked": 0},
    }
    book = balances.trial_balance()
    assert (book["bank"], book["fees:demonstration"]) == (2 * (PAID - FEE), 2 * FEE)
    assert "clearing:demonstration" not in book
    assert list(findings()) == []


def test_compared_twice_nothing_is_booked_or_listed_twice(stool: Any) -> None:
    paid(stool)
    session_of(paid(stool, 11)).update(amount_poisha=1)
    with next_day():
        compare()
        entries, breaks = Entry.objects.count(), Break.objects.count()
        compare()

    assert (Entry.objects.count(), Break.objects.count()) == (entries, breaks)
    assert breaks == 1, "the fee that the provider states with it is booked"


def test_a_lost_event_is_a_break_until_the_sweeper_has_asked(stool: Any) -> None:
    purchase = ordered(stool)
    with next_day():
        compare()
        assert standing() == [("only_there", PAID, None, None)]
        found = Break.objects.get()
        assert (found.order_number, found.reference) == (
            purchase.number,
            f"charge-{session_of(purchase).get().pk}",
        )
        assert attempts.sweep() == 1
        compare()

    found.refresh_from_db()
    assert (standing(), found.settled_at is not None, found.explained_at) == ([], True, None)
    assert DemonstrationPayout.objects.get().amount_poisha == PAID - FEE


def test_a_movement_that_nobody_told_us_of_puts_a_notice_into_the_inbox(stool: Any) -> None:
    """The sweeper asks about open attempts alone: here the attempt is over, and its money came all the same."""
    purchase = ordered(stool)
    PaymentAttempt.objects.update(state="expired")
    with next_day():
        assert attempts.sweep() == 0
        compare()
        compare()
        assert InboxEvent.objects.get().kind == "reconciliation"
        assert inbox.process() == 1
        compare()

    purchase.refresh_from_db()
    assert (standing(), purchase.attempts.get().state, purchase.state) == ([], "paid", "placed")


def test_an_altered_amount_at_the_provider_is_named_and_the_command_exits_one(stool: Any) -> None:
    purchase = paid(stool)
    session_of(purchase).update(amount_poisha=PAID - 1)
    with next_day():
        told, code = said("--day", str(TUESDAY), "--provider", "demonstration")

    assert code == 1
    [amount] = [each for each in told["breaks"] if each["kind"] == "amount"]
    assert (amount["order"], amount["reference"]) == (
        purchase.number,
        f"charge-{session_of(purchase).get().pk}",
    )
    assert purchase.attempts.get().token not in json.dumps(told), "it would open the buyer's page"
    assert (amount["theirs_poisha"], amount["ours_poisha"], amount["booked_poisha"]) == (PAID - 1, PAID, PAID)


def test_once_finance_has_explained_every_break_the_command_exits_zero(stool: Any) -> None:
    session_of(paid(stool)).update(amount_poisha=PAID - 100_00)
    by = finance()
    with next_day():
        assert said()[1] == 1
        for found in Break.objects.standing():
            reconciling.explain(
                by=by, found=found, note="The bank took a charge of its own; asked for it back."
            )
            reconciling.explain(
                by=by, found=found, note="The bank took a charge of its own; asked for it back."
            )
        assert said()[1] == 0
    with next_day(2):
        assert said()[1] == 0, "explained is explained"
        session_of(Purchase.objects.get()).update(amount_poisha=PAID - 200_00)
        assert said("--day", str(TUESDAY))[1] == 1, "another amount is another break"


def test_only_finance_at_headquarters_explains_and_says_why(stool: Any, office: Office) -> None:
    ordered(stool)
    with next_day():
        compare()
        found = Break.objects.get()
        for stranger in (
            selling.staff(Role.AUDITOR, selling.headquarters()),
            selling.staff(Role.FINANCE, office),
        ):
            with pytest.raises(PermissionDenied):
                reconciling.explain(by=stranger, found=found, note="It is nothing")
        with pytest.raises(reconciling.Refused):
            reconciling.explain(by=finance(), found=found, note="  ")
        for cheat in ({"explained_at": clock.now()}, {"note": "It is nothing"}):
            with pytest.raises(IntegrityError, match="who_when_and_why"), transaction.atomic():
                Break.objects.filter(pk=found.pk).update(**cheat)


def test_a_payment_that_the_provider_s_account_does_not_list_is_a_break(stool: Any) -> None:
    paid(stool)
    session_of(paid(stool, 11)).update(paid_at=None)
    with next_day():
        compare()
    assert ("only_here", None, PAID, PAID) in standing()


def test_an_entry_that_nobody_caused_is_a_break(stool: Any) -> None:
    paid(stool)
    with at(12):
        journal.post(
            key="capture:1234567890:77",
            kind="capture",
            effective_at=clock.now(),
            narrative="Nobody paid this",
            transfers=[journal.Posting("clearing:demonstration", "vat", 5_00)],
        )
    with next_day():
        compare()
    assert standing() == [("entry", None, None, 5_00)]


def test_a_payment_that_is_not_in_the_book_is_a_break(stool: Any) -> None:
    purchase = paid(stool)
    # As no verb would leave it: another attempt of the order is marked as paid.
    attempt = purchase.attempts.get()
    attempt.pk, attempt.token, attempt.idempotency_key = None, "other", "other"
    attempt.provider_reference = "other"
    attempt.save()
    with next_day():
        compare()
    assert ("book", None, PAID, None) in standing()
    assert ("only_here", None, PAID, None) in standing()


def test_a_refund_sent_after_midnight_is_no_break_on_either_day(stool: Any, office: Office) -> None:
    purchase = paid(stool)
    by = selling.staff(Role.ORDER_DESK, office)
    with at(23.9):
        refunds.request(
            purchase=purchase, reason="returned", parts=Parts({purchase.lines.get(): 1}, {}), by=by
        )
    with next_day():
        assert refund_calls.send_due() == 1
        assert compare().sums["refunds"] == {"theirs": 0, "ours": -1250_00, "booked": -1250_00}
    with next_day(2):
        day = compare(TUESDAY + datetime.timedelta(days=1))
        assert day.sums["refunds"] == {"theirs": -1250_00, "ours": 0, "booked": 0}
    assert (standing(), Refund.objects.get().state) == ([], "succeeded")


def test_a_payment_that_the_provider_s_account_dates_after_midnight_is_no_break_on_either_day(
    stool: Any,
) -> None:
    """What it tells of the payment and what its account lists need not be of one second."""
    paid(stool, 10)
    purchase = paid(stool, 23.9)
    session_of(purchase).update(paid_at=clock.midnight(TUESDAY + datetime.timedelta(days=1)) + HOUR)
    with at(2, TUESDAY + datetime.timedelta(days=1)):
        compare()
    assert standing() == []
    with next_day(2):
        compare(TUESDAY + datetime.timedelta(days=1))
    assert standing() == []


def test_a_refund_that_failed_and_was_paid_by_hand_is_no_break(stool: Any, office: Office) -> None:
    """Its entries after the first have the refund itself for their cause."""
    purchase = paid(stool)
    by = selling.staff(Role.ORDER_DESK, office)
    with at(15):
        refund = refunds.request(
            purchase=purchase, reason="returned", parts=Parts({purchase.lines.get(): 1}, {}), by=by
        )
        session_of(purchase).update(amount_poisha=1)
        refund_calls.send_due()
        session_of(purchase).update(amount_poisha=PAID)
        refund_calls.pay_by_hand(by=finance(), refund=refund, slip_number="BK-1")
    with next_day():
        compare()
    assert (standing(), Refund.objects.get().state) == ([], "succeeded")


def test_a_refund_of_another_amount_at_the_provider_is_a_break(stool: Any, office: Office) -> None:
    purchase = paid(stool)
    by = selling.staff(Role.ORDER_DESK, office)
    with at(15):
        refunds.request(
            purchase=purchase, reason="returned", parts=Parts({purchase.lines.get(): 1}, {}), by=by
        )
        refund_calls.send_due()
    DemonstrationRefund.objects.update(amount_poisha=1250_01)
    with next_day():
        compare()
    assert standing() == [("amount", -1250_01, -1250_00, -1250_00)]


def test_a_fee_that_the_provider_states_later_is_booked_by_an_entry_of_its_own(
    stool: Any, settings: Any
) -> None:
    settings.FEE_BP = {}
    purchase = paid(stool)
    assert balances.of("fees:demonstration") == 0
    settings.FEE_BP = {"demonstration": 200}
    with next_day():
        compare(), compare()

    assert (standing(), balances.of("fees:demonstration")) == ([], 26_20)
    attempt = purchase.attempts.get()
    session = DemonstrationSession.objects.get()
    assert Entry.objects.get(kind="fee").key == f"fee:{purchase.number}:{attempt.pk}:charge-{session.pk}"
    settings.FEE_BP = {"demonstration": 300}
    with next_day(2):
        compare()
    assert ("fee", -39_30, None, -26_20) in standing(), "what was corrected once is a break from then on"
    assert balances.of("fees:demonstration") == 26_20


def test_cash_is_held_against_its_slip_in_the_book_alone(stool: Any, office: Office) -> None:
    purchase = cash_handed_in(stool, office)
    with next_day():
        day = compare(code="cash")
        assert (standing(), day.sums["payments"]) == ([], {"theirs": None, "ours": PAID, "booked": PAID})
        assert day.sums["payouts"] == {"theirs": None, "ours": None, "booked": -PAID}
        assert (balances.of("bank"), balances.of("clearing:cash")) == (PAID, 0)
        purchase.cash_dues.update(amount_poisha=PAID - 1)  # as no verb would write it
        compare(code="cash")
    assert standing() == [("book", None, PAID - 1, PAID), ("book", None, 1 - PAID, -PAID)]


def test_cash_that_is_confirmed_at_midnight_is_no_break_on_either_day(stool: Any, office: Office) -> None:
    purchase = cash_handed_in(stool, office)
    next_midnight = clock.midnight(TUESDAY + datetime.timedelta(days=1))
    purchase.cash_dues.update(confirmed_at=next_midnight)  # its entries were dated a moment before
    with next_day(2):
        compare(code="cash")
        compare(TUESDAY + datetime.timedelta(days=1), code="cash")
    assert standing() == []


def cash_handed_in(stool: Any, office: Office) -> Purchase:
    packer = selling.staff(Role.PARCELS, office)
    with at(10):
        purchase = selling.place(selling.basket((stool, 1)))
        parcel = purchase.consignments.get()
        consignments.pack(by=packer, consignment=parcel)
        consignments.ship(by=packer, consignment=parcel, courier="কুরিয়ার", tracking_number="123")
        consignments.deliver(by=packer, consignment=parcel, cash_collected=True)
        due = purchase.cash_dues.get()
        cash.record_hand_in(by=selling.staff(Role.CASH_RECORDER, office), due=due, slip_number="S-77")
        cash.confirm_hand_in(by=selling.staff(Role.CASH_CONFIRMER, office), due=due)
    return purchase


def test_the_worker_compares_once_a_day_and_makes_up_for_days_missed(stool: Any) -> None:
    paid(stool)
    with next_day():
        assert reconciling.reconcile_due() == 2, "cash and the demonstration's card"
        assert reconciling.reconcile_due() == 0
    with next_day(4):
        assert reconciling.reconcile_due() == 2 * 3
    assert ReconciledDay.objects.filter(asked_at__isnull=False).count() == 2 * 4
    assert standing() == []


def test_the_worker_looks_again_at_days_with_breaks_until_they_are_gone(stool: Any) -> None:
    ordered(stool)
    with next_day():
        reconciling.reconcile_due()
        assert len(standing()) == 1
    with next_day(2):
        attempts.sweep()
        reconciling.reconcile_due()
        assert standing() == []


def test_a_provider_that_does_not_answer_is_asked_again_after_an_hour(
    stool: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    paid(stool)
    asked = []

    def nobody(self: Any, **kwargs: Any) -> list[Movement]:
        asked.append(clock.now())
        raise Unreachable("down")

    with monkeypatch.context() as broken:
        broken.setattr(demonstration.Demonstration, "movements", nobody)
        with next_day():
            assert [reconciling.reconcile_due() for _round in range(3)] == [1, 0, 0], "cash alone"
            assert len(asked) == 1
    with at(1.6, TUESDAY + datetime.timedelta(days=1)):
        assert reconciling.reconcile_due() == 1
    assert balances.of("bank") == PAID - FEE


def test_a_day_that_has_not_begun_is_refused(stool: Any) -> None:
    with at(12), pytest.raises(reconciling.NotYet):
        compare(TUESDAY + datetime.timedelta(days=1))


PAYOUT = Movement(MovementKind.PAYOUT, "po_1", -500_00, 0, clock.midnight(TUESDAY) + 20 * HOUR, about="po_1")


def test_a_payout_that_the_bank_sent_back_comes_back_to_the_provider() -> None:
    back = Movement(MovementKind.PAYOUT, "po_1_failed", 500_00, 0, PAYOUT.at, about="po_1")
    reconciling.book_what_is_stated("stripe", [PAYOUT, PAYOUT, back])
    assert balances.trial_balance() == {}
    assert list(Entry.objects.order_by("pk").values_list("key", flat=True)) == [
        "settlement:stripe:po_1",
        "settlement:stripe:po_1_failed",
    ]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("verb", ["payout", "day"])
def test_of_eight_processes_at_once_one_books_a_payout_and_one_lists_a_break(verb: str) -> None:
    selling.headquarters()
    with at(9):
        stool = selling.for_sale(selling.prison(), quantity=20)
    paid(stool)
    session_of(paid(stool, 11)).update(amount_poisha=2)
    verbs: dict[str, Callable[[int], object]] = {"payout": pay_out, "day": compare_next_day}

    answers = at_once.run(verbs[verb], range(8))

    assert set(answers) == {"done"}
    if verb == "payout":
        assert balances.of("bank") == 500_00
        assert Entry.objects.filter(kind="settlement").count() == 1
    else:
        assert Entry.objects.filter(kind="settlement").count() == 1
        assert balances.of("bank") == DemonstrationPayout.objects.get().amount_poisha
        assert ReconciledDay.objects.count() == 1
        assert [each[0] for each in standing()] == ["amount"]


def pay_out(_: int) -> str:
    reconciling.book_what_is_stated("stripe", [PAYOUT])
    return "done"


def compare_next_day(_: int) -> str:
    with next_day():
        compare()
    return "done"
