"""What a day brings to old orders: parcels close when nothing can be returned, and closed orders forget their buyer."""

import datetime
from collections.abc import Callable

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

import clock
from clock import turns
from shop.fulfilment import complaints
from shop.fulfilment.consignments import lines_of, locked
from shop.fulfilment.models import Consignment, OrderComplaint
from shop.orders import privacy, transitions
from shop.orders.models import Purchase, StateChange
from shop.payments.models import LIVE, Dispute, PaymentAttempt, Refund
from shop.wages import shares
from shop.wages.policy import LONGEST_RETURN_DAYS

State = Consignment.State
# Nothing more happens to a parcel in one of these by itself.
OVER = (State.CLOSED, State.CANCELLED, State.REFUSED, State.RECEIVED_BACK)
AT_A_TIME = 200

Told = Callable[[int], object]


def close_delivered(*, told: Told | None = None) -> int:
    """Close the delivered parcels whose goods can no longer be returned; return how many. Twice is once."""
    now, closed, after = clock.now(), 0, 0
    while found := list(_delivered(after)[:AT_A_TIME]):
        after = found[-1].pk
        done = sum(_close(parcel, now) for parcel in found)
        closed += done
        if told:
            told(done)
    return closed


def _delivered(after: int) -> QuerySet[Consignment]:
    return (
        Consignment.objects.filter(state=State.DELIVERED, pk__gt=after)
        .select_related("purchase", "office")
        .order_by("pk")
    )


def _close(parcel: Consignment, now: datetime.datetime) -> bool:
    if return_window_ends(parcel) > now:
        return False
    with transaction.atomic():
        held = locked(parcel)
        if held.state != State.DELIVERED:
            return False  # another server was quicker, or the goods came back
        transitions.step(subject=held, to=State.CLOSED)
    return True


def return_window_ends(parcel: Consignment) -> datetime.datetime:
    """Return until when something of a delivered parcel may come back: the longest window of its lines' policies.

    What is not paid has no policy yet: it waits as long as any policy may say.
    """
    days = [line.policy.return_days if line.policy else LONGEST_RETURN_DAYS for line in lines_of(parcel)]
    delivered_at = parcel.delivered_at or parcel.opened_at
    return shares.window_ends(delivered_at, max(days, default=LONGEST_RETURN_DAYS))


def forgettable(before: datetime.datetime) -> QuerySet[Purchase]:
    """Return the orders that are over, to which nothing has happened since `before`, and that still name a buyer.

    An order is over when it expired or was cancelled, or when each of its parcels is, and nothing about it is open: no
    payment, refund, dispute or complaint.
    """
    of_it = {"purchase": OuterRef("pk")}
    open_parcel = Consignment.objects.filter(**of_it).exclude(state__in=OVER)
    return Purchase.objects.filter(
        ~Exists(StateChange.objects.filter(**of_it, at__gte=before)),
        ~Exists(PaymentAttempt.objects.filter(**of_it, state__in=LIVE)),
        ~Exists(Refund.objects.under_way().filter(**of_it)),
        ~Exists(Dispute.objects.filter(**of_it, state=Dispute.State.OPENED)),
        ~Exists(OrderComplaint.objects.filter(**of_it, state=OrderComplaint.State.OPEN)),
        Q(state__in=[Purchase.State.EXPIRED, Purchase.State.CANCELLED])
        | Q(~Exists(open_parcel), state=Purchase.State.PLACED),
        masked_at__isnull=True,
        placed_at__lt=before,
    )


def forget_buyers(*, told: Told | None = None) -> int:
    """Mask the buyers of all orders that are due; return how many. Each round is a transaction of its own."""
    due = forgettable(privacy.forgets_before()).order_by("pk")
    forgotten, after = 0, 0
    while ids := list(due.filter(pk__gt=after).values_list("pk", flat=True)[:AT_A_TIME]):
        after = ids[-1]
        done = _forget(ids)
        forgotten += done
        if told:
            told(done)
    return forgotten


@transaction.atomic
def _forget(ids: list[int]) -> int:
    # Their rows first: whoever asks for a refund or writes a complaint takes the same lock.
    list(Purchase.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
    found = list(forgettable(privacy.forgets_before()).filter(pk__in=ids))
    complaints.forget(purchases=found)
    return privacy.mask(purchases=found)


def daily() -> int:
    """Do both once a day: the worker's turn."""
    return turns.once_a_day("fulfilment.closing", lambda: close_delivered() + forget_buyers())
