"""Orders paid by SSLCommerz, as its tests begin and read them."""

from typing import Any

from django.test import Client

from shop.orders.models import Purchase, StateChange
from shop.payments import attempts
from shop.payments.models import PaymentAttempt
from tests import selling


def ordered(stool: Any, quantity: int = 1, **more: Any) -> Purchase:
    return selling.place(selling.basket((stool, quantity)), provider_code="sslcommerz", **more)


def opened(stool: Any, quantity: int = 1) -> Purchase:
    purchase = ordered(stool, quantity)
    assert attempts.open(purchase=purchase)
    return purchase


def attempt_of(purchase: Purchase) -> PaymentAttempt:
    return purchase.attempts.select_related("purchase").last()


def told(body: bytes) -> int:
    """Bring a notice to the shop's door; return the answer's status."""
    return (
        Client(enforce_csrf_checks=True)
        .post("/payments/sslcommerz/events/", data=body, content_type="application/x-www-form-urlencoded")
        .status_code
    )


def steps(purchase: Purchase) -> list[str]:
    changes = StateChange.objects.filter(purchase=purchase, subject_kind="payments.PaymentAttempt")
    return list(changes.values_list("to_state", flat=True))


def state(purchase: Purchase) -> str:
    purchase.refresh_from_db()
    return purchase.state
