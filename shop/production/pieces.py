"""Taking units out of batches for a sale, first in, first out, and giving them back.

**The cost of a unit.** A batch's cost of each kind is divided over the units that are still to be taken: n
units out of `left` carry the first n parts of what `ledger.money.allocate` makes of the cost not yet carried.
So the dearer poisha go with the earlier units, whatever is given back returns with exactly the cost it took,
and when the last unit is taken the units' costs add up to the batch's, to the poisha.

All run inside the caller's transaction. The number in stock and allocated on Oscar's stock record is the
caller's to change (`orders`), in the same transaction; `ledger_verify` compares the two.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TypedDict

from django.db import transaction
from django.db.models import F, OuterRef, QuerySet, Subquery

from shop.ledger import statements
from shop.production.models import Batch, BatchCost


class Part(TypedDict):
    """A maker's random id, and the weight of the maker's work in the batch."""

    maker: str
    weight: int


@dataclass(frozen=True)
class Piece:
    """Units of one batch. `costs` are poisha by kind for all `quantity` units together."""

    batch_id: int
    trade_code: str
    quantity: int
    costs: dict[str, int]
    makers: list[Part] = field(default_factory=list)


class NotEnough(Exception):
    """The batches hold fewer units than were asked for."""


def take(*, stockrecord_id: int, quantity: int) -> list[Piece]:
    """Take units of a product out of its batches, first in, first out. Raises NotEnough, taking none."""
    if quantity <= 0:
        raise ValueError("At least one unit is taken.")
    # The rows are locked (PostgreSQL) or the writer is alone (SQLite), so that two sales take others.
    here = _to_sell().filter(stockrecord_id=stockrecord_id).select_for_update(of=("self",))
    batches = list(here.only("quantity", "sold_quantity", "workshop__trade__code"))
    wanting = quantity - sum(batch.quantity - batch.sold_quantity for batch in batches)
    if wanting > 0:
        raise NotEnough(f"{wanting} units are wanting.")
    taken: list[Piece] = []
    for batch in batches:
        number = min(quantity, batch.quantity - batch.sold_quantity)
        Batch.objects.filter(pk=batch.pk).update(sold_quantity=F("sold_quantity") + number)
        taken.append(
            Piece(
                batch_id=batch.pk,
                trade_code=batch.workshop.trade.code,
                quantity=number,
                costs=_carry(batch, number),
                makers=[
                    {"maker": str(maker), "weight": weight}
                    for maker, weight in batch.makers.order_by("position").values_list("maker_id", "weight")
                ],
            )
        )
        quantity -= number
        if not quantity:
            break
    return taken


@transaction.atomic
def give_back(*, batch_id: int, quantity: int, costs: Mapping[str, int], had_gone: bool = False) -> None:
    """Put units back into their batch, with the cost by kind that they carried (`Piece.costs`, or its part).

    `had_gone`: they had left the prison and have come back sound.
    """
    batch = Batch.objects.filter(pk=batch_id)
    if had_gone:
        batch = batch.filter(gone_quantity__gte=quantity)
        given = batch.update(
            sold_quantity=F("sold_quantity") - quantity, gone_quantity=F("gone_quantity") - quantity
        )
    else:
        batch = batch.filter(sold_quantity__gte=F("gone_quantity") + quantity)
        given = batch.update(sold_quantity=F("sold_quantity") - quantity)
    if quantity <= 0 or given != 1:
        raise ValueError("No more units are given back than were taken.")
    for kind, poisha in costs.items():
        row = BatchCost.objects.filter(batch_id=batch_id, kind=kind, taken_poisha__gte=poisha)
        if poisha and (poisha < 0 or row.update(taken_poisha=F("taken_poisha") - poisha) != 1):
            raise ValueError("No more cost is given back than was taken.")


def go(*, batch_id: int, quantity: int) -> None:
    """Note that units which were taken have left the prison."""
    batch = Batch.objects.filter(pk=batch_id, sold_quantity__gte=F("gone_quantity") + quantity)
    if quantity <= 0 or batch.update(gone_quantity=F("gone_quantity") + quantity) != 1:
        raise ValueError("No more units leave than were taken.")


def next_for(stockrecord_ids: Collection[int]) -> dict[int, Piece]:
    """Return for each product one unit of the batch sold next, in one query, without the makers.

    A product that no batch has left is not in the answer.
    """
    first = _to_sell().filter(stockrecord=OuterRef("stockrecord")).values("pk")[:1]
    rows = (
        Batch.objects.filter(stockrecord_id__in=stockrecord_ids, pk=Subquery(first))
        .order_by("pk", "costs__pk")
        .values_list(
            "stockrecord_id",
            "pk",
            "workshop__trade__code",
            F("quantity") - F("sold_quantity"),
            "costs__kind",
            F("costs__poisha") - F("costs__taken_poisha"),
        )
    )
    found: dict[int, Piece] = {}
    for stockrecord_id, batch_id, trade_code, left, kind, poisha in rows:
        piece = found.setdefault(
            stockrecord_id, Piece(batch_id=batch_id, trade_code=trade_code, quantity=1, costs={})
        )
        if kind is not None:
            piece.costs[kind] = part_of(poisha, left, 1)
    return found


def part_of(poisha: int, left: int, quantity: int) -> int:
    """Return what the next `quantity` of `left` units carry of a cost not yet carried: the rule above.

    >>> [part_of(100, 3, 1), part_of(66, 2, 1), part_of(33, 1, 1)]
    [34, 33, 33]
    """
    # The closed form of `sum(money.allocate(poisha, [1] * left)[:quantity])`: a batch may have 100,000 units.
    each, dearer = divmod(poisha, left)
    return each * quantity + min(quantity, dearer)


def _to_sell() -> QuerySet[Batch]:
    return (
        Batch.objects.filter(state=Batch.State.CONFIRMED, sold_quantity__lt=F("quantity"))
        .select_related("workshop__trade")
        .order_by("confirmed_at", "pk")
    )


def _carry(batch: Batch, quantity: int) -> dict[str, int]:
    """Load the cost of a batch's next units on them, and note it; `batch` is as before they were taken."""
    left = batch.quantity - batch.sold_quantity
    uncarried = batch.costs.order_by("pk").values_list("pk", "kind", F("poisha") - F("taken_poisha"))
    costs: dict[str, int] = {}
    taken: dict[int, int] = {}
    for pk, kind, poisha in uncarried:
        costs[kind] = taken[pk] = part_of(poisha, left, quantity)
    statements.add(BatchCost, "taken_poisha", taken)
    return costs
