"""Disputes: a buyer's bank takes the money back until it is decided; lost, it is a refund of what was left.

What is not sent yet of the same payment's refunds waits meanwhile. Won, it goes on; lost, the bank has given it already,
or it is withdrawn. A loss that is won on appeal is undone (`appeals`, docs/adr/0026).
"""

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

import clock
from shop.ledger import journal
from shop.orders import notices, purchases, transitions
from shop.payments import appeals, refund_calls, refunds
from shop.payments.models import Dispute, PaymentAttempt, Refund
from shop.payments.providers.interface import DisputeStanding, DisputeTold

log = structlog.get_logger(__name__)

State = Dispute.State


@transaction.atomic
def hear(*, provider_code: str, standing: DisputeStanding) -> Dispute | None:
    """Act on how a dispute stands with its provider; None where the payment is not ours, or nothing was taken.

    Twice is once.
    """
    attempt = PaymentAttempt.objects.known_as(provider_code, standing.payment_reference)
    if attempt is None or standing.told == DisputeTold.ASKED:
        return None
    if standing.currency != "BDT":
        log.error("dispute_in_another_currency", provider=provider_code, attempt=attempt.pk)
        return None  # the book knows taka alone
    purchases.locked(attempt.purchase_id)
    dispute = Dispute.objects.filter(provider=provider_code, provider_reference=standing.reference).first()
    if dispute is None:
        dispute = _open(attempt, standing)
    if dispute.state == State.OPENED and standing.told == DisputeTold.WON:
        transitions.step(subject=dispute, to=State.WON, settled_at=clock.now())
        _move(dispute, "won", f"clearing:{dispute.provider}", f"disputed:{dispute.provider}")
    elif dispute.state == State.OPENED and standing.told == DisputeTold.LOST:
        transitions.step(subject=dispute, to=State.LOST, settled_at=clock.now())
        _lose(dispute, attempt)
    elif dispute.state == State.LOST and standing.told == DisputeTold.WON:
        appeals.win(dispute=dispute)
    return dispute


def _open(attempt: PaymentAttempt, standing: DisputeStanding) -> Dispute:
    dispute = Dispute.objects.create(
        purchase=attempt.purchase,
        attempt=attempt,
        provider=attempt.provider,
        provider_reference=standing.reference,
        state=State.OPENED,
        amount_poisha=standing.amount_poisha,
        reason=standing.reason[:60],
        opened_at=standing.opened_at,
        answer_by=standing.answer_by,
    )
    transitions.begin(subject=dispute, note=dispute.reason)
    _move(dispute, "opened", f"disputed:{dispute.provider}", f"clearing:{dispute.provider}")
    notices.tell_headquarters(
        template="staff_dispute",
        key=f"dispute:{dispute.pk}",
        purchase=attempt.purchase,
        disputed_poisha=dispute.amount_poisha,
        answer_by=standing.answer_by.isoformat() if standing.answer_by else "",
        dispute_page=f"{settings.SITE_URL}/admin/cash/refunds/",
    )
    return dispute


def _lose(dispute: Dispute, attempt: PaymentAttempt) -> None:
    """Give up what was disputed: a refund of all that was left of the order, or the Department's own loss.

    Of a part nobody has said what it was for, and what goes beyond what was left (an earlier refund and the dispute
    together) the buyer has twice: no maker pays for either.
    """
    account = f"disputed:{dispute.provider}"
    _withdraw_what_waits(dispute)
    lost = dispute.amount_poisha - _settle_what_was_owed(dispute, account)
    left = refunds.all_that_is_left(dispute.purchase)
    left_poisha = left.poisha
    within = min(lost, left_poisha)
    if within:
        refund = refunds.owed_by_itself(attempt=attempt, reason=Refund.Reason.DISPUTED, poisha=within)
        parts = left if within == left_poisha else refunds.goodwill_of(dispute.purchase, within)
        Dispute.objects.filter(pk=dispute.pk).update(refund=refund)
        dispute.refund = refund
        refunds.book(refund, parts, sound=False, account=account)
        transitions.step(subject=refund, to=Refund.State.SUCCEEDED, settled_at=refund.submitted_at)
    beyond = lost - within
    if beyond:
        parts = refunds.goodwill_of(dispute.purchase, beyond)
        journal.post(
            key=dispute.entry_key("loss"),
            kind="dispute_loss",
            effective_at=clock.now(),
            narrative=f"Dispute of order {dispute.purchase.number} lost beyond what was left of it",
            transfers=[
                journal.Posting(f"department:{office.code}", account, poisha)
                for office, poisha in parts.goodwill.items()
            ],
        )


def _settle_what_was_owed(dispute: Dispute, account: str) -> int:
    """Count refunds that failed or were never sent as given by the bank, as far as its sum reaches."""
    given = 0
    for refund in _not_given(dispute).order_by("pk"):
        if given + refund.amount_poisha <= dispute.amount_poisha:
            refund_calls.give_by_dispute(refund, account, note=appeals.note_of(dispute))
            given += refund.amount_poisha
    return given


def _not_given(dispute: Dispute) -> QuerySet[Refund]:
    """Return the refunds of a payment that nobody has given: of one that was called, nobody knows."""
    never_sent = Q(state=Refund.State.SUBMITTED, calls=0, tries=0, provider_reference="")
    return dispute.attempt.refunds.filter(never_sent | Q(state=Refund.State.FAILED), currency="BDT")


def _withdraw_what_waits(dispute: Dispute) -> None:
    """Withdraw what waits for an approval: what it was to give, the bank gave, or it is to be reckoned anew."""
    for refund in dispute.attempt.refunds.filter(state=Refund.State.REQUESTED):
        transitions.step(subject=refund, to=Refund.State.WITHDRAWN, note=appeals.note_of(dispute))


def _move(dispute: Dispute, what: str, debit: str, credit: str) -> None:
    journal.post(
        key=dispute.entry_key(what),
        kind=f"dispute_{what}",
        effective_at=clock.now(),
        narrative=f"Dispute of order {dispute.purchase.number}: {what}",
        transfers=[journal.Posting(debit, credit, dispute.amount_poisha)],
    )
