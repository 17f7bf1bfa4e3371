"""Is the book still true? Every invariant is recomputed from the rows; nothing that is kept is believed.

Packages above the book add their own checks by `register`, so that the book need not know them.
"""

import contextlib
import datetime
import sys
from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

import clock
from shop.ledger import accounts, balances, closes, digests, triggers
from shop.ledger.models import Account, Balance, Entry, Transfer


@dataclass(frozen=True)
class Finding:
    """Something that is not as it should be: which entry (its key) and day it touches, where there is one."""

    text: str
    entry_key: str = ""
    on: datetime.date | None = None

    def __str__(self) -> str:
        where = " ".join(filter(None, [self.entry_key, self.on.isoformat() if self.on else ""]))
        return f"{where}: {self.text}" if where else self.text


Check = Callable[[], Iterable[Finding]]
Watch = Callable[[str, int], None]
WALK = "entries are whole and unaltered"
ENTRY = (
    "pk",
    "key",
    "kind",
    "effective_at",
    "recorded_at",
    "recorded_by_id",
    "narrative",
    "reverses_id",
    "digest",
)
TRANSFER = ("entry_id", "position", "debit_id", "credit_id", "poisha")
END: tuple[int, Iterator[Any]] = (sys.maxsize, iter(()))  # an id that no entry reaches
_checks: dict[str, Check] = {}


def register(name: str, check: Check) -> None:
    """Add a check under a name that says what holds; called from an AppConfig.ready above the book."""
    _checks[name] = check


def findings(watch: Watch | None = None) -> Iterator[tuple[str, Finding]]:
    """Run every check over one unmoving picture of the database; yield what each has found, with its name.

    `watch` is called as each check begins and, with how many entries were walked, while the longest runs.
    """
    own: dict[str, Check] = {
        "triggers guard the posted rows": guards_in_place,
        "accounts follow the chart": accounts_follow_the_chart,
        WALK: lambda: entries_unaltered(watch),
        "no entry is gone": entries_gone,
        "transfers belong to entries and accounts": nothing_orphaned,
        "no more is reversed than was posted": reversals_within_what_was_posted,
        "balances with a floor are what the transfers add up to": balances_add_up,
        "the trial balance is zero": trial_balance_zero,
        "closed days are as they were closed": closes_hold,
    }
    with _one_picture():
        for name, check in {**own, **_checks}.items():
            if watch:
                watch(name, 0)
            for finding in check():
                yield name, finding


def names() -> list[str]:
    """Return the names of the checks that packages above the book have added."""
    return list(_checks)


@contextlib.contextmanager
def _one_picture() -> Iterator[None]:
    """Read from one snapshot without taking SQLite's writing lock, so that the shop goes on selling."""
    if connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "BEGIN" if connection.vendor == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        )
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")


def guards_in_place() -> Iterator[Finding]:
    for name in triggers.missing(connection):
        yield Finding(f"the trigger {name} is missing, altered or switched off")


def accounts_follow_the_chart() -> Iterator[Finding]:
    for account in Account.objects.iterator():
        try:
            rule = accounts.rule_for(account.code)
        except accounts.UnknownAccount:
            yield Finding(f"the chart knows no account {account.code}")
            continue
        if (account.kind, account.floor) != (rule.kind, rule.floor):
            yield Finding(f"the account {account.code} is not what the chart says of its code")


def entries_unaltered(watch: Watch | None = None) -> Iterator[Finding]:
    """Make each entry's digest anew from what stands there."""
    keys = dict(Entry.objects.filter(reversals__isnull=False).values_list("pk", "key"))
    for walked, (entry, lines) in enumerate(_entries_with_lines()):
        if watch and walked % 1000 == 0:
            watch(WALK, walked)
        key, kind, effective_at, recorded_at, recorded_by_id, narrative, reverses_id, digest = entry[1:]
        fits = digest == digests.of(
            key=key,
            kind=kind,
            effective_at=effective_at,
            recorded_at=recorded_at,
            recorded_by_id=recorded_by_id,
            narrative=narrative,
            reverses=keys.get(reverses_id, "?") if reverses_id else "",
            lines=lines,
        )
        if not fits:
            text = "the entry or its transfers were altered: the digest does not fit"
            yield Finding(text, key, clock.local(effective_at).date())
        if not lines:
            yield Finding("the entry has no transfer", key, clock.local(effective_at).date())
        if any(line.poisha <= 0 or line.debit == line.credit for line in lines):
            text = "a transfer moves nothing, or within one account"
            yield Finding(text, key, clock.local(effective_at).date())


def _entries_with_lines() -> Iterator[tuple[Any, list[digests.Line]]]:
    """Walk entries and transfers side by side in one order, so that a book of any size fits in memory.

    Plain rows: a million model instances would take longer than all the hashing. Transfers of no entry are
    passed over; they are `nothing_orphaned`'s to report.
    """
    codes = dict(Account.objects.values_list("pk", "code"))
    entries = Entry.objects.order_by("pk").values_list(*ENTRY)
    transfers = Transfer.objects.order_by("entry_id", "position").values_list(*TRANSFER)
    with (
        contextlib.closing(_streamed(entries)) as entry_rows,
        contextlib.closing(_streamed(transfers)) as transfer_rows,
    ):
        groups = groupby(transfer_rows, key=itemgetter(0))
        entry_id, group = next(groups, END)
        for entry in entry_rows:
            while entry_id < entry[0]:
                entry_id, group = next(groups, END)
            lines: list[digests.Line] = []
            if entry_id == entry[0]:
                lines = [digests.Line(p, codes.get(d, "?"), codes.get(c, "?"), n) for _, p, d, c, n in group]
                entry_id, group = next(groups, END)
            yield entry, lines


def _streamed(rows: QuerySet[Any, Any]) -> Generator[Any, None, None]:
    yield from rows.iterator(chunk_size=5000)


def entries_gone() -> Iterator[Finding]:
    """SQLite draws the ids of entries without a gap, so that a gap is an entry taken out of the file.

    PostgreSQL leaves gaps where a transaction was taken back. There an entry taken away is missed by its day's
    close; until then by the balances, and by the checks above the book that look for each event's entry.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = 'ledger_entry'")
        drawn = (cursor.fetchone() or (0,))[0]
    if drawn and not Entry.objects.filter(pk=1).exists():
        yield Finding("entry 1, the first of the book, is gone")
    following = Entry.objects.filter(pk=OuterRef("pk") + 1)
    for entry in Entry.objects.filter(~Exists(following), pk__lt=drawn).order_by("pk"):
        yield Finding(
            f"the entry that followed it, number {entry.pk + 1}, is gone",
            entry.key,
            clock.local(entry.effective_at).date(),
        )


def nothing_orphaned() -> Iterator[Finding]:
    """Foreign keys forbid it; a file altered from outside does not ask them."""
    entries, known = Entry.objects.values("pk"), Account.objects.values("pk")
    for pk, entry in Transfer.objects.exclude(entry_id__in=entries).values_list("pk", "entry_id"):
        yield Finding(f"the transfer {pk} belongs to the entry {entry}, which does not exist")
    strays = Transfer.objects.exclude(debit_id__in=known) | Transfer.objects.exclude(credit_id__in=known)
    for pk in strays.values_list("pk", flat=True):
        yield Finding(f"the transfer {pk} names an account that does not exist")


def reversals_within_what_was_posted() -> Iterator[Finding]:
    # What was posted the other way round: its debit is the reversal's credit.
    posted = Transfer.objects.filter(
        entry_id=OuterRef("entry__reverses_id"),
        position=OuterRef("position"),
        debit_id=OuterRef("credit_id"),
        credit_id=OuterRef("debit_id"),
    )
    taken_back = (
        Transfer.objects.filter(entry__reverses__isnull=False)
        .order_by()
        .values_list("entry__reverses__key", "position", "debit_id", "credit_id")
        .annotate(sum=Sum("poisha"), posted=Coalesce(Subquery(posted.values("poisha")[:1]), 0))
        .filter(sum__gt=F("posted"))
    )
    for key, position, *_rest in taken_back:
        yield Finding(f"more was reversed at position {position} than was posted", key)


def balances_add_up() -> Iterator[Finding]:
    sums: defaultdict[int, int] = defaultdict(int)
    moved = Transfer.objects.order_by()
    for side, sign in (("debit", 1), ("credit", -1)):
        per_account = moved.filter(**{f"{side}__floor": True}).values_list(side).annotate(sum=Sum("poisha"))
        for account_id, poisha in per_account:
            sums[account_id] += sign * poisha
    kept = dict(Balance.objects.values_list("account_id", "poisha"))
    for account in Account.objects.filter(floor=True).iterator():
        due = sums[account.pk] if account.debit_is_natural else -sums[account.pk]
        if kept.get(account.pk) != due:
            yield Finding(
                f"{account.code} keeps {kept.get(account.pk)} poisha, its transfers add up to {due}"
            )
        if due < 0:
            yield Finding(f"{account.code} stands at {due} poisha, below its floor")


def trial_balance_zero() -> Iterator[Finding]:
    total = sum(balances.trial_balance().values())
    if total:
        yield Finding(f"debits and credits differ by {total} poisha")


def closes_hold() -> Iterator[Finding]:
    for day, text in closes.faults():
        yield Finding(text, on=day.on)
