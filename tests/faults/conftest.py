from collections.abc import Iterator
from typing import Any

import pytest

from tests.payments import fake_stripe


@pytest.fixture
def stripe_there(settings: Any) -> Iterator[fake_stripe.FakeStripe]:
    with fake_stripe.sent_to(settings) as fake:
        yield fake
