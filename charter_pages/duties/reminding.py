"""Reminding offices of what they owe, before and after the day, and their division of what is late."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q
from django.urls import reverse

import clock
from charter_pages import mailing
from charter_pages.duties import deciding, letters, people
from charter_pages.models import Duty, DutyEvent, DutyRule
from clock import turns
from offices.models import Office, not_closed

# What was returned reminds by these days after the return, besides those of the rule that are still to come.
AFTER_A_RETURN = (3, 7, 14)
What = DutyEvent.What


@dataclass(frozen=True)
class Reminder:
    """What one office is told today: all that it owes, and which of it is the reason for telling."""

    office: Office
    owed: Sequence[Duty]
    why: Sequence[Duty]


def daily() -> int:
    """Do the worker's turn; a letter goes once a day at most."""
    return turns.now_and_then("duties.reminded", remind)


def due() -> list[Reminder]:
    """Return whom to remind today, by office."""
    today = clock.today()
    owed = (
        Duty.objects.owed()
        .filter(not_closed(today, "office__"))
        .select_related("office__parent", "rule")
        .annotate(
            reminded_at=Max("events__at", filter=Q(events__what=What.REMINDED)),
            returned_at=Max("events__at", filter=Q(events__what=What.RETURNED)),
        )
        .order_by("office__code", "due_on", "kind")
    )
    by_office: dict[Office, list[Duty]] = {}
    for duty in owed:
        by_office.setdefault(duty.office, []).append(duty)
    found = []
    for office, duties in by_office.items():
        why = [duty for duty in duties if is_due(duty, today)]
        if why:
            found.append(Reminder(office, duties, why))
    return found


def is_due(duty: Duty, today: datetime.date) -> bool:
    """Return whether a day of reminding has come since the last reminder. A day that was slept through counts."""
    days = [duty.due_on + datetime.timedelta(days=each) for each in duty.rule.remind_days]
    if duty.state == Duty.State.RETURNED and (at := getattr(duty, "returned_at", None)) is not None:
        returned_on = clock.local(at).date()
        days = [day for day in days if day > returned_on]
        days += [returned_on + datetime.timedelta(days=each) for each in AFTER_A_RETURN]
    last = max((day for day in days if day <= today), default=None)
    at = getattr(duty, "reminded_at", None)
    return last is not None and (at is None or clock.local(at).date() < last)


@transaction.atomic
def remind() -> int:
    """Write today's letters; return how many. Twice, or on two servers, is once."""
    # The second worker waits here, and then finds that all were reminded.
    list(DutyRule.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
    reminders = due()
    if not reminders:
        return 0
    today = clock.today()
    late = _late_by_division(reminders, today)
    users = people.told_of([*(each.office for each in reminders), *late])
    written = 0
    reminded: list[Duty] = []
    for each in reminders:
        to = mailing.recipients(each.office, users.get(each.office.pk, []))
        for recipient in to:
            mailing.write("duty_reminder", _context(each, today), recipient, _key(each.office, today))
        written += len(to)
        # Of an office that nobody can be written to for, nobody was reminded.
        reminded += each.why if to else []
    for division, duties in late.items():
        to = mailing.recipients(division, users.get(division.pk, []))
        for recipient in to:
            mailing.write(
                "duty_late_below", _context_of_late(division, duties, today), recipient,
                f"{_key(division, today)}:late",
            )  # fmt: skip
        written += len(to)
    now = clock.now()
    DutyEvent.objects.bulk_create(DutyEvent(duty=duty, what=What.REMINDED, at=now) for duty in reminded)
    return written


def _key(office: Office, today: datetime.date) -> str:
    return f"duties:{office.code}:{today.isoformat()}"


def _late_by_division(reminders: Sequence[Reminder], today: datetime.date) -> dict[Office, list[Duty]]:
    """Return what is late of each division's prisons, where it is the reason for a letter today."""
    late: dict[Office, list[Duty]] = {}
    for reminder in reminders:
        if deciding.has_division(reminder.office) and reminder.office.parent is not None:
            over = [duty for duty in reminder.why if duty.due_on < today]
            if over:
                late.setdefault(reminder.office.parent, []).extend(over)
    return late


def _context(reminder: Reminder, today: datetime.date) -> dict[str, object]:
    return {
        "office": mailing.names_of(reminder.office),
        "duties": [letters.told(duty, today) for duty in reminder.owed[: mailing.MOST_IN_A_LETTER]],
        "count": len(reminder.owed),
        "more": max(0, len(reminder.owed) - mailing.MOST_IN_A_LETTER),
        "page": f"{settings.SITE_URL}{reverse('duties')}",
    }


def _context_of_late(division: Office, duties: Sequence[Duty], today: datetime.date) -> dict[str, object]:
    return {
        "office": mailing.names_of(division),
        "duties": [
            {**letters.told(duty, today), **mailing.names_of(duty.office)}
            for duty in duties[: mailing.MOST_IN_A_LETTER]
        ],
        "count": len(duties),
        "more": max(0, len(duties) - mailing.MOST_IN_A_LETTER),
        "page": f"{settings.SITE_URL}{reverse('duties')}?shelf=late",
    }
