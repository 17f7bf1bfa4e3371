"""The products of the data files: which prison makes them, and in which order the shop shows them."""

from typing import Any

from demonstration import reading

# On the home page and first in the catalogue; the rest follows trade by trade in turn.
FIRST = ("bamboo-cane-stool", "nakshi-kantha-queen", "jute-market-bag", "teak-chair")


def products() -> list[dict[str, Any]]:
    """Return the products of the data files, in the order of the files."""
    return [*reading.read("products-1")["product"], *reading.read("products-2")["product"]]


def office_codes() -> list[str]:
    """Return the codes of the prisons that sell, each once, in the order of the products."""
    return list(dict.fromkeys(product["office"] for product in products()))


def poisha(taka: str) -> int:
    """Return an amount written in taka with two decimals, in poisha."""
    whole, _point, part = taka.partition(".")
    return int(whole) * 100 + int(part.ljust(2, "0"))


def in_order() -> list[dict[str, Any]]:
    """Return the products so that neighbours differ: the chosen first, then one of each trade in turn."""
    rest = [product for product in products() if product["slug"] not in FIRST]
    queues = [
        [each for each in rest if each["trade"] == trade] for trade in dict.fromkeys(p["trade"] for p in rest)
    ]
    mixed = [queue[place] for place in range(max(map(len, queues))) for queue in queues if place < len(queue)]
    chosen = [next(product for product in products() if product["slug"] == slug) for slug in FIRST]
    return [*chosen, *mixed]
