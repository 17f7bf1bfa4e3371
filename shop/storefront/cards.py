"""Product cards with the makers' share: for the catalogue, the home page and a prison's page."""

from collections.abc import Iterable, Mapping
from typing import Any

from shop.storefront import estimates
from shop.storefront.models import Listing


def of(listings: Iterable[Listing]) -> list[dict[str, Any]]:
    """Return what `_components/product_card` shows of each; three queries however many there are.

    The listings must come from `Listing.objects.for_cards()`.
    """
    found = list(listings)
    shares = estimates.of(found)
    return [_card(listing, shares) for listing in found]


def _card(listing: Listing, shares: Mapping[int, estimates.Estimate]) -> dict[str, Any]:
    share = shares.get(listing.pk)
    return {
        "url": listing.get_absolute_url(),
        "title": listing.title,
        "made_in": listing.office.name,
        "price_poisha": listing.price_poisha,
        "makers_poisha": share.makers_poisha if share else 0,
        "picture": listing.picture,
        "sold_out": listing.units_left == 0,
    }
