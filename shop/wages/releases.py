"""Releasing credits: what is pending becomes available once the goods can no longer be returned."""

import datetime
from collections.abc import Callable

from django.db import transaction

import clock
from shop.ledger import journal
from shop.wages import credits
from shop.wages.models import Credit

KIND = "release"
AT_A_TIME = 200  # entries in one transaction: short enough that nobody waits for it


def release(*, told: Callable[[int], object] | None = None) -> int:
    """Release all that is due now; return how many credits. Twice, or on two servers at once, is once.

    Each round is a transaction of its own: whatever ends the work half-way, what is done stands, and the next
    call does the rest. `told` hears how many credits each round released.
    """
    now, released = clock.now(), 0
    while (done := _release_some(now)) is not None:
        released += done
        if told and done:
            told(done)
    return released


@transaction.atomic
def _release_some(now: datetime.datetime) -> int | None:
    """Release a round of what is due; return how many credits, 0 where another was quicker, None at the end."""
    due = Credit.objects.due(now)
    keys = list(due.order_by("release_at", "entry_key").values_list("entry_key", flat=True)[: AT_A_TIME * 4])
    keys = list(dict.fromkeys(keys))[:AT_A_TIME]
    if not keys:
        return None
    credits.lock(set(due.filter(entry_key__in=keys).values_list("maker_id", flat=True)))
    # Another server may have been at the same ones: it has marked them by the time that their makers are ours.
    found = list(due.filter(entry_key__in=keys).order_by("pk"))
    if not found:
        return 0
    by_entry: dict[str, list[journal.Posting]] = {}
    for credit in found:
        if credit.own_poisha:
            by_entry.setdefault(credit.entry_key, []).append(
                journal.Posting(
                    credits.account(credit.maker_id, "pending"),
                    credits.account(credit.maker_id, "available"),
                    credit.own_poisha,
                )
            )
    journal.post_all(
        [
            journal.Telling(
                key=f"{KIND}:{key}",
                kind=KIND,
                effective_at=now,
                narrative=f"The return window of {key} is over",
                transfers=postings,
            )
            for key, postings in by_entry.items()
        ]
    )
    return Credit.objects.filter(pk__in=[credit.pk for credit in found]).update(released_at=now)
