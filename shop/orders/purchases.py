"""Reading an order as its buyer may, and moving it through its states."""

import datetime
import secrets

from django.db import transaction
from django.utils.crypto import constant_time_compare

import clock
from accounts.models import User
from bangla import digits, phones
from shop.orders import lines, numbers, transitions
from shop.orders.models import Purchase, SoldLine


def find(number: str, phone: str) -> Purchase | None:
    """Return the purchase with this number and the phone it was made with, in Bangla or ASCII digits.

    A wrong number and a wrong phone look the same. Throttling is the caller's.
    """
    plain = "".join(character for character in digits.to_ascii(number) if character.isalnum())
    try:
        dialled = phones.normalise(phone)
    except ValueError:
        return None
    if not numbers.is_well_formed(plain):
        return None
    # A masked order has no buyer any more: it is as if there were none.
    purchase = Purchase.objects.filter(number=plain, masked_at__isnull=True).first()
    if purchase is None or not constant_time_compare(purchase.phone, dialled):
        return None
    return purchase


def by_token(token: str) -> Purchase | None:
    """Return the purchase whose thank-you page has this secret token in its address."""
    return Purchase.objects.filter(token=token, masked_at__isnull=True).first()


def fresh_number() -> str:
    """Return an order number that no purchase bears."""
    while Purchase.objects.filter(number=(number := numbers.draw())).exists():
        pass
    return number


def fresh_token() -> str:
    return secrets.token_urlsafe(24)


def locked(purchase_id: int) -> Purchase:
    """Return the purchase, held against all others until the caller's transaction ends."""
    return Purchase.objects.select_for_update().get(pk=purchase_id)


@transaction.atomic(savepoint=False)
def capture(*, purchase: Purchase, at: datetime.datetime, fee_poisha: int = 0) -> bool:
    """Take an order as paid, its whole money having moved at `at`; return False where its goods are gone.

    `fee_poisha` is what the provider took of it.

    An expired one is placed again when its stock is still there (MONEY.md); else nothing changes and
    the caller owes a refund. A cancelled or already placed one returns False likewise.
    """
    if purchase.state not in (Purchase.State.AWAITS_PAYMENT, Purchase.State.EXPIRED):
        return False
    if purchase.masked_at is not None:
        return False  # nobody knows any more where it should go
    if purchase.state == Purchase.State.EXPIRED and not _hold_all_again(lines_of(purchase)):
        return False
    confirm(purchase=purchase)
    lines.record_captured(sold=purchase.lines.all(), at=at, fee_poisha=fee_poisha)
    return True


def confirm(*, purchase: Purchase) -> None:
    """Let the prisons pack: the order is paid, or it is paid at the door."""
    transitions.step(
        subject=purchase, to=Purchase.State.PLACED, reserve_expires_at=None, confirmed_at=clock.now()
    )


def _hold_all_again(sold: list[SoldLine]) -> bool:
    try:
        with transaction.atomic():
            for line in sold:
                lines.hold_again(line=line)
    except lines.SoldOut:
        return False
    return True


@transaction.atomic
def expire(*, purchase: Purchase) -> None:
    """End the wait for the payment and put the goods back; the caller has closed the provider's session."""
    transitions.step(subject=purchase, to=Purchase.State.EXPIRED)
    for line in lines_of(purchase):
        lines.let_go(line=line)


@transaction.atomic
def cancel_unpaid(*, purchase: Purchase, by: User | None = None) -> None:
    """End an order that awaits its payment at the buyer's wish; the caller has closed the provider's session."""
    transitions.step(subject=purchase, to=Purchase.State.CANCELLED, by=by, reserve_expires_at=None)
    for line in lines_of(purchase):
        lines.let_go(line=line)


def lines_of(purchase: Purchase) -> "list[SoldLine]":
    """Return the lines in the order in which stock is locked, so that no two orders wait for each other."""
    return list(purchase.lines.select_related("office").order_by("stockrecord_id", "pk"))
