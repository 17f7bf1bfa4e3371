"""What providers tell: kept once, answered at once, acted on later by asking the provider."""

import datetime
from collections.abc import Mapping

import structlog
from django.db import transaction

import clock
from shop.payments import attempts, disputes, providers, refund_calls
from shop.payments.models import InboxEvent, PaymentAttempt
from shop.payments.providers.interface import About, Event, TellsDisputes, TellsRefunds, Unreachable

log = structlog.get_logger(__name__)

# After this many failures an event waits for a person (the sweeper asks about its attempt all the same).
MOST_ATTEMPTS = 10


def receive(*, provider_code: str, body: bytes, headers: Mapping[str, str]) -> bool:
    """Keep an event with a true signature; return whether it is new. Raises Forged, LookupError."""
    event = providers.get(provider_code).read_event(body=body, headers=headers)
    return keep(provider_code=provider_code, event=event)


@transaction.atomic
def keep(*, provider_code: str, event: Event) -> bool:
    """Put an event into the inbox; return False where it lies there already."""
    now = clock.now()
    _row, new = InboxEvent.objects.get_or_create(
        provider=provider_code,
        event_id=event.event_id[:200],
        defaults={
            "kind": event.kind[:100],
            "reference": event.reference[:200],
            "about": event.about,
            "attempt_token": event.attempt_token[:43],
            "received_at": now,
            "due_at": now,
        },
    )
    return new


def process(*, limit: int = 50) -> int:
    """Act on the events that wait; return how many are done. Of two workers at once both ask, one moves."""
    waiting = InboxEvent.objects.filter(
        processed_at__isnull=True, due_at__lte=clock.now(), attempts__lt=MOST_ATTEMPTS
    )
    return sum(process_one(event) for event in waiting.order_by("due_at", "pk")[:limit])


def process_one(event: InboxEvent) -> bool:
    """Ask about what an event names and note what came of it; False to try again."""
    try:
        outcome = _ask(event)
    except Exception as error:  # one event that fails must not keep the others from being heard
        again_at = clock.now() + datetime.timedelta(minutes=2**event.attempts)
        InboxEvent.objects.filter(pk=event.pk).update(
            attempts=event.attempts + 1, due_at=again_at, outcome=type(error).__name__[:60]
        )
        level = log.warning if isinstance(error, Unreachable) else log.exception
        level("event_failed", provider=event.provider, event_row=event.pk, error=type(error).__name__)
        return False
    InboxEvent.objects.filter(pk=event.pk, processed_at__isnull=True).update(
        processed_at=clock.now(), outcome=outcome, attempts=event.attempts + 1
    )
    return True


def _ask(event: InboxEvent) -> str:
    """Ask the provider how the thing stands that an event is about, and act on it; return what it came to."""
    provider = providers.get(event.provider)
    if event.about == About.REFUND and isinstance(provider, TellsRefunds):
        given = provider.refund_of(reference=event.reference)
        _settle_first(event.provider, given.payment_reference)
        refund = refund_calls.hear(provider_code=event.provider, standing=given)
        return refund.state if refund else "unknown"
    if event.about == About.DISPUTE and isinstance(provider, TellsDisputes):
        disputed = provider.dispute_of(reference=event.reference)
        _settle_first(event.provider, disputed.payment_reference)
        dispute = disputes.hear(provider_code=event.provider, standing=disputed)
        return dispute.state if dispute else "unknown"
    payments = PaymentAttempt.objects
    attempt = (
        payments.select_related("purchase").filter(provider=event.provider, token=event.attempt_token).first()
        if event.attempt_token
        else payments.known_as(event.provider, event.reference)
    )
    return attempts.settle(attempt=attempt).state if attempt is not None else "unknown"


def _settle_first(provider_code: str, reference: str) -> None:
    """Ask about the payment that a refund or dispute is of: its own event may come later, or never."""
    attempt = PaymentAttempt.objects.known_as(provider_code, reference)
    if attempt is not None:
        attempts.settle(attempt=attempt)
