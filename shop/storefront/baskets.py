"""The basket of a browser: Oscar's Basket behind one signed cookie that only the basket's own pages read.

Oscar's middleware would load user and session on every page, so that no public page could be cached; and a
member of staff who shops would get another basket than a guest. There is one kind of basket here.
"""

import dataclasses
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from offices.models import Office
from shop.checkout import carts
from shop.storefront.models import Listing

# A slip of the finger is not an order; institutions have a way of their own.
MOST_OF_ONE = 99
COOKIE = settings.OSCAR_BASKET_COOKIE_OPEN


class Refused(ValidationError):
    """The basket cannot hold that; the message says why, `left` how many units there are."""

    def __init__(self, message: Any, *, left: int = 0, **params: object) -> None:
        super().__init__(message, params={"left": left, **params})
        self.left = left


@dataclasses.dataclass(frozen=True)
class Line:
    """One product in a basket, with today's price and stock; amounts in poisha."""

    pk: int
    listing: Listing
    quantity: int
    price_poisha: int
    price_when_added_poisha: int

    @property
    def total_poisha(self) -> int:
        return self.price_poisha * self.quantity

    @property
    def is_withdrawn(self) -> bool:
        return self.listing.is_withdrawn

    @property
    def left(self) -> int:
        return self.listing.units_left

    @property
    def is_sold_out(self) -> bool:
        return not self.is_withdrawn and self.left == 0

    @property
    def is_too_many(self) -> bool:
        return not self.is_withdrawn and 0 < self.left < self.quantity

    @property
    def is_price_changed(self) -> bool:
        return self.price_poisha != self.price_when_added_poisha

    @property
    def can_be_bought(self) -> bool:
        return not (self.is_withdrawn or self.is_sold_out or self.is_too_many)


@dataclasses.dataclass(frozen=True)
class Parcel:
    """What one prison sends of a basket."""

    office: Office
    lines: Sequence[Line]

    @property
    def goods_poisha(self) -> int:
        return sum(line.total_poisha for line in self.lines)


@dataclasses.dataclass(frozen=True)
class Contents:
    """A basket as its pages show it, by prison; one reading of all that they need."""

    parcels: Sequence[Parcel]

    @property
    def lines(self) -> list[Line]:
        return [line for parcel in self.parcels for line in parcel.lines]

    @property
    def offices(self) -> list[Office]:
        return [parcel.office for parcel in self.parcels]

    @property
    def units(self) -> int:
        return sum(line.quantity for line in self.lines)

    @property
    def goods_poisha(self) -> int:
        return sum(line.total_poisha for line in self.lines)

    @property
    def is_empty(self) -> bool:
        return not self.lines

    @property
    def troubles(self) -> list[Line]:
        """Return the lines that cannot be bought as they stand."""
        return [line for line in self.lines if not line.can_be_bought]

    @property
    def can_be_bought(self) -> bool:
        return not self.is_empty and not self.troubles


def of(request: HttpRequest) -> Any | None:
    """Return the browser's open basket (an Oscar Basket, ready for its verbs), or None."""
    basket = latest(request)
    return basket if basket is not None and basket.status == basket.OPEN else None


def latest(request: HttpRequest) -> Any | None:
    """Return the basket that the browser last had, in whatever state: a form sent twice meets it frozen."""
    try:
        pk = request.get_signed_cookie(COOKIE, salt=COOKIE)
    except (KeyError, BadSignature):
        return None
    return carts.held(pk) if pk else None


def keep(response: HttpResponse, basket: Any) -> None:
    """Remember the basket in the browser: a signed number in a cookie, nothing about a person."""
    response.set_signed_cookie(
        COOKIE,
        str(basket.pk),
        salt=COOKIE,
        max_age=settings.OSCAR_BASKET_COOKIE_LIFETIME,
        secure=settings.OSCAR_BASKET_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponse) -> None:
    """Let the browser begin a new basket."""
    response.delete_cookie(COOKIE, samesite="Lax")


@transaction.atomic
def add(*, basket: Any | None, listing: Listing, quantity: int) -> Any:
    """Put units of a product into the basket, a new one where there is none; return it. Raises Refused."""
    if basket is None:
        basket = carts.begin()
    held = basket.lines.filter(stockrecord_id=listing.stockrecord_id).first()
    _check(listing, quantity + (held.quantity if held else 0))
    if held:
        held.quantity += quantity
        held.save(update_fields=["quantity"])
    else:
        basket.add_product(listing.product, quantity)
    return basket


@transaction.atomic
def change(*, basket: Any, line_id: int, quantity: int) -> None:
    """Set how many units of a line the basket holds; zero takes the line out. Raises Refused."""
    line = basket.lines.select_related("stockrecord").filter(pk=line_id).first()
    if line is None:
        return
    if quantity <= 0:
        line.delete()
        return
    # Fewer than now is always allowed: it is the way out of "sold out".
    if quantity > line.quantity:
        _check(
            Listing.objects.select_related("stockrecord").get(stockrecord_id=line.stockrecord_id), quantity
        )
    line.quantity = quantity
    line.save(update_fields=["quantity"])


@transaction.atomic
def accept_prices(*, basket: Any) -> None:
    """Take today's prices as the ones that the buyer has seen: called when a page has shown them."""
    for line in basket.lines.select_related("stockrecord"):
        if line.price_incl_tax != line.stockrecord.price:
            price = line.stockrecord.price
            basket.lines.filter(pk=line.pk).update(price_incl_tax=price, price_excl_tax=price)


def contents(basket: Any | None) -> Contents:
    """Return what the basket holds, by prison, in four queries whatever it holds."""
    if basket is None:
        return Contents([])
    rows = list(basket.lines.order_by("pk"))
    wanted = Listing.objects.for_cards().filter(stockrecord_id__in=[row.stockrecord_id for row in rows])
    listings = {listing.stockrecord_id: listing for listing in wanted}
    parcels: dict[int, Parcel] = {}
    for row in rows:
        listing = listings.get(row.stockrecord_id)
        if listing is None:
            continue
        parcel = parcels.setdefault(listing.office_id, Parcel(listing.office, []))
        seen = int((row.price_incl_tax or 0) * 100)
        line = Line(row.pk, listing, row.quantity, listing.price_poisha, seen)
        parcel.lines.append(line)  # type: ignore[attr-defined]
    return Contents(list(parcels.values()))


def count(basket: Any | None) -> int:
    """Return how many units the basket holds, in one query."""
    if basket is None:
        return 0
    return sum(basket.lines.values_list("quantity", flat=True))


def _check(listing: Listing, quantity: int) -> None:
    if listing.is_withdrawn:
        raise Refused(_("This product is no longer sold."))
    left = listing.units_left
    if left == 0:
        raise Refused(_("This product is sold out."))
    if quantity > left:
        raise Refused(_("Only %(left)s are left, with those in your basket."), left=left)
    if quantity > MOST_OF_ONE:
        raise Refused(_("At most %(most)s of one product can be ordered here."), most=MOST_OF_ONE)
