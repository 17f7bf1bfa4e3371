"""The one place where ways to pay are registered, one module each; without its key one is absent."""

from shop.payments.providers import cash, demonstration, sslcommerz, stripe
from shop.payments.providers.interface import Provider

# In the order in which a buyer is offered them.
REGISTERED: tuple[Provider, ...] = (
    cash.Cash(),
    demonstration.Demonstration(),
    sslcommerz.Sslcommerz(),
    stripe.Stripe(),
)


def offered(*, amount_poisha: int, currency: str = "BDT", country: str = "BD") -> list[Provider]:
    """Return the ways to pay an order of this amount that exist here and take it."""
    return [
        provider
        for provider in REGISTERED
        if provider.exists()
        and provider.takes(amount_poisha=amount_poisha, currency=currency, country=country)
    ]


def get(code: str) -> Provider:
    """Return a provider that exists here; raises LookupError."""
    for provider in REGISTERED:
        if provider.code == code and provider.exists():
            return provider
    raise LookupError(code)
