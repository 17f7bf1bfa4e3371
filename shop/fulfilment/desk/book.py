"""What the book tells of one order, as far as its reader's reach goes."""

import dataclasses
from collections import defaultdict
from collections.abc import Collection

from offices.models import Office
from shop.ledger.models import Entry, Transfer
from shop.orders.models import Purchase
from shop.payments.reach import Reach


@dataclasses.dataclass(frozen=True)
class Told:
    """An entry, and how much of what it moves is shown: all of it, or what it moves on a prison's own accounts."""

    entry: Entry
    poisha: int


def entries_of(purchase: Purchase, reach: Reach, own_lines: Collection[str]) -> list[Told]:
    """Return the entries whose key names the order or one of its lines, in the order in which they were told."""
    named = Entry.objects.filter(key__contains=purchase.number).order_by("pk")
    entries = [entry for entry in named if _is_of(purchase, entry)]
    rows = Transfer.objects.filter(entry__in=entries).select_related("debit", "credit")
    moved: defaultdict[int, list[Transfer]] = defaultdict(list)
    for transfer in rows:
        moved[transfer.entry_id].append(transfer)
    if reach.is_whole:
        return [Told(entry, sum(row.poisha for row in moved[entry.pk])) for entry in entries]
    codes = set(Office.objects.filter(**reach.within("pk")).values_list("code", flat=True))
    lines = set(own_lines)
    own = [(entry, _own(entry, moved[entry.pk], codes, lines)) for entry in entries]
    return [Told(entry, poisha) for entry, poisha in own if poisha]


def _is_of(purchase: Purchase, entry: Entry) -> bool:
    number = purchase.number
    return any(word == number or word.startswith(f"{number}-") for word in entry.key.split(":"))


def _own(entry: Entry, moved: Collection[Transfer], codes: Collection[str], lines: Collection[str]) -> int:
    """Return what an entry moves of the reader's: all of it where it is about an own line alone."""
    if any(word in lines for word in entry.key.split(":")):
        return sum(row.poisha for row in moved)
    return sum(
        row.poisha for row in moved if {_office(row.debit.code), _office(row.credit.code)} & set(codes)
    )


def _office(code: str) -> str:
    return code.partition(":")[2]
