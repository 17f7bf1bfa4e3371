"""The only writer of the book: `post` tells an event, `reverse` takes one back, in whole or in part.

Both run inside the caller's transaction or open their own, and may be called again with the same key: the
same content is then a no-op and answers the entry that stands, other content is a Conflict.
"""

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Sum

import clock
from shop.ledger import accounts, digests
from shop.ledger.models import Account, Balance, Entry, Transfer


class Refused(ValueError):
    """The book does not take this."""


class Conflict(Refused):
    """The key is already in the book, with other content."""


class BelowFloor(Refused):
    """An account that may not go below zero would."""


class Posting(NamedTuple):
    """So many poisha to be debited to one account and credited to another, by their codes."""

    debit: str
    credit: str
    poisha: int


@transaction.atomic
def post(
    *,
    key: str,
    kind: str,
    effective_at: datetime.datetime,
    narrative: str,
    transfers: Sequence[Posting],
    recorded_by_id: str = "",
) -> Entry:
    """Tell one event: write the entry with its transfers, and change the balances that have a floor.

    `effective_at` is aware and not before the book's first instant. Raises Conflict, BelowFloor, Refused, or
    accounts.UnknownAccount; then nothing of the entry is in the book.
    """
    lines = [digests.Line(position, *posting) for position, posting in enumerate(transfers)]
    return _write(
        key=key,
        kind=kind,
        effective_at=effective_at,
        narrative=narrative,
        lines=lines,
        recorded_by_id=recorded_by_id,
        reverses=None,
    )


@transaction.atomic
def reverse(
    *,
    key: str,
    entry_key: str,
    effective_at: datetime.datetime,
    narrative: str,
    poisha_by_position: Mapping[int, int] | None = None,
    recorded_by_id: str = "",
) -> Entry:
    """Take an entry back: all that is left of it, or so many poisha of the transfers at the named positions.

    Never more than is left: raises Refused beyond that, where nothing is left, or where the entry is itself a
    reversal. `left_of` tells what is left.
    """
    # The lock makes two partial reversals of one entry follow each other (SQLite has one writer anyhow).
    original = Entry.objects.select_for_update().filter(key=entry_key).first()
    if original is None or original.reverses_id is not None:
        raise Refused(f"There is no entry {entry_key!r} that could be reversed.")
    standing = Entry.objects.filter(key=key).first()
    left = left_of(original)
    if poisha_by_position is not None:
        amounts = {position: poisha for position, poisha in poisha_by_position.items() if poisha}
    elif standing is not None:
        # "All that was left" was settled when it was written; a second telling means the same.
        amounts = dict(standing.transfers.values_list("position", "poisha"))
    else:
        amounts = {position: poisha for position, poisha in left.items() if poisha}
    if standing is None and any(poisha > left.get(position, 0) for position, poisha in amounts.items()):
        raise Refused(f"More would be taken back than is left of {entry_key!r}.")
    lines = [
        digests.Line(transfer.position, transfer.credit.code, transfer.debit.code, amounts[transfer.position])
        for transfer in original.transfers.select_related("debit", "credit").order_by("position")
        if transfer.position in amounts
    ]
    return _write(
        key=key,
        kind="reversal",
        effective_at=effective_at,
        narrative=narrative,
        lines=lines,
        recorded_by_id=recorded_by_id,
        reverses=original,
    )


def left_of(entry: Entry) -> dict[int, int]:
    """Return by position how many poisha of an entry have not been taken back."""
    left = dict(entry.transfers.order_by("position").values_list("position", "poisha"))
    taken = (
        Transfer.objects.filter(entry__reverses=entry)
        .order_by()
        .values("position")
        .annotate(sum=Sum("poisha"))
    )
    for row in taken:
        left[row["position"]] -= row["sum"]
    return left


def _write(
    *,
    key: str,
    kind: str,
    effective_at: datetime.datetime,
    narrative: str,
    lines: Sequence[digests.Line],
    recorded_by_id: str,
    reverses: Entry | None,
) -> Entry:
    _refuse_nonsense(key, effective_at, lines)

    def digest(recorded_at: datetime.datetime, by: str) -> str:
        return digests.of(
            key=key,
            kind=kind,
            effective_at=effective_at,
            recorded_at=recorded_at,
            recorded_by_id=by,
            narrative=narrative,
            reverses=reverses.key if reverses else "",
            lines=lines,
        )

    def answered(standing: Entry) -> Entry:
        # When and by whom it was first recorded is no part of what happened.
        if standing.digest != digest(standing.recorded_at, standing.recorded_by_id):
            raise Conflict(f"The book holds {key!r} with other content.")
        return standing

    if standing := Entry.objects.filter(key=key).first():
        return answered(standing)
    opened = accounts.opened([code for line in lines for code in (line.debit, line.credit)])
    recorded_at = clock.now()
    try:
        with transaction.atomic():
            entry = Entry.objects.create(
                key=key,
                kind=kind,
                effective_at=effective_at,
                recorded_at=recorded_at,
                recorded_by_id=recorded_by_id,
                narrative=narrative,
                reverses=reverses,
                digest=digest(recorded_at, recorded_by_id),
            )
    except IntegrityError:
        # Another transaction told the same event first (PostgreSQL: we waited for it); else it is a fault.
        if standing := Entry.objects.filter(key=key).first():
            return answered(standing)
        raise
    Transfer.objects.bulk_create(
        Transfer(
            entry=entry,
            position=line.position,
            debit=opened[line.debit],
            credit=opened[line.credit],
            poisha=line.poisha,
        )
        for line in lines
    )
    _change_balances(opened, lines)
    return entry


def _refuse_nonsense(key: str, effective_at: datetime.datetime, lines: Sequence[digests.Line]) -> None:
    """Raise Refused for what the database would refuse too, before anything is written, in words."""
    if not key or not lines:
        raise Refused("An entry has a key and at least one transfer.")
    if effective_at.tzinfo is None or effective_at < settings.BOOK_FIRST_INSTANT:
        raise Refused("An entry has an aware instant, not before the book's first.")
    for line in lines:
        # bool is an int to Python, and a float that is whole would slip through a comparison.
        if type(line.poisha) is not int or line.poisha <= 0 or line.debit == line.credit:
            raise Refused("A transfer moves a whole number of poisha, more than 0, between two accounts.")


def _change_balances(opened: Mapping[str, Account], lines: Sequence[digests.Line]) -> None:
    """Change each balance with a floor by one conditional UPDATE; the first that would go below stops all."""
    change: defaultdict[str, int] = defaultdict(int)
    for line in lines:
        change[line.debit] += line.poisha
        change[line.credit] -= line.poisha
    # In one order everywhere, so that two transactions do not wait for each other.
    for code in sorted(change):
        account = opened[code]
        if not account.floor or not change[code]:
            continue
        delta = change[code] if account.debit_is_natural else -change[code]
        enough = Balance.objects.filter(account=account, poisha__gte=-delta)
        if enough.update(poisha=F("poisha") + delta) != 1:
            raise BelowFloor(f"{code} would go below zero.")
