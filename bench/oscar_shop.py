"""A small shop of stock Oscar's: goods, baskets, and its own way of placing an order. Its settings must be in force."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import AnonymousUser
from oscar.apps.checkout.calculators import OrderTotalCalculator
from oscar.apps.checkout.mixins import OrderPlacementMixin
from oscar.apps.offer.applicator import Applicator
from oscar.apps.partner.strategy import Selector
from oscar.apps.shipping.methods import Free
from oscar.core.loading import get_model

Basket = get_model("basket", "Basket")
Country = get_model("address", "Country")
Partner = get_model("partner", "Partner")
Product = get_model("catalogue", "Product")
ProductClass = get_model("catalogue", "ProductClass")
ShippingAddress = get_model("order", "ShippingAddress")
StockRecord = get_model("partner", "StockRecord")

ADDRESS = {
    "first_name": "Invented",
    "last_name": "Buyer",
    "line1": "12 Station Road",
    "line4": "Natore",
    "postcode": "6400",
}


def lay() -> None:
    """Lay what an order needs beside goods: the country, and the partner that sells."""
    Country._default_manager.get_or_create(
        iso_3166_1_a2="BD", defaults={"printable_name": "Bangladesh", "is_shipping_country": True}
    )
    Partner._default_manager.get_or_create(code="natore", defaults={"name": "Natore"})
    ProductClass._default_manager.get_or_create(name="Product", defaults={"track_stock": True})


def for_sale(number: int, quantity: int) -> Any:
    """List a product with so many units in stock; return its stock record."""
    product = Product._default_manager.create(
        product_class=ProductClass._default_manager.get(), title=f"Stool {number}", upc=f"upc-{number}"
    )
    return StockRecord._default_manager.create(
        product=product,
        partner=Partner._default_manager.get(),
        partner_sku=f"sku-{number}",
        price_currency="BDT",
        price=Decimal("1250.00"),
        num_in_stock=quantity,
    )


def basket(*wanted: tuple[Any, int]) -> int:
    """Return the id of a guest's basket that holds so much of each stock record's product."""
    row = Basket._default_manager.create()
    row.strategy = Selector().strategy()
    for stockrecord, quantity in wanted:
        row.add_product(stockrecord.product, quantity)
    return row.pk


class Checkout(OrderPlacementMixin):
    """The end of Oscar's checkout, without its request: no session, no mail, nobody redirected."""

    def handle_successful_order(self, order: Any) -> Any:
        return order


def place(basket_id: int, pay: Callable[[Any, Any], None] | None = None) -> Any:
    """Place a basket as Oscar's PaymentDetailsView.submit does, step by step and without the mail; return the order.

    First it asks whether each line can still be bought, as `check_basket_is_valid` does: LookupError if not. `pay`
    stands where Oscar has a project take the money (`handle_payment`): the basket frozen, no order written yet. The
    buyer pays on another site's page and comes back with a new request, which finds the frozen basket by its id.
    """
    row = _priced(basket_id)
    for line in row.all_lines():
        permitted, _why = row.strategy.fetch_for_line(line).availability.is_purchase_permitted(line.quantity)
        if not permitted:
            raise LookupError("sold out")
    checkout = Checkout()
    number = checkout.generate_order_number(row)
    row.freeze()
    if pay is not None:
        pay(row, _total(row))
        row = _priced(basket_id)
    method = Free()
    return checkout.handle_order_placement(
        order_number=number,
        user=AnonymousUser(),
        basket=row,
        shipping_address=ShippingAddress(country_id="BD", **ADDRESS),
        shipping_method=method,
        shipping_charge=method.calculate(row),
        billing_address=None,
        order_total=_total(row),
        surcharges=None,
    )


def _priced(basket_id: int) -> Any:
    row = Basket._default_manager.get(pk=basket_id)
    row.strategy = Selector().strategy()
    Applicator().apply(row, AnonymousUser())
    return row


def _total(row: Any) -> Any:
    return OrderTotalCalculator().calculate(row, Free().calculate(row))
