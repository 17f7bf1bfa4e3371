import os
from collections.abc import Iterator
from typing import Any

import pytest

from accounts.roles import Role
from offices.models import Office
from tests import selling
from tests.payments import fake_sslcommerz, fake_stripe


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what asks Stripe itself where no STRIPE_TEST_KEY is there to ask with."""
    if os.environ.get("STRIPE_TEST_KEY"):
        return
    left_out = [item for item in items if item.get_closest_marker("stripe_itself")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


@pytest.fixture
def stripe_there(settings) -> Iterator[fake_stripe.FakeStripe]:
    with fake_stripe.sent_to(settings) as fake:
        yield fake


@pytest.fixture
def sslcommerz_there(settings) -> Iterator[fake_sslcommerz.FakeSslcommerz]:
    """A local SSLCommerz that the shop is sent to, with a store's id and password set."""
    fake = fake_sslcommerz.FakeSslcommerz()
    settings.SSLCOMMERZ_STORE_ID = fake_sslcommerz.STORE_ID
    settings.SSLCOMMERZ_STORE_PASSWORD = fake_sslcommerz.PASSWORD
    settings.SSLCOMMERZ_API_BASE = fake.address
    yield fake
    fake.stop()


@pytest.fixture
def fake(sslcommerz_there: fake_sslcommerz.FakeSslcommerz) -> fake_sslcommerz.FakeSslcommerz:
    """The provider, in tests that know SSLCommerz alone."""
    return sslcommerz_there


@pytest.fixture
def stool() -> Any:
    """Three stools at 1,250 taka, made of 300 taka's worth of materials in all."""
    return selling.for_sale(selling.prison(), quantity=3, costs={"materials": 300_00})


@pytest.fixture
def natore() -> Office:
    return selling.prison()


@pytest.fixture
def bogura() -> Office:
    return selling.prison("dj-bogura")


@pytest.fixture
def hands(natore: Office) -> Any:
    return selling.staff(Role.PARCELS, natore)
