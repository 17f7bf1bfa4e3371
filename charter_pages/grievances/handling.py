"""What the officer of a complaint does with it: answers, asks, takes more time once, forwards, steps aside.

Each verb holds the complaint's row: of an answer and an escalation at the same moment one wins, and the other finds
the complaint elsewhere.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

import clock
from accounts import access
from accounts.models import User
from accounts.roles import Role
from charter_pages import officers
from charter_pages.grievances import concerns, filing, notices, placing, reading, words
from charter_pages.grievances.models import SECOND, Event, Grievance, Message, Recusal
from charter_pages.models import Post
from offices import days
from offices.models import Office

What, State = Event.What, Grievance.State


class Overtaken(words.Refused):
    """The complaint is no longer where it was when the page was opened."""

    def __init__(self) -> None:
        super().__init__(_("The complaint has moved on since you opened it. Look at the page again."))


@transaction.atomic
def answer(*, by: User, grievance: Grievance, text: str) -> Grievance:
    """Answer a complaint; the complainant is told that there is an answer. Raises PermissionDenied, words.Refused."""
    held = _held(by, grievance)
    kept = words.clean(text, "answer")
    if held.state == State.ANSWERED:
        last = held.messages.filter(kind=Message.Kind.ANSWER, level=held.level).last()
        if last is not None and last.by_id == by.pk and last.text == kept:
            return held  # the same button twice
    _must_be_under_way(held)
    _say(held, Message.Kind.ANSWER, kept, by)
    return _change(held, What.ANSWERED, by, state=State.ANSWERED, answered_at=clock.now())


@transaction.atomic
def ask(*, by: User, grievance: Grievance, text: str) -> Grievance:
    """Ask the complainant for more. The clock runs on: a question is no way to gain time."""
    held = _held(by, grievance)
    kept = words.clean(text, "question")
    _must_be_under_way(held)
    _say(held, Message.Kind.QUESTION, kept, by)
    return _change(held, What.ASKED, by, state=State.ASKED)


@transaction.atomic
def extend(*, by: User, grievance: Grievance, working_days: int, text: str) -> Grievance:
    """Take so many more working days, once at a level and while there is time, for a reason the complainant reads."""
    held = _held(by, grievance)
    kept = words.clean(text, "reason")
    _must_be_under_way(held)
    most = settings.GRIEVANCE_EXTENSION_DAYS
    if held.extended_days:
        raise words.Refused(_("The time limit was extended already; that is done once."))
    if held.due_on < clock.today():
        raise words.Refused(_("The time limit is over; it can no longer be extended."))
    if not 1 <= working_days <= most:
        raise words.Refused({"working_days": _("From 1 to %(most)s working days.") % {"most": most}})
    _say(held, Message.Kind.REASON, kept, by)
    due_was = held.due_on
    held.extended_days = working_days
    return _change(
        held, What.EXTENDED, by, due_was=due_was, extended_days=working_days, due_on=placing.due(held)
    )


@transaction.atomic
def forward(*, by: User, grievance: Grievance, office: Office) -> Grievance:
    """Send a complaint to the office that it concerns. The time limit runs on: the complainant waits for one answer."""
    held = _held(by, grievance)
    _must_be_under_way(held)
    if office.pk == held.office_id or office.is_closed(clock.today()):
        raise words.Refused({"office": _("Choose another office.")})
    held.office = office
    filing.lay(held, What.FORWARDED, level=held.level, by=by, keeps_clock=True)
    notices.tell(held, "grievance_news", what=What.FORWARDED)
    return held


@transaction.atomic
def step_aside(*, by: User, grievance: Grievance) -> Grievance:
    """Say that one is concerned by a complaint: it goes to the officer above, and cannot come back."""
    held = Grievance.objects.select_for_update(of=("self",)).get(pk=grievance.pk)
    if reading.role_of(by, held) not in (reading.As.OFFICER, reading.As.ABOVE):
        raise PermissionDenied
    if not held.is_under_way:
        raise Overtaken
    Recusal.objects.get_or_create(grievance=held, user=by, defaults={"at": clock.now()})
    if held.post_id in officers.posts_of(by):
        filing.raise_over(held)
    return held


@transaction.atomic
def assign(*, by: User, grievance: Grievance, post: Post) -> Grievance:
    """Let headquarters give a complaint that lies before nobody to an officer; it reads nothing for that.

    Raises PermissionDenied, words.Refused.
    """
    access.require(by, Role.HQ_MODERATOR)
    held = Grievance.objects.select_for_update(of=("self",)).get(pk=grievance.pk)
    if not held.is_under_way or held.unheld_since is None:
        raise Overtaken
    holder = officers.signs_in(post.pk)
    if holder is None:
        raise words.Refused({"post": _("Nobody who holds this post signs in.")})
    if post.pk == held.about_post_id or concerns.is_concerned(holder, held):
        raise words.Refused({"post": _("The officer of this post is concerned by the complaint.")})
    held.post, held.post_above, held.unheld_since = post, None, None
    if held.level < SECOND:
        above = placing.levels.of(held.office)[SECOND - 1].post
        held.post_above = above if above != post else None
    held.save()
    placing.note(held, What.ASSIGNED, by=by)
    notices.tell_officer(held, "grievance_new")
    return held


def may_be_extended(grievance: Grievance) -> bool:
    return grievance.is_under_way and not grievance.extended_days and grievance.due_on >= clock.today()


def days_left(grievance: Grievance) -> int:
    """Return how many working days are left, the last one counted; 0 where the limit is over."""
    return days.calendar().between(clock.today(), grievance.due_on)


def _held(by: User, grievance: Grievance) -> Grievance:
    """Return the complaint's row, held, for its own officer of today; raises PermissionDenied, Overtaken."""
    held = (
        Grievance.objects.select_for_update(of=("self",))
        .select_related("office", "words")
        .get(pk=grievance.pk)
    )
    if reading.role_of(by, held) == reading.As.OFFICER:
        return held
    if held.level != grievance.level or held.post_id != grievance.post_id:
        raise Overtaken  # it was theirs a moment ago
    raise PermissionDenied


def _must_be_under_way(held: Grievance) -> None:
    if not held.is_under_way:
        raise Overtaken


def _say(held: Grievance, kind: str, text: str, by: User | None) -> None:
    Message.objects.create(grievance=held, kind=kind, text=text, level=held.level, at=clock.now(), by=by)


def _change(held: Grievance, what: Event.What, by: User, *, due_was: Any = None, **changes: Any) -> Grievance:
    for field, value in changes.items():
        setattr(held, field, value)
    held.save()
    placing.note(held, what, by=by, due_was=due_was)
    notices.tell(held, "grievance_news", what=what)
    return held
