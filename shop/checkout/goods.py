"""What goods are called. The storefront, which lies above, tells how to read its texts."""

from collections.abc import Callable, Collection
from typing import NamedTuple


class Titles(NamedTuple):
    bn: str
    en: str


Reader = Callable[[Collection[int]], dict[int, Titles]]

_readers: list[Reader] = []


def told_by(reader: Reader) -> None:
    """Let `reader` tell the titles of products by their ids, in one query: orders are being placed."""
    _readers[:] = [reader]


def titles(product_ids: Collection[int]) -> dict[int, Titles]:
    """Return what is known; a product that is missing is called by Oscar's own title."""
    return _readers[0](product_ids) if _readers else {}
