"""All that is known of one order, as far as its reader's reach goes: a prison reads its own part and no other's.

Nobody's name, number or address is in it: those stay with the parcel, while it is under way.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db.models import Q

from letters.models import Letter
from offices.models import Office
from shop.fulfilment.desk import book
from shop.fulfilment.models import Consignment, OrderComplaint
from shop.orders.models import DeliveryFee, LineRefund, Purchase, SoldLine, StateChange
from shop.payments import channels, refund_story
from shop.payments.models import CashDue, Dispute, InboxEvent, PaymentAttempt, Refund
from shop.payments.providers.interface import About
from shop.payments.reach import WHOLE, Reach

# Of a parcel's and of a refund's letters a prison reads of its own; of all others that are the whole order's.
LETTERS_OF_PARCELS = ("order_shipped", "order_delivered")
LETTERS_OF_REFUNDS = ("order_refund", "order_refunded")
LETTERS_OF_ORDERS = ("order_to_pay", "order_paid", "order_placed_cash", "order_expired")


@dataclasses.dataclass(frozen=True)
class LinePart:
    """One line, with the units that were cancelled before they left and those paid back afterwards."""

    line: SoldLine
    cancelled: int
    refunded: int

    @property
    def left(self) -> int:
        return self.line.left_quantity


@dataclasses.dataclass(frozen=True)
class Part:
    """One prison's part of the order: its parcel, lines, delivery and cash, in poisha."""

    parcel: Consignment
    lines: list[LinePart]
    delivery_poisha: int
    due: CashDue | None

    @property
    def goods_poisha(self) -> int:
        return sum(row.line.net_poisha + row.line.vat_poisha for row in self.lines)

    @property
    def poisha(self) -> int:
        return self.goods_poisha + self.delivery_poisha


@dataclasses.dataclass(frozen=True)
class Story:
    """What was ordered, paid, sent, given back, written and told of one order."""

    purchase: Purchase
    reach: Reach
    parts: list[Part]
    attempts: list[PaymentAttempt]
    refunds: list[refund_story.Told]
    disputes: list[Dispute]
    complaints: list[OrderComplaint]
    events: list[InboxEvent]
    changes: list[StateChange]
    entries: list[book.Told]
    letters: list[Letter]

    @property
    def goods_poisha(self) -> int:
        return sum(part.goods_poisha for part in self.parts)

    @property
    def delivery_poisha(self) -> int:
        return sum(part.delivery_poisha for part in self.parts)

    @property
    def parts_poisha(self) -> int:
        return self.goods_poisha + self.delivery_poisha

    @property
    def refunded_poisha(self) -> int:
        """Return what went back, or is on its way, of what is shown here."""
        gone = (Refund.State.SUBMITTED, Refund.State.SUCCEEDED, Refund.State.FAILED)
        return sum(told.poisha or 0 for told in self.refunds if told.refund.state in gone)

    @property
    def channel(self) -> Any:
        return channels.name(self.purchase.provider)


def of(purchase: Purchase, reach: Reach = WHOLE) -> Story:
    """Return an order's story within a reach, in a number of queries that does not grow with what happened."""
    parts = parts_of(purchase, reach)
    attempts = list(purchase.attempts.order_by("pk"))
    every = Refund.objects.filter(purchase=purchase).order_by("pk")
    refunds = refund_story.told(
        list(every.select_related("purchase", "requested_by", "approved_by", "paid_by")), reach
    )
    disputes = list(purchase.disputes.order_by("pk"))
    complaints = list(
        purchase.complaints.filter(**reach.within("office"))
        .defer("text", "answer")
        .select_related("office")
        .order_by("pk")
    )
    return Story(
        purchase=purchase,
        reach=reach,
        parts=parts,
        attempts=attempts,
        refunds=refunds,
        disputes=disputes,
        complaints=complaints,
        events=_events(attempts, refunds, disputes),
        changes=_changes(purchase, reach, parts, refunds, complaints),
        entries=book.entries_of(
            purchase, reach, [row.line.reference for part in parts for row in part.lines]
        ),
        letters=_letters(purchase, reach, parts, refunds, disputes),
    )


def parts_of(purchase: Purchase, reach: Reach) -> list[Part]:
    """Return the order prison by prison, as far as the reach goes."""
    parcels = purchase.consignments.filter(**reach.within("office")).select_related("office", "purchase")
    sold = purchase.lines.filter(**reach.within("office")).select_related("office").order_by("pk")
    fees = DeliveryFee.objects.filter(purchase=purchase)
    delivery = dict(fees.values_list("office_id", "poisha"))
    dues = {due.office_id: due for due in purchase.cash_dues.all()}
    gone = _units_gone(purchase)
    lines: defaultdict[int, list[LinePart]] = defaultdict(list)
    for line in sold:
        lines[line.office_id].append(LinePart(line, *gone[line.pk]))
    return [
        Part(parcel, lines[parcel.office_id], delivery.get(parcel.office_id, 0), dues.get(parcel.office_id))
        for parcel in parcels.order_by("pk")
    ]


def _units_gone(purchase: Purchase) -> defaultdict[int, tuple[int, int]]:
    """Return by line how many units were cancelled and how many were paid back for another reason."""
    reasons = dict(Refund.objects.filter(purchase=purchase).values_list("reference", "reason"))
    gone: defaultdict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for row in LineRefund.objects.filter(line__purchase=purchase).order_by("pk"):
        # Without a refund no money moved: the units were struck off before they were paid.
        reason = reasons.get(row.reference.rpartition(":")[0], Refund.Reason.CANCELLED)
        cancelled, refunded = gone[row.line_id]
        if reason == Refund.Reason.CANCELLED:
            gone[row.line_id] = (cancelled + row.quantity, refunded)
        else:
            gone[row.line_id] = (cancelled, refunded + row.quantity)
    return gone


def _events(
    attempts: Collection[PaymentAttempt],
    refunds: Collection[refund_story.Told],
    disputes: Collection[Dispute],
) -> list[InboxEvent]:
    """Return what providers told of these attempts, refunds and disputes."""
    payments = [attempt.provider_reference for attempt in attempts if attempt.provider_reference]
    given = [told.refund.provider_reference for told in refunds if told.refund.provider_reference]
    named = (
        Q(about=About.PAYMENT, attempt_token__in=[attempt.token for attempt in attempts])
        | Q(about=About.PAYMENT, reference__in=payments)
        | Q(about=About.REFUND, reference__in=given)
        | Q(about=About.DISPUTE, reference__in=[dispute.provider_reference for dispute in disputes])
    )
    from_them = InboxEvent.objects.filter(provider__in={attempt.provider for attempt in attempts})
    return list(from_them.filter(named).order_by("received_at", "pk"))


def _changes(
    purchase: Purchase,
    reach: Reach,
    parts: Collection[Part],
    refunds: Collection[refund_story.Told],
    complaints: Collection[OrderComplaint],
) -> list[StateChange]:
    """Return the steps in their order; for a prison those of the order, its payment and its own things."""
    every = StateChange.objects.filter(purchase=purchase).select_related("by").order_by("pk")
    if reach.is_whole:
        return list(every)
    own = {
        "fulfilment.Consignment": {part.parcel.pk for part in parts},
        "payments.CashDue": {part.due.pk for part in parts if part.due},
        "payments.Refund": {told.refund.pk for told in refunds},
        "fulfilment.OrderComplaint": {complaint.pk for complaint in complaints},
    }
    # Of a refund of several prisons the note may speak of the others.
    shared = {told.refund.pk for told in refunds if not told.is_whole}
    shown = []
    for change in every:
        kind = change.subject_kind
        if kind not in ("orders.Purchase", "payments.PaymentAttempt", "payments.Dispute"):
            if change.subject_id not in own.get(kind, set()):
                continue
            if kind == "payments.Refund" and change.subject_id in shared:
                change.note = change.note if change.note in Refund.Reason.values else ""
        shown.append(change)
    return shown


def _letters(
    purchase: Purchase,
    reach: Reach,
    parts: Collection[Part],
    refunds: Collection[refund_story.Told],
    disputes: Collection[Dispute],
) -> list[Letter]:
    """Return the letters about the order, without their texts and without to whom they went."""
    named = Q(key__contains=purchase.number) | Q(key__in=[f"dispute:{dispute.pk}" for dispute in disputes])
    facts = ("key", "kind", "template", "language", "written_at", "sent_at", "attempts", "failure")
    found = Letter.objects.filter(named).only(*facts).order_by("written_at", "pk")
    every = [letter for letter in found if letter.key.startswith("dispute:") or _is_of(purchase, letter)]
    if reach.is_whole:
        return every
    own = {(template, str(part.parcel.pk)) for template in LETTERS_OF_PARCELS for part in parts}
    own |= {(template, told.refund.reference) for template in LETTERS_OF_REFUNDS for told in refunds}
    return [
        letter
        for letter in every
        if letter.template in LETTERS_OF_ORDERS or (letter.template, letter.key.rpartition(":")[2]) in own
    ]


def _is_of(purchase: Purchase, letter: Letter) -> bool:
    return purchase.number in letter.key.split(":")


def offices_of(story: Story) -> dict[int, Office]:
    """Return the prisons whose part is shown, by id."""
    return {part.parcel.office_id: part.parcel.office for part in story.parts}
