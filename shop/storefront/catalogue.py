"""Which products a citizen asked for: filters, search and order, in a fixed number of queries."""

import dataclasses
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q

from language import sorting, spoken
from offices.models import Office
from search import results
from shop.storefront.models import Listing, ListingQuerySet

PER_PAGE = 24
# Deeper than this nobody reads; a limit keeps the worst query small.
MOST_FOUND = 300
RELATED = 4

SORTS: dict[str, tuple[str, ...]] = {
    "": ("position", "-listed_at", "pk"),
    "new": ("-listed_at", "pk"),
    "cheap": ("stockrecord__price", "pk"),
    "dear": ("-stockrecord__price", "pk"),
}


@dataclasses.dataclass(frozen=True)
class Wish:
    """What was asked for; prices in poisha, codes of a trade and a prison, empty where it does not matter."""

    text: str = ""
    trade: str = ""
    prison: str = ""
    least_poisha: int | None = None
    most_poisha: int | None = None
    only_in_stock: bool = False
    sort: str = ""


@dataclasses.dataclass(frozen=True)
class Choice:
    """A trade or a prison that has products, with how many."""

    code: str
    name_bn: str
    name_en: str
    count: int

    @property
    def name(self) -> str:
        """Return the name in the language of the page."""
        return spoken.either(self.name_bn, self.name_en)


def find(wish: Wish) -> "ListingQuerySet | list[Listing]":
    """Return the products that fit, as the search ranks them unless another order is asked for."""
    fitting = _filtered(wish)
    if not wish.text:
        return fitting.order_by(*SORTS[wish.sort])
    ranked = results.keys(wish.text, Listing, limit=MOST_FOUND)
    fitting = fitting.filter(pk__in=ranked)
    if wish.sort:
        return fitting.order_by(*SORTS[wish.sort])
    place = {pk: number for number, pk in enumerate(ranked)}
    return sorted(fitting, key=lambda listing: place[listing.pk])


def page(wish: Wish, number: str | None) -> Page:
    """Return one page of the catalogue; a number that is none or too high gives the nearest."""
    return Paginator(find(wish), PER_PAGE).get_page(number)


def related(listing: Listing) -> list[Listing]:
    """Return some other products of the same trade or prison, those of both first."""
    others = Listing.objects.public().for_cards().exclude(pk=listing.pk)
    near = others.filter(Q(trade_id=listing.trade_id) | Q(office_id=listing.office_id))
    both = Q(trade_id=listing.trade_id, office_id=listing.office_id)
    return list(
        near.annotate(nearness=Count("pk", filter=both)).order_by("-nearness", "position", "pk")[:RELATED]
    )


def trades() -> list[Choice]:
    """Return the trades that have products, each with their number, in one query."""
    return _choices("trade")


def prisons() -> list[Choice]:
    """Return the prisons that have products, each with their number, in one query."""
    return _choices("office")


def of_office(office: Office, limit: int = RELATED) -> list[Listing]:
    """Return the first products of an office, for its page on the portal."""
    return list(Listing.objects.public().for_cards().filter(office=office)[:limit])


def _choices(relation: str) -> list[Choice]:
    names = [f"{relation}__{field}" for field in ("code", "name_bn", "name_en")]
    rows = Listing.objects.public().order_by().values_list(*names).annotate(products=Count("pk"))
    return sorted((Choice(*row) for row in rows), key=sorting.name_key)


def _filtered(wish: Wish) -> ListingQuerySet:
    found: Any = Listing.objects.public().for_cards()
    if wish.trade:
        found = found.filter(trade__code=wish.trade)
    if wish.prison:
        found = found.filter(office__code=wish.prison)
    if wish.least_poisha is not None:
        found = found.filter(stockrecord__price__gte=Decimal(wish.least_poisha) / 100)
    if wish.most_poisha is not None:
        found = found.filter(stockrecord__price__lte=Decimal(wish.most_poisha) / 100)
    if wish.only_in_stock:
        found = found.in_stock()
    return found
