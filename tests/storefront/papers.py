"""Parcels for tests of papers: orders as cheaply as their rows allow, each with its prisons' parcels."""

from typing import Any

import clock
from offices.models import Office
from shop.fulfilment.models import Consignment
from shop.orders.models import Purchase
from tests import ordering, selling
from tests.ordering import Wanted


def order(
    *wanted: Wanted, delivery_poisha: int = 6_000, paid: bool = True, packed: bool = True, **more: Any
) -> Purchase:
    """Place an order with its parcels."""
    purchase = ordering.place(list(wanted), delivery_poisha=delivery_poisha, **more)
    if paid:
        ordering.pay(purchase)
    now = clock.now()
    for office in dict.fromkeys(item.office for item in wanted):
        Consignment.objects.create(
            purchase=purchase,
            office=office,
            state=Consignment.State.PACKED if packed else Consignment.State.RESERVED,
            opened_at=now,
            packed_at=now if packed else None,
        )
    purchase.refresh_from_db()
    return purchase


def parcels(office: Office, count: int) -> list[Consignment]:
    """Return so many packed and paid parcels of one prison, each of one stool at 100 taka."""
    stool = selling.for_sale(office, quantity=count, price="100.00")
    made = [order(Wanted(stool, office, 10_000)) for _number in range(count)]
    return [purchase.consignments.get() for purchase in made]
