"""What the committee says of a report: agreed in one of its meetings, returned, dropped, or given another day.

Nobody agrees on what they reported themselves. A decision is on what stood on the screen (`seen`, the number of the
last event): what was reported meanwhile is looked at first.
"""

import datetime
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

import clock
from accounts import access
from accounts.models import User
from charter_pages.decisions import letters, machine, measuring, people, tasks
from charter_pages.decisions.machine import State, Step
from charter_pages.decisions.models import Followed, Task, TaskEvent
from charter_pages.models import MinutesPage

SHORTEST_REASON = 3


class Outcome(NamedTuple):
    done: int
    refused: list[tuple[Task, str]]


def meetings_after(followed: Followed) -> list[MinutesPage]:
    """Return the published minutes of the committee's later meetings, in which a closure may have been agreed."""
    later = (
        MinutesPage.objects.live()
        .in_language("bn")
        .filter(
            office_id=followed.office_id,
            meeting_kind=followed.meeting_kind,
            meeting_on__gte=followed.meeting_on,
        )
    )
    found = later.exclude(pk=followed.minutes_id).order_by("-meeting_on", "-pk")
    return [page for page in found if " ".join(page.series.split()) == followed.series]


def agree(*, by: User, task: Task, seen: int, minutes: MinutesPage) -> Task:
    """Close a task that was reported done, as the committee agreed in a later meeting. Raises ValidationError."""
    return _decide(by, task, seen, Step.AGREE, "", minutes)


def give_back(*, by: User, task: Task, seen: int, reason: str) -> Task:
    """Return a report with the reason; the office has to do it again. Raises ValidationError."""
    return _decide(by, task, seen, Step.RETURN, _reason(reason), None)


def drop(*, by: User, task: Task, reason: str) -> Task:
    """Let a task drop, with the reason; it counts for nobody. Headquarters alone does. Raises ValidationError."""
    access.require(by, *people.HEADQUARTERS)
    return _decide(by, task, None, Step.DROP, _reason(reason), None)


def agree_all(*, by: User, chosen: Iterable[tuple[Task, int]], minutes: MinutesPage) -> Outcome:
    """Agree on many, each by itself: what cannot be agreed is told and keeps no other from it."""
    done, refused = 0, []
    for task, seen in chosen:
        try:
            agree(by=by, task=task, seen=seen, minutes=minutes)
            done += 1
        except ValidationError as error:
            refused.append((task, " ".join(error.messages)))
    return Outcome(done, refused)


@transaction.atomic
def move(*, by: User, task: Task, due_on: datetime.date, reason: str) -> Task:
    """Give a task another day, with the reason. Raises ValidationError."""
    words = _reason(reason)
    standing = tasks.lock(task)
    access.require(by, *people.KEEPERS, office=standing.followed.office)
    if standing.state in machine.SETTLED:
        raise ValidationError(_("This task is settled."))
    if due_on < clock.today():
        raise ValidationError({"due_on": _("This day is over.")})
    tasks.write_down(
        standing,
        TaskEvent.What.MOVED,
        by=by,
        words=words,
        due_on=due_on,
        changes={"due_on": due_on, "reminded_on": None},
    )
    measuring.measure(standing.followed)
    return standing


@transaction.atomic
def _decide(
    by: User, task: Task, seen: int | None, step: Step, reason: str, minutes: MinutesPage | None
) -> Task:
    standing = tasks.lock(task)
    access.require(by, *people.KEEPERS, office=standing.followed.office)
    state = tasks.next_state(standing, step)
    if seen is not None and seen != standing.events_count:
        raise ValidationError(_("Something new was reported meanwhile. Look at it before you decide."))
    if step in (Step.AGREE, Step.RETURN) and standing.reported_by_id == by.pk:
        raise ValidationError(_("You reported this yourself. Another person must decide on it."))
    if step == Step.AGREE and (minutes is None or minutes.pk not in _pks(meetings_after(standing.followed))):
        raise ValidationError(
            {
                "minutes": _(
                    "Name the published minutes of the committee's later meeting in which it was agreed."
                )
            }
        )
    changes: dict[str, Any] = {"state": state}
    if state in machine.SETTLED:
        changes["settled_at"] = clock.now()
    if state == State.AGREED:
        changes["closed_in"] = minutes
    if state == State.RETURNED:
        # Judged no more; the letter about it is the reminder of today.
        changes |= {"reported_at": None, "reported_by": None, "reminded_on": clock.today()}
    event = tasks.write_down(standing, step.value, by=by, changes=changes, words=reason, minutes=minutes)
    if state == State.RETURNED:
        letters.tell_of_return(task=standing, reason=reason, number=event.number)
    measuring.measure(standing.followed)
    return standing


def _reason(words: str) -> str:
    if len(words.strip()) < SHORTEST_REASON:
        raise ValidationError({"reason": _("Say why. The office reads it.")})
    return words.strip()


def _pks(pages: Iterable[MinutesPage]) -> set[int]:
    return {page.pk for page in pages}
