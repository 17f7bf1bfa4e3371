"""The only writer of the book: `post` tells an event, `post_all` many; `reverse` takes one back, in whole or part.

All run inside the caller's transaction or open their own, and may be called again with the same keys: the
same content is then a no-op and answers the entry that stands, other content is a Conflict.

Locks are taken in one order everywhere, so that no two transactions wait for each other: the book's, then the
balances in the order of their ids, then the entry that is reversed. Who posts several entries in one transaction keeps
all their accounts still first (`keep_still`), or tells them in one `post_all`.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Sum

import clock
from shop.ledger import accounts, digests, locks, statements
from shop.ledger.models import Balance, Entry, Transfer


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


class Telling(NamedTuple):
    """An event as it is told to the book; `effective_at` is aware and not before the book's first instant."""

    key: str
    kind: str
    effective_at: datetime.datetime
    narrative: str
    transfers: Sequence[Posting]
    recorded_by_id: str = ""


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

    Raises Conflict, BelowFloor, Refused, or accounts.UnknownAccount; then nothing of the entry is in the book.
    """
    [entry] = post_all([Telling(key, kind, effective_at, narrative, transfers, recorded_by_id)])
    return entry


@transaction.atomic
def post_all(tellings: Sequence[Telling]) -> list[Entry]:
    """Tell many events at once, in few statements; return their entries in the same order.

    All are in the book afterwards, or none. An account with a floor must be at or above zero after the last
    of them, whatever it passes through. Raises as `post`.
    """
    drafts = []
    for telling in tellings:
        lines = [digests.Line(position, *posting) for position, posting in enumerate(telling.transfers)]
        drafts.append(_Draft(telling, lines))
    return _write(drafts)


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
    original = Entry.objects.filter(key=entry_key).first()
    if original is None or original.reverses_id is not None:
        raise Refused(f"There is no entry {entry_key!r} that could be reversed.")
    posted = lines_of(original)
    keep_still(code for line in posted for code in (line.debit, line.credit))
    # This lock makes two partial reversals of one entry follow each other, also where no balance is kept.
    Entry.objects.select_for_update().get(pk=original.pk)
    standing = Entry.objects.filter(key=key).first()
    left = left_of(original, posted)
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
        digests.Line(line.position, line.credit, line.debit, amounts[line.position])
        for line in posted
        if line.position in amounts
    ]
    telling = Telling(key, "reversal", effective_at, narrative, (), recorded_by_id)
    [entry] = _write([_Draft(telling, lines, original)])
    return entry


def lines_of(entry: Entry) -> list[digests.Line]:
    """Return the transfers of an entry in their order, with the codes of their accounts."""
    rows = entry.transfers.order_by("position")
    return list(
        map(digests.Line._make, rows.values_list("position", "debit__code", "credit__code", "poisha"))
    )


def left_of(entry: Entry, posted: Sequence[digests.Line]) -> dict[int, int]:
    """Return by position how many poisha of an entry, which was `posted` so, have not been taken back."""
    left = {line.position: line.poisha for line in posted}
    taken = (
        Transfer.objects.filter(entry__reverses=entry)
        .order_by()
        .values("position")
        .annotate(sum=Sum("poisha"))
    )
    for row in taken:
        left[row["position"]] -= row["sum"]
    return left


def keep_still(codes: Iterable[str]) -> dict[str, int]:
    """Let nobody else change these accounts until the caller's transaction ends; return what stands on them.

    Only accounts with a floor can be kept still; the others are passed over. One not yet used is opened.
    """
    locks.share_for_posting()
    return _balances_held(accounts.opened(code for code in codes if accounts.rule_for(code).floor).values())


@dataclass(frozen=True)
class _Draft:
    """An entry before it is written: a telling with its transfers at their positions."""

    telling: Telling
    lines: Sequence[digests.Line]
    reverses: Entry | None = None

    def digest(self, recorded_at: datetime.datetime, recorded_by_id: str) -> str:
        return digests.of(
            key=self.telling.key,
            kind=self.telling.kind,
            effective_at=self.telling.effective_at,
            recorded_at=recorded_at,
            recorded_by_id=recorded_by_id,
            narrative=self.telling.narrative,
            reverses=self.reverses.key if self.reverses else "",
            lines=self.lines,
        )


def _write(drafts: Sequence[_Draft]) -> list[Entry]:
    """Write what is not yet in the book; return the entries of all, in the order of the drafts."""
    for draft in drafts:
        _refuse_nonsense(draft)
    locks.share_for_posting()
    opened = accounts.opened(
        code for draft in drafts for line in draft.lines for code in (line.debit, line.credit)
    )
    held = _balances_held(opened.values())
    recorded_at = clock.now()
    by_key: dict[str, _Draft] = {}
    for draft in drafts:
        first = by_key.setdefault(draft.telling.key, draft)
        if first is not draft and first.digest(recorded_at, "") != draft.digest(recorded_at, ""):
            raise Conflict(f"{draft.telling.key!r} is told twice, with different content.")
    entries = _standing(by_key)
    new = {key: draft for key, draft in by_key.items() if key not in entries}
    written = _insert_entries(new, recorded_at)
    if len(written) < len(new):
        # Another transaction told one of them first (PostgreSQL: we waited for it), and so it stands.
        entries |= _standing({key: draft for key, draft in new.items() if key not in written})
    lines = [(entry.pk, line) for key, entry in written.items() for line in new[key].lines]
    statements.insert(
        "ledger_transfer (entry_id, position, debit_id, credit_id, poisha)",
        [
            (pk, line.position, opened[line.debit].pk, opened[line.credit].pk, line.poisha)
            for pk, line in lines
        ],
    )
    _change_balances(opened, held, (line for _, line in lines))
    entries |= written
    return [entries[draft.telling.key] for draft in drafts]


def _standing(drafts: Mapping[str, _Draft]) -> dict[str, Entry]:
    """Return, by key, the entries that the book holds already. Raises Conflict where its content is another."""
    keys = statements.select("SELECT key FROM ledger_entry WHERE key IN {values}", drafts)
    found = Entry.objects.in_bulk([key for (key,) in keys], field_name="key")
    for key, entry in found.items():
        # When and by whom it was first recorded is no part of what happened.
        if entry.digest != drafts[key].digest(entry.recorded_at, entry.recorded_by_id):
            raise Conflict(f"The book holds {key!r} with other content.")
    return found


def _insert_entries(drafts: Mapping[str, _Draft], recorded_at: datetime.datetime) -> dict[str, Entry]:
    """Insert the entries; return them by key, without those that another transaction has told meanwhile."""
    stored = connection.ops.adapt_datetimefield_value
    rows = {
        key: (
            key,
            draft.telling.kind,
            stored(draft.telling.effective_at),
            stored(recorded_at),
            draft.telling.recorded_by_id,
            draft.telling.narrative,
            draft.reverses.pk if draft.reverses else None,
            draft.digest(recorded_at, draft.telling.recorded_by_id),
        )
        for key, draft in drafts.items()
    }
    columns = "key, kind, effective_at, recorded_at, recorded_by_id, narrative, reverses_id, digest"
    written = statements.insert(
        f"ledger_entry ({columns})", list(rows.values()), "ON CONFLICT (key) DO NOTHING RETURNING key, id"
    )
    names = ["id", *columns.split(", ")]
    entries = {}
    for key, pk in written:
        entry = Entry.from_db(connection.alias, names, [pk, *rows[key]])
        # As they were told, not as SQLite stores them.
        entry.effective_at, entry.recorded_at = drafts[key].telling.effective_at, recorded_at
        entries[key] = entry
    return entries


def _refuse_nonsense(draft: _Draft) -> None:
    key, effective_at = draft.telling.key, draft.telling.effective_at
    if not key or not draft.lines:
        raise Refused("An entry has a key and at least one transfer.")
    if effective_at.tzinfo is None or effective_at < settings.BOOK_FIRST_INSTANT:
        raise Refused("An entry has an aware instant, not before the book's first.")
    for line in draft.lines:
        # bool is an int to Python, and a float that is whole would slip through a comparison.
        if type(line.poisha) is not int or line.poisha <= 0 or line.debit == line.credit:
            raise Refused("A transfer moves a whole number of poisha, more than 0, between two accounts.")


def _balances_held(opened: Iterable[accounts.Opened]) -> dict[str, int]:
    """Lock the balances of accounts with a floor, in one order; return what stands on them."""
    codes = {account.pk: account.code for account in opened if account.floor}
    sql = "SELECT account_id, poisha FROM ledger_balance WHERE account_id IN {values} ORDER BY account_id"
    if connection.features.has_select_for_update:
        sql += " FOR UPDATE"
    held = statements.select(sql, sorted(codes))
    return {codes[account_id]: poisha for account_id, poisha in held}


def _change_balances(
    opened: Mapping[str, accounts.Opened], held: Mapping[str, int], lines: Iterable[digests.Line]
) -> None:
    """Change the balances that have a floor by conditional UPDATEs; where one would go below, none is changed."""
    change = dict.fromkeys(held, 0)
    for line in lines:
        for code, poisha in ((line.debit, line.poisha), (line.credit, -line.poisha)):
            if code in held:
                change[code] += poisha if opened[code].debit_is_natural else -poisha
    amounts = {opened[code].pk: poisha for code, poisha in change.items() if poisha}
    if statements.add(Balance, "poisha", amounts, key="account_id") != len(amounts):
        below = [code for code, poisha in change.items() if held[code] + poisha < 0]
        raise BelowFloor(f"{', '.join(below)} would go below zero.")
