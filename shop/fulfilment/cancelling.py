"""Cancelling, by the buyer before the prison packs, by staff in part until the parcel leaves.

What was paid goes back as a refund; what is due at the door falls due no more. An order of which nothing is left is
cancelled as a whole.
"""

import dataclasses
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext_lazy as _

import clock
from accounts import access
from accounts.models import User
from accounts.roles import Role
from offices.models import Office
from shop.fulfilment import consignments
from shop.fulfilment.models import Consignment
from shop.orders import lines, notices, purchases, transitions
from shop.orders import refunds as line_refunds
from shop.orders.models import LineRefund, Purchase, SoldLine
from shop.payments import attempts, cash, refunding, refunds
from shop.payments.models import LIVE, CashDue, Refund

State = Consignment.State
# Nothing has left the prison.
IN_PRISON = (State.RESERVED, State.PACKED)


class TooLate(Exception):
    """Nothing of the order can be cancelled any more: it is packed, sent, or no longer stands."""


class Refused(ValidationError):
    """The units cannot be cancelled; the message says why."""


@dataclasses.dataclass(frozen=True)
class Cancelled:
    """What a buyer's cancelling came to: the parcels that will not be sent, and what goes back, in poisha."""

    parcels: list[Consignment]
    refund_poisha: int


def may_be_cancelled(purchase: Purchase) -> list[Consignment]:
    """Return the parcels that the buyer may still cancel: those that nobody has packed."""
    if purchase.state not in (Purchase.State.AWAITS_PAYMENT, Purchase.State.PLACED):
        return []
    return list(purchase.consignments.filter(state=State.RESERVED).select_related("office").order_by("pk"))


def by_buyer(*, purchase: Purchase) -> Cancelled:
    """Cancel all that is not packed yet, at the buyer's wish; not to be called inside a transaction.

    An order that awaits its payment is closed with its provider first, so that nobody pays for it afterwards; one that
    proves to be paid is refunded. Raises TooLate, attempts.ProviderUnavailable.
    """
    attempts.close_all(purchase=purchase)
    with transaction.atomic():
        held = purchases.locked(purchase.pk)
        parcels = may_be_cancelled(held)
        if not parcels:
            raise TooLate
        if held.state == Purchase.State.AWAITS_PAYMENT:
            if held.attempts.filter(state__in=LIVE).exists():
                raise TooLate  # tried again in another tab while the provider was asked
            purchases.cancel_unpaid(purchase=held)
            _end(parcels, by=None)
            _tell(held, 0)
            return Cancelled(parcels, 0)
        poisha = _take_off(held, parcels)
        _end(parcels, by=None)
        _end_order(held, by=None)
        _tell(held, poisha)
    return Cancelled(parcels, poisha)


@transaction.atomic
def by_staff(
    *, by: User, consignment: Consignment, units: Mapping[SoldLine, int], note: str, form_key: str = ""
) -> Refund | None:
    """Cancel units of a parcel that has not left the prison; return the refund where something was paid.

    The delivery goes back with the last of the parcel's goods. A refund above the limit waits for its approval: the
    units go back on sale when it is given, and a parcel of which nothing is left then is not to be sent.
    Raises Refused, PermissionDenied.
    """
    access.require(by, Role.ORDER_DESK, office=consignment.office)
    if not note.strip():
        raise Refused({"note": _("Say why.")})
    parcel = consignments.locked(consignment)
    if form_key and (standing := Refund.objects.filter(reference=form_key, purchase=parcel.purchase).first()):
        return standing
    if form_key and LineRefund.objects.filter(reference__in=_references(form_key, _lines([parcel]))).exists():
        return None  # the same form twice, of goods that nobody had paid
    units = {line: quantity for line, quantity in units.items() if quantity}
    if parcel.purchase.state != Purchase.State.PLACED or parcel.state not in IN_PRISON:
        raise Refused(
            _("This parcel can no longer be cancelled: it has left the prison, or was cancelled before.")
        )
    if not units:
        raise Refused(_("Choose what is to be cancelled."))
    if any(line.purchase_id != parcel.purchase_id or line.office_id != parcel.office_id for line in units):
        raise ValueError("A line is not in this parcel.")
    own = _lines([parcel])
    if any(quantity < 0 or quantity > line.left_quantity for line, quantity in units.items()):
        raise Refused(_("More pieces are chosen than are left."))
    is_all = all(units.get(line, 0) == line.left_quantity for line in own)
    refund = None
    if _is_paid(own):
        delivery = refunds.all_that_is_left(parcel.purchase, parcel.office).delivery if is_all else {}
        refund = refunds.request(
            purchase=parcel.purchase,
            reason=Refund.Reason.CANCELLED,
            parts=refunds.Parts(units, delivery),
            note=note,
            by=by,
            form_key=form_key,
        )
        if refund.state == Refund.State.REQUESTED:
            return refund
    else:
        _strike(parcel.purchase, units, whole=[parcel] if is_all else [], by=by, note=note, form_key=form_key)
    if is_all:
        _end([parcel], by=by)
        _end_order(parcel.purchase, by=by)
    return refund


def end_emptied(*, limit: int = 50) -> int:
    """Cancel the parcels whose goods a refund that was agreed to later took away; return how many."""
    left = SoldLine.objects.filter(
        purchase=OuterRef("purchase"), office=OuterRef("office"), refunded_quantity__lt=F("quantity")
    )
    emptied = Consignment.objects.filter(state__in=IN_PRISON, purchase__state=Purchase.State.PLACED)
    ended = 0
    for parcel in emptied.exclude(Exists(left)).order_by("pk")[:limit]:
        with transaction.atomic():
            held = consignments.locked(parcel)
            if held.state in IN_PRISON and held.purchase.state == Purchase.State.PLACED:
                _end([held], by=None)
                _end_order(held.purchase, by=None)
                ended += 1
    return ended


def _references(form_key: str, sold: Iterable[SoldLine]) -> list[str]:
    return [f"{form_key}:{line.reference}" for line in sold]


def _is_paid(sold: Iterable[SoldLine]) -> bool:
    return any(line.captured_at is not None for line in sold)


def _lines(parcels: Iterable[Consignment]) -> list[SoldLine]:
    """Return the lines of parcels of one order, in the order in which stock is locked."""
    return lines.in_turn(line for parcel in parcels for line in consignments.lines_of(parcel))


def _take_off(purchase: Purchase, parcels: list[Consignment]) -> int:
    """Take all that is left of some parcels off the order; return what goes back, in poisha."""
    units = {line: line.left_quantity for line in _lines(parcels) if line.left_quantity}
    if not _is_paid(units):
        _strike(purchase, units, whole=parcels, by=None, note="cancelled by the buyer")
        return 0
    delivery: dict[Office, int] = {}
    for parcel in parcels:
        delivery |= refunds.all_that_is_left(purchase, parcel.office).delivery
    parts = refunds.Parts(units, delivery)
    if parts.poisha:
        return refunds.request(purchase=purchase, reason=Refund.Reason.CANCELLED, parts=parts).amount_poisha
    # All of it was given away: the goods go back on sale, no money moves.
    refunding.submit(
        purchase=purchase, reference=secrets.token_urlsafe(12), provider=purchase.provider, units=parts.units
    )
    return 0


def _strike(
    purchase: Purchase,
    units: Mapping[SoldLine, int],
    *,
    whole: Iterable[Consignment],
    by: User | None,
    note: str,
    form_key: str = "",
) -> None:
    """Take unpaid units off an order, and let that much less fall due at each door; nothing at those of `whole`."""
    reference, now = form_key or secrets.token_urlsafe(12), clock.now()
    poisha: Counter[int] = Counter()
    # Of all parcels together: parcel after parcel, goods of two prisons would be locked in another order.
    for line in lines.in_turn(units):
        taken = line_refunds.strike(
            line=line, quantity=units[line], reference=f"{reference}:{line.reference}", at=now
        )
        poisha[line.office_id] += taken.net_poisha + taken.vat_poisha
    emptied = {parcel.office_id for parcel in whole}
    for due in purchase.cash_dues.filter(state=CashDue.State.DUE, office__in=poisha).order_by("pk"):
        less = due.amount_poisha if due.office_id in emptied else poisha[due.office_id]
        cash.lessen(due=due, by=by, poisha=less, note=note[:200])


def _end(parcels: Iterable[Consignment], *, by: User | None) -> None:
    for parcel in parcels:
        transitions.step(subject=parcel, to=State.CANCELLED, by=by)


def _end_order(purchase: Purchase, *, by: User | None) -> None:
    """Cancel the order where none of its parcels is left."""
    if not purchase.consignments.exclude(state=State.CANCELLED).exists():
        transitions.step(subject=purchase, to=Purchase.State.CANCELLED, by=by)


def _tell(purchase: Purchase, refund_poisha: int) -> None:
    notices.tell(
        purchase=purchase,
        template="order_cancelled",
        key=secrets.token_urlsafe(6),
        refund_poisha=refund_poisha,
    )
