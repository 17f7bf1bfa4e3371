"""What a complainant does afterwards: finds the complaint, writes more, appeals, goes further, says that it is solved."""

import datetime

from django.conf import settings
from django.db import transaction
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

import clock
from charter_pages.grievances import filing, notices, numbers, placing, words
from charter_pages.grievances.handling import Overtaken
from charter_pages.grievances.models import OUTSIDE, SECOND, Event, Grievance, Message

What, State = Event.What, Grievance.State
# Who has written so often is better helped by telephone.
MOST_MESSAGES = 20


def find(number: str, phone: str) -> Grievance | None:
    """Return the complaint with a number, where it was written from that phone; both wrong ways are one answer."""
    found = (
        Grievance.objects.filter(number=numbers.plain(number), forgotten_at__isnull=True)
        .select_related("words")
        .first()
    )
    known = found.words.phone if found is not None else ""
    # Compared all the same where nothing was found.
    return found if constant_time_compare(known or "-", phone) else None


def last_day_to_appeal(grievance: Grievance) -> datetime.date | None:
    """Return until when an answer may be appealed against; None where there is none."""
    if grievance.answered_at is None:
        return None
    answered = clock.local(grievance.answered_at).date()
    return answered + datetime.timedelta(days=settings.GRIEVANCE_APPEAL_DAYS)


def is_late(grievance: Grievance) -> bool:
    return grievance.is_under_way and grievance.due_on < clock.today()


def may_go_further(grievance: Grievance) -> bool:
    """Return whether the level above may be turned to: unsatisfied with an answer, or none came in time."""
    if grievance.state == State.ANSWERED:
        last = last_day_to_appeal(grievance)
        return last is not None and clock.today() <= last
    # Where nobody within the Department may handle it, there is nothing to wait for.
    return is_late(grievance) or (grievance.is_under_way and grievance.post_id is None)


def may_appeal(grievance: Grievance) -> bool:
    return grievance.level < SECOND and may_go_further(grievance)


def may_pass_on(grievance: Grievance) -> bool:
    return grievance.level == SECOND and may_go_further(grievance)


@transaction.atomic
def add(*, grievance: Grievance, text: str) -> Grievance:
    """Let the complainant write more, as long as an answer is owed. Raises words.Refused."""
    held = _held(grievance)
    kept = words.clean(text, "text")
    if not held.is_under_way:
        raise Overtaken
    own = held.messages.filter(kind=Message.Kind.MORE)
    last = own.last()
    if last is not None and last.text == kept:
        return held  # the same button twice
    if own.count() >= MOST_MESSAGES:
        raise words.Refused(_("Too much was written to this complaint. Please telephone the office."))
    Message.objects.create(
        grievance=held, kind=Message.Kind.MORE, text=kept, level=held.level, at=clock.now()
    )
    held.state = State.OPEN
    if placing.stands_in_the_way(held):
        # What was added names the officer before whom it lies.
        filing.raise_over(held)
        placing.note(held, What.MORE)
        return held
    held.save(update_fields=["state"])
    placing.note(held, What.MORE)
    notices.tell_officer(held, "grievance_more")
    return held


@transaction.atomic
def appeal(*, grievance: Grievance) -> Grievance:
    """Take a complaint to the officer above. Pressed twice, it is one appeal. Raises words.Refused."""
    held = _held(grievance)
    if held.level != grievance.level:
        return held  # it is there already: the same button twice, or it went there by itself
    if not may_appeal(held):
        raise words.Refused(_("This complaint cannot be appealed now."))
    held.state, held.answered_at = State.OPEN, None
    filing.lay(held, What.APPEALED, level=held.level + 1)
    return held


@transaction.atomic
def pass_on(*, grievance: Grievance) -> Grievance:
    """Record that the complainant goes to the Cabinet Division, outside the Department; once. Raises words.Refused."""
    held = _held(grievance)
    if held.state == State.PASSED_ON:
        return held
    if not may_pass_on(held):
        raise words.Refused(_("This complaint cannot be taken further now."))
    held.state, held.level, held.closed_at = State.PASSED_ON, OUTSIDE, clock.now()
    held.save(update_fields=["state", "level", "closed_at"])
    placing.note(held, What.PASSED_ON)
    notices.tell_headquarters(held, "grievance_passed_on")
    return held


@transaction.atomic
def thank(*, grievance: Grievance) -> Grievance:
    """Close a complaint because the complainant says that it is solved. Raises words.Refused."""
    held = _held(grievance)
    if held.state == State.CLOSED:
        return held
    if held.state == State.PASSED_ON:
        raise Overtaken
    held.state, held.is_solved, held.closed_at = State.CLOSED, True, clock.now()
    held.save(update_fields=["state", "is_solved", "closed_at"])
    placing.note(held, What.SOLVED)
    return held


def _held(grievance: Grievance) -> Grievance:
    return (
        Grievance.objects.select_for_update(of=("self",))
        .select_related("office", "words")
        .get(pk=grievance.pk)
    )
