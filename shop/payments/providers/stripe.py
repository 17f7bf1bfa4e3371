"""Stripe Checkout Sessions, for buyers with cards abroad and here, through the real `stripe` library.

Exists when STRIPE_SECRET_KEY is set; STRIPE_API_BASE sends it to another address (the tests' local fake).
BDT has two decimals at Stripe, so its smallest unit is our poisha. Nothing that names an inmate or a buyer
is sent: Stripe asks the buyer itself.
"""

import contextlib
import datetime
import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, cast

import stripe
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from shop.payments.models import PaymentAttempt, Refund
from shop.payments.providers import interface, stripe_money, stripe_sessions
from shop.payments.providers.interface import About

if TYPE_CHECKING:
    from stripe.params.checkout import SessionCreateParams

TIMEOUT_SECONDS = 15
# The largest amount that Stripe takes: eight digits of the smallest unit, 9,99,999.99 taka.
MOST_POISHA = 99_999_999


class Stripe:
    code = "stripe"
    name = _("Card (Stripe)")
    description = _("Visa, Mastercard and other cards, also from abroad.")
    needs_redirect = True
    refunds_by_itself = True

    def exists(self) -> bool:
        return bool(settings.STRIPE_SECRET_KEY)

    def takes(self, *, amount_poisha: int, currency: str, country: str) -> bool:
        return currency == "BDT" and 0 < amount_poisha <= MOST_POISHA

    def open(self, *, attempt: PaymentAttempt) -> interface.Opened:
        # Stripe answers a known key with its session before it judges: where it refuses there is none. To ask
        # again, as of a provider that cannot be reached, would hold the goods for ever.
        with reached(refused=interface.Declined):
            here = client()
            try:
                session = here.v1.checkout.sessions.create(
                    params=cast("SessionCreateParams", stripe_sessions.params_of(attempt)),
                    options={"idempotency_key": attempt.idempotency_key},
                )
            except stripe.APIError:
                # Stripe answers the key of a call that failed with the same failure for a day, made or not.
                found = stripe_sessions.find(here, attempt)
                if found is None:
                    raise
                session = found
        return interface.Opened(reference=session.id, url=session.url or "")

    def ask(self, *, attempt: PaymentAttempt) -> interface.Standing:
        with reached():
            session = client().v1.checkout.sessions.retrieve(
                attempt.provider_reference, params={"expand": stripe_sessions.EXPANDED}
            )
        return stripe_sessions.standing_of(session)

    def close(self, *, attempt: PaymentAttempt) -> interface.Standing:
        # One that is over already, paid or expired by itself, is refused: asking tells which.
        with reached(), contextlib.suppress(stripe.InvalidRequestError):
            client().v1.checkout.sessions.expire(attempt.provider_reference)
        return self.ask(attempt=attempt)

    def read_event(self, *, body: bytes, headers: Mapping[str, str]) -> interface.Event:
        try:
            stripe.WebhookSignature.verify_header(
                body.decode("utf-8"),
                headers.get("Stripe-Signature", ""),
                settings.STRIPE_WEBHOOK_SECRET,
                stripe.Webhook.DEFAULT_TOLERANCE,
            )
            told = json.loads(body)
            kind, thing = str(told["type"]), told["data"]["object"]
            return interface.Event(
                event_id=str(told["id"]), kind=kind, reference=name_of(thing), about=about(kind)
            )
        except (stripe.SignatureVerificationError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise interface.Forged(type(error).__name__) from error

    def refund(self, *, refund: Refund) -> interface.RefundStanding:
        # "Already refunded", "greater than what is left", a payment that is not there: no later call will do better.
        with reached(refused=interface.Declined):
            made = stripe_money.give_back(client(), refund)
        return stripe_money.refund_standing(made, refund.attempt.provider_reference if refund.attempt else "")

    def ask_refund(self, *, refund: Refund) -> interface.RefundStanding:
        with reached():
            made = client().v1.refunds.retrieve(refund.provider_reference)
        return stripe_money.refund_standing(made, refund.attempt.provider_reference if refund.attempt else "")

    def refund_of(self, *, reference: str) -> interface.RefundStanding:
        with reached(refused=LookupError):
            here = client()
            made = stripe_money.find(here, reference)
            return stripe_money.refund_standing(made, stripe_money.session_of(here, made.payment_intent))

    def dispute_of(self, *, reference: str) -> interface.DisputeStanding:
        with reached(refused=LookupError):
            here = client()
            dispute = here.v1.disputes.retrieve(reference)
            payment = stripe_money.session_of(here, dispute.payment_intent)
        return stripe_money.dispute_standing(dispute, payment)

    def movements(
        self, *, since: datetime.datetime, until: datetime.datetime
    ) -> Iterator[interface.Movement]:
        with reached():
            yield from stripe_money.movements(client(), since, until)


@contextlib.contextmanager
def reached(refused: type[Exception] = interface.Unreachable) -> Iterator[None]:
    """Turn what the library raises into our words; `refused` is for a call that Stripe will never take."""
    try:
        yield
    except stripe.InvalidRequestError as error:
        raise refused(error.code or type(error).__name__) from error
    except stripe.StripeError as error:
        raise interface.Unreachable(type(error).__name__) from error


def client() -> stripe.StripeClient:
    base: dict[str, str] = {"api": settings.STRIPE_API_BASE} if settings.STRIPE_API_BASE else {}
    return stripe.StripeClient(
        settings.STRIPE_SECRET_KEY,
        base_addresses=base or None,  # type: ignore[arg-type]
        http_client=stripe.RequestsClient(timeout=TIMEOUT_SECONDS),
        max_network_retries=1,
    )


def about(kind: str) -> About:
    """Return what an event of this kind makes us ask about."""
    if kind.startswith("charge.dispute."):
        return About.DISPUTE
    if kind.startswith(("refund.", "charge.refund.")) or kind == "charge.refunded":
        return About.REFUND
    return About.PAYMENT


def name_of(thing: Mapping[str, Any]) -> str:
    """Return the name of what an event is about; of a refunded charge, its newest refund's where that is told."""
    refunds = (thing.get("refunds") or {}).get("data") if thing.get("object") == "charge" else None
    return str(refunds[0]["id"] if refunds else thing.get("id", ""))
