"""Stripe Checkout Sessions, for buyers with cards abroad and here, through the real `stripe` library.

Exists when STRIPE_SECRET_KEY is set; STRIPE_API_BASE sends it to another address (the tests' local fake).
BDT has two decimals at Stripe, so its smallest unit is our poisha. Nothing that names an inmate or a buyer
is sent: Stripe asks the buyer itself.
"""

import datetime
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

import stripe
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

import clock
from shop.orders import numbers
from shop.payments.models import PaymentAttempt
from shop.payments.providers import interface
from shop.payments.providers.interface import Told

if TYPE_CHECKING:
    from stripe.params.checkout import SessionCreateParams

TIMEOUT_SECONDS = 15
# Stripe keeps a session open for at least 30 minutes; the margin is for the way there.
SHORTEST = datetime.timedelta(minutes=31)
LONGEST = datetime.timedelta(hours=23)
# The largest amount that Stripe takes: eight digits of the smallest unit, 9,99,999.99 taka.
MOST_POISHA = 99_999_999
# A balance transaction says what Stripe took.
EXPANDED = ["payment_intent.latest_charge", "payment_intent.latest_charge.balance_transaction"]


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
        try:
            session = client().v1.checkout.sessions.create(
                params=cast("SessionCreateParams", session_params(attempt)),
                options={"idempotency_key": attempt.idempotency_key},
            )
        except stripe.InvalidRequestError as error:
            # Stripe answers a known key with its session before it judges: here there is none. To ask again,
            # as of a provider that cannot be reached, would hold the goods for ever.
            raise interface.Declined(error.code or type(error).__name__) from error
        except stripe.StripeError as error:
            raise interface.Unreachable(type(error).__name__) from error
        return interface.Opened(reference=session.id, url=session.url or "")

    def ask(self, *, attempt: PaymentAttempt) -> interface.Standing:
        try:
            session = client().v1.checkout.sessions.retrieve(
                attempt.provider_reference, params={"expand": EXPANDED}
            )
        except stripe.StripeError as error:
            raise interface.Unreachable(type(error).__name__) from error
        return standing_of(session)

    def close(self, *, attempt: PaymentAttempt) -> interface.Standing:
        try:
            client().v1.checkout.sessions.expire(attempt.provider_reference)
        except stripe.InvalidRequestError:
            pass  # it is over already: paid, or expired by itself; asking tells which
        except stripe.StripeError as error:
            raise interface.Unreachable(type(error).__name__) from error
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
            reference = str(told["data"]["object"].get("id", ""))
            return interface.Event(event_id=str(told["id"]), kind=str(told["type"]), reference=reference)
        except (stripe.SignatureVerificationError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise interface.Forged(type(error).__name__) from error


def client() -> stripe.StripeClient:
    base: dict[str, str] = {"api": settings.STRIPE_API_BASE} if settings.STRIPE_API_BASE else {}
    return stripe.StripeClient(
        settings.STRIPE_SECRET_KEY,
        base_addresses=base or None,  # type: ignore[arg-type]
        http_client=stripe.RequestsClient(timeout=TIMEOUT_SECONDS),
        max_network_retries=1,
    )


def session_params(attempt: PaymentAttempt) -> dict[str, Any]:
    """Return the session to ask Stripe for: the same for the same attempt, or its key would be refused."""
    purchase = attempt.purchase
    with translation.override(purchase.language):
        items = [
            item(f"{line.title} × {line.quantity}", line.net_poisha + line.vat_poisha)
            for line in purchase.lines.order_by("pk")
        ]
        if purchase.delivery_poisha:
            items.append(item(gettext("Delivery"), purchase.delivery_poisha))
    earliest = attempt.created_at + SHORTEST
    expires_at = min(max(attempt.expires_at, earliest), attempt.created_at + LONGEST)
    return {
        "mode": "payment",
        "client_reference_id": attempt.token,
        "line_items": items,
        "success_url": attempt.return_url,
        "cancel_url": attempt.return_url,
        "expires_at": int(expires_at.timestamp()),
        # Stripe's pages know no Bangla: "auto" takes the browser's language.
        "locale": "en" if purchase.language == "en" else "auto",
        # The buyer pays the taka that the order says, not a converted sum.
        "adaptive_pricing": {"enabled": False},
        "metadata": {"order": numbers.spoken(purchase.number)},
    }


def item(name: str, poisha: int) -> dict[str, object]:
    return {
        "quantity": 1,
        "price_data": {"currency": "bdt", "unit_amount": poisha, "product_data": {"name": name[:250]}},
    }


def standing_of(session: stripe.checkout.Session) -> interface.Standing:
    """Return what a session fetched from Stripe says."""
    intent = session.payment_intent if isinstance(session.payment_intent, stripe.PaymentIntent) else None
    told, paid_at, fee_poisha = Told.OPEN, None, None
    if session.payment_status == "paid":
        told, paid_at, fee_poisha = Told.PAID, charged_at(intent), fee_of(intent)
    elif session.status == "expired":
        told = Told.EXPIRED
    elif session.status == "complete":
        over = intent is not None and intent.status in ("canceled", "requires_payment_method")
        told = Told.FAILED if over else Told.PROCESSING
    return interface.Standing(
        told=told,
        attempt_token=session.client_reference_id or "",
        amount_poisha=session.amount_total or 0,
        currency=(session.currency or "").upper(),
        paid_at=paid_at,
        fee_poisha=fee_poisha,
    )


def fee_of(intent: stripe.PaymentIntent | None) -> int | None:
    """Return what Stripe took of the charge, where it says so in taka; it settles in the account's own currency."""
    charge = intent.latest_charge if intent is not None else None
    settled = charge.balance_transaction if isinstance(charge, stripe.Charge) else None
    if isinstance(settled, stripe.BalanceTransaction) and settled.currency.upper() == "BDT":
        return settled.fee
    return None


def charged_at(intent: stripe.PaymentIntent | None) -> datetime.datetime:
    """Return the instant of the charge, which decides the policy (MONEY.md, invariant 6)."""
    charge = intent.latest_charge if intent is not None else None
    if isinstance(charge, stripe.Charge):
        return datetime.datetime.fromtimestamp(charge.created, datetime.UTC)
    return clock.now()
