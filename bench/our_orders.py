"""Our part of the orders' bench: places, opens, pays, packs, ships, delivers and so credits. Prints JSON."""

import json
import sys
from collections.abc import Callable
from typing import Any

import django

PRODUCTS = 40
PRICE = "1250.00"


class Shop:
    """A prison with goods and a packer, and baskets of two of its products."""

    def __init__(self, orders: int) -> None:
        from accounts.roles import Role
        from shop.wages import founding
        from shop.wages.models import SharePolicy
        from tests import selling

        founding.lay(SharePolicy.objects)
        self.prison = selling.prison()
        self.packer = selling.staff(Role.PARCELS, self.prison)
        units = 2 * orders
        self.goods = [
            selling.for_sale(self.prison, quantity=units, price=PRICE, costs={"materials": units * 30000})
            for _ in range(PRODUCTS)
        ]
        self._laid = 0

    def baskets(self, count: int) -> list[int]:
        """Lay so many baskets of two products, in turn; return their ids."""
        from tests import selling

        rows = selling.Basket.objects.bulk_create(selling.Basket() for _ in range(count))
        lines = []
        for row in rows:
            for step in (0, 7):
                stockrecord = self.goods[(self._laid + step) % PRODUCTS]
                lines.append(
                    selling.BasketLine(
                        basket=row,
                        line_reference=f"{stockrecord.product_id}_{stockrecord.pk}",
                        product_id=stockrecord.product_id,
                        stockrecord=stockrecord,
                        quantity=1,
                        price_currency="BDT",
                        price_excl_tax=stockrecord.price,
                        price_incl_tax=stockrecord.price,
                    )
                )
            self._laid += 1
        selling.BasketLine.objects.bulk_create(lines)
        return [row.pk for row in rows]

    def place(self, basket_id: int) -> Any:
        from shop.checkout import carts, placing
        from tests import selling

        basket = carts.held(str(basket_id))
        return placing.place(
            basket=basket,
            buyer=selling.BUYER,
            address=selling.ADDRESS,
            provider_code="demonstration",
            delivery_poisha_by_office={self.prison.pk: 6000},
            idempotency_token=f"bench-{basket_id}",
            terms_accepted=True,
        )

    def place_alone(self, basket_id: int, mark: Callable[[str], None]) -> None:
        self.place(basket_id)

    def sell(self, basket_id: int, mark: Callable[[str], None]) -> None:
        """Place an order, pay it, hand it over, deliver it: the makers are credited."""
        import clock
        from shop.fulfilment import consignments
        from shop.payments import attempts
        from shop.payments.providers.interface import Standing, Told

        purchase = self.place(basket_id)
        mark("placed")
        attempts.open(purchase=purchase)
        attempt = purchase.attempts.get()
        standing = Standing(Told.PAID, attempt.token, attempt.amount_poisha, "BDT", paid_at=clock.now())
        attempts.act(attempt_id=attempt.pk, standing=standing)
        mark("paid")
        parcel = purchase.consignments.select_related("office").get()
        consignments.pack(by=self.packer, consignment=parcel)
        consignments.ship(by=self.packer, consignment=parcel, courier="bench", tracking_number="RP-1")
        consignments.deliver(by=self.packer, consignment=parcel)


def measure(clients: int, flat: int, rate: float, fixed: int) -> dict[str, Any]:
    from bench import clients as at_work
    from shop.ledger import verification
    from shop.orders.models import SoldLine

    each = [at_work.WARMING + count for count in (flat, flat, fixed)]
    shop = Shop(clients * sum(each))
    work = [[shop.baskets(count) for _ in range(clients)] for count in each]
    found = {
        "placed": at_work.run(shop.place_alone, work[0]),
        "flat out": at_work.run(shop.sell, work[1]),
        "fixed": at_work.run(shop.sell, work[2], every_seconds=clients / rate),
    }
    credited = SoldLine.objects.filter(credited_at__isnull=False).count()
    assert credited == 2 * clients * sum(each[1:]), "each order was to be placed, paid and credited"
    wrong = list(verification.findings())
    assert not wrong, wrong[:3]
    return {name: waits.as_dict() for name, waits in found.items()}


if __name__ == "__main__":
    django.setup()
    words = sys.argv[1:]
    print(json.dumps(measure(int(words[0]), int(words[1]), float(words[2]), int(words[3]))))
