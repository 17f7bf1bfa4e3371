"""Before which officer a complaint lies: the one of its level, or the next above who is not concerned by it."""

import datetime

import clock
from accounts.models import User
from charter_pages import officers
from charter_pages.grievances import concerns, levels
from charter_pages.grievances.models import FIRST, OUTSIDE, SECOND, Event, Grievance
from charter_pages.models import Post
from offices import days

What = Event.What


def note(
    grievance: Grievance,
    what: What,
    *,
    by: User | None = None,
    post: Post | None = None,
    due_was: datetime.date | None = None,
) -> Event:
    """Write down what happened to a complaint, as it stands afterwards."""
    return Event.objects.create(
        grievance=grievance,
        what=what,
        at=clock.now(),
        by=by,
        level=grievance.level,
        office_id=grievance.office_id,
        post_id=post.pk if post else grievance.post_id,
        due_was=due_was,
        due_on=grievance.due_on,
    )


def lay_before(grievance: Grievance, *, level: int, keeps_clock: bool = False) -> list[What]:
    """Set officer, level and due date, from `level` upwards; return what stood in the way of lower ones.

    The caller saves the row, and has saved its words. `keeps_clock`: the time limit runs on as it began.
    """
    ladder = levels.of(grievance.office)
    causes: list[What] = []
    chosen: Post | None = None
    for number in range(level, OUTSIDE):
        grievance.level = number
        post = ladder[number - 1].post
        if post is None:
            causes.append(What.OVER_VACANT)
        elif _is_concerned(post, grievance):
            causes.append(What.CONCERNED)
        else:
            chosen = post
            break
    grievance.post = chosen
    above = ladder[SECOND - 1].post if grievance.level == FIRST else None
    grievance.post_above = above if above != chosen else None
    if not keeps_clock or grievance.level > level:
        grievance.level_began_on = clock.today()
        grievance.working_days = ladder[grievance.level - 1].working_days
        grievance.extended_days = 0
        grievance.due_on = due(grievance)
        grievance.late_since = grievance.reminded_on = None
    grievance.unheld_since = None if officers.signs_in(grievance.post_id) else clock.today()
    return causes


def due(grievance: Grievance, calendar: days.Calendar | None = None) -> datetime.date:
    """Return the last day of the present time limit, by the holidays as they stand now."""
    free = calendar or days.calendar()
    return free.deadline(grievance.level_began_on, grievance.working_days + grievance.extended_days)


def stands_in_the_way(grievance: Grievance) -> bool:
    """Return whether the officer before whom the complaint lies has come to be concerned by it."""
    return grievance.post is not None and _is_concerned(grievance.post, grievance)


def _is_concerned(post: Post, grievance: Grievance) -> bool:
    if post.pk == grievance.about_post_id:
        return True
    holder = officers.signs_in(post.pk)
    return holder is not None and concerns.is_concerned(holder, grievance)
