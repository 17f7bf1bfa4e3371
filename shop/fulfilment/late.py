"""What is late, by prison: read for headquarters' list and for the letter to each office. Names nobody."""

import dataclasses
import datetime
from collections.abc import Iterator, Sequence

from django.conf import settings
from django.db.models import QuerySet

import clock
from bangla import calendar
from clock import turns
from letters import outbox
from letters.models import Letter
from offices.models import Office
from shop.fulfilment import clocks
from shop.fulfilment.clocks import Kind
from shop.fulfilment.models import Consignment, OrderComplaint
from shop.orders import notices, numbers
from shop.orders.models import Purchase
from shop.payments import refunds
from shop.payments.models import Refund

State = Consignment.State
# A letter is read, not scrolled: what is beyond is told as a number.
MOST_IN_A_LETTER = 50
# Offices write to each other in Bangla.
LANGUAGE = "bn"


@dataclasses.dataclass(frozen=True)
class Late:
    """One thing that should be done and is not: what, whose, of which order, since when."""

    kind: Kind
    office: Office
    number: str
    since: datetime.datetime


def everywhere(offices: QuerySet[Office] | None = None) -> list[Late]:
    """Return all that is late now, of all prisons or of some, the oldest of each prison first."""
    now = clock.now()
    found = [*_parcels(now, offices), *_refunds(now, offices), *_complaints(now, offices)]
    return sorted(found, key=lambda late: (late.office.code, late.since, late.number, late.kind))


def by_office(found: Sequence[Late]) -> dict[Office, list[Late]]:
    """Return the same by prison, in the same order."""
    told: dict[Office, list[Late]] = {}
    for late in found:
        told.setdefault(late.office, []).append(late)
    return told


def parcels_due(now: datetime.datetime) -> QuerySet[Consignment]:
    """Return the parcels of which something may be late: the courier's clock or the shorter of the buyer's is over."""
    shortest = now - datetime.timedelta(hours=notices.HAND_OVER_HOURS)
    under_way = Consignment.objects.under_way().filter(
        purchase__state=Purchase.State.PLACED, purchase__confirmed_at__lt=shortest
    )
    return under_way.select_related("purchase", "office")


def _parcels(now: datetime.datetime, offices: QuerySet[Office] | None) -> Iterator[Late]:
    due = parcels_due(now)
    for parcel in due if offices is None else due.filter(office__in=offices):
        for running in parcel.running_clocks:
            if running.is_late:
                yield Late(running.kind, parcel.office, parcel.purchase.number, running.due_at)


def _refunds(now: datetime.datetime, offices: QuerySet[Office] | None) -> Iterator[Late]:
    before = now - datetime.timedelta(days=notices.REFUND_DAYS)
    due = Refund.objects.under_way().filter(requested_at__lt=before).select_related("purchase")
    within = None if offices is None else set(offices.values_list("pk", flat=True))
    for refund in due if offices is None else due.of_offices(offices):
        for office in refunds.offices_of(refund):
            if within is None or office.pk in within:
                since = clocks.refund_by(refund.requested_at)
                yield Late(Kind.REFUND, office, refund.purchase.number, since)


def _complaints(now: datetime.datetime, offices: QuerySet[Office] | None) -> Iterator[Late]:
    before = now - datetime.timedelta(hours=notices.COMPLAINT_HOURS)
    due = OrderComplaint.objects.filter(state=OrderComplaint.State.OPEN, written_at__lt=before)
    due = due if offices is None else due.filter(office__in=offices)
    # The number alone, and never the text.
    for complaint in due.defer("text", "answer").select_related("purchase", "office"):
        since = clocks.answer_by(complaint.written_at)
        yield Late(Kind.COMPLAINT, complaint.office, complaint.purchase.number, since)


def tell_offices() -> int:
    """Write to each office that is late today, once a day; return how many letters. Twice, or on two servers, is once.

    It names order numbers and what is late, and nobody. An office without an e-mail is told by its own screens.
    """
    return turns.now_and_then("fulfilment.late", write_letters)


def write_letters() -> int:
    """Write today's letters to the offices that have none yet."""
    today = clock.today().isoformat()
    told = set(Letter.objects.filter(key__in=_keys(today)).values_list("key", flat=True))
    written = 0
    for office, found in by_office(everywhere()).items():
        key = _key(office, today)
        if office.email and key not in told:
            outbox.write(
                kind="mail",
                to=office.email,
                template="staff_late",
                context=_context(found),
                language=LANGUAGE,
                key=key,
            )
            written += 1
    return written


def _key(office: Office, today: str) -> str:
    return f"late:{office.code}:{today}"


def _keys(today: str) -> list[str]:
    return [_key(office, today) for office in Office.objects.prisons()]


def _context(found: Sequence[Late]) -> dict[str, object]:
    oldest = sorted(found, key=lambda late: late.since)
    shown = oldest[:MOST_IN_A_LETTER]
    return {
        "late": [
            {"kind": late.kind, "number": numbers.spoken(late.number), "since": _told(late.since)}
            for late in shown
        ],
        "count": len(found),
        "more": len(found) - len(shown),
        "page": f"{settings.SITE_URL}/admin/parcels/",
    }


def _told(since: datetime.datetime) -> str:
    """Return the day as the letter says it: plain JSON holds no dates."""
    return calendar.format_day(clock.local(since).date(), LANGUAGE)
