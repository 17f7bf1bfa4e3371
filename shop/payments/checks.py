"""What must not be deployed, and the payments' part of `ledger_verify`."""

from collections.abc import Iterator, Sequence

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db.models import Sum

from shop.ledger.models import Transfer
from shop.ledger.verification import Finding
from shop.payments import capturing
from shop.payments.models import CashDue, PaymentAttempt
from shop.payments.providers import sslcommerz_calls


@register(Tags.security, deploy=True)
def check_providers(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """Refuse a deployment that sells for play money or believes unsigned events."""
    found: list[CheckMessage] = []
    if settings.DEMONSTRATION:
        found.append(Error("DEMONSTRATION is on: orders could be paid with play money.", id="payments.E001"))
    if settings.STRIPE_SECRET_KEY and not settings.STRIPE_WEBHOOK_SECRET:
        found.append(Error("STRIPE_WEBHOOK_SECRET is missing beside STRIPE_SECRET_KEY.", id="payments.E002"))
    if bool(settings.SSLCOMMERZ_STORE_ID) != bool(settings.SSLCOMMERZ_STORE_PASSWORD):
        said = "SSLCOMMERZ_STORE_ID and SSLCOMMERZ_STORE_PASSWORD belong together: one is missing."
        found.append(Error(said, id="payments.E003"))
    if settings.SSLCOMMERZ_STORE_ID and settings.SSLCOMMERZ_API_BASE not in ("", sslcommerz_calls.LIVE_BASE):
        said = "SSLCOMMERZ_API_BASE is not SSLCommerz's own address: orders could be paid with play money."
        found.append(Error(said, id="payments.E004"))
    return found


def money_in_hand_is_booked() -> Iterator[Finding]:
    """Every paid attempt and every sum handed in is one entry of its amount; there is no other."""
    booked = dict(
        Transfer.objects.filter(entry__kind=capturing.KIND)
        .order_by()
        .values_list("entry__key")
        .annotate(sum=Sum("poisha"))
    )
    paid = PaymentAttempt.objects.filter(state=PaymentAttempt.State.PAID).select_related("purchase")
    cash = CashDue.objects.filter(state=CashDue.State.HANDED_IN).select_related("purchase")
    due = {capturing.key_of_attempt(attempt): attempt.amount_poisha for attempt in paid.iterator()}
    due |= {capturing.key_of_cash(part): part.amount_poisha for part in cash.iterator()}
    for key in sorted(due.keys() | booked.keys()):
        if due.get(key) != booked.get(key):
            yield Finding(f"{due.get(key, 0)} poisha are in hand, {booked.get(key, 0)} are in the book", key)
