"""The way of a parcel: packed, handed to the courier, delivered or refused. Each verb is safe to repeat."""

import re
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

import clock
from accounts import access
from accounts.models import User
from accounts.roles import Role
from bangla import digits
from offices.models import Office
from shop.fulfilment.models import Consignment
from shop.orders import lines, notices, purchases, refunds, transitions
from shop.orders.models import Purchase, SoldLine
from shop.payments import cash
from shop.payments.models import CashDue

State = Consignment.State
TRACKING = re.compile(r"[0-9A-Za-z][0-9A-Za-z/\- ]{2,59}")


class Refused(ValidationError):
    """The step is against the rules of parcels; the message says which."""


def open_for(*, purchase: Purchase, offices: Iterable[Office]) -> list[Consignment]:
    """Write one parcel for each prison of an order, inside the caller's transaction."""
    parcels = []
    for office in sorted(offices, key=lambda office: office.pk):
        parcel = Consignment.objects.create(
            purchase=purchase, office=office, state=State.RESERVED, opened_at=clock.now()
        )
        transitions.begin(subject=parcel)
        parcels.append(parcel)
    return parcels


def lines_of(consignment: Consignment) -> list[SoldLine]:
    """Return the lines in this parcel: its own prison's, no other."""
    own = consignment.purchase.lines.filter(office_id=consignment.office_id)
    return list(own.select_related("office").order_by("stockrecord_id", "pk"))


def cash_due(consignment: Consignment) -> CashDue | None:
    """Return the cash that this parcel brings, if it is paid at the door."""
    return CashDue.objects.filter(
        purchase_id=consignment.purchase_id, office_id=consignment.office_id
    ).first()


@transaction.atomic
def pack(*, by: User, consignment: Consignment) -> Consignment:
    """Record that the parcel is packed. Raises Refused, PermissionDenied."""
    parcel = _held(by, consignment)
    if cash.waits_for_call(cash_due(parcel)):
        raise Refused(
            _("Call the buyer first: this order is paid at the door and large. Note that it is wanted.")
        )
    _take(by=by, parcel=parcel, to=State.PACKED, packed_at=clock.now())
    return parcel


@transaction.atomic
def ship(*, by: User, consignment: Consignment, courier: str, tracking_number: str) -> Consignment:
    """Record the hand-over to the courier: the goods leave the stock, the buyer learns how to follow them."""
    parcel = _held(by, consignment)
    courier, number = courier.strip(), digits.to_ascii(tracking_number).strip()
    if not 2 <= len(courier) <= 80:
        raise Refused({"courier": _("Enter the courier's name.")})
    if not TRACKING.fullmatch(number):
        raise Refused({"tracking_number": _("Enter the courier's number: 3 to 60 digits, letters, / or -.")})
    sold = lines_of(parcel)
    if not any(line.left_quantity for line in sold):
        raise Refused(_("Nothing is left in this parcel: all of it was cancelled. Do not send it."))
    if parcel.state == State.SHIPPED and (parcel.courier, parcel.tracking_number) == (courier, number):
        return parcel  # the same button twice
    if parcel.state == State.SHIPPED:
        # Another number is another hand-over: the goods leave the shelf once only.
        raise Refused(
            _("This step has been taken already, or its time has not come. Look at the page again.")
        )
    _take(
        by=by,
        parcel=parcel,
        to=State.SHIPPED,
        shipped_at=clock.now(),
        courier=courier,
        tracking_number=number,
    )
    lines.hand_over(sold=sold)
    notices.tell(
        purchase=parcel.purchase,
        template="order_shipped",
        key=str(parcel.pk),
        courier=courier,
        tracking_number=number,
        titles=_titles(parcel.purchase, sold),
        cash_poisha=_poisha_at_the_door(parcel),
    )
    return parcel


@transaction.atomic
def deliver(*, by: User, consignment: Consignment, cash_collected: bool = False) -> Consignment:
    """Record that the buyer has the goods, and with `cash_collected` that the cash was paid at the door.

    What is paid already is credited to the makers in the same transaction; cash is only once it is handed in.
    """
    parcel, now = _held(by, consignment), clock.now()
    if _take(by=by, parcel=parcel, to=State.DELIVERED, delivered_at=now):
        sold = lines_of(parcel)
        lines.record_delivered(sold=sold, at=now)
        notices.tell(
            purchase=parcel.purchase,
            template="order_delivered",
            key=str(parcel.pk),
            titles=_titles(parcel.purchase, sold),
        )
    if cash_collected:
        _collect(by, parcel)
    return parcel


@transaction.atomic
def collect_cash(*, by: User, consignment: Consignment) -> None:
    """Record that the buyer paid for the parcel at the door, now."""
    _collect(by, _held(by, consignment))


def _collect(by: User, parcel: Consignment) -> None:
    due = cash_due(parcel)
    if due is None:
        raise Refused(_("This parcel brings no cash: it was paid ahead."))
    if parcel.state not in (State.SHIPPED, State.DELIVERED, State.CLOSED):
        raise Refused(_("Cash is collected only of a parcel that is with the courier or delivered."))
    cash.collect(by=by, due=due)


@transaction.atomic
def refuse(*, by: User, consignment: Consignment) -> Consignment:
    """Record that the buyer refused the parcel at the door: it comes back, its cash does not come.

    Raises Refused where the cash was noted as received: who paid has not refused.
    """
    parcel = _held(by, consignment)
    _take(by=by, parcel=parcel, to=State.REFUSED)
    due = cash_due(parcel)
    if due is not None and due.state in (CashDue.State.COLLECTED, CashDue.State.HANDED_IN):
        raise Refused(_("The cash for this parcel was received: it was not refused at the door."))
    if due is not None and due.state == CashDue.State.DUE:
        cash.refuse(by=by, due=due)
    return parcel


@transaction.atomic
def send_back(*, by: User, consignment: Consignment) -> Consignment:
    """Record that the buyer sends a delivered parcel back; it is refunded by the order desk when it is there."""
    parcel = _held(by, consignment)
    _take(by=by, parcel=parcel, to=State.RETURNED)
    return parcel


@transaction.atomic
def receive_back(*, by: User, consignment: Consignment, sound: bool) -> Consignment:
    """Record that a refused or returned parcel is in the prison again.

    Goods that nobody paid for go back on sale if they are sound. What was paid for does so when the order desk refunds
    it, which says the same of each piece. Raises Refused, PermissionDenied.
    """
    parcel = _held(by, consignment)
    if not _take(by=by, parcel=parcel, to=State.RECEIVED_BACK):
        return parcel  # the same button twice
    now = clock.now()
    for line in lines_of(parcel):
        left = line.left_quantity
        if line.captured_at is None and left:
            refunds.strike(
                line=line, quantity=left, reference=f"back-{parcel.pk}:{line.reference}", at=now, sound=sound
            )
    due = cash_due(parcel)
    if due is not None and due.state == CashDue.State.DUE:
        cash.lessen(due=due, by=by, poisha=due.amount_poisha, note="sent back")
    return parcel


def locked(consignment: Consignment) -> Consignment:
    """Return the parcel, held with its order against all others until the caller's transaction ends."""
    purchases.locked(consignment.purchase_id)
    return (
        Consignment.objects.select_for_update(of=("self",))
        # With the offices above: who may step is asked of them, too.
        .select_related("purchase", "office__parent__parent")
        .get(pk=consignment.pk)
    )


def _held(by: User, consignment: Consignment) -> Consignment:
    """Return the parcel, locked, for one who sends parcels from its prison; raises PermissionDenied."""
    parcel = locked(consignment)
    access.require(by, Role.PARCELS, office=parcel.office)
    return parcel


def _take(*, by: User, parcel: Consignment, to: str, **changes: Any) -> bool:
    """Move a locked parcel on; return whether it moved: the same button twice does nothing. Raises Refused."""
    if parcel.purchase.state != Purchase.State.PLACED:
        raise Refused(_("This order is not paid or no longer stands. Do not pack it."))
    if parcel.state == to:
        return False
    try:
        transitions.step(subject=parcel, to=to, by=by, **changes)
    except (transitions.IllegalStep, transitions.Overtaken) as error:
        raise Refused(
            _("This step has been taken already, or its time has not come. Look at the page again.")
        ) from error
    return True


def _titles(purchase: Purchase, sold: Iterable[SoldLine]) -> str:
    return ", ".join(line.title_en if purchase.language == "en" else line.title_bn for line in sold)


def _poisha_at_the_door(parcel: Consignment) -> int:
    due = cash_due(parcel)
    return due.amount_poisha if due is not None and due.state == CashDue.State.DUE else 0
