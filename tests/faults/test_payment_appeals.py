"""A dispute lost and won on appeal: what the loss did is undone, and no maker is paid twice (MONEY.md, row 17)."""

import datetime
from typing import Any

import pytest

import clock
from accounts.roles import Role
from shop.ledger import balances
from shop.ledger.models import Entry
from shop.orders.models import Purchase
from shop.payments import comparing, disputes, providers, reconciling, refund_calls, refunds
from shop.payments.models import Break, Dispute, Refund
from shop.payments.providers import stripe
from shop.payments.refunds import Parts
from shop.wages import payouts, releases
from shop.wages.models import Credit
from tests import selling
from tests.faults import paying
from tests.faults.paying import PROFIT, STOOL, TOTAL, WAY
from tests.payments.fake_stripe import FakeStripe

SESSION = "cs_test_1"
DAY = datetime.timedelta(days=1)

pytestmark = pytest.mark.django_db(transaction=True)


def lost(fake: FakeStripe, poisha: int | None = None) -> str:
    dispute: str = fake.dispute(SESSION, *([poisha] if poisha else []))
    paying.hear(fake)
    fake.decide(dispute, "lost")
    paying.hear(fake)
    assert Dispute.objects.get().state == "lost"
    return dispute


def won(fake: FakeStripe, dispute: str) -> None:
    """Let the appeal be won, and be told of it again and again."""
    fake.decide(dispute, "won")
    paying.hear(fake, lambda told: [*told, *told, *told[::-1]])
    assert Dispute.objects.get().state == "won"


def parts() -> dict[str, int]:
    """Return what makers have, by the part of their accounts."""
    found: dict[str, int] = {}
    for code, poisha in balances.trial_balance().items():
        if code.startswith("inmate:"):
            part = code.rpartition(":")[2]
            found[part] = found.get(part, 0) - poisha
    return found


def assert_agrees(fake: FakeStripe) -> None:
    reconciling.reconcile(provider_code="stripe", on=clock.today())
    assert list(Break.objects.standing().values_list("kind", "reference")) == []


def test_all_lost_and_won_back_stands_as_if_there_had_been_no_dispute(
    stripe_there: FakeStripe, purchase: Purchase
) -> None:
    selling.deliver(purchase)
    before = balances.trial_balance()
    dispute = lost(stripe_there)
    assert parts() == {}

    won(stripe_there, dispute)

    assert balances.trial_balance() == before
    assert paying.steps(purchase, "Dispute") == ["opened", "lost", "won"]
    purchase.refresh_from_db()
    assert purchase.refunded_poisha == 0
    assert Entry.objects.filter(kind="dispute_won_back").count() == 1
    assert Entry.objects.filter(kind="given_again").count() == 1
    assert_agrees(stripe_there)
    paying.assert_sound()
    with clock.set_to(clock.now() + 30 * DAY):
        releases.release()
    assert parts() == {"available": 3 * PROFIT // 2}
    paying.assert_sound()


def test_what_was_released_before_the_loss_comes_back_once_and_may_be_paid_out(
    stripe_there: FakeStripe, purchase: Purchase
) -> None:
    selling.deliver(purchase)
    with clock.set_to(clock.now() + 30 * DAY):
        releases.release()
        assert parts() == {"available": 3 * PROFIT // 2}
        dispute = lost(stripe_there)
        won(stripe_there, dispute)
        releases.release()
        assert parts() == {"available": 3 * PROFIT // 2}
        assert sum(credit.own_poisha for credit in Credit.objects.all()) == 3 * PROFIT // 2
        paying.assert_sound()


def test_what_was_paid_out_before_the_loss_goes_to_the_office_that_bore_it_and_not_to_makers_twice(
    stripe_there: FakeStripe, purchase: Purchase
) -> None:
    selling.deliver(purchase)
    with clock.set_to(clock.now() + 30 * DAY):
        releases.release()
        finance = selling.staff(Role.FINANCE, selling.prison())
        approver = selling.staff(Role.PAYOUT_APPROVER, selling.headquarters())
        payout = payouts.draft(by=finance, office=selling.prison())
        payouts.approve(by=approver, payout=payout)
        payouts.send(by=finance, payout=payout)
        for line in payout.lines.all():
            payouts.settle(by=finance, line=line, answer="00")
        before = balances.trial_balance()
        dispute = lost(stripe_there)
        assert balances.of("recoverable:dj-natore") == 3 * PROFIT // 2

        won(stripe_there, dispute)

        assert balances.of("recoverable:dj-natore") == 0
        assert (parts(), balances.trial_balance()) == ({}, before)
        releases.release()
        assert parts() == {}
        paying.assert_sound()


def test_a_part_lost_and_won_back_is_the_department_s_as_its_loss_was(
    stripe_there: FakeStripe, purchase: Purchase
) -> None:
    selling.deliver(purchase)
    before = balances.trial_balance()
    dispute = lost(stripe_there, 500_00)
    assert balances.trial_balance() != before

    won(stripe_there, dispute)

    assert balances.trial_balance() == before
    assert not Entry.objects.filter(kind="given_again").exists()
    assert_agrees(stripe_there)
    paying.assert_sound()


def test_a_refund_that_the_bank_had_given_is_owed_again_once_it_has_taken_it_back(
    stripe_there: FakeStripe, purchase: Purchase
) -> None:
    selling.deliver(purchase)
    natore = selling.prison()
    line = purchase.lines.select_related("office").get()
    refund = refunds.request(
        purchase=purchase,
        reason=Refund.Reason.RETURNED,
        parts=Parts({line: 1}, {}),
        by=selling.staff(Role.ORDER_DESK, natore),
    )
    after_refund = balances.trial_balance()
    dispute = lost(stripe_there)  # told before the refund was: the bank gave it
    assert paying.refund_rows() == [
        ("returned", "succeeded", STOOL),
        ("disputed", "succeeded", TOTAL - STOOL),
    ]

    won(stripe_there, dispute)

    refund.refresh_from_db()
    assert (refund.state, refund.failure) == ("failed", "dispute won on appeal")
    assert balances.of("owed:stripe") == STOOL
    assert balances.of("clearing:stripe") == TOTAL
    assert {**balances.trial_balance(), "clearing:stripe": TOTAL - STOOL} == {
        **after_refund,
        "owed:stripe": -STOOL,
    }
    refund_calls.try_again(by=paying.staff(Role.FINANCE), refund=refund)
    assert refund_calls.send_due() == 1
    assert balances.trial_balance() == after_refund
    assert paying.given_at(stripe_there, purchase) == STOOL
    assert_agrees(stripe_there)
    paying.assert_sound()


def test_lost_beyond_what_was_left_comes_back_to_the_department_that_bore_it(
    stripe_there: FakeStripe, purchase: Purchase
) -> None:
    selling.deliver(purchase)
    natore = selling.prison()
    line = purchase.lines.select_related("office").get()
    refunds.request(
        purchase=purchase,
        reason=Refund.Reason.RETURNED,
        parts=Parts({line: 1}, {}),
        by=selling.staff(Role.ORDER_DESK, natore),
    )
    assert refund_calls.send_due() == 1
    before = balances.trial_balance()
    dispute = lost(stripe_there)
    assert balances.of("clearing:stripe") == -STOOL

    won(stripe_there, dispute)

    assert balances.trial_balance() == before
    assert_agrees(stripe_there)
    paying.assert_sound()


def test_money_won_back_for_goods_that_never_went_out_is_the_prison_s(
    stripe_there: FakeStripe, purchase: Purchase
) -> None:
    dispute = lost(stripe_there)
    assert balances.trial_balance() == {}

    won(stripe_there, dispute)

    told: dict[str, int] = balances.trial_balance()
    assert told == {
        "clearing:stripe": TOTAL,
        "department:dj-natore": -3 * STOOL,
        "delivery:dj-natore": -WAY,
    }
    assert_agrees(stripe_there)
    paying.assert_sound()


def hear_once(number: int) -> str:
    dispute: Any = Dispute.objects.get()
    standing = stripe.Stripe().dispute_of(reference=dispute.provider_reference)
    heard = disputes.hear(provider_code="stripe", standing=standing)
    return heard.state if heard else f"nothing {number}"


def test_of_eight_processes_that_hear_of_an_appeal_at_once_one_undoes_the_loss(
    stripe_there: FakeStripe, purchase: Purchase
) -> None:
    selling.deliver(purchase)
    before = balances.trial_balance()
    dispute = lost(stripe_there)
    stripe_there.decide(dispute, "won")
    assert set(paying.in_processes(hear_once, list(range(8)))) == {"won"}
    assert balances.trial_balance() == before
    assert Credit.objects.filter(entry_key__startswith="given-again:").count() == len(
        {credit.maker_id for credit in Credit.objects.all()}
    )
    paying.assert_sound()


def test_reconciling_names_an_appeal_that_is_not_in_the_book(
    stripe_there: FakeStripe, purchase: Purchase
) -> None:
    selling.deliver(purchase)
    dispute = lost(stripe_there)
    stripe_there.decide(dispute, "won")
    compared = comparing.compare(
        provider="stripe",
        on=clock.today(),
        movements=reconciling.movements_around(providers.get("stripe"), clock.today()),
    )
    found = [(each.kind, each.theirs) for each in compared.differences if each.kind != Break.Kind.FEE]
    assert found == [("only_there", TOTAL)]
