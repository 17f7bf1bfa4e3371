"""What a buyer is told of an order: its parcels and their way, the payment, and what became of the price."""

import dataclasses
import datetime
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

import clock
from offices.models import Office
from shop.fulfilment import clocks
from shop.fulfilment.models import Consignment, OrderComplaint
from shop.orders.models import Purchase, SoldLine
from shop.payments.models import CashDue, PaymentAttempt, Refund
from shop.reports import figures_book
from shop.storefront import areas, estimates

# How long the secret address of the thank-you page opens: as long as "come back later" makes sense.
THANKS_FOR = datetime.timedelta(days=1)

State = Consignment.State
STOPPED = {
    State.CANCELLED: _("Cancelled"),
    State.REFUSED: _("Refused at the door"),
    State.RETURNED: _("Sent back"),
    State.RECEIVED_BACK: _("Received back by the prison"),
}
HAPPENING = {
    State.PACKED: _("Being packed in the prison"),
    State.SHIPPED: _("Waiting for the courier"),
    State.DELIVERED: _("On its way to you"),
}
PAID_AT_THE_DOOR = (CashDue.State.COLLECTED, CashDue.State.HANDED_IN, CashDue.State.SHORT)
WAY = (State.RESERVED, State.PACKED, State.SHIPPED, State.DELIVERED)


@dataclasses.dataclass(frozen=True)
class Division:
    """What became of the price of the credited lines, without what was paid back to the buyer; amounts in
    poisha, the makers' as one sum.
    """

    price_poisha: int
    cost_poisha: int
    makers_poisha: int
    department_poisha: int

    @property
    def rest_poisha(self) -> int:
        """Return the Department's part as the page shows it: see `estimates.rest`."""
        return estimates.rest(self.price_poisha, self.cost_poisha, self.makers_poisha)


@dataclasses.dataclass(frozen=True)
class Parcel:
    """One prison's parcel: its goods, the steps of its way with their clocks, and by when the next is due."""

    office: Office
    lines: Sequence[SoldLine]
    consignment: Consignment
    delivery_poisha: int
    steps: Sequence[dict[str, Any]]


@dataclasses.dataclass(frozen=True)
class MoneyBack:
    """A sum on its way back to the buyer, and until when it must be there."""

    poisha: int
    clock: clocks.Clock


@dataclasses.dataclass(frozen=True)
class Receipt:
    """An order as its page shows it."""

    parcels: Sequence[Parcel]
    place: str
    cash_due_poisha: int
    was_paid: bool
    is_given_back: bool
    last_attempt: PaymentAttempt | None
    division: Division | None
    money_back: Sequence[MoneyBack]
    complaints: Sequence[OrderComplaint]

    @property
    def is_under_way(self) -> bool:
        """Return whether something is still to be packed or handed over."""
        return any(parcel.consignment.state in (State.RESERVED, State.PACKED) for parcel in self.parcels)

    @property
    def is_declined(self) -> bool:
        return self.last_attempt is not None and self.last_attempt.state == PaymentAttempt.State.FAILED

    @property
    def is_being_checked(self) -> bool:
        """Return whether the provider has the buyer's money, or may have it, and still looks into it."""
        return self.last_attempt is not None and self.last_attempt.state == PaymentAttempt.State.PROCESSING


def of(purchase: Purchase) -> Receipt:
    """Return what the order's page shows, in a fixed number of queries."""
    lines = list(purchase.lines.select_related("office").order_by("pk"))
    fees = dict(purchase.delivery_fees.values_list("office_id", "poisha"))
    consignments = purchase.consignments.select_related("office").order_by("pk")
    dues = list(purchase.cash_dues.all())
    parcels = []
    for consignment in consignments:
        consignment.purchase = purchase
        own = [line for line in lines if line.office_id == consignment.office_id]
        fee = fees.get(consignment.office_id, 0)
        parcels.append(Parcel(consignment.office, own, consignment, fee, _steps(purchase, consignment)))
    return Receipt(
        parcels=parcels,
        place=_place(purchase),
        cash_due_poisha=sum(due.amount_poisha for due in dues if due.state == CashDue.State.DUE),
        was_paid=any(line.captured_at for line in lines)
        or any(due.state in PAID_AT_THE_DOOR for due in dues),
        is_given_back=0 < purchase.total_poisha <= purchase.refunded_poisha,
        last_attempt=purchase.attempts.order_by("-pk").first(),
        division=_division(lines),
        money_back=_money_back(purchase),
        # What the buyer wrote is not shown again: number and mobile number alone open this page.
        complaints=list(purchase.complaints.select_related("office").defer("text")),
    )


def is_payable(purchase: Purchase) -> bool:
    """Return whether the order still waits for its payment."""
    waits = purchase.state == Purchase.State.AWAITS_PAYMENT
    return waits and purchase.reserve_expires_at is not None and purchase.reserve_expires_at > clock.now()


def _money_back(purchase: Purchase) -> list[MoneyBack]:
    """Return what goes back and is not there yet, without what staff have only asked for."""
    now = clock.now()
    going = purchase.refunds.under_way().exclude(state=Refund.State.REQUESTED)
    return [
        MoneyBack(
            refund.amount_poisha,
            clocks.running(clocks.Kind.REFUND, clocks.refund_by(refund.requested_at), now=now),
        )
        for refund in going.order_by("pk")
        if refund.currency == "BDT"
    ]


def _place(purchase: Purchase) -> str:
    district = areas.district(purchase.district_code)
    upazila = areas.upazilas().get(purchase.upazila_code)
    names = (upazila.name if upazila else purchase.upazila_name, district.name if district else "")
    return ", ".join(name for name in names if name)


def _steps(purchase: Purchase, consignment: Consignment) -> list[dict[str, Any]]:
    """Return the steps of a parcel as `_components/steps` shows them."""
    state = consignment.state
    done_at = {
        State.RESERVED: consignment.opened_at,
        State.PACKED: consignment.packed_at,
        State.SHIPPED: consignment.shipped_at,
        State.DELIVERED: consignment.delivered_at,
    }
    titles = {
        State.RESERVED: _("Ordered, goods kept for you"),
        State.PACKED: _("Packed in the prison"),
        State.SHIPPED: _("Handed to the courier"),
        State.DELIVERED: _("Delivered"),
    }
    expired = purchase.state == Purchase.State.EXPIRED
    reached = WAY.index(State(state)) if state in WAY else len(WAY)
    steps: list[dict[str, Any]] = []
    for place, step in enumerate(WAY):
        if (state in STOPPED or expired) and not done_at[step]:
            break
        is_next = place == reached + 1 and purchase.state == Purchase.State.PLACED
        standing = "done" if place <= reached else "now" if is_next else "next"
        text = _told_of(step, consignment) if standing == "done" else ""
        title = HAPPENING[step] if standing == "now" else titles[step]
        steps.append({"title": title, "state": standing, "moment": done_at[step], "text": text})
    if state in STOPPED:
        steps.append({"title": STOPPED[State(state)], "state": "stopped"})
    elif expired:
        steps.append({"title": _("Not paid in time"), "state": "stopped"})
    return steps


def _told_of(step: str, consignment: Consignment) -> object:
    if step == State.SHIPPED and consignment.courier:
        told = {"courier": consignment.courier, "number": consignment.tracking_number}
        return _("%(courier)s, tracking number %(number)s") % told
    return ""


def _division(lines: Sequence[SoldLine]) -> Division | None:
    """Return how the credited lines were divided, all together, as the book holds it: refunds taken back."""
    keys = [line.entry_key for line in lines if line.credited_at]
    if not keys:
        return None
    told = figures_book.of_shares(keys)
    if told.makers <= 0:
        return None
    # Sold below cost, the loss is the department's: what is shown still adds up to the price.
    cost = told.cost + min(0, told.department)
    return Division(told.sales, cost, told.makers, max(0, told.department))
