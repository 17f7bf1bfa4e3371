"""What must not be deployed."""

from collections.abc import Sequence

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


@register(Tags.security, deploy=True)
def check_providers(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """Refuse a deployment that sells for play money or believes unsigned events."""
    found: list[CheckMessage] = []
    if settings.DEMONSTRATION:
        found.append(Error("DEMONSTRATION is on: orders could be paid with play money.", id="payments.E001"))
    if settings.STRIPE_SECRET_KEY and not settings.STRIPE_WEBHOOK_SECRET:
        found.append(Error("STRIPE_WEBHOOK_SECRET is missing beside STRIPE_SECRET_KEY.", id="payments.E002"))
    return found
