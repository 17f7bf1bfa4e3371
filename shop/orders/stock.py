"""Stock on the shelf: each change is one conditional UPDATE, so that the last unit is sold once.

Stock Oscar checks in Python and then adds: eight buyers get the last unit (MONEY.md). A fresh row's
`num_allocated` is NULL, hence the Coalesce.
"""

from django.db.models import F
from django.db.models.functions import Coalesce
from oscar.core.loading import get_model

StockRecord = get_model("partner", "StockRecord")

ALLOCATED = Coalesce(F("num_allocated"), 0)


class NotThere(Exception):
    """The shelf does not hold what the books say was reserved: an error of ours."""


def reserve(*, stockrecord_id: int, quantity: int) -> bool:
    """Hold `quantity` units for an order, inside the caller's transaction; return whether they were there."""
    free = F("num_in_stock") - ALLOCATED
    held = (
        StockRecord._default_manager.alias(free=free)
        .filter(pk=stockrecord_id, free__gte=quantity)
        .update(num_allocated=ALLOCATED + quantity)
    )
    return bool(held)


def release(*, stockrecord_id: int, quantity: int) -> None:
    """Let go of units that an order held."""
    held = StockRecord._default_manager.filter(pk=stockrecord_id, num_allocated__gte=quantity)
    if not held.update(num_allocated=F("num_allocated") - quantity):
        raise NotThere(f"stock record {stockrecord_id} holds fewer than {quantity} units for orders")


def leave(*, stockrecord_id: int, quantity: int) -> None:
    """Take units off the shelf that an order held: they are handed over to the courier."""
    held = StockRecord._default_manager.filter(
        pk=stockrecord_id, num_allocated__gte=quantity, num_in_stock__gte=quantity
    )
    gone = held.update(num_allocated=F("num_allocated") - quantity, num_in_stock=F("num_in_stock") - quantity)
    if not gone:
        raise NotThere(f"stock record {stockrecord_id} holds fewer than {quantity} units for orders")


def come_back(*, stockrecord_id: int, quantity: int) -> None:
    """Put units on the shelf again that had left the prison and came back sound."""
    StockRecord._default_manager.filter(pk=stockrecord_id).update(num_in_stock=F("num_in_stock") + quantity)


def free_units(stockrecord_id: int) -> int:
    """Return how many units nobody has ordered."""
    free = Coalesce(F("num_in_stock"), 0) - ALLOCATED
    row = StockRecord._default_manager.filter(pk=stockrecord_id).values_list(free, flat=True).first()
    return max(0, row or 0)
