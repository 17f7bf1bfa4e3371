"""What must stand on a provider's clearing account, and why: each entry's key with the row that caused it.

Signed as our balance with the provider: what came in is above zero.
"""

import datetime
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from django.db.models import Q

import clock
from shop.ledger import balances
from shop.payments import appeals, capturing, cash, refunds, settling
from shop.payments.models import CashDue, Dispute, PaymentAttempt, Refund, SlipSettlement
from shop.payments.providers.interface import MovementKind

Attempt, State = PaymentAttempt.State, Refund.State


class Due(NamedTuple):
    """An entry that must be there; `poisha` is None where its amount is looked at elsewhere."""

    key: str
    number: str
    poisha: int | None


def of_attempt(attempt: PaymentAttempt) -> Due | None:
    """Return the entry of an attempt's money; None where none has come, as far as we know."""
    number = attempt.purchase.number
    if attempt.state == Attempt.PAID:
        return Due(capturing.key_of_attempt(attempt), number, attempt.amount_poisha)
    if attempt.state == Attempt.MISMATCH:
        # It came in another amount than the order's, and all of it goes back.
        back = attempt.refunds.filter(reason=Refund.Reason.MISMATCH, currency="BDT").first()
        return Due(capturing.key_of_aside(attempt), number, back.amount_poisha) if back else None
    return None


def of_day(provider: str, start: datetime.datetime, end: datetime.datetime) -> dict[str, Due]:
    """Return what the orders say moved from `start` up to but not at `end`, by the key of its entry."""
    return {due.key: due for due in _of_day(provider, start, end)}


def _of_day(provider: str, start: datetime.datetime, end: datetime.datetime) -> Iterator[Due]:
    attempts = PaymentAttempt.objects.filter(provider=provider, currency="BDT")
    for attempt in attempts.filter(captured_at__gte=start, captured_at__lt=end).select_related("purchase"):
        due = of_attempt(attempt)
        if due:
            yield due
    given = Refund.objects.filter(provider=provider, currency="BDT").select_related("purchase")
    for refund in given.filter(submitted_at__gte=start, submitted_at__lt=end):
        if refund.reason != Refund.Reason.DISPUTED:  # that money had gone when the dispute was opened
            yield Due(refunds.key_of(refund), refund.purchase.number, -refund.amount_poisha)
    disputed = Dispute.objects.filter(provider=provider).select_related("purchase")
    for dispute in disputed.filter(opened_at__gte=start, opened_at__lt=end):
        yield Due(dispute.entry_key("opened"), dispute.purchase.number, -dispute.amount_poisha)
    won = disputed.filter(state=Dispute.State.WON, settled_at__gte=start, settled_at__lt=end)
    for dispute in won:
        yield _of_winning(dispute)
    first, last = clock.local(start).date(), clock.local(end - datetime.timedelta(microseconds=1)).date()
    for slip in SlipSettlement.objects.confirmed().filter(provider=provider, on__gte=first, on__lte=last):
        yield from _of_slip(slip)
    if provider == cash.CODE:
        handed_in = CashDue.objects.filter(state=CashDue.State.HANDED_IN).select_related("purchase")
        for parcel in handed_in.filter(confirmed_at__gte=start, confirmed_at__lt=end):
            yield from _of_cash(parcel)


def _of_winning(dispute: Dispute) -> Due:
    """Return the entry of a dispute that was won: at once, or on appeal after its loss was booked."""
    number = dispute.purchase.number
    if not balances.is_told(dispute.entry_key(appeals.WON_BACK)):
        return Due(dispute.entry_key("won"), number, dispute.amount_poisha)
    return Due(dispute.entry_key(appeals.WON_BACK), number, appeals.won_back_poisha(dispute))


def _of_cash(due: CashDue) -> Iterator[Due]:
    yield Due(capturing.key_of_cash(due), due.purchase.number, due.amount_poisha)
    yield Due(settling.key_of_cash(due), due.purchase.number, -due.amount_poisha)


def _of_slip(slip: SlipSettlement) -> Iterator[Due]:
    yield Due(settling.key_of_slip(slip), "", -slip.poisha)
    if slip.fee_poisha:
        yield Due(settling.key_of_slip_fee(slip), "", -slip.fee_poisha)


def at_provider(
    provider: str, start: datetime.datetime, end: datetime.datetime
) -> Iterator[tuple[MovementKind, str, Due]]:
    """Yield what the provider told us that it did in that time, with its own name for it."""
    attempts = PaymentAttempt.objects.filter(provider=provider, currency="BDT").select_related("purchase")
    for attempt in attempts.filter(captured_at__gte=start, captured_at__lt=end):
        due = of_attempt(attempt)
        if due:
            yield MovementKind.CHARGE, attempt.provider_reference, due
    given = Refund.objects.filter(
        provider=provider, currency="BDT", state=State.SUCCEEDED, slip_number=""
    ).exclude(Q(reason=Refund.Reason.DISPUTED) | Q(provider_reference=""))
    for refund in given.filter(settled_at__gte=start, settled_at__lt=end).select_related("purchase"):
        due = Due(refunds.key_of(refund), refund.purchase.number, -refund.amount_poisha)
        yield MovementKind.REFUND, refund.provider_reference, due
    disputed = Dispute.objects.filter(provider=provider, opened_at__gte=start, opened_at__lt=end)
    for dispute in disputed.select_related("purchase"):
        due = Due(dispute.entry_key("opened"), dispute.purchase.number, -dispute.amount_poisha)
        yield MovementKind.DISPUTE, dispute.provider_reference, due


def of_keys(provider: str, keys: Iterable[str], names: Collection[str]) -> dict[str, Due]:
    """Return the causes of entries, by key; those that have none are left out.

    `names` are the provider's own for its movements: a payout or a fee that it states needs no row of ours.
    """
    words: dict[str, list[list[str]]] = {}
    for key in keys:
        parts = key.split(":")
        words.setdefault(parts[0], []).append(parts)
    found: dict[str, Due] = {}
    for word, of_word in words.items():
        reader = _READERS.get(word)
        if reader is not None:
            found |= {due.key: due for due in reader(provider, of_word, names)}
    return found


def _captures(provider: str, keys: list[list[str]], names: Collection[str]) -> Iterator[Due]:
    """Yield the causes of `capture:…`, `aside:…` and `fee:<order>:<attempt>…`, of one attempt each."""
    paid = [parts for parts in keys if len(parts) > 2 and parts[2].isdigit()]
    rows = PaymentAttempt.objects.filter(provider=provider).select_related("purchase")
    attempts = rows.in_bulk({int(parts[2]) for parts in paid})
    for parts in paid:
        attempt = attempts.get(int(parts[2]))
        due = of_attempt(attempt) if attempt and attempt.purchase.number == parts[1] else None
        if due and parts[0] == settling.FEE:
            yield Due(":".join(parts), due.number, None)
        elif due and due.key == ":".join(parts):
            yield due
    dues = [int(parts[3]) for parts in keys if parts[2:3] == [cash.CODE] and parts[-1].isdigit()]
    if provider == cash.CODE:
        handed_in = CashDue.objects.filter(state=CashDue.State.HANDED_IN, pk__in=dues)
        for row in handed_in.select_related("purchase"):
            yield from _of_cash(row)
    yield from _slips(provider, keys)
    for parts in keys:
        if parts[0] == settling.FEE and parts[1] == provider and ":".join(parts[2:]) in names:
            yield Due(":".join(parts), "", None)


def _settlements(provider: str, keys: list[list[str]], names: Collection[str]) -> Iterator[Due]:
    if provider == cash.CODE:
        handed_in = CashDue.objects.filter(state=CashDue.State.HANDED_IN)
        slips = [int(parts[2]) for parts in keys if parts[2].isdigit()]
        for row in handed_in.filter(pk__in=slips).select_related("purchase"):
            yield from _of_cash(row)
        return
    yield from _slips(provider, keys)
    for parts in keys:
        if ":".join(parts[2:]) in names:
            yield Due(":".join(parts), "", None)


def _slips(provider: str, keys: list[list[str]]) -> Iterator[Due]:
    """Yield what bank slips caused, of their sums and of their fees: `…:<provider>:slip:<slip>`."""
    named = [
        int(parts[3]) for parts in keys if parts[2:3] == ["slip"] and len(parts) == 4 and parts[3].isdigit()
    ]
    for slip in SlipSettlement.objects.confirmed().filter(provider=provider, pk__in=named):
        yield from _of_slip(slip)


def _refunds(provider: str, keys: list[list[str]], names: Collection[str]) -> Iterator[Due]:
    """Yield the causes of `refund:<order>:<reference>`, and of what became of it: failed, again, by hand."""
    named = [parts for parts in keys if len(parts) > 2]
    rows = Refund.objects.filter(provider=provider, reference__in={parts[2] for parts in named})
    given = {refund.reference: refund for refund in rows.select_related("purchase")}
    for parts in named:
        refund = given.get(parts[2])
        if refund is not None and refund.purchase.number == parts[1]:
            step = parts[3] if len(parts) > 3 else ""
            sign = 1 if step in ("failed", "by-hand", "disputed") else -1
            yield Due(":".join(parts), parts[1], sign * refund.amount_poisha)


def _disputes(provider: str, keys: list[list[str]], names: Collection[str]) -> Iterator[Due]:
    named = [parts for parts in keys if len(parts) == 4 and parts[2].isdigit()]
    rows = Dispute.objects.filter(provider=provider).select_related("purchase")
    disputed = rows.in_bulk({int(parts[2]) for parts in named})
    for parts in named:
        dispute = disputed.get(int(parts[2]))
        if dispute is not None and parts[3] == appeals.WON_BACK:
            yield _of_winning(dispute)
        elif dispute is not None and dispute.purchase.number == parts[1]:
            sign = 1 if parts[3] == "won" else -1
            yield Due(":".join(parts), parts[1], sign * dispute.amount_poisha)


_READERS = {
    "capture": _captures,
    "aside": _captures,
    settling.FEE: _captures,
    settling.SETTLEMENT: _settlements,
    "refund": _refunds,
    "dispute": _disputes,
}
