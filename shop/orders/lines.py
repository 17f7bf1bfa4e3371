"""What happens to a sold line: goods held and let go, money captured, goods delivered, makers credited."""

import copy
import datetime
from collections.abc import Iterable, Sequence
from typing import TypedDict

from django.db import transaction
from django.db.models import QuerySet, Value
from django.db.models.functions import Concat

import clock
from shop.ledger import balances, journal, money
from shop.orders import stock
from shop.orders.models import LineRefund, SoldLine
from shop.production import pieces
from shop.wages import credits, policy, shares, takings

# The kinds of a line's costs that are no batch's: its way to the buyer, and what the provider took of its price.
DELIVERY, FEE = "delivery", "fee"


class HeldPiece(TypedDict):
    """Units of one batch on a line: `costs` are poisha by kind for all of them, `makers` random ids."""

    batch: int
    trade: str
    quantity: int
    costs: dict[str, int]
    makers: list[pieces.Part]


class SoldOut(Exception):
    """Fewer units are there than a line wants."""

    def __init__(self, stockrecord_id: int) -> None:
        super().__init__(stockrecord_id)
        self.stockrecord_id = stockrecord_id


def hold(*, stockrecord_id: int, quantity: int) -> list[HeldPiece]:
    """Reserve units and take their pieces, first in, first out; return the pieces as JSON for the line.

    Inside the caller's transaction, which must end when SoldOut is raised.
    """
    if not stock.reserve(stockrecord_id=stockrecord_id, quantity=quantity):
        raise SoldOut(stockrecord_id)
    try:
        taken = pieces.take(stockrecord_id=stockrecord_id, quantity=quantity)
    except pieces.NotEnough as error:
        # The shelf and the batches disagree (ledger_verify names it): sell nothing that nobody made.
        raise SoldOut(stockrecord_id) from error
    return [snapshot(piece) for piece in taken]


def snapshot(piece: pieces.Piece) -> HeldPiece:
    """Return one piece as plain JSON: batch, trade, quantity, costs of all its units, makers by random id."""
    return {
        "batch": piece.batch_id,
        "trade": piece.trade_code,
        "quantity": piece.quantity,
        "costs": dict(piece.costs),
        "makers": list(piece.makers),
    }


def costs_of(held: Iterable[HeldPiece]) -> dict[str, int]:
    """Return the costs of a line by kind, in poisha, from its pieces."""
    total: dict[str, int] = {}
    for piece in held:
        for kind, poisha in piece["costs"].items():
            total[kind] = total.get(kind, 0) + poisha
    return total


def in_turn(sold: Iterable[SoldLine]) -> list[SoldLine]:
    """Return lines in the order in which the shelf is locked, so that no two orders wait for each other for ever."""
    return sorted(sold, key=lambda line: (line.stockrecord_id, line.pk))


def part_by_price(poisha: int, nets_poisha: Sequence[int]) -> list[int]:
    """Divide a cost of several lines by their net prices, to the poisha; evenly where all were given away."""
    if not nets_poisha:
        return []
    return money.allocate(poisha, nets_poisha if any(nets_poisha) else [1] * len(nets_poisha))


def let_go(*, line: SoldLine) -> None:
    """Give the line's units back to the shelf and its pieces to their batches: it will not be paid."""
    stock.release(stockrecord_id=line.stockrecord_id, quantity=line.quantity)
    for piece in line.pieces:
        pieces.give_back(batch_id=piece["batch"], quantity=piece["quantity"], costs=piece["costs"])


def hold_again(*, line: SoldLine) -> None:
    """Reserve a line anew that was let go, with the pieces that are there now; raises SoldOut."""
    held = hold(stockrecord_id=line.stockrecord_id, quantity=line.quantity)
    # Other batches, the same way: what its delivery costs stays with the line.
    costs = {**costs_of(held), **{kind: line.costs[kind] for kind in (DELIVERY, FEE) if kind in line.costs}}
    SoldLine.objects.filter(pk=line.pk, captured_at__isnull=True).update(pieces=held, costs=costs)
    line.pieces, line.costs = held, costs


def hand_over(*, sold: Iterable[SoldLine]) -> None:
    """Take what is left of the lines' units off the shelf, in the caller's transaction: the courier has them."""
    held = _locked(sold)
    for line in held:
        if line.left_quantity:
            stock.leave(stockrecord_id=line.stockrecord_id, quantity=line.left_quantity)
        for piece in still_sold(line):
            pieces.go(batch_id=piece["batch"], quantity=piece["quantity"])
    _rows(held).update(handed_over_at=clock.now())


def still_sold(line: SoldLine) -> list[HeldPiece]:
    """Return the line's pieces without the units that were refunded, each with its part of the costs."""
    left: list[HeldPiece] = copy.deepcopy(line.pieces)
    for refund in refunds_of(line):
        for given in refund.pieces:
            piece = next(piece for piece in left if piece["batch"] == given["batch"])
            piece["quantity"] -= given["quantity"]
            for kind, poisha in given["costs"].items():
                piece["costs"][kind] -= poisha
    return [piece for piece in left if piece["quantity"]]


def refunds_of(line: SoldLine) -> list[LineRefund]:
    """Return what came off a line so far, the first first."""
    # Most lines have none, and say so: nothing is asked.
    return list(line.refunds.order_by("pk")) if line.refunded_quantity else []


def keep_makers_still(sold: Iterable[SoldLine]) -> None:
    """Lock the wages that these lines will change, in one order: two orders with the same makers cannot wait
    for each other for ever. Called before something is taken back from several lines in one transaction; what only
    credits them is told to the book at once, which locks in that order by itself.
    """
    makers = {part["maker"] for line in sold for piece in line.pieces for part in piece["makers"]}
    # Makers before balances, as every verb of the wages does.
    credits.lock(makers)
    journal.keep_still(f"inmate:{maker}:pending" for maker in makers)


# No savepoints: each is a part of a larger step, and what fails in it undoes the whole.
@transaction.atomic(savepoint=False)
def record_captured(*, sold: Iterable[SoldLine], at: datetime.datetime, fee_poisha: int = 0) -> None:
    """Record that the lines' money is in hand and moved at `at`; credit the makers of those that are delivered.

    `fee_poisha` is what the provider took of it all, divided over the lines by their net prices: the last cost that a
    line comes to have. `at` is the instant that the provider states, for cash when it was paid at the door: the policy
    in force then is the lines' for ever (MONEY.md, invariant 6). A second call changes nothing.
    """
    held = _locked(sold)
    fees = dict(zip(held, part_by_price(fee_poisha, [line.net_poisha for line in held]), strict=True))
    fresh = [line for line in held if line.captured_at is None]
    found = policy.in_force_for(at=at, places={(line.office_id, line.trade_code) for line in fresh})
    for line in fresh:
        line.captured_at, line.policy_id = at, found[line.office_id, line.trade_code].pk
        if fees[line]:
            line.costs = {**line.costs, FEE: fees[line]}
        line.save(update_fields=["captured_at", "policy", "costs"])
    _credit_where_both(fresh)


@transaction.atomic(savepoint=False)
def record_delivered(*, sold: Iterable[SoldLine], at: datetime.datetime) -> None:
    """Record that the buyer has the goods; credit the makers where the money is in hand. Twice is once."""
    fresh = [line for line in _locked(sold) if line.delivered_at is None]
    _rows(fresh).update(delivered_at=at)
    for line in fresh:
        line.delivered_at = at
    _credit_where_both(fresh)


def _locked(sold: Iterable[SoldLine]) -> list[SoldLine]:
    """Return lines as they are now, held: of a capture and a delivery at once, the second sees both."""
    rows = _rows(sold).select_related("office").order_by("stockrecord_id", "pk")
    return list(rows.select_for_update(of=("self",)))


def _rows(sold: Iterable[SoldLine]) -> QuerySet[SoldLine]:
    if isinstance(sold, QuerySet):
        return sold  # not read yet, and read once
    return SoldLine.objects.filter(pk__in=[line.pk for line in sold])


def _credit_where_both(sold: Iterable[SoldLine]) -> None:
    """Credit the makers of those of the locked lines that are both paid and delivered."""
    ready = [line for line in sold if line.captured_at and line.delivered_at and not line.credited_at]
    if not ready:
        return
    if any(line.refunded_quantity for line in ready):
        keep_makers_still(ready)
    now = clock.now()
    _rows(ready).update(credited_at=now, entry_key=Concat(Value("share:"), "reference"))
    for line in ready:
        line.credited_at, line.entry_key = now, f"share:{line.reference}"
    shares.credit_all([_sale(line) for line in ready])
    for line in ready:
        _take_back_what_was_refunded(line, now)


def _sale(line: SoldLine) -> shares.Sale:
    assert line.delivered_at is not None
    assert line.credited_at is not None
    assert line.policy_id is not None
    return shares.Sale(
        key=line.entry_key,
        line_ref=line.reference,
        office_code=line.office.code,
        at=line.credited_at,
        delivered_at=line.delivered_at,
        policy_id=line.policy_id,
        net_poisha=line.net_poisha,
        discount_poisha=line.discount_poisha,
        costs=line.costs,
        pieces=line.pieces,
    )


def _take_back_what_was_refunded(line: SoldLine, at: datetime.datetime) -> None:
    """Take back from the share what was refunded before there was one: the line is divided as a whole first."""
    left = line.quantity
    for refund in refunds_of(line):
        take_back_share(refund=refund, line=line, of_quantity=left, at=at)
        left -= refund.quantity


def take_back_share(*, refund: LineRefund, line: SoldLine, of_quantity: int, at: datetime.datetime) -> None:
    """Take a refund's part back from the makers and the department; `of_quantity` units were left before it."""
    if not balances.is_told(line.entry_key):
        return  # the line moved no money: there is no share
    takings.take_back(
        reference=refund.reference,
        share_key=line.entry_key,
        at=at,
        net_poisha=refund.net_poisha,
        quantity=refund.quantity,
        of_quantity=of_quantity,
        sound=refund.sound,
    )
