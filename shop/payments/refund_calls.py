"""Telling providers of refunds, hearing what became of them, and giving money back by hand.

A call carries the key that was stored with the refund: after a crash the same call finds the same refund.
"""

import datetime
import secrets
from typing import Any

import structlog
from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

import clock
from accounts import access
from accounts.models import User
from accounts.roles import Role
from bangla import digits
from shop.ledger import journal
from shop.orders import notices, purchases, transitions
from shop.orders.models import Purchase, StateChange
from shop.payments import cash, providers, refunds
from shop.payments.models import MOST_TRIES, PaymentAttempt, Refund
from shop.payments.providers.interface import Declined, RefundStanding, RefundTold, Unreachable
from shop.payments.refunds import Refused, is_disputed

log = structlog.get_logger(__name__)

State, Reason = Refund.State, Refund.Reason
# A refund that a bank still works on is asked about as often.
ASK_AGAIN = datetime.timedelta(hours=6)


def send_due(*, limit: int = 50) -> int:
    """Tell the providers what is due, or ask how it stands; return how many answered. Of two workers one asks."""
    due = Refund.objects.filter(state=State.SUBMITTED, due_at__lte=clock.now(), tries__lt=MOST_TRIES)
    due = due.free_of_disputes()
    return sum(send(refund) for refund in due.order_by("due_at", "pk")[:limit])


def send(refund: Refund) -> bool:
    """Speak to the provider of one refund, unless another worker does; False to try again later."""
    now = clock.now()
    again_at = now + datetime.timedelta(minutes=2**refund.tries)
    # Still due: one that another worker has just taken is due later, one whose payment is disputed when that is decided.
    taken = Refund.objects.filter(pk=refund.pk, state=State.SUBMITTED, tries=refund.tries, due_at__lte=now)
    taken = taken.free_of_disputes()
    if not taken.update(tries=refund.tries + 1, calls=F("calls") + 1, due_at=again_at):
        return False
    refund = Refund.objects.select_related("purchase", "attempt").get(pk=refund.pk)
    try:
        provider = providers.get(refund.provider)
        known = bool(refund.provider_reference)
        standing = provider.ask_refund(refund=refund) if known else provider.refund(refund=refund)
    except Declined as error:
        log.error("refund_declined", refund=refund.pk, provider=refund.provider, error=str(error))
        fail(refund_id=refund.pk, failure=str(error))
        return True
    except (Unreachable, LookupError) as error:
        log.warning("refund_not_sent", refund=refund.pk, provider=refund.provider, error=type(error).__name__)
        Refund.objects.filter(pk=refund.pk).update(failure=type(error).__name__)
        return False
    except Exception as error:  # one refund that fails must not keep the others from going out
        log.exception("refund_not_sent", refund=refund.pk, provider=refund.provider)
        Refund.objects.filter(pk=refund.pk).update(failure=type(error).__name__)
        return False
    act(refund_id=refund.pk, standing=standing)
    return True


@transaction.atomic
def act(*, refund_id: int, standing: RefundStanding) -> Refund:
    """Move a refund by what its provider answered. Twice is once."""
    refund = locked(refund_id)
    if (standing.amount_poisha, standing.currency) != (refund.amount_poisha, refund.currency):
        log.error("refund_mismatch", refund=refund.pk, provider=refund.provider)
        Refund.objects.filter(pk=refund.pk).update(failure="another amount", due_at=None)
        return refund
    if standing.told == RefundTold.FAILED:
        return fail(refund_id=refund.pk, failure=standing.failure or "failed", reference=standing.reference)
    if refund.state != State.SUBMITTED or refund.provider_reference not in ("", standing.reference):
        return (
            refund  # done; or meanwhile another one was made at the provider: its event tells of the second
        )
    Refund.objects.filter(pk=refund.pk).update(provider_reference=standing.reference)
    refund.provider_reference = standing.reference
    if standing.told == RefundTold.PENDING:
        Refund.objects.filter(pk=refund.pk).update(due_at=clock.now() + ASK_AGAIN, tries=0, failure="")
        return refund
    transitions.step(
        subject=refund, to=State.SUCCEEDED, settled_at=standing.at or clock.now(), due_at=None, failure=""
    )
    tell_that_it_is_back(refund)
    return refund


def tell_that_it_is_back(refund: Refund) -> None:
    """Tell the buyer once, in the caller's transaction, that the money has gone back."""
    notices.tell(
        purchase=refund.purchase,
        template="order_refunded",
        key=refund.reference,
        refund_poisha=refund.amount_poisha,
    )


@transaction.atomic
def fail(*, refund_id: int, failure: str, reference: str = "", by: User | None = None) -> Refund:
    """Note that the provider will not give this money back, or that a bank returned it; staff are told.

    The buyer is owed it all the same, and the makers' share stays taken back: the book moves the sum to what is
    owed until it is given back in another way (docs/adr/0018). Twice is once.
    """
    refund = locked(refund_id)
    if refund.state not in (State.SUBMITTED, State.SUCCEEDED):
        return refund
    transitions.step(
        subject=refund,
        to=State.FAILED,
        by=by,
        failure=failure[:100],
        due_at=None,
        provider_reference=reference or refund.provider_reference,
    )
    _move(refund, "failed", f"clearing:{refund.provider}", f"owed:{refund.provider}")
    notices.tell_headquarters(
        template="staff_refund_failed",
        key=f"refund_failed:{refund.reference}:{_times(refund)}",
        purchase=refund.purchase,
        refund_poisha=refund.amount_poisha,
        refund_page=f"{settings.SITE_URL}/admin/cash/refunds/{refund.pk}/",
    )
    return refund


@transaction.atomic
def try_again(*, by: User, refund: Refund) -> Refund:
    """Tell the provider of a failed refund once more, as a new call; of one it never answered, with the same key.

    Raises Refused, PermissionDenied.
    """
    require_finance(by, refund)
    refund = locked(refund.pk)
    _refuse_while_disputed(refund)
    if refund.lost_answers.open().exists():
        raise Refused(_("It is recorded what became of this refund: confirm that, or take it back."))
    now = clock.now()
    if refund.state == State.SUBMITTED and refund.tries >= MOST_TRIES:
        # Whether any of those calls was heard is not known: the same key finds what it made.
        Refund.objects.filter(pk=refund.pk).update(tries=0, due_at=now)
        refund.refresh_from_db()
    if refund.state == State.SUBMITTED:
        return refund  # the same button twice
    if refund.state != State.FAILED or not refunds.by_itself(refund):
        raise Refused(_("This refund cannot be sent again. Look at the page again."))
    _sent_again(refund, by=by, due_at=now, idempotency_key=secrets.token_urlsafe(24))
    return refund


@transaction.atomic
def pay_by_hand(*, by: User, refund: Refund, slip_number: str) -> Refund:
    """Note that the money was given back by hand, under this number of a bank's or a wallet's slip.

    For what was paid in cash, and for what the provider refused. Raises Refused, PermissionDenied.
    """
    require_finance(by, refund)
    number = digits.to_ascii(slip_number).strip()
    if not cash.SLIP.fullmatch(number):
        raise Refused({"slip_number": _("Enter the number of the payment: 3 to 40 digits, letters, / or -.")})
    refund = locked(refund.pk)
    if refund.state == State.SUCCEEDED and refund.slip_number == number:
        return refund  # the same button twice
    _refuse_while_disputed(refund)
    was_failed = refund.state == State.FAILED
    if not was_failed and (refund.state != State.SUBMITTED or refunds.by_itself(refund)):
        raise Refused(_("This refund is not to be paid by hand. Look at the page again."))
    transitions.step(
        subject=refund,
        to=State.SUCCEEDED,
        by=by,
        settled_at=clock.now(),
        slip_number=number,
        paid_by=by,
        due_at=None,
    )
    _move(refund, "by-hand", f"{'owed' if was_failed else 'clearing'}:{refund.provider}", "bank", by=by)
    tell_that_it_is_back(refund)
    return refund


@transaction.atomic
def hear(*, provider_code: str, standing: RefundStanding) -> Refund | None:
    """Act on a refund that a provider told of: one of ours, or one that was made at the provider.

    None where the payment is not ours. What was made there is booked: all that was left of the order is a refund of its
    goods; less is the Department's alone, because nobody has said what it was for (no maker pays for that).
    """
    attempt = PaymentAttempt.objects.known_as(provider_code, standing.payment_reference)
    if attempt is None:
        return None
    purchase = purchases.locked(attempt.purchase_id)
    ours = _meant(Refund.objects.filter(attempt=attempt), standing)
    if ours is not None and ours.state == State.FAILED and standing.reference != ours.provider_reference:
        _sent_again(ours)  # given back at the provider's own screen after we were refused
    if ours is not None:
        return act(refund_id=ours.pk, standing=standing)
    if standing.told == RefundTold.FAILED:
        return None  # made and failed there, or a try of ours that we gave up: nothing has moved
    refund = _made_there(purchase, attempt, standing)
    return act(refund_id=refund.pk, standing=standing)


def _meant(of_attempt: models.QuerySet[Refund], standing: RefundStanding) -> Refund | None:
    """Return which of an attempt's refunds a provider speaks of; None for one that we do not know.

    One made at the provider is taken for ours of the same amount that has no name there: sent while its answer was
    lost, by a provider that keeps no key; or done there by hand before us, or after we were refused.
    """
    known = of_attempt.filter(provider_reference=standing.reference).first()
    if known is not None or (standing.told == RefundTold.FAILED and not standing.key):
        return known
    if standing.key:
        return of_attempt.filter(idempotency_key=standing.key, provider_reference="").first()
    same = of_attempt.filter(amount_poisha=standing.amount_poisha)
    nameless = same.filter(state=State.SUBMITTED, provider_reference="")
    return nameless.first() or same.filter(state=State.FAILED).first()


def _sent_again(refund: Refund, by: User | None = None, **changes: Any) -> None:
    """Note that a failed refund is on its way once more; what it is known by at the provider is told next."""
    transitions.step(
        subject=refund,
        to=State.SUBMITTED,
        by=by,
        submitted_at=clock.now(),
        tries=0,
        calls=0,
        failure="",
        provider_reference="",
        **changes,
    )
    _move(refund, "again", f"owed:{refund.provider}", f"clearing:{refund.provider}")


def _made_there(purchase: Purchase, attempt: PaymentAttempt, standing: RefundStanding) -> Refund:
    refund = refunds.owed_by_itself(
        attempt=attempt,
        reason=Reason.AT_PROVIDER,
        poisha=standing.amount_poisha,
        currency=standing.currency,
        provider_reference=standing.reference,
    )
    parts = refunds.all_that_is_left(purchase)
    if parts.poisha != standing.amount_poisha:
        parts = refunds.goodwill_of(purchase, standing.amount_poisha)
    refunds.book(refund, parts, sound=False)
    return refund


def give_by_dispute(refund: Refund, account: str, note: str) -> None:
    """Note of a refund that failed or was never sent, in the caller's transaction, that the buyer's bank gave it.

    Out of `account`: what was taken for it once more is not the provider's any longer.
    """
    stood_on = "owed" if refund.state == State.FAILED else "clearing"
    transitions.step(subject=refund, to=State.SUCCEEDED, note=note, settled_at=clock.now(), due_at=None)
    _move(refund, "disputed", f"{stood_on}:{refund.provider}", account)


def _refuse_while_disputed(refund: Refund) -> None:
    if is_disputed(refund):
        raise Refused(_("The buyer's bank disputes this payment. Wait until that is decided."))


def require_finance(by: User, refund: Refund) -> None:
    for office in refunds.offices_of(refund):
        access.require(by, Role.FINANCE, office=office)


def locked(refund_id: int) -> Refund:
    """Return the refund, held with its order against all others until the caller's transaction ends."""
    purchases.locked(Refund.objects.only("purchase_id").get(pk=refund_id).purchase_id)
    return (
        Refund.objects.select_for_update(of=("self",)).select_related("purchase", "attempt").get(pk=refund_id)
    )


def _times(refund: Refund) -> int:
    """Return how often this refund has failed, this time with it: names the step in the book's keys."""
    steps = StateChange.objects.filter(subject_kind=refund._meta.label, subject_id=refund.pk)
    return steps.filter(to_state=State.FAILED).count()


def _move(refund: Refund, what: str, debit: str, credit: str, by: User | None = None) -> None:
    """Tell the book what became of a refund that was submitted; it knows taka alone."""
    if refund.currency != "BDT":
        return
    journal.post(
        key=f"{refunds.key_of(refund)}:{what}:{_times(refund)}",
        kind=f"refund_{what}".replace("-", "_"),
        effective_at=clock.now(),
        narrative=f"Refund {refund.reference} of order {refund.purchase.number}: {what}",
        transfers=[journal.Posting(debit, credit, refund.amount_poisha)],
        recorded_by_id=str(by.pk) if by else "",
    )
