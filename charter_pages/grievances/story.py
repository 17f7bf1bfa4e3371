"""A complaint as its writer sees it: where it stands, what happened, what was answered, what may be done now."""

from typing import Any

from charter_pages.grievances import following, levels, numbers
from charter_pages.grievances.models import OUTSIDE, Event, Grievance, Message
from language.spoken import active

# What is headquarters' business, and says nothing to whoever waits.
INTERNAL = (Event.What.UNHELD, Event.What.ASSIGNED)


def of(grievance: Grievance) -> dict[str, Any]:
    """Return what the complainant's pages show."""
    ladder = levels.in_words(grievance.office, active())
    messages = list(grievance.messages.all())
    events = grievance.events.exclude(what__in=INTERNAL).select_related("post__office", "office")
    return {
        "grievance": grievance,
        "number": numbers.spoken(grievance.number),
        "steps": [_step(level, grievance) for level in ladder],
        "events": list(events),
        "messages_to_me": messages,
        "answer": next(
            (message for message in reversed(messages) if message.kind == Message.Kind.ANSWER), None
        ),
        "is_late": following.is_late(grievance),
        "may_add": grievance.is_under_way,
        "may_appeal": following.may_appeal(grievance),
        "may_pass_on": following.may_pass_on(grievance),
        "last_day_to_appeal": following.last_day_to_appeal(grievance),
        "may_thank": grievance.state in (*Grievance.UNDER_WAY, Grievance.State.ANSWERED),
    }


def _step(level: levels.Level, grievance: Grievance) -> dict[str, Any]:
    here = level.number == grievance.level
    is_over = grievance.state in (Grievance.State.CLOSED, Grievance.State.PASSED_ON)
    state = "done" if level.number < grievance.level or (here and is_over) else "now" if here else "next"
    post = grievance.post if here else level.post
    return {
        "number": level.number,
        "state": state,
        "post": None if level.number == OUTSIDE else post,
        "whom": level.whom,
        "working_days": level.working_days,
        "is_here": here,
    }
