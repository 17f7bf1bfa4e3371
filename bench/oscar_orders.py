"""Stock Oscar's part of the orders' bench: its own placement, nothing of payment or delivery. Prints JSON."""

import json
import sys
from collections.abc import Callable
from typing import Any

import django

PRODUCTS = 40


class Shop:
    """Goods, and baskets of two of them."""

    def __init__(self, orders: int) -> None:
        from bench import oscar_shop

        oscar_shop.lay()
        self.goods = [oscar_shop.for_sale(number, 2 * orders) for number in range(PRODUCTS)]
        self._laid = 0

    def baskets(self, count: int) -> list[int]:
        from bench import oscar_shop

        laid = []
        for _ in range(count):
            pair = [self.goods[(self._laid + step) % PRODUCTS] for step in (0, 7)]
            laid.append(oscar_shop.basket(*((stockrecord, 1) for stockrecord in pair)))
            self._laid += 1
        return laid

    def place(self, basket_id: int, mark: Callable[[str], None]) -> None:
        from bench import oscar_shop

        oscar_shop.place(basket_id)


def measure(clients: int, flat: int, rate: float, fixed: int) -> dict[str, Any]:
    from bench import clients as at_work

    each = [at_work.WARMING + count for count in (flat, fixed)]
    shop = Shop(clients * sum(each))
    work = [[shop.baskets(count) for _ in range(clients)] for count in each]
    found = {
        "placed": at_work.run(shop.place, work[0]),
        "fixed": at_work.run(shop.place, work[1], every_seconds=clients / rate),
    }
    return {name: waits.as_dict() for name, waits in found.items()}


if __name__ == "__main__":
    django.setup()
    words = sys.argv[1:]
    print(json.dumps(measure(int(words[0]), int(words[1]), float(words[2]), int(words[3]))))
