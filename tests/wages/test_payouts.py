"""Paying makers, step by step; several servers at once: tests/proof/test_at_once.py."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

import clock
from accounts.models import User
from accounts.roles import Role
from offices.models import Office
from shop.ledger import balances
from shop.ledger.models import Entry
from shop.wages import payouts, policy
from shop.wages.models import Credit, Payout, PayoutLine, PayoutPart
from tests.production.conftest import Prison, person
from tests.wages import accounts
from tests.wages.accounts import Desk, day

State, LineState = Payout.State, PayoutLine.State


@pytest.fixture
def desk(dhaka: Prison, hq: Office) -> Desk:
    """A maker with 300 and 200 poisha available on the 20th."""
    found = accounts.desk(dhaka, hq)
    found.earn(300, day(1))
    found.earn(200, day(2))
    found.release(day(20))
    return found


def drafted(desk: Desk) -> Payout:
    return payouts.draft(by=desk.finance, office=desk.office)


def sent(desk: Desk) -> Payout:
    payout = payouts.approve(by=desk.approver, payout=drafted(desk))
    return payouts.send(by=desk.finance, payout=payout)


def test_a_draft_sets_aside_all_that_is_available_and_names_the_credits_it_pays(desk: Desk) -> None:
    with clock.set_to(day(20)):
        payout = drafted(desk)
    assert (payout.state, payout.poisha, desk.parts()) == (State.DRAFT, 500, (0, 0, 0, 500))
    parts = (
        PayoutPart.objects.filter(line__payout=payout).order_by("pk").values_list("credit__poisha", "poisha")
    )
    assert list(parts) == [(300, 300), (200, 200)]


def test_drafted_again_the_same_day_it_is_the_same_payout_and_the_next_day_another(desk: Desk) -> None:
    with clock.set_to(day(20)):
        payout = drafted(desk)
        assert drafted(desk) == payout
    with clock.set_to(day(21)), pytest.raises(payouts.NothingToPay):
        drafted(desk)
    assert Payout.objects.count() == 1


def test_below_the_smallest_payout_of_the_policy_nobody_is_paid(
    desk: Desk, proposer: User, approver: User
) -> None:
    with clock.set_to(day(20)):
        proposed = policy.propose(
            by=proposer, rate_bp=5000, in_force_from=day(21), memo_number="১", smallest_payout_poisha=501
        )
        policy.approve(by=approver, policy=proposed)
    with clock.set_to(day(21)), pytest.raises(payouts.NothingToPay):
        drafted(desk)
    assert desk.parts() == (0, 500, 0, 0)
    with clock.set_to(day(20)):
        assert drafted(desk).poisha == 500


def test_from_draft_to_bank_the_money_moves_twice(desk: Desk) -> None:
    with clock.set_to(day(20)):
        payout = sent(desk)
        line = payout.lines.get()
        assert (payout.state, line.state, desk.parts()) == (State.SENT, LineState.SENT, (0, 0, 0, 500))
        payouts.settle(by=desk.finance, line=line, answer="00")
    assert (line.state, line.answer, desk.parts(), balances.of("bank")) == (
        LineState.SETTLED,
        "00",
        (0, 0, 0, 0),
        -500,
    )
    kinds = list(
        Entry.objects.filter(kind__startswith="payout").order_by("pk").values_list("kind", flat=True)
    )
    assert kinds == ["payout", "payout_settled"]


def test_what_the_bank_did_not_pay_is_available_again_and_goes_out_with_the_next_payout(desk: Desk) -> None:
    with clock.set_to(day(20)):
        line = sent(desk).lines.get()
        for _again in range(2):
            payouts.fail(by=desk.finance, line=line, answer="R03")
    assert desk.parts() == (0, 500, 0, 0)
    with clock.set_to(day(21)):
        assert drafted(desk).poisha == 500


@pytest.mark.parametrize("approved", [False, True])
def test_a_payout_that_was_not_sent_may_be_discarded_once(desk: Desk, approved: bool) -> None:
    with clock.set_to(day(20)):
        payout = drafted(desk)
        if approved:
            payouts.approve(by=desk.approver, payout=payout)
        for _again in range(2):
            payouts.discard(by=desk.finance, payout=payout)
        assert (payout.state, desk.parts()) == (State.DISCARDED, (0, 500, 0, 0))
        with pytest.raises(payouts.Refused):
            payouts.approve(by=desk.approver, payout=payout)
        assert drafted(desk) != payout  # its day is free again


def test_a_sent_payout_is_not_discarded_and_an_unapproved_one_not_sent(desk: Desk) -> None:
    with clock.set_to(day(20)):
        payout = drafted(desk)
        with pytest.raises(payouts.Refused):
            payouts.send(by=desk.finance, payout=payout)
        payouts.approve(by=desk.approver, payout=payout)
        payouts.send(by=desk.finance, payout=payout)
        with pytest.raises(payouts.Refused):
            payouts.discard(by=desk.finance, payout=payout)
    assert desk.parts() == (0, 0, 0, 500)


def test_a_line_that_was_not_sent_has_no_answer_and_one_that_was_answered_keeps_it(desk: Desk) -> None:
    with clock.set_to(day(20)):
        payout = drafted(desk)
        line = payout.lines.get()
        with pytest.raises(payouts.Refused):
            payouts.settle(by=desk.finance, line=line)
        payouts.approve(by=desk.approver, payout=payout)
        payouts.send(by=desk.finance, payout=payout)
        payouts.settle(by=desk.finance, line=line)
        with pytest.raises(payouts.Refused):
            payouts.fail(by=desk.finance, line=line, answer="R03")
    assert (desk.parts(), balances.of("bank")) == ((0, 0, 0, 0), -500)


@pytest.mark.parametrize("paid", [False, True])
def test_what_is_unknown_settles_or_fails_later(desk: Desk, paid: bool) -> None:
    with clock.set_to(day(20)):
        payout = sent(desk)
        assert payouts.mark_unknown(by=desk.finance, payout=payout) == 1
        assert payouts.mark_unknown(by=desk.finance, payout=payout) == 0
        assert (payouts.unanswered(payout), desk.parts()) == (500, (0, 0, 0, 500))
        line = payout.lines.get()
        if paid:
            payouts.settle(by=desk.finance, line=line)
        else:
            payouts.fail(by=desk.finance, line=line, answer="R03")
    assert (payouts.unanswered(payout), desk.parts()) == (0, (0, 0 if paid else 500, 0, 0))


def test_nobody_approves_the_payout_that_they_drafted_superusers_included(desk: Desk, hq: Office) -> None:
    both = person("both", hq, Role.FINANCE, Role.PAYOUT_APPROVER)
    both.is_superuser = True
    both.save()
    with clock.set_to(day(20)):
        payout = payouts.draft(by=both, office=desk.office)
        with pytest.raises(payouts.Refused):
            payouts.approve(by=both, payout=payout)
        with pytest.raises(IntegrityError, match="another_person_approves_a_payout"), transaction.atomic():
            Payout.objects.filter(pk=payout.pk).update(
                state="approved", approved_by=both, approved_at=day(20)
            )


def test_each_step_is_for_its_own_people_at_their_own_office(desk: Desk, natore: Prison) -> None:
    elsewhere = person("finance-natore", natore.office, Role.FINANCE)
    with clock.set_to(day(20)):
        for stranger in (elsewhere, desk.approver, desk.recorder):
            with pytest.raises(PermissionDenied):
                payouts.draft(by=stranger, office=desk.office)
        payout = drafted(desk)
        with pytest.raises(PermissionDenied):
            payouts.approve(by=desk.finance, payout=payout)
        payouts.approve(by=desk.approver, payout=payout)
        for verb in (payouts.send, payouts.discard, payouts.mark_unknown):
            with pytest.raises(PermissionDenied):
                verb(by=elsewhere, payout=payout)
        payouts.send(by=desk.finance, payout=payout)
        with pytest.raises(PermissionDenied):
            payouts.settle(by=elsewhere, line=payout.lines.get())
    assert desk.parts() == (0, 0, 0, 500)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE wages_payout SET poisha = poisha + 1",
        "UPDATE wages_payout SET state = 'draft'",
        "UPDATE wages_payoutline SET poisha = poisha + 1",
        "UPDATE wages_payoutline SET state = 'sent'",
        "UPDATE wages_payoutpart SET poisha = poisha + 1",
        "UPDATE wages_credit SET poisha = poisha + 1",
        "UPDATE wages_credit SET spent_poisha = poisha + 1",
        "DELETE FROM wages_payoutpart",
        "DELETE FROM wages_credit",
    ],
)
def test_raw_sql_changes_nothing_of_what_was_paid(desk: Desk, change: str) -> None:
    with clock.set_to(day(20)):
        payouts.settle(by=desk.finance, line=sent(desk).lines.get())
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert Credit.objects.filter(spent_poisha__gt=0).count() == 2
