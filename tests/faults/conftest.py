from collections.abc import Iterator
from typing import Any

import pytest

from offices.models import Office
from shop.orders.models import Purchase
from tests import selling
from tests.faults import paying
from tests.payments import fake_stripe
from tests.payments.fake_stripe import FakeStripe


@pytest.fixture
def stripe_there(settings: Any) -> Iterator[FakeStripe]:
    with fake_stripe.sent_to(settings) as fake:
        yield fake


@pytest.fixture
def stool(stripe_there: FakeStripe) -> Any:
    Office.objects.filter(pk=selling.headquarters().pk).update(email="hq@example.org")
    return selling.for_sale(selling.prison(), quantity=30, costs={"materials": 30 * 300_00})


@pytest.fixture
def purchase(stripe_there: FakeStripe, stool: Any) -> Purchase:
    """Three stools, paid by card."""
    return paying.paid(stripe_there, stool, 3)
