"""Oscar's own rows of an order, for its reports and offers. Nothing personal: that has one place, the Purchase."""

import datetime
from typing import Any

from django.conf import settings
from oscar.core.loading import get_model

from shop.checkout.wanted import Wanted
from shop.orders import amounts, purchases

Order = get_model("order", "Order")
OrderLine = get_model("order", "Line")
OrderDiscount = get_model("order", "OrderDiscount")


def write(
    basket: Any, wanted: list[Wanted], total_poisha: int, delivery_poisha: int, now: datetime.datetime
) -> Any:
    """Write Oscar's order, lines and use of offers; return the order."""
    total, delivery = amounts.taka_of(total_poisha), amounts.taka_of(delivery_poisha)
    order = Order._default_manager.create(
        basket_id=basket.pk,
        number=purchases.fresh_number(),
        site_id=settings.SITE_ID,
        currency=settings.OSCAR_DEFAULT_CURRENCY,
        total_incl_tax=total,
        total_excl_tax=total,
        shipping_incl_tax=delivery,
        shipping_excl_tax=delivery,
        date_placed=now,
    )
    OrderLine._default_manager.bulk_create(_line(order, item) for item in wanted)
    for application in basket.offer_applications:
        OrderDiscount._default_manager.create(
            order=order,
            offer_id=application["offer"].pk,
            offer_name=application["offer"].name,
            voucher_id=application["voucher"].pk if application["voucher"] else None,
            voucher_code=application["voucher"].code if application["voucher"] else "",
            frequency=application["freq"],
            amount=application["discount"],
        )
        application["offer"].record_usage(application)
        if application["voucher"]:
            application["voucher"].record_discount(application)
    return order


def _line(order: Any, item: Wanted) -> Any:
    row, unit = item.row, amounts.taka_of(item.unit_poisha)
    before, net = amounts.taka_of(item.unit_poisha * row.quantity), amounts.taka_of(item.net_poisha)
    return OrderLine(
        order=order,
        partner_id=row.stockrecord.partner_id,
        partner_name=item.office.name_bn[:128],
        partner_sku=row.stockrecord.partner_sku,
        stockrecord_id=row.stockrecord_id,
        product_id=row.product_id,
        title=item.titles.bn[:255],
        upc=row.product.upc,
        quantity=row.quantity,
        line_price_incl_tax=net,
        line_price_excl_tax=net,
        line_price_before_discounts_incl_tax=before,
        line_price_before_discounts_excl_tax=before,
        unit_price_incl_tax=unit,
        unit_price_excl_tax=unit,
        num_allocated=row.quantity,
    )
