"""Asking about attempts that ended unpaid, with providers that cannot close a payment page.

A buyer may pay such a page all the same, and the notice of it may be lost: nobody's money is to lie there unseen. What
is found is acted on as any other late payment (MONEY.md, row 6): the order is placed after all, or the money goes back.
"""

import datetime
from typing import Protocol, runtime_checkable

import structlog
from django.db.models import Q

import clock
from shop.payments import attempts, providers
from shop.payments.models import PaymentAttempt
from shop.payments.providers.interface import Unreachable

log = structlog.get_logger(__name__)

State = PaymentAttempt.State
ASK_AGAIN = datetime.timedelta(hours=1)


@runtime_checkable
class CannotClose(Protocol):
    """A provider whose payment page stays open when our attempt ends: for how long it is asked about."""

    @property
    def asked_late_for(self) -> datetime.timedelta: ...


def ask(*, limit: int = 20) -> int:
    """Ask about ended attempts that were not asked about for an hour; return how many proved to be paid."""
    now = clock.now()
    due = Q()
    for provider in providers.REGISTERED:
        if isinstance(provider, CannotClose) and provider.exists():
            due |= Q(provider=provider.code, created_at__gt=now - provider.asked_late_for)
    if not due:
        return 0
    ended = PaymentAttempt.objects.select_related("purchase").filter(
        due, state__in=[State.FAILED, State.EXPIRED], asked_at__lte=now - ASK_AGAIN
    )
    # One that was never opened has no page.
    found = 0
    for attempt in ended.exclude(provider_reference="").order_by("asked_at", "pk")[:limit]:
        PaymentAttempt.objects.filter(pk=attempt.pk).update(asked_at=now)
        try:
            found += attempts.settle(attempt=attempt).state not in (State.FAILED, State.EXPIRED)
        except (Unreachable, LookupError) as error:
            log.warning(
                "provider_unreachable", provider=attempt.provider, attempt=attempt.pk, error=str(error)
            )
        except Exception:  # one attempt that cannot be settled must not keep the others from it
            log.exception("attempt_not_settled", attempt=attempt.pk)
    return found
