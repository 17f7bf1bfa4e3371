"""Units of a sold line that come off it, paid or not: that part of every amount, the makers' shares, the goods."""

import datetime

from django.db.models import F

from shop.ledger import money
from shop.orders import lines, stock
from shop.orders.models import LineRefund, SoldLine
from shop.production import pieces


class TooMany(ValueError):
    """More units are to be refunded than are left of the line."""


class NotPaid(ValueError):
    """The line's money is not in hand: there is nothing to give back."""


class AlreadyPaid(ValueError):
    """The line's money is in hand: it is refunded, not struck off."""


class AnotherRefund(ValueError):
    """The reference names a refund already, of another line or of other units."""


def take_back(
    *, line: SoldLine, quantity: int, reference: str, at: datetime.datetime, sound: bool
) -> LineRefund:
    """Take `quantity` units of a paid line back, in the caller's transaction; twice under a reference is once.

    Their part of the net price and the VAT is what the refund gives; where the makers were credited, that part
    of each amount goes back (see `wages.takings`). Units that are `sound`, or have not left the prison, return
    to their batches with their cost and can be sold again. Raises TooMany, NotPaid, AnotherRefund.
    """
    locked = _locked(line)
    if locked.captured_at is None:
        raise NotPaid(f"Line {locked.reference} is not paid.")
    return _take(line, locked, quantity, reference, at, sound)


def strike(
    *, line: SoldLine, quantity: int, reference: str, at: datetime.datetime, sound: bool = True
) -> LineRefund:
    """Take `quantity` units off a line before anything was paid for it: that much less falls due at the door.

    In the caller's transaction, which lessens what is due; twice under a reference is once. The units go back as in
    `take_back`. Raises TooMany, AlreadyPaid, AnotherRefund.
    """
    locked = _locked(line)
    if locked.captured_at is not None:
        raise AlreadyPaid(f"Line {locked.reference} is paid.")
    return _take(line, locked, quantity, reference, at, sound)


def struck(line: SoldLine) -> tuple[int, int]:
    """Return what was struck off a line before its money moved, in poisha: net price and VAT."""
    early = [
        row for row in line.refunds.all() if line.captured_at is None or row.refunded_at < line.captured_at
    ]
    return sum(row.net_poisha for row in early), sum(row.vat_poisha for row in early)


def _locked(line: SoldLine) -> SoldLine:
    return SoldLine.objects.select_for_update(of=("self",)).select_related("office").get(pk=line.pk)


def _take(
    line: SoldLine, locked: SoldLine, quantity: int, reference: str, at: datetime.datetime, sound: bool
) -> LineRefund:
    if standing := LineRefund.objects.filter(reference=reference).first():
        if (standing.line_id, standing.quantity) != (locked.pk, quantity):
            raise AnotherRefund(f"{reference} is another refund.")
        return standing
    left = locked.left_quantity
    if not 1 <= quantity <= left:
        raise TooMany(f"{left} units of line {locked.reference} are left.")
    net_poisha, vat_poisha = worth(locked, quantity)
    sound = sound or locked.handed_over_at is None
    refund = LineRefund.objects.create(
        line=locked,
        reference=reference,
        quantity=quantity,
        net_poisha=net_poisha,
        vat_poisha=vat_poisha,
        sound=sound,
        pieces=_given(locked, quantity),
        refunded_at=at,
    )
    SoldLine.objects.filter(pk=locked.pk).update(refunded_quantity=F("refunded_quantity") + quantity)
    if sound:
        _put_back(locked, refund)
    if locked.credited_at is not None:
        lines.take_back_share(refund=refund, line=locked, of_quantity=left, at=at)
    line.refresh_from_db()
    return refund


def worth(line: SoldLine, quantity: int) -> tuple[int, int]:
    """Return what `quantity` of a line's units would give back now, in poisha: net price and VAT.

    It is their part of what earlier refunds left, so that the last unit takes the odd poisha with it.
    """
    earlier = lines.refunds_of(line)
    left = line.quantity - sum(row.quantity for row in earlier)
    net, vat = sum(row.net_poisha for row in earlier), sum(row.vat_poisha for row in earlier)
    return (
        money.part_of_units(line.net_poisha - net, quantity, left),
        money.part_of_units(line.vat_poisha - vat, quantity, left),
    )


def _given(line: SoldLine, quantity: int) -> list[lines.HeldPiece]:
    """Return the pieces of the units that come back, the last taken first, with their part of the costs."""
    given: list[lines.HeldPiece] = []
    for piece in reversed(lines.still_sold(line)):
        number = min(quantity, piece["quantity"])
        if number:
            costs = {
                kind: money.part_of_units(poisha, number, piece["quantity"])
                for kind, poisha in piece["costs"].items()
            }
            given.append({**piece, "quantity": number, "costs": costs})
            quantity -= number
    return given


def _put_back(line: SoldLine, refund: LineRefund) -> None:
    had_gone = line.handed_over_at is not None
    if had_gone:
        stock.come_back(stockrecord_id=line.stockrecord_id, quantity=refund.quantity)
    else:
        stock.release(stockrecord_id=line.stockrecord_id, quantity=refund.quantity)
    for piece in refund.pieces:
        pieces.give_back(
            batch_id=piece["batch"], quantity=piece["quantity"], costs=piece["costs"], had_gone=had_gone
        )
