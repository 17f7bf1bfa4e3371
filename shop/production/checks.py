"""Production's own part of `ledger_verify`: stock and costs recomputed from the batches."""

from collections.abc import Iterator

from django.db.models import F, Sum

from shop.ledger.verification import Finding
from shop.production.models import Batch, BatchCost
from shop.production.stock import StockRecord


def stock_is_what_batches_say() -> Iterator[Finding]:
    """In stock are units of confirmed batches that have not gone; allocated, those of them that are sold."""
    confirmed = Batch.objects.filter(state=Batch.State.CONFIRMED).order_by()
    by_product = {
        row[0]: row[1:]
        for row in confirmed.values_list("stockrecord_id").annotate(
            left=Sum(F("quantity") - F("gone_quantity")), held=Sum(F("sold_quantity") - F("gone_quantity"))
        )
    }
    for pk, in_stock, allocated in StockRecord.objects.values_list("pk", "num_in_stock", "num_allocated"):
        left, held = by_product.get(pk, (0, 0))
        if (in_stock or 0, allocated or 0) != (left, held):
            yield Finding(
                f"stock record {pk}: {in_stock or 0} in stock and {allocated or 0} allocated, "
                f"by its batches {left} and {held}"
            )


def units_carry_their_cost() -> Iterator[Finding]:
    """A batch that is sold out has given all its cost to its units, one that is untouched nothing."""
    costs = BatchCost.objects.order_by("pk")
    for cost in costs.filter(batch__sold_quantity=F("batch__quantity")).exclude(taken_poisha=F("poisha")):
        yield Finding(f"batch {cost.batch_id} is sold out, and its {cost.kind} cost is not")
    for cost in costs.filter(batch__sold_quantity=0, taken_poisha__gt=0):
        yield Finding(f"batch {cost.batch_id} is untouched, and its {cost.kind} cost is not")
