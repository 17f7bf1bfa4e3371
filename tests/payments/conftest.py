from collections.abc import Iterator

import pytest

from tests.payments import fake_sslcommerz, fake_stripe


@pytest.fixture
def stripe_there(settings) -> Iterator[fake_stripe.FakeStripe]:
    """A local Stripe that the shop is sent to, with its keys set."""
    fake = fake_stripe.FakeStripe()
    settings.STRIPE_SECRET_KEY = fake_stripe.SECRET_KEY
    settings.STRIPE_WEBHOOK_SECRET = fake_stripe.WEBHOOK_SECRET
    settings.STRIPE_API_BASE = fake.address
    yield fake
    fake.stop()


@pytest.fixture
def sslcommerz_there(settings) -> Iterator[fake_sslcommerz.FakeSslcommerz]:
    """A local SSLCommerz that the shop is sent to, with a store's id and password set."""
    fake = fake_sslcommerz.FakeSslcommerz()
    settings.SSLCOMMERZ_STORE_ID = fake_sslcommerz.STORE_ID
    settings.SSLCOMMERZ_STORE_PASSWORD = fake_sslcommerz.PASSWORD
    settings.SSLCOMMERZ_API_BASE = fake.address
    yield fake
    fake.stop()
