"""Why a basket did not become an order: each with words for the buyer, and the lines that are in the way."""

import dataclasses
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclasses.dataclass(frozen=True)
class Trouble:
    """A line that cannot be ordered as it stands, as far as a buyer is told."""

    product_id: int
    title_bn: str
    title_en: str
    wanted: int
    available: int


class NotPlaced(Exception):
    """The order was not placed; the basket is open as before, nothing is held."""

    message: Any = _("Your order could not be placed.")

    def __init__(self, lines: list[Trouble] | None = None) -> None:
        super().__init__(type(self).__name__)
        self.lines = lines or []


class SoldOut(NotPlaced):
    message = _("Somebody else was quicker: there are not so many left.")


class Withdrawn(NotPlaced):
    message = _("A product in your basket is no longer sold.")


class PriceChanged(NotPlaced):
    message = _("A price has changed since you saw it. Please look at the sum again.")


class EmptyBasket(NotPlaced):
    message = _("Your basket is empty.")


class ProviderNotOffered(NotPlaced):
    message = _("This order cannot be paid in this way. Please choose another.")


class CashNotOffered(ProviderNotOffered):
    message = _(
        "Orders with this mobile number are still to be paid at the door, or were refused there. "
        "Please choose another way to pay this one."
    )


class TermsNotAccepted(NotPlaced):
    message = _("Please accept the terms first.")
