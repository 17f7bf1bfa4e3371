from collections.abc import Iterator
from typing import Any

import pytest

from tests.payments import fake_stripe


@pytest.fixture
def stripe_there(settings: Any) -> Iterator[fake_stripe.FakeStripe]:
    """A local Stripe that the shop is sent to, with its keys set."""
    fake = fake_stripe.FakeStripe()
    settings.STRIPE_SECRET_KEY = fake_stripe.SECRET_KEY
    settings.STRIPE_WEBHOOK_SECRET = fake_stripe.WEBHOOK_SECRET
    settings.STRIPE_API_BASE = fake.address
    yield fake
    fake.stop()
