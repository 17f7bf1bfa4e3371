"""Closing the days: each close hashes all entries since the one before, and the hash of that (see DayClose).

A row that is altered, added or taken away behind the database's guards then no longer fits the chain, and to
make it fit again every later hash would have to change too, which whoever kept one of them on paper would see.
"""

import datetime
from collections.abc import Iterator

from django.db import transaction
from django.db.models import Count, Max, QuerySet, Sum

import clock
from shop.ledger import digests, locks
from shop.ledger.models import DayClose, Entry, Transfer


class NotOver(ValueError):
    """A day is closed after its end only."""


@transaction.atomic
def close(on: datetime.date | None = None) -> DayClose:
    """Close a day of Dhaka that is over, by default yesterday; a day that is closed already stays as it is.

    The close holds every entry since the last one: a day that was missed is covered by the next close, and
    closing it afterwards answers that. Raises NotOver.
    """
    on = on or clock.today() - datetime.timedelta(days=1)
    if on >= clock.today():
        raise NotOver(f"{on} is not over in Dhaka.")
    locks.take_for_closing()
    covering = DayClose.objects.filter(on__gte=on).order_by("on").first()
    if covering is not None:
        return covering
    last = DayClose.objects.order_by("on").last()
    begin = last.to_entry_id + 1 if last else 1
    end = Entry.objects.aggregate(last=Max("pk"))["last"] or 0
    day = DayClose(
        on=on,
        from_entry_id=begin,
        to_entry_id=max(end, begin - 1),
        previous=last.sha256 if last else "",
        closed_at=clock.now(),
    )
    day.entries, day.transfers, day.poisha = figures(day)
    day.sha256 = sha256(day)
    day.save(force_insert=True)
    return day


def close_due() -> int:
    """Close yesterday unless that was done, without a lock where there is nothing to do; return how many."""
    yesterday = clock.today() - datetime.timedelta(days=1)
    if DayClose.objects.filter(on__gte=yesterday).exists():
        return 0
    close(yesterday)
    return 1


def figures(day: DayClose) -> tuple[int, int, int]:
    """Return how many entries and transfers lie in a close's range now, and the transfers' sum in poisha."""
    within = Transfer.objects.filter(entry_id__gte=day.from_entry_id, entry_id__lte=day.to_entry_id)
    sums = within.aggregate(count=Count("pk"), sum=Sum("poisha"))
    return entries_of(day).count(), sums["count"], sums["sum"] or 0


def sha256(day: DayClose) -> str:
    """Return what a close's hash must be, from the close's own figures and its entries' digests as they are."""
    return digests.of_close(
        on=day.on,
        from_entry_id=day.from_entry_id,
        to_entry_id=day.to_entry_id,
        entries=day.entries,
        transfers=day.transfers,
        poisha=day.poisha,
        closed_at=day.closed_at,
        previous=day.previous,
        digests=entries_of(day).order_by("pk").values_list("digest", flat=True).iterator(),
    )


def entries_of(day: DayClose) -> QuerySet[Entry]:
    return Entry.objects.filter(pk__gte=day.from_entry_id, pk__lte=day.to_entry_id)


def faults() -> Iterator[tuple[DayClose, str]]:
    """Walk the chain from its beginning; yield each close that does not hold, and in what."""
    previous, begin = "", 1
    for day in DayClose.objects.order_by("on").iterator():
        if day.previous != previous:
            yield day, "the close does not follow the one before it: one was altered, added or taken away"
        if day.from_entry_id != begin:
            yield day, f"the close begins at entry {day.from_entry_id}, not at {begin}"
        kept, found = (day.entries, day.transfers, day.poisha), figures(day)
        for what, closed, now in zip(("entries", "transfers", "poisha"), kept, found, strict=True):
            if closed != now:
                yield day, f"{closed} {what} were closed, {now} are there"
        if sha256(day) != day.sha256:
            yield day, "the close or an entry in it was altered: the hash does not fit"
        previous, begin = day.sha256, day.to_entry_id + 1
