"""Sending a published paper to the offices of its distribution: once to each, whatever is published again.

The queue is the versions that were not circulated yet (ADR 0022): a version is stored together with the page, so that
nothing is forgotten where a process dies between publishing and sending. The mails go by the outbox, in the worker.
"""

import datetime
from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from wagtail.models import Page

import clock
from charter_pages.circulation import corrigenda, expanding, letters
from charter_pages.circulation.expanding import Line
from charter_pages.circulation.models import Addressed, Circulated, PaperVersion, WebsiteRequest
from charter_pages.models.papers import OfficialPaper
from clock import turns
from offices.models import not_closed

MOST_IN_A_TURN = 50


def turn() -> int:
    """Do the worker's turn; return how many versions were circulated."""
    turns.now_and_then("circulation.looked", lambda: corrigenda.keep_founding() + remind_due())
    return circulate_due()


def waiting() -> list[int]:
    """Return the versions of public papers whose distribution is to be done."""
    found = PaperVersion.objects.filter(circulated__isnull=True, is_founding=False, page__live=True)
    return list(found.order_by("pk").values_list("pk", flat=True)[:MOST_IN_A_TURN])


def circulate_due() -> int:
    return sum(circulate(pk) for pk in waiting())


@transaction.atomic
def circulate(version_id: int) -> bool:
    """Send one version to those offices that have not been sent the paper; two workers do it once."""
    page_id = PaperVersion.objects.values_list("page_id", flat=True).get(pk=version_id)
    # Whoever circulates another version of the paper, or this one, waits here.
    list(Page.objects.select_for_update().filter(pk=page_id).values_list("pk"))
    version = PaperVersion.objects.select_related("circulated").get(pk=version_id)
    if hasattr(version, "circulated"):
        return False
    page = Page.objects.get(pk=page_id).specific
    if not isinstance(page, OfficialPaper) or not page.live:
        return False
    lines = expanding.expand(page.pk, version.content["distribution"])
    _close_requests(page, version, lines)
    _send(page, version, lines)
    Circulated.objects.create(version=version, at=clock.now())
    return True


def _close_requests(page: OfficialPaper, version: PaperVersion, lines: Sequence[Line]) -> None:
    """Note when and where the paper was published, for each line that asked for it."""
    WebsiteRequest.objects.bulk_create(
        [
            WebsiteRequest(
                page_id=page.pk, key=line.key, number=line.number, text=line.text,
                published_at=version.made_at, address=page.full_url or "",
            )
            for line in lines
            if line.asks_for_website
            and not WebsiteRequest.objects.filter(page_id=page.pk, key=line.key).exists()
        ]
    )  # fmt: skip


def _send(page: OfficialPaper, version: PaperVersion, lines: Sequence[Line]) -> None:
    told = set(Addressed.objects.filter(page_id=page.pk).values_list("office_id", flat=True))
    now = clock.now()
    made: dict[int, Addressed] = {}
    for line in lines:
        for office in line.offices:
            # An office need not be told what it has issued itself.
            if office.pk in told or office.pk in made or office.pk == page.office_id:
                continue
            made[office.pk] = Addressed(
                page_id=page.pk, office=office, version=version, line_number=line.number, line_text=line.text,
                is_copy=line.is_copy, told_at=now,
            )  # fmt: skip
    addresses = letters.addresses_of([addressed.office for addressed in made.values()])
    for office_id, addressed in made.items():
        addressed.letters = len(addresses[office_id])
    Addressed.objects.bulk_create(made.values())
    letters.tell(page, list(made.values()), addresses)


# --- reminders -------------------------------------------------------------


def unacknowledged() -> Q:
    return not_closed(clock.today(), "office__") & Q(acknowledged_at__isnull=True, page__live=True)


def remind_due() -> int:
    """Remind offices that have not acknowledged, by the days of PAPER_REMINDER_DAYS; return how many."""
    days: Sequence[int] = settings.PAPER_REMINDER_DAYS
    found = 0
    for number, after in enumerate(days):
        due = clock.now() - datetime.timedelta(days=after)
        late = Addressed.objects.filter(unacknowledged(), reminders=number, told_at__lte=due)
        # A worker that slept through two days reminds once.
        since = clock.now() - datetime.timedelta(days=1)
        late = late.filter(Q(reminded_at__isnull=True) | Q(reminded_at__lte=since))
        found += sum(remind(pk) for pk in late.values_list("pk", flat=True)[:500])
    return found


@transaction.atomic
def remind(pk: int) -> bool:
    """Remind one office of a paper, once a day at most; two who do it at once do it once."""
    now = clock.now()
    # The others wait for the row, and then find that it was reminded.
    list(Addressed.objects.select_for_update().filter(pk=pk).values_list("pk"))
    addressed = Addressed.objects.filter(unacknowledged(), pk=pk).select_related("office", "page").first()
    if addressed is None:
        return False
    if addressed.reminded_at is not None and addressed.reminded_at > now - datetime.timedelta(days=1):
        return False
    addressed.reminded_at, addressed.reminders = now, addressed.reminders + 1
    addressed.save(update_fields=["reminded_at", "reminders"])
    letters.remind(addressed)
    return True


def remind_all(page_id: int) -> int:
    """Remind every office that has not acknowledged a paper; return how many were not reminded today already."""
    found = Addressed.objects.filter(unacknowledged(), page_id=page_id)
    return sum(remind(pk) for pk in found.values_list("pk", flat=True))
