"""Oscar's stock record as production knows it, reached through our own foreign key.

A prison is one Oscar partner, and the partner's code is the office's code: that is how a product is known to
be a prison's own.
"""

from typing import Any

from language import sorting
from offices.models import Office
from shop.production.models import Batch

# Oscar's classes may be forked; what the foreign key points to is the one in use.
StockRecord: Any = Batch._meta.get_field("stockrecord").related_model


def of_office(office: Office) -> Any:
    """Return the stock records of an office's products, by title."""
    return (
        StockRecord.objects.filter(partner__code=office.code)
        .select_related("product", "partner")
        .order_by(sorting.InBanglaOrder("product__title"), "pk")
    )


def belongs_to(stockrecord: Any, office: Office) -> bool:
    """Return whether the product is one of the office's own."""
    return bool(stockrecord.partner.code == office.code)
