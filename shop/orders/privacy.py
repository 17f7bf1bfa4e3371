"""Forgetting who bought: names, phones and addresses of orders that closed long ago. The book is not touched."""

import calendar
import datetime
from collections.abc import Sequence

from django.conf import settings
from django.db import transaction

import clock
from letters import outbox
from shop.orders.models import AddressCode, Purchase

# What names the buyer or the way to the door; the district stays, for counting.
FIELDS = (
    "buyer_name",
    "phone",
    "email",
    "upazila_code",
    "upazila_name",
    "address_line",
    "post_code",
    "note",
)


def forgets_before() -> datetime.datetime:
    """Return the instant before which nothing may have happened last to an order that is masked now."""
    return months_before(clock.now(), settings.MASK_BUYERS_AFTER_MONTHS)


def months_before(instant: datetime.datetime, months: int) -> datetime.datetime:
    """Return the same time on the same day so many months earlier in Dhaka; the month's last day where it is shorter."""
    local = clock.local(instant)
    year, month = divmod(local.year * 12 + local.month - 1 - months, 12)
    day = min(local.day, calendar.monthrange(year, month + 1)[1])
    return local.replace(year=year, month=month + 1, day=day).astimezone(datetime.UTC)


@transaction.atomic
def mask(*, purchases: Sequence[Purchase]) -> int:
    """Forget the buyers of these orders, in their rows and in the letters written to them; return of how many.

    The caller knows that they are closed. Twice, or on two servers at once, is once.
    """
    ids = [purchase.pk for purchase in purchases]
    # In one order everywhere, so that two servers do not wait for each other for ever.
    held = list(
        Purchase.objects.select_for_update().filter(pk__in=ids, masked_at__isnull=True).order_by("pk")
    )
    addresses = {address for purchase in held for address in (purchase.phone, purchase.email) if address}
    outbox.forget(to=addresses, about={purchase.number for purchase in held})
    AddressCode.objects.filter(purchase__in=held).delete()
    Purchase.objects.filter(pk__in=[purchase.pk for purchase in held]).update(
        masked_at=clock.now(), **dict.fromkeys(FIELDS, "")
    )
    return len(held)
