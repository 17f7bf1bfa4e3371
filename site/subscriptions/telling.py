"""From a publication to the outbox: who asked for the paper, and whether they are told now or in the morning.

Each step is one transaction that leaves its mark on the rows it did: two workers, or one that was killed, tell nobody
twice and forget nobody.
"""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail.models import Page

import clock
from clock import turns
from letters import outbox
from offices.models import Office
from publishing.pages import Published
from subscriptions import kinds, papers, subscribing
from subscriptions.models import (
    Announcement,
    DailyLine,
    Rhythm,
    SubscribedKind,
    SubscribedOffice,
    Subscription,
)

What = Announcement.What
PAPERS_TEMPLATE = "subscription_papers"
# Of announcements in a round, and of readers whose morning mail is written in one transaction.
AT_ONCE, TOGETHER = 50, 500


def announce(page: Any) -> None:
    """Note that a page became public, or that a public one was changed with a word about it."""
    if not isinstance(page, Published) or page.kind not in kinds.labels() or page.alias_of_id is not None:
        return
    if not page.live:
        return  # It was approved for an hour to come.
    what = _what_happened(page)
    if what is None:
        return
    row = Announcement(page_id=page.pk, paper=page.translation_key, what=what, made_at=clock.now())
    Announcement.objects.bulk_create([row], ignore_conflicts=True)


def _what_happened(page: Published) -> str | None:
    if page.first_published_at != page.last_published_at:
        return What.CHANGED if page.change_note.strip() else None
    elder = Page.objects.filter(
        translation_key=page.translation_key, first_published_at__lt=page.first_published_at
    )
    # A translation of what has been public for long is no news; the alias in its place is none either.
    return None if elder.filter(alias_of__isnull=True).exclude(pk=page.pk).exists() else What.NEW


def turn() -> int:
    """Tell what waits, send some of it, forget once a day; return how much was done."""
    forgotten = turns.once_a_day("subscriptions.forget", subscribing.forget)
    return tell_due() + write_digests() + outbox.send_to_many() + forgotten


def tell_due() -> int:
    """Find the readers of what was announced, and write to those who want to know at once."""
    waiting = Announcement.objects.filter(told_at__isnull=True)
    if not waiting.exists():
        return 0
    if not Subscription.objects.exists():
        return waiting.update(told_at=clock.now(), readers=0)
    with transaction.atomic():
        due = list(
            Announcement.objects.select_for_update()
            .filter(told_at__isnull=True)
            .order_by("made_at", "pk")[:AT_ONCE]
        )
        mails: dict[tuple[int, Any, str], list[int]] = defaultdict(list)
        for row in due:
            _find_readers(row, mails)
        outbox.write_looked_up(
            _letter(key, f"paper:{told[0]}", language, told) for (_pk, key, language), told in mails.items()
        )
        Announcement.objects.bulk_update(due, ["told_at", "readers"])
    return len(due)


def _find_readers(row: Announcement, mails: dict[tuple[int, Any, str], list[int]]) -> None:
    row.told_at, row.readers = clock.now(), 0
    page = papers.still_public(row)
    if page is None:
        return
    # The rows are held, so that nobody leaves between being found and being written to.
    found = list(
        readers_of(row, page)
        .select_for_update(no_key=True)
        .order_by("pk")
        .values_list("pk", "key", "language", "rhythm")
    )
    row.readers = len(found)
    waiting = []
    for pk, key, language, rhythm in found:
        if rhythm == Rhythm.AT_ONCE:
            mails[pk, key, language].append(row.pk)
        else:
            waiting.append(DailyLine(subscription_id=pk, announcement_id=row.pk))
    DailyLine.objects.bulk_create(waiting, ignore_conflicts=True, batch_size=5000)


def readers_of(row: Announcement, page: Published) -> QuerySet[Subscription]:
    """Return who asked for such a paper (`Wishes.want`, asked of the database)."""
    own, *above = offices_of(page)
    chosen = SubscribedOffice.objects.filter(subscription=OuterRef("pk"))
    chosen = chosen.filter(Q(office=own) | Q(office__in=above, with_below=True))
    of_kind = SubscribedKind.objects.filter(subscription=OuterRef("pk"), kind=page.kind)
    found = Subscription.objects.filter(paused_at__isnull=True, language__in=papers.languages_of(row))
    found = found.filter(Q(of_every_office=True) | Exists(chosen))
    found = found.filter(Q(of_every_kind=True) | Exists(of_kind))
    return found.filter(with_changes=True) if row.what == What.CHANGED else found


def offices_of(page: Published) -> list[int]:
    """Return the paper's office and those above it; what belongs to no office is headquarters'."""
    office = (
        Office.objects.select_related("parent__parent__parent").filter(pk=page.office_id).first()
        if page.office_id
        else Office.objects.filter(kind=Office.Kind.HQ).first()
    )
    if office is None:
        return [0]
    return [office.pk, *(above.pk for above in reversed(office.ancestors()))]


def write_digests() -> int:
    """Write the morning mails that are due; return how many."""
    written = 0
    while batch := _write_some(digest_hour()):
        written += batch
    return written


def digest_hour() -> datetime.datetime:
    """Return the last hour at which morning mails were due."""
    now = clock.now().astimezone(clock.DHAKA)
    hour = now.replace(hour=settings.SUBSCRIPTION_DIGEST_HOUR, minute=0, second=0, microsecond=0)
    return hour if now >= hour else hour - datetime.timedelta(days=1)


@transaction.atomic
def _write_some(until: datetime.datetime) -> int:
    due = DailyLine.objects.filter(subscription=OuterRef("pk"), announcement__made_at__lt=until)
    day = until.date()
    readers = list(
        Subscription.objects.filter(Exists(due), paused_at__isnull=True)
        .filter(Q(digested_on__isnull=True) | Q(digested_on__lt=day))
        .select_for_update(no_key=True)
        .order_by("pk")
        .values_list("pk", "key", "language")[:TOGETHER]
    )
    if not readers:
        return 0
    ids = [pk for pk, _key, _language in readers]
    lines: dict[int, list[int]] = defaultdict(list)
    found = DailyLine.objects.filter(subscription__in=ids, announcement__made_at__lt=until)
    for reader, announcement in found.order_by("announcement").values_list("subscription", "announcement"):
        lines[reader].append(announcement)
    outbox.write_looked_up(_letter(key, f"day:{day}", language, lines[pk]) for pk, key, language in readers)
    found.delete()
    Subscription.objects.filter(pk__in=ids).update(digested_on=day)
    return len(readers)


def _letter(key: Any, of: str, language: str, announcements: Sequence[int]) -> outbox.LookedUp:
    return outbox.LookedUp(
        key=f"subscription:{key}:{of}",
        template=PAPERS_TEMPLATE,
        context={"reader": str(key), "announcements": list(announcements)},
        language=language,
    )
