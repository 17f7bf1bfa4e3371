"""Open deadlines follow the holidays: one that is announced later moves them, and both days stay to be seen."""

import datetime

from django.db import transaction

import clock
from charter_pages.grievances import placing
from charter_pages.grievances.models import Event, Grievance
from offices import days


@transaction.atomic
def recount() -> int:
    """Count the last days of open complaints again, by the holidays as they stand now; return how many moved."""
    calendar = days.calendar()
    # In one order everywhere, so that two servers do not wait for each other for ever.
    open_ones = Grievance.objects.filter(state__in=Grievance.UNDER_WAY, late_since__isnull=True).order_by(
        "pk"
    )
    moved: list[tuple[Grievance, datetime.date]] = []
    for grievance in open_ones:
        due = later_of_today(placing.due(grievance, calendar), grievance.due_on)
        if due != grievance.due_on:
            moved.append((grievance, due))
    for grievance, due in moved:
        # Who answers at the same moment wins: an answered complaint has no last day.
        was = grievance.due_on
        changed = Grievance.objects.filter(
            pk=grievance.pk, due_on=was, level=grievance.level, state__in=Grievance.UNDER_WAY
        ).update(due_on=due)
        if changed:
            grievance.due_on = due
            placing.note(grievance, Event.What.MOVED, due_was=was)
    return len(moved)


def later_of_today(due: datetime.date, was: datetime.date) -> datetime.date:
    """Return the new last day: a holiday that is cancelled shortens a limit, but makes nobody late who was not."""
    today = clock.today()
    return max(due, min(was, today))
