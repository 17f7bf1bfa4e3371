"""What buyers say is wrong, and what the prison answers: within 72 hours (Digital Commerce Guidelines 2021)."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

import clock
from accounts import access
from accounts.models import User
from accounts.roles import Role
from offices.models import Office
from shop.fulfilment.models import OrderComplaint
from shop.orders import notices, purchases, transitions
from shop.orders.models import Purchase

State = OrderComplaint.State
SHORTEST, LONGEST = 10, 2000
# Who has written so often about one order is better helped by telephone.
MOST_OF_AN_ORDER = 10


class Refused(ValidationError):
    """The complaint or its answer is against the rules; the message says why, and quotes nothing."""


@transaction.atomic
def write(*, purchase: Purchase, office: Office, text: str, form_key: uuid.UUID) -> OrderComplaint:
    """Take a buyer's complaint about one prison's part of an order; the same form again is the same complaint.

    That it is the buyer who writes is the caller's to know. Raises Refused.
    """
    held = purchases.locked(purchase.pk)
    if standing := OrderComplaint.objects.filter(form_key=form_key, purchase=held).first():
        return standing
    words = _words(text, "text")
    if not held.consignments.filter(office=office).exists():
        raise Refused({"office": _("Choose the prison that your complaint is about.")})
    written = held.complaints.all()
    if written.filter(office=office, state=State.OPEN).exists():
        raise Refused(_("Your complaint to this prison waits for its answer. Wait for that first."))
    if written.count() >= MOST_OF_AN_ORDER:
        raise Refused(_("Too many complaints were written about this order. Please telephone the prison."))
    complaint = OrderComplaint.objects.create(
        purchase=held,
        office=office,
        state=State.OPEN,
        text=words,
        form_key=form_key,
        written_at=clock.now(),
    )
    transitions.begin(subject=complaint)
    return complaint


@transaction.atomic
def answer(*, by: User, complaint: OrderComplaint, text: str) -> OrderComplaint:
    """Answer a complaint: the buyer is told, and reads it on the order's page. Raises Refused, PermissionDenied."""
    access.require(by, Role.ORDER_DESK, office=complaint.office)
    words = _words(text, "answer")
    purchase = purchases.locked(complaint.purchase_id)
    row = OrderComplaint.objects.select_for_update(of=("self",)).get(pk=complaint.pk)
    if row.state == State.ANSWERED:
        if row.answered_by_id == by.pk and row.answer == words:
            return row  # the same button twice
        raise Refused(_("This complaint is answered already. Look at the page again."))
    changes: dict[str, Any] = {"answer": words, "answered_at": clock.now(), "answered_by": by}
    transitions.step(subject=row, to=State.ANSWERED, by=by, **changes)
    notices.tell(purchase=purchase, template="order_complaint_answered", key=str(row.pk))
    return row


def read(*, by: User, complaint: OrderComplaint) -> OrderComplaint:
    """Return the complaint with its text, to the order desk of its prison. Raises PermissionDenied."""
    access.require(by, Role.ORDER_DESK, office=complaint.office)
    return OrderComplaint.objects.select_related("purchase", "office", "answered_by").get(pk=complaint.pk)


def forget(*, purchases: list[Purchase]) -> None:
    """Take the texts away of complaints about orders whose buyers are forgotten."""
    OrderComplaint.objects.filter(purchase__in=purchases).update(text="", answer="")


def _words(text: str, field: str) -> str:
    # A null byte is no letter, and PostgreSQL keeps none.
    words = "\n".join(line.rstrip() for line in text.replace("\0", "").splitlines()).strip()
    if not SHORTEST <= len(words) <= LONGEST:
        raise Refused({field: _("Write 10 to 2,000 letters.")})
    return words
