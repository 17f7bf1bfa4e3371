"""Payments that a provider holds for their risk: the money has moved, and whether the goods go is ours to decide.

SSLCommerz says of them "It depends on you to provide the service or not" (docs/adr/0023). Until finance has decided, or
the provider clears the payment, its goods stay held. Whoever decides, the provider is asked first how it stands now.
"""

import dataclasses

import structlog
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role
from shop.orders import purchases
from shop.orders.models import StateChange
from shop.payments import attempts, providers, reconciling
from shop.payments.models import PaymentAttempt, Refund
from shop.payments.providers.interface import Standing, Told, Unreachable

log = structlog.get_logger(__name__)

State = PaymentAttempt.State
DECIDERS = (Role.FINANCE,)


class Refused(ValidationError):
    """The decision is not taken; the message says why."""


def accept(*, by: User, attempt: PaymentAttempt, note: str) -> PaymentAttempt:
    """Take a held payment as any other, by finance at headquarters: the order is placed, or it goes back as late.

    Not to be called inside a transaction: it asks the provider. Twice is once. Raises Refused, PermissionDenied.
    """
    return _decide(by, attempt, note, refused=False)


def refuse(*, by: User, attempt: PaymentAttempt, note: str) -> PaymentAttempt:
    """Do not keep a held payment, by finance at headquarters: all of it goes back, and the goods with it.

    Not to be called inside a transaction: it asks the provider. Twice is once. Raises Refused, PermissionDenied.
    """
    return _decide(by, attempt, note, refused=True)


def decision_of(attempt: PaymentAttempt) -> StateChange | None:
    """Return the step with which a person decided of a payment; None where nobody did."""
    return decisions().filter(subject_id=attempt.pk).select_related("by").order_by("pk").last()


def decisions() -> QuerySet[StateChange]:
    """Return the steps with which people decided of payments: a payment is moved by nobody for another reason."""
    return StateChange.objects.filter(subject_kind=PaymentAttempt._meta.label, by__isnull=False)


def is_refused(attempt: PaymentAttempt) -> bool:
    return attempt.refunds.filter(reason=Refund.Reason.RISK).exists()


def _decide(by: User, attempt: PaymentAttempt, note: str, *, refused: bool) -> PaymentAttempt:
    reconciling.require_headquarters(by, *DECIDERS)
    said = note.strip()[:200]
    if not said:
        raise Refused({"note": _("Say why: what you found out about the buyer.")})
    try:
        standing = providers.get(attempt.provider).ask(attempt=attempt)
    except (Unreachable, LookupError) as error:
        log.warning("provider_unreachable", provider=attempt.provider, attempt=attempt.pk, error=str(error))
        raise Refused(_("The provider cannot be asked just now. Nothing has changed; try again.")) from error
    if standing.told != Told.PROCESSING or not standing.risk:
        # Cleared meanwhile, or come to nothing: that is acted on, and nobody's decision is needed.
        attempts.act(attempt_id=attempt.pk, standing=standing)
        raise Refused(_("The provider has decided of this payment meanwhile. Look at the page again."))
    return _decided(by, attempt, said, standing, refused=refused)


@transaction.atomic
def _decided(
    by: User, attempt: PaymentAttempt, note: str, standing: Standing, *, refused: bool
) -> PaymentAttempt:
    purchases.locked(attempt.purchase_id)
    attempt = PaymentAttempt.objects.select_for_update().get(pk=attempt.pk)
    taken = attempt.state in (State.PAID, State.MISMATCH)
    if taken and (step := decision_of(attempt)) and step.by_id == by.pk and is_refused(attempt) == refused:
        return attempt  # the same button twice
    if taken or not attempt.risk:
        raise Refused(_("This payment is decided already. Look at the page again."))
    paid = dataclasses.replace(standing, told=Told.PAID, risk="")
    done = attempts.act(attempt_id=attempt.pk, standing=paid, decision=attempts.Decision(by, note, refused))
    log.info("risk_decided", attempt=attempt.pk, user=by.pk, refused=refused)
    return done
