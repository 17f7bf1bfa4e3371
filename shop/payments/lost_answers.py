"""Refunds whose answer was lost until nobody tried any more: what a person saw at the provider, stated by two.

A provider that keeps no key of ours (SSLCommerz) may have made the refund or not: to send it under another name could
give the money twice, to call it failed and pay by hand could, too (docs/adr/0024).
"""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

import clock
from accounts.models import User
from shop.orders import transitions
from shop.payments import refund_calls, refunds
from shop.payments.models import MOST_TRIES, LostAnswer, Refund
from shop.payments.refunds import Refused

State = Refund.State


def is_lost(refund: Refund) -> bool:
    """Return whether nobody tells the provider of a refund any more, and nobody knows what became of it."""
    given_up = refund.tries >= MOST_TRIES or refund.due_at is None
    return refund.state == State.SUBMITTED and given_up and refunds.by_itself(refund)


@transaction.atomic
def record(*, by: User, refund: Refund, was_made: bool, reference: str = "", note: str = "") -> LostAnswer:
    """Record, by finance, what the provider's own pages say of a refund; another person confirms it.

    Made: under which number. Not made: then it is owed, and can be paid by hand or sent under a new name. The same
    statement by the same person again answers the one that stands. Raises Refused, PermissionDenied.
    """
    refund_calls.require_finance(by, refund)
    refund = refund_calls.locked(refund.pk)
    number, said = reference.strip()[:200] if was_made else "", note.strip()[:200]
    standing = refund.lost_answers.open().first()
    if standing and (standing.recorded_by_id, standing.was_made, standing.reference) == (
        by.pk,
        was_made,
        number,
    ):
        return standing  # the same button twice
    if standing:
        raise Refused(_("Somebody has recorded already what became of this refund. Look at the page again."))
    if not is_lost(refund):
        raise Refused(
            _("The provider is still asked about this refund, or it is done. Look at the page again.")
        )
    if was_made and not number:
        raise Refused({"reference": _("Enter the number that the provider's pages show for this refund.")})
    if was_made and _is_anothers(refund, number):
        raise Refused({"reference": _("Another refund has this number.")})
    if not was_made and not said:
        raise Refused({"note": _("Say where you looked.")})
    return LostAnswer.objects.create(
        refund=refund, was_made=was_made, reference=number, note=said, recorded_by=by, recorded_at=clock.now()
    )


@transaction.atomic
def confirm(*, by: User, answer: LostAnswer) -> Refund:
    """Confirm, as another person of finance: the refund is done, or has failed and is owed. Twice is once.

    Raises Refused, PermissionDenied.
    """
    refund_calls.require_finance(by, answer.refund)
    refund = refund_calls.locked(answer.refund_id)
    answer = LostAnswer.objects.select_for_update().get(pk=answer.pk)
    if answer.confirmed_by_id == by.pk:
        return refund  # the same button twice
    if answer.recorded_by_id == by.pk:
        raise Refused(_("You recorded this yourself. Another person must confirm it."))
    if not answer.is_open or not is_lost(refund):
        raise Refused(_("This is decided already. Look at the page again."))
    answer.note_confirmed(by)
    if not answer.was_made:
        return refund_calls.fail(refund_id=refund.pk, failure="not made at the provider", by=by)
    try:
        with transaction.atomic():
            transitions.step(
                subject=refund,
                to=State.SUCCEEDED,
                by=by,
                note=answer.reference,
                settled_at=clock.now(),
                due_at=None,
                failure="",
                provider_reference=answer.reference,
            )
    except IntegrityError:
        raise Refused(_("Another refund has this number.")) from None
    # The book gave the money up when the refund was submitted: nothing more moves.
    refund_calls.tell_that_it_is_back(refund)
    return refund


@transaction.atomic
def withdraw(*, by: User, answer: LostAnswer) -> LostAnswer:
    """Take back what was recorded and nobody confirmed. Raises Refused, PermissionDenied."""
    refund_calls.require_finance(by, answer.refund)
    refund_calls.locked(answer.refund_id)
    answer = LostAnswer.objects.select_for_update().get(pk=answer.pk)
    if answer.withdrawn_by_id == by.pk:
        return answer
    if not answer.is_open:
        raise Refused(_("This is decided already. Look at the page again."))
    answer.note_withdrawn(by)
    return answer


def _is_anothers(refund: Refund, number: str) -> bool:
    named = Refund.objects.filter(provider=refund.provider, provider_reference=number)
    return named.exclude(pk=refund.pk).exists()
