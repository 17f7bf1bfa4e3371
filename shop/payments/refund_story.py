"""What a refund gives back, as far as its reader's reach goes: a prison reads its own part and no other's."""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from offices.models import Office
from shop.ledger.models import Entry, Transfer
from shop.orders import refunds as line_refunds
from shop.orders.models import LineRefund, SoldLine, StateChange
from shop.payments import channels, refunds
from shop.payments.models import Refund, RefundSum, RefundUnits
from shop.payments.reach import Reach

# The first words of the accounts that bear what a refund gives back beside the price of goods.
SUMS = {"delivery": RefundSum.Kind.DELIVERY, "department": RefundSum.Kind.GOODWILL}
# Nobody said what these are for: only the book tells whose they are.
UNASKED = (Refund.Reason.AT_PROVIDER, Refund.Reason.DISPUTED)
# What the book tells of a refund after it was submitted, and of the shares taken back with it.
LATER = ("failed", "again", "by-hand", "disputed")
TAKEN = ("taken-back", "cover", "spoiled", "given-again")


@dataclasses.dataclass(frozen=True)
class Units:
    """Units of a line whose price goes back, and how much that is."""

    line: SoldLine
    quantity: int
    poisha: int


@dataclasses.dataclass(frozen=True)
class Sum:
    """What one prison gives back beside the price of goods."""

    office: Office
    kind: Any
    poisha: int


@dataclasses.dataclass(frozen=True)
class Told:
    """A refund as its reader sees it.

    `poisha` is the reader's own part, None where nobody can say which it is; `is_whole`: there is no other part.
    """

    refund: Refund
    units: list[Units]
    sums: list[Sum]
    poisha: int | None
    is_whole: bool

    @property
    def channel(self) -> Any:
        return channels.name(self.refund.provider)

    @property
    def offices(self) -> set[int]:
        return {row.line.office_id for row in self.units} | {row.office.pk for row in self.sums}


def visible(reach: Reach) -> QuerySet[Refund]:
    """Return the refunds that concern the reach: of its goods and sums, or of a whole order that it sold to."""
    every = Refund.objects.select_related("purchase", "attempt", "requested_by", "approved_by", "paid_by")
    if reach.is_whole:
        return every
    units = RefundUnits.objects.filter(refund=OuterRef("pk"))
    sums = RefundSum.objects.filter(refund=OuterRef("pk"))
    sold = SoldLine.objects.filter(purchase=OuterRef("purchase"), **reach.within("office"))
    own = Q(Exists(units.filter(**reach.within("line__office")))) | Q(
        Exists(sums.filter(**reach.within("office")))
    )
    return every.filter(own | Q(~Exists(units), ~Exists(sums), Exists(sold)))


def told(shown: Sequence[Refund], reach: Reach) -> list[Told]:
    """Return the refunds with their parts, in a number of queries that does not depend on how many there are.

    A refund of which no part lies within the reach is left out.
    """
    units, sums = _units(shown), _sums(shown)
    found = [_told(refund, units[refund.pk], sums[refund.pk], reach) for refund in shown]
    return [each for each in found if each is not None]


def _told(refund: Refund, units: list[Units], sums: list[Sum], reach: Reach) -> Told | None:
    if reach.is_whole:
        return Told(refund, units, sums, refund.amount_poisha, True)
    if not units and not sums:
        return Told(refund, [], [], None, False)  # the whole of an attempt's money: no prison's part is told
    own_units = [row for row in units if reach.covers(row.line.office_id)]
    own_sums = [row for row in sums if reach.covers(row.office.pk)]
    if not own_units and not own_sums:
        return None
    poisha = sum(row.poisha for row in own_units) + sum(row.poisha for row in own_sums)
    return Told(refund, own_units, own_sums, poisha, len(own_units + own_sums) == len(units + sums))  # type: ignore[operator]


def _units(shown: Sequence[Refund]) -> defaultdict[int, list[Units]]:
    """Return the units by refund: as they were booked, or as they were asked for where nothing is booked yet."""
    booked = _booked(shown)
    asked: defaultdict[int, list[Units]] = defaultdict(list)
    rows = RefundUnits.objects.filter(refund__in=shown).select_related("line__office", "line__purchase")
    for row in rows.prefetch_related("line__refunds").order_by("pk"):
        worth = sum(line_refunds.worth(row.line, row.quantity)) if row.refund_id not in booked else 0
        asked[row.refund_id].append(Units(row.line, row.quantity, worth))
    asked.update(booked)
    return asked


def _booked(shown: Sequence[Refund]) -> dict[int, list[Units]]:
    by_reference = {refund.reference: refund.pk for refund in shown}
    of_orders = LineRefund.objects.filter(line__purchase__in={refund.purchase_id for refund in shown})
    booked: defaultdict[int, list[Units]] = defaultdict(list)
    for row in of_orders.select_related("line__office", "line__purchase").order_by("pk"):
        refund_id = by_reference.get(row.reference.rpartition(":")[0])
        if refund_id is not None:
            booked[refund_id].append(Units(row.line, row.quantity, row.net_poisha + row.vat_poisha))
    return dict(booked)


def _sums(shown: Sequence[Refund]) -> defaultdict[int, list[Sum]]:
    """Return the other sums by refund; of those that nobody asked for, as the book has them."""
    sums: defaultdict[int, list[Sum]] = defaultdict(list)
    for row in RefundSum.objects.filter(refund__in=shown).select_related("office").order_by("pk"):
        sums[row.refund_id].append(Sum(row.office, row.get_kind_display(), row.poisha))
    unasked = {refunds.key_of(refund): refund.pk for refund in shown if refund.reason in UNASKED}
    offices = {office.code: office for office in Office.objects.all()}
    moved = Transfer.objects.filter(entry__key__in=unasked).select_related("debit", "entry")
    for transfer in moved.order_by("entry_id", "position"):
        word, _sep, code = transfer.debit.code.partition(":")
        if word in SUMS and code in offices:
            sums[unasked[transfer.entry.key]].append(Sum(offices[code], SUMS[word].label, transfer.poisha))
    return sums


def entries_of(refund: Refund, units: Iterable[Units]) -> list[Entry]:
    """Return what the book tells of a refund: given back, failed, sent again, paid by hand, shares taken back."""
    key = refunds.key_of(refund)
    steps = StateChange.objects.filter(subject_kind=refund._meta.label, subject_id=refund.pk)
    times = range(steps.filter(to_state=Refund.State.FAILED).count() + 1)
    keys = [key, *(f"{key}:{what}:{time}" for what in LATER for time in times)]
    keys += [f"{word}:{refund.reference}:{row.line.reference}" for word in TAKEN for row in units]
    return list(Entry.objects.filter(key__in=keys).order_by("pk"))
