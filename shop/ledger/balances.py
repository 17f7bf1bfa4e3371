"""The only reader of the book's amounts: balances, the trial balance, movements of an account."""

import datetime
from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from django.db.models import Case, F, Q, QuerySet, Sum, When

import clock
from shop.ledger.models import Account, Balance, Entry, Transfer


class Movement(NamedTuple):
    """One transfer as a set of accounts sees it: `poisha` is what it credited, or debited (below 0)."""

    effective_at: datetime.datetime
    entry_key: str
    kind: str
    narrative: str
    poisha: int

    @property
    def debit_poisha(self) -> int:
        return max(0, -self.poisha)


class Statement(NamedTuple):
    """What happened on one account between two days, on its natural side: above 0 is more of it."""

    opening: int
    movements: list[Movement]
    closing: int


class NeverUsed(LookupError):
    """The book has no account of that code."""


def trial_balance(on: datetime.date | None = None) -> dict[str, int]:
    """Return debits less credits by account, in poisha, without zeros; at a day's end in Dhaka, or now."""
    balance: defaultdict[int, int] = defaultdict(int)
    transfers = _until(on)
    for account, poisha in transfers.order_by().values_list("debit").annotate(sum=Sum("poisha")):
        balance[account] += poisha
    for account, poisha in transfers.order_by().values_list("credit").annotate(sum=Sum("poisha")):
        balance[account] -= poisha
    codes = dict(Account.objects.values_list("pk", "code"))
    return dict(sorted((codes[account], poisha) for account, poisha in balance.items() if poisha))


def of(code: str, on: datetime.date | None = None, *, known_at: datetime.datetime | None = None) -> int:
    """Return what stands on an account, on its natural side, in poisha; 0 where it was never used.

    At a day's end in Dhaka, or now; with `known_at`, by what the book had been told by that instant.
    """
    account = Account.objects.select_related("balance").filter(code=code).first()
    if account is None:
        return 0
    if on is None and known_at is None and account.floor:
        return account.balance.poisha
    transfers = _until(on, known_at)
    debits: int = transfers.filter(debit=account).aggregate(sum=Sum("poisha"))["sum"] or 0
    credits: int = transfers.filter(credit=account).aggregate(sum=Sum("poisha"))["sum"] or 0
    return debits - credits if account.debit_is_natural else credits - debits


def of_many(codes: Collection[str]) -> dict[str, int]:
    """Return what stands now on accounts with a floor, by code, in one query; those never used are left out."""
    kept = Balance.objects.filter(account__code__in=codes)
    return dict(kept.values_list("account__code", "poisha"))


def statement(code: str, start: datetime.date, end: datetime.date) -> Statement:
    """Return what stood on an account before a day, moved until another, inclusive, and stood then.

    Raises NeverUsed.
    """
    account = Account.objects.filter(code=code).first()
    if account is None:
        raise NeverUsed(f"The book has no account {code!r}.")
    sign = -1 if account.debit_is_natural else 1
    return Statement(
        opening=of(code, start - datetime.timedelta(days=1)),
        movements=[line._replace(poisha=sign * line.poisha) for line in movements([code], start, end)],
        closing=of(code, end),
    )


def movements(
    codes: Collection[str],
    start: datetime.date,
    end: datetime.date,
    *,
    known_at: datetime.datetime | None = None,
) -> list[Movement]:
    """Return, oldest first, what crossed the border of a set of accounts from one day to another, inclusive.

    A transfer between two accounts of the set crosses nothing and is left out. `known_at` as in `of`.
    """
    ids = set(Account.objects.filter(code__in=codes).values_list("pk", flat=True))
    crossing = (
        _until(end, known_at)
        .filter(entry__effective_at__gte=clock.midnight(start))
        .filter(Q(credit__in=ids) ^ Q(debit__in=ids))
        .order_by("entry__effective_at", "entry__pk", "position")
        .values_list(
            "entry__effective_at", "entry__key", "entry__kind", "entry__narrative", "poisha", "credit"
        )
    )
    return [
        Movement(at, key, kind, text, p if credit in ids else -p)
        for at, key, kind, text, p, credit in crossing
    ]


def changes(
    account: Account, start: datetime.date | None = None, end: datetime.date | None = None
) -> QuerySet[Transfer]:
    """Return the transfers of one account, all or of some days, in the order in which the book was told of them.

    Each has `change`: what it did to the account, on its natural side. Without days no entry is looked at, so
    that an account of any size is read in pages at once.
    """
    debited = F("poisha") if account.debit_is_natural else -F("poisha")
    found = _until(end).filter(Q(debit=account) | Q(credit=account))
    if start is not None:
        found = found.filter(entry__effective_at__gte=clock.midnight(start))
    return found.annotate(change=Case(When(debit=account, then=debited), default=-debited)).order_by("pk")


def moved(entry_ids: Collection[int]) -> dict[int, int]:
    """Return by entry how many poisha it moves in all."""
    sums = Transfer.objects.filter(entry__in=entry_ids).order_by().values_list("entry")
    return dict(sums.annotate(sum=Sum("poisha")))


def moving(poisha: int) -> Q:
    """Return what tells entries that move so many poisha, in one transfer or in all."""
    single = Transfer.objects.filter(poisha=poisha).order_by().values("entry")
    whole = Transfer.objects.order_by().values("entry").annotate(sum=Sum("poisha")).filter(sum=poisha)
    return Q(pk__in=single) | Q(pk__in=whole.values("entry"))


def is_told(key: str) -> bool:
    """Return whether the book holds an entry under this key."""
    return Entry.objects.filter(key=key).exists()


def _until(on: datetime.date | None, known_at: datetime.datetime | None = None) -> QuerySet[Transfer]:
    transfers = Transfer.objects.all()
    if known_at is not None:
        transfers = transfers.filter(entry__recorded_at__lte=known_at)
    if on is None:
        return transfers
    return transfers.filter(entry__effective_at__lt=clock.midnight(on + datetime.timedelta(days=1)))
