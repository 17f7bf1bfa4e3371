"""Cash on delivery: due at the door, collected there, handed in at the bank by one and confirmed by another.

The policy is the one in force when the buyer paid at the door; the makers are credited when the hand-in
is confirmed (MONEY.md, invariants 6, 8 and 14).
"""

import datetime
import re
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

import clock
from accounts import access
from accounts.models import User
from accounts.roles import Role
from bangla import digits
from offices.models import Office
from shop.orders import lines, purchases, transitions
from shop.orders.models import Purchase
from shop.payments import capturing, settling
from shop.payments.models import CashDue

CODE = "cash"
State = CashDue.State
SLIP = re.compile(r"[0-9A-Za-z][0-9A-Za-z/\-]{2,39}")


class Refused(ValidationError):
    """The step is against the rules of cash; the message says which."""


def fall_due(*, purchase: Purchase) -> list[CashDue]:
    """Write what each prison's parcel brings in cash, inside the caller's transaction."""
    dues = []
    for office, poisha in parts(purchase).items():
        if poisha:
            due = CashDue.objects.create(
                purchase=purchase,
                office=office,
                state=State.DUE,
                amount_poisha=poisha,
                needs_call=purchase.total_poisha > settings.CASH_CALL_ABOVE_POISHA,
            )
            transitions.begin(subject=due)
            dues.append(due)
    return dues


def parts(purchase: Purchase) -> dict[Office, int]:
    """Return what the buyer pays for each prison's parcel: goods, VAT and delivery, in poisha."""
    owed: dict[Office, int] = {}
    for line in purchase.lines.select_related("office").order_by("pk"):
        owed[line.office] = owed.get(line.office, 0) + line.net_poisha + line.vat_poisha
    for fee in purchase.delivery_fees.select_related("office"):
        owed[fee.office] = owed.get(fee.office, 0) + fee.poisha
    return owed


def is_open_to(phone: str) -> bool:
    """Return whether a buyer with this phone may pay at the door once more.

    Not while so many of their parcels are unpaid, nor for a year after so many were refused at the door (settings
    CASH_OPEN_ORDERS, CASH_REFUSALS): the way there and back is the prison's loss. Paying ahead is always open.
    """
    theirs = CashDue.objects.filter(purchase__phone=phone)
    unpaid = theirs.filter(state=State.DUE, purchase__state=Purchase.State.PLACED)
    refused = theirs.filter(
        state=State.REFUSED, purchase__placed_at__gte=clock.now() - datetime.timedelta(days=365)
    )
    return (
        unpaid.values("purchase").distinct().count() < settings.CASH_OPEN_ORDERS
        and refused.values("purchase").distinct().count() < settings.CASH_REFUSALS
    )


@transaction.atomic
def note_call(*, by: User, due: CashDue) -> None:
    """Note that the buyer was called and wants the parcel. Twice is once."""
    access.require(by, Role.PARCELS, Role.ORDER_DESK, office=due.office)
    CashDue.objects.filter(pk=due.pk, called_at__isnull=True).update(called_at=clock.now(), called_by=by)
    due.refresh_from_db()


def waits_for_call(due: CashDue | None) -> bool:
    """Return whether the buyer must be called before this parcel is packed."""
    return due is not None and due.state == State.DUE and due.needs_call and due.called_at is None


def collect(*, by: User, due: CashDue, at: datetime.datetime | None = None) -> None:
    """Record that the buyer paid the whole sum at the door, at `at` or now: no credit follows yet."""
    _take(due, by=by, to=State.COLLECTED, collected_at=at or clock.now())


def refuse(*, by: User, due: CashDue) -> None:
    """Record that the buyer refused the parcel at the door: this money will not come."""
    _take(due, by=by, to=State.REFUSED)


def mark_short(*, by: User, due: CashDue, note: str) -> None:
    """Set a sum aside that was paid or handed in only in part: no credit until that is settled."""
    access.require(by, Role.CASH_RECORDER, Role.PARCELS, office=due.office)
    if not note.strip():
        raise Refused(_("Say what is missing and why."))
    _take(due, by=by, to=State.SHORT, note=note.strip()[:200])


def make_good(*, by: User, due: CashDue, note: str) -> None:
    """Note that what was missing has come: the whole sum is collected, and waits for its bank slip."""
    access.require(by, Role.CASH_RECORDER, Role.PARCELS, office=due.office)
    if not note.strip():
        raise Refused(_("Say how the missing sum came."))
    _take(
        due, by=by, to=State.COLLECTED, note=note.strip()[:200], collected_at=due.collected_at or clock.now()
    )


def lessen(*, due: CashDue, by: User | None, poisha: int, note: str) -> None:
    """Let so much less fall due at the door: goods were taken off the parcel; nothing at all when that was all.

    In the caller's transaction, with the order locked.
    """
    due.refresh_from_db()
    if due.state != State.DUE or poisha > due.amount_poisha:
        raise Refused(_("This cash is no longer due. Look at the page again."))
    if poisha == due.amount_poisha:
        transitions.step(subject=due, to=State.CANCELLED, by=by, note=note)
    else:
        CashDue.objects.filter(pk=due.pk).update(amount_poisha=F("amount_poisha") - poisha)
        due.refresh_from_db()


@transaction.atomic
def _take(due: CashDue, *, by: User, to: str, note: str = "", **changes: Any) -> None:
    if due.state == to:
        return  # the same button twice
    try:
        transitions.step(subject=due, to=to, by=by, note=note, **changes)
    except (transitions.Overtaken, transitions.IllegalStep) as error:
        raise Refused(
            _("This step has been taken already, or its time has not come. Look at the page again.")
        ) from error


@transaction.atomic
def record_hand_in(*, by: User, due: CashDue, slip_number: str) -> None:
    """Record the bank slip with which collected cash was paid in; another person confirms it.

    Raises Refused where nothing was collected or a slip is recorded already; PermissionDenied elsewhere.
    """
    access.require(by, Role.CASH_RECORDER, office=due.office)
    slip = digits.to_ascii(slip_number).strip()
    if not SLIP.fullmatch(slip):
        raise Refused(
            {"slip_number": _("Enter the number of the bank slip: 3 to 40 digits, letters, / or -.")}
        )
    collected = CashDue.objects.filter(pk=due.pk, state=State.COLLECTED, recorded_by__isnull=True)
    if not collected.update(slip_number=slip, recorded_by=by, recorded_at=clock.now()):
        due.refresh_from_db()
        if due.recorded_by_id == by.pk and due.slip_number == slip:
            return  # the same button twice
        raise Refused(_("This cash is not waiting for a bank slip. Look at the page again."))
    due.refresh_from_db()


@transaction.atomic
def confirm_hand_in(*, by: User, due: CashDue) -> None:
    """Confirm, as another person, that the cash is at the bank: post it, credit the makers.

    Raises Refused for one's own record or where no slip is recorded; the database refuses the first, too.
    """
    access.require(by, Role.CASH_CONFIRMER, office=due.office)
    purchases.locked(due.purchase_id)
    due.refresh_from_db()
    if due.state == State.HANDED_IN:
        return  # the same button twice
    if due.recorded_by_id == by.pk:
        raise Refused(_("You recorded this slip yourself. Another person must confirm it."))
    if due.state != State.COLLECTED or due.recorded_by_id is None or due.collected_at is None:
        raise Refused(_("No bank slip is recorded for this cash yet."))
    now = clock.now()
    _take(due, by=by, to=State.HANDED_IN, confirmed_by=by, confirmed_at=now)
    purchase = due.purchase
    key = capturing.key_of_cash(due)
    # The slip is the bank's own word for it: this money is settled as soon as it is captured.
    at_bank = settling.hand_in_of(due=due, at=now)
    capturing.post(
        key=key, provider=CODE, purchase=purchase, at=now, office_id=due.office_id, beside=[at_bank]
    )
    lines.record_captured(sold=purchase.lines.filter(office_id=due.office_id), at=due.collected_at)
