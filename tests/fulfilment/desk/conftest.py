"""Two prisons, and orders of one and of both that are paid and delivered."""

import pytest

from offices.models import Office
from shop.orders.models import Purchase
from tests import selling
from tests.fulfilment import ordered


@pytest.fixture
def one(natore: Office) -> Purchase:
    """Three stools at 1,250 taka and 60 for the way, paid by card and delivered."""
    row = selling.basket((selling.for_sale(natore), 3))
    purchase = selling.pay_by_card(selling.place(row, provider_code="demonstration"))
    selling.deliver(purchase, natore)
    return purchase


@pytest.fixture
def two(natore: Office, bogura: Office) -> Purchase:
    """Two stools of Natore and three chairs of Bogura, 777.77 taka each, in one paid order; both are delivered."""
    stool, chair = selling.for_sale(natore), selling.for_sale(bogura, price="777.77")
    selling.Product.objects.filter(pk=chair.product_id).update(title=ordered.CHAIR)
    purchase = selling.pay_by_card(
        selling.place(selling.basket((stool, 2), (chair, 3)), provider_code="demonstration")
    )
    selling.deliver(purchase, natore)
    selling.deliver(purchase, bogura)
    return purchase
