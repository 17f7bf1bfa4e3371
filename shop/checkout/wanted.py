"""What a frozen basket asks for: its lines with their prisons, titles and prices, and the goods held for them."""

import dataclasses
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import AnonymousUser
from oscar.apps.offer.applicator import Applicator
from oscar.apps.partner.strategy import Selector
from oscar.core.loading import get_model

from offices.models import Office
from shop.checkout import goods
from shop.checkout.refusals import EmptyBasket, PriceChanged, SoldOut, Trouble, Withdrawn
from shop.orders import amounts, lines, partners, stock

Basket = get_model("basket", "Basket")


@dataclasses.dataclass(frozen=True)
class Wanted:
    """A basket's line as it is about to be sold: amounts in poisha, Oscar's rows beside it."""

    row: Any
    office: Office
    titles: goods.Titles
    unit_poisha: int
    discount_poisha: int

    @property
    def net_poisha(self) -> int:
        return self.row.quantity * self.unit_poisha - self.discount_poisha

    def trouble(self, available: int) -> Trouble:
        return Trouble(self.row.product_id, self.titles.bn, self.titles.en, self.row.quantity, available)


def basket_with_offers(basket_id: int) -> Any:
    """Return a basket as its prices and the shop's offers stand now."""
    basket = Basket._default_manager.get(pk=basket_id)
    basket.strategy = Selector().strategy()
    Applicator().apply(basket, user=basket.owner or AnonymousUser())
    return basket


def of_basket(basket: Any) -> list[Wanted]:
    """Return the basket's lines with their prisons, titles and prices; raises EmptyBasket, Withdrawn."""
    rows = [row for row in basket.all_lines() if row.quantity > 0]
    if not rows:
        raise EmptyBasket
    offices = partners.offices_of([row.stockrecord_id for row in rows])
    named = goods.titles([row.product_id for row in rows])
    discounts = amounts.discounts_in_poisha([Decimal(row.discount_value) for row in rows])
    wanted, gone = [], []
    for row, discount_poisha in zip(rows, discounts, strict=True):
        titles = named.get(row.product_id) or goods.Titles(row.product.title, row.product.title)
        if not row.product.is_public or row.stockrecord.price is None or row.stockrecord_id not in offices:
            gone.append(Trouble(row.product_id, titles.bn, titles.en, row.quantity, 0))
            continue
        wanted.append(
            Wanted(
                row=row,
                office=offices[row.stockrecord_id],
                titles=titles,
                unit_poisha=amounts.poisha_of(row.stockrecord.price),
                discount_poisha=discount_poisha,
            )
        )
    if gone:
        raise Withdrawn(gone)
    return wanted


def refuse_other_prices(
    wanted: list[Wanted], delivery: Mapping[int, int], expected_poisha: int | None
) -> None:
    """Raise PriceChanged where the buyer would pay another sum than the one that was shown."""
    if any(item.office.pk not in delivery for item in wanted):
        raise PriceChanged  # the basket was changed in another tab: the charge shown was for other prisons
    if expected_poisha is not None:
        fees = {item.office.pk: delivery[item.office.pk] for item in wanted}
        if sum(item.net_poisha for item in wanted) + sum(fees.values()) != expected_poisha:
            raise PriceChanged
        return
    changed = [item.trouble(0) for item in wanted if item.row.price_excl_tax != item.row.stockrecord.price]
    if changed:
        raise PriceChanged(changed)


def hold(wanted: list[Wanted]) -> dict[int, list[lines.HeldPiece]]:
    """Hold the goods of every line; return the pieces by basket line. Raises SoldOut for all short ones."""
    held: dict[int, list[lines.HeldPiece]] = {}
    short: list[Trouble] = []
    # In one order everywhere, so that two buyers of the same goods do not wait for each other for ever.
    for item in sorted(wanted, key=lambda item: (item.row.stockrecord_id, item.row.pk)):
        try:
            held[item.row.pk] = lines.hold(stockrecord_id=item.row.stockrecord_id, quantity=item.row.quantity)
        except lines.SoldOut:
            short.append(item.trouble(stock.free_units(item.row.stockrecord_id)))
    if short:
        raise SoldOut(short)  # which undoes the reservations of this transaction
    return held
