"""Asking about attempts that ended unpaid, with providers that cannot close a payment page.

A buyer may pay such a page all the same, and the notice of it may be lost: nobody's money is to lie there unseen. What
is found is acted on as any other late payment (MONEY.md, row 6): the order is placed after all, or the money goes back.
"""

import datetime
from typing import Protocol, runtime_checkable

from django.db.models import Q

import clock
from shop.payments import attempts, providers
from shop.payments.models import PaymentAttempt

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
    opened = ended.exclude(provider_reference="").order_by("asked_at", "pk")[:limit]
    answers = [attempts.ask_in_turn(attempt) for attempt in opened]
    return sum(answer is not None and answer.state not in (State.FAILED, State.EXPIRED) for answer in answers)
