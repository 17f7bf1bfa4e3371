"""Oscar's baskets, opened for the storefront above: guests' only, with the strategy that prices them."""

from typing import Any

from oscar.apps.partner.strategy import Selector
from oscar.core.loading import get_model

Basket = get_model("basket", "Basket")


def begin() -> Any:
    """Return a new open basket that belongs to nobody's account."""
    return _priced(Basket._default_manager.create(status=Basket.OPEN))


def held(pk: str) -> Any | None:
    """Return a guest's basket in whatever state, or None."""
    basket = Basket._default_manager.filter(pk=pk, owner=None).first()
    return basket and _priced(basket)


def _priced(basket: Any) -> Any:
    basket.strategy = Selector().strategy()
    return basket
