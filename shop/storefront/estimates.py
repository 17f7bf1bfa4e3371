"""How much of a price goes to the makers: today's price, the batch sold next, the policy in force now."""

import dataclasses
from collections.abc import Iterable
from typing import Any

import clock
from shop.production import pieces
from shop.storefront.models import Listing
from shop.wages import policy, shares, terms
from shop.wages.models import SharePolicy


@dataclasses.dataclass(frozen=True)
class Estimate:
    """How one unit's price would be divided, in poisha: cost + makers + department = price."""

    cost_poisha: int
    makers_poisha: int
    department_poisha: int
    policy: SharePolicy

    @property
    def rate_bp(self) -> int:
        return self.policy.rate_bp

    @property
    def rest_poisha(self) -> int:
        """Return the Department's part as a page shows it: see `rest`."""
        return rest(
            self.cost_poisha + self.makers_poisha + self.department_poisha,
            self.cost_poisha,
            self.makers_poisha,
        )

    @property
    def deductions(self) -> list[Any]:
        """Return what the policy takes off the price first, in words."""
        return terms.deductions(self.policy)

    @property
    def scope(self) -> str:
        """Return whose own the policy is: "office", "trade", or nothing for the whole country's."""
        return "office" if self.policy.scope_office_id else "trade" if self.policy.scope_trade_id else ""

    @property
    def grows_with_the_order(self) -> bool:
        """Return whether the policy deducts costs that are not known before there is an order."""
        return self.policy.deduct_delivery or self.policy.deduct_fee


def of(listings: Iterable[Listing]) -> dict[int, Estimate]:
    """Return the estimate of each listing by its key, in two queries however many there are.

    A product without a batch to sell, or whose price does not cover its cost, has none: nothing is shown.
    """
    priced = [listing for listing in listings if listing.price_poisha > 0]
    following = pieces.next_for([listing.stockrecord_id for listing in priced])
    wanted = [listing for listing in priced if listing.stockrecord_id in following]
    if not wanted:
        return {}
    places = {
        listing.pk: (listing.office_id, following[listing.stockrecord_id].trade_code) for listing in wanted
    }
    try:
        ruling = policy.in_force_for(at=clock.now(), places=set(places.values()))
    except policy.NoPolicy:
        return {}
    found = {}
    for listing in wanted:
        ruled = ruling[places[listing.pk]]
        cost = shares.deducted_poisha(following[listing.stockrecord_id].costs, ruled)
        division = shares.estimate(price_poisha=listing.price_poisha, unit_cost_poisha=cost, policy=ruled)
        if division.makers > 0:
            found[listing.pk] = Estimate(division.cost, division.makers, division.department, ruled)
    return found


def rest(price_poisha: int, *parts_poisha: int) -> int:
    """Return what is left of a price whose other parts are shown in whole taka, each rounded half up: so that
    what stands on a page adds up.
    """
    shown = sum((poisha + 50) // 100 * 100 for poisha in parts_poisha)
    return max(0, price_poisha - shown)
