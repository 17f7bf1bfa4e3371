"""From an entry to what it belongs to: the order and its lines, a refund, a payout, a hold, a wage entry."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

import clock
from accounts.models import User
from shop.ledger import digests
from shop.ledger.models import DayClose, Entry, Transfer
from shop.orders.models import LineRefund, Purchase, SoldLine
from shop.payments import cash
from shop.payments.models import CashDue
from shop.reports import book_words
from shop.wages.models import Handout, Hold, Payout, PayoutLine, PayoutPart, WageEntry

MOST_HANDOUTS = 50
MOST_LINES = 200

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Move:
    """One transfer of an entry, with both accounts in words."""

    position: int
    debit: book_words.Named
    credit: book_words.Named
    poisha: int


@dataclass
class Belonging:
    """What an entry's key says it belongs to; most of it is empty."""

    purchase: Purchase | None = None
    lines: list[SoldLine] = field(default_factory=list)
    refund: LineRefund | None = None
    hold: Hold | None = None
    payout: Payout | None = None
    payout_lines: list[PayoutLine] = field(default_factory=list)
    wage_entry: WageEntry | None = None


def belonging(entry: Entry) -> Belonging:
    """Return what an entry belongs to, by its key."""
    word, _sep, rest = entry.key.partition(":")
    match word:
        case "capture" | "aside" | "fee" | "refund" | "dispute":
            return _of_order(rest.partition(":")[0])
        case "settlement":
            return _of_cash(rest)
        case "share":
            return Belonging(lines=_lines(Q(reference=rest)))
        case "release":
            return Belonging(lines=_lines(Q(entry_key=rest)))
        case "taken-back" | "cover" | "spoiled" | "given-again":
            found = LineRefund.objects.filter(reference=rest).first()
            return Belonging(refund=found, lines=_lines(Q(pk=found.line_id)) if found else [])
        case "hold":
            return Belonging(hold=_of(Hold.objects.select_related("maker", "placed_by", "lifted_by"), rest))
        case "payout":
            payouts = Payout.objects.select_related("office", "drafted_by", "approved_by", "sent_by")
            payout = _of(payouts, rest)
            return Belonging(payout=payout, payout_lines=_payout_lines(payout) if payout else [])
        case "payout-line":
            lines = PayoutLine.objects.select_related("maker", "payout__office")
            line = _of(lines, rest)
            return Belonging(payout=line.payout, payout_lines=[line]) if line else Belonging()
        case "wage-entry":
            made = WageEntry.objects.select_related("maker__office", "proposed_by", "decided_by", "statute")
            return Belonging(wage_entry=_of(made, rest))
    return Belonging()


def _of(rows: QuerySet[Row], rest: str) -> Row | None:
    number = rest.partition(":")[0]
    return rows.filter(pk=int(number)).first() if number.isdecimal() else None


def _of_order(number: str) -> Belonging:
    purchase = Purchase.objects.filter(number=number).first()
    if purchase is None:
        return Belonging()
    return Belonging(purchase=purchase, lines=_lines(Q(purchase=purchase)))


def _of_cash(rest: str) -> Belonging:
    """Return the order whose cash came to the bank: what a provider pays out is of many orders, and of none alone."""
    provider, _sep, number = rest.partition(":")
    due = (
        CashDue.objects.select_related("purchase").filter(pk=int(number)).first()
        if (provider == cash.CODE and number.isdecimal())
        else None
    )
    if due is None:
        return Belonging()
    return Belonging(purchase=due.purchase, lines=_lines(Q(purchase=due.purchase, office=due.office_id)))


def _lines(asked: Q) -> list[SoldLine]:
    return list(SoldLine.objects.filter(asked).select_related("office").order_by("pk"))


def _payout_lines(payout: Payout) -> list[PayoutLine]:
    return list(payout.lines.select_related("maker").order_by("pk"))


def paid_lines(payout_lines: Iterable[PayoutLine]) -> list[SoldLine]:
    """Return the sold lines whose shares these lines of a payout pay, the first so many."""
    paid = PayoutPart.objects.filter(line__in=[line.pk for line in payout_lines])
    refs = paid.exclude(credit__line_ref="").order_by().values("credit__line_ref")
    lines = SoldLine.objects.filter(reference__in=refs).select_related("office").order_by("pk")
    return list(lines[:MOST_LINES])


def moves(entry: Entry, names: book_words.Names) -> list[Move]:
    """Return an entry's transfers in their order."""
    rows = entry.transfers.select_related("debit", "credit").order_by("position")
    return [move(row, names) for row in rows]


def move(row: Transfer, names: book_words.Names) -> Move:
    return Move(row.position, names.of(row.debit), names.of(row.credit), row.poisha)


def fits(entry: Entry, moved: Iterable[Move]) -> bool:
    """Return whether an entry and its transfers are, at this moment, what their digest says."""
    now = digests.of(
        key=entry.key,
        kind=entry.kind,
        effective_at=entry.effective_at,
        recorded_at=entry.recorded_at,
        recorded_by_id=entry.recorded_by_id,
        narrative=entry.narrative,
        reverses=entry.reverses.key if entry.reverses else "",
        lines=[digests.Line(row.position, row.debit.code, row.credit.code, row.poisha) for row in moved],
    )
    return now == entry.digest


def day_of(entry: Entry) -> DayClose | None:
    """Return the close in which an entry lies; None while its day is open."""
    return DayClose.objects.filter(from_entry_id__lte=entry.pk, to_entry_id__gte=entry.pk).first()


def handouts(entry: Entry, moved: Iterable[Move]) -> list[Handout]:
    """Return the statements handed to makers that told of this entry."""
    codes = {named.code for row in moved for named in (row.debit, row.credit)}
    makers = {code.split(":")[1] for code in codes if code.startswith("inmate:")}
    if not makers:
        return []
    on: datetime.date = clock.local(entry.effective_at).date()
    told = Handout.objects.filter(
        maker_id__in=sorted(makers), start__lte=on, end__gte=on, issued_at__gte=entry.recorded_at
    )
    return list(told.select_related("maker", "issued_by")[:MOST_HANDOUTS])


def people(ids: Iterable[str]) -> dict[str, str]:
    """Return the names of sign-in of those who recorded, by what the book keeps of them."""
    known = User.objects.in_bulk([int(pk) for pk in set(ids) if pk.isdecimal()])
    return {str(pk): str(user) for pk, user in known.items()}
