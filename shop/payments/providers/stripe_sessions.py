"""What a Stripe Checkout Session is asked for, and what one that was fetched says."""

import datetime
from typing import Any

import stripe
from django.utils import translation
from django.utils.translation import gettext

import clock
from shop.orders import numbers
from shop.payments.models import PaymentAttempt
from shop.payments.providers import interface
from shop.payments.providers.interface import Told

# Stripe keeps a session open for at least 30 minutes; the margin is for the way there.
SHORTEST = datetime.timedelta(minutes=31)
LONGEST = datetime.timedelta(hours=23)
# How far Stripe's clock may be behind ours.
A_MINUTE = datetime.timedelta(minutes=1)
# A balance transaction says what Stripe took.
EXPANDED = ["payment_intent.latest_charge", "payment_intent.latest_charge.balance_transaction"]


def params_of(attempt: PaymentAttempt) -> dict[str, Any]:
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


def find(client: stripe.StripeClient, attempt: PaymentAttempt) -> stripe.checkout.Session | None:
    """Return the session that was made for an attempt and whose answer was a failure."""
    since = int((attempt.created_at - A_MINUTE).timestamp())
    listed = client.v1.checkout.sessions.list(params={"created": {"gte": since}, "limit": 100})
    ours = (session for session in listed.auto_paging_iter() if session.client_reference_id == attempt.token)
    return next(ours, None)


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
