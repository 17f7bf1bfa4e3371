"""What a courier pays in at once: one bank slip for the cash of several parcels."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from language.templatetags.language import taka
from shop.orders import purchases
from shop.payments import cash
from shop.payments.cash import Refused
from shop.payments.models import CashDue


@transaction.atomic
def record(*, by: User, dues: Sequence[CashDue], slip_number: str, poisha: int) -> None:
    """Record one slip for several parcels' cash; what it says must be their sum, to the poisha.

    All of them, or with an error none. Another person confirms them. Raises Refused, PermissionDenied.
    """
    if not dues:
        raise Refused(_("Choose the parcels whose cash this slip paid in."))
    together = sum(due.amount_poisha for due in dues)
    if poisha != together:
        raise Refused(
            {
                "poisha": _(
                    "The chosen parcels come to %(sum)s. If the courier paid less, note the parcel that is short first."
                )
                % {"sum": taka(together)}
            }
        )
    for due in sorted(dues, key=lambda due: due.pk):
        cash.record_hand_in(by=by, due=due, slip_number=slip_number)


@transaction.atomic
def confirm(*, by: User, dues: Sequence[CashDue]) -> None:
    """Confirm, as another person, the cash of several parcels: it is posted and its makers are credited.

    All of them, or with an error none. Raises Refused, PermissionDenied.
    """
    if not dues:
        raise Refused(_("Choose whose cash is at the bank."))
    # In one order everywhere: two people who confirm the same slip do not wait for each other for ever.
    for purchase_id in sorted({due.purchase_id for due in dues}):
        purchases.locked(purchase_id)
    for due in sorted(dues, key=lambda due: (due.purchase_id, due.pk)):
        cash.confirm_hand_in(by=by, due=due)
