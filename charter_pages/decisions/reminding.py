"""Reminding offices of the decisions they have to carry out, before and after the day; on working days alone."""

import datetime
from collections.abc import Sequence

from django.db import transaction

import clock
from charter_pages import mailing
from charter_pages.decisions import letters
from charter_pages.decisions.models import Giving, Task
from charter_pages.duties import people
from clock import working_days
from offices import days
from offices.models import Office, not_closed

# From the day on which it is due; where one is no working day, the next that is.
REMIND_ON = (-7, -1, 1, 7, 21)


def days_of(task: Task, calendar: days.Calendar) -> list[datetime.date]:
    """Return the working days on which an office is reminded of a task."""
    return [_working(task.due_on + datetime.timedelta(days=each), calendar) for each in REMIND_ON]


def _working(day: datetime.date, calendar: days.Calendar) -> datetime.date:
    if working_days.is_one(day, calendar.holidays, calendar.weekend):
        return day
    return calendar.deadline(day, 1)


def is_due(task: Task, today: datetime.date, calendar: days.Calendar) -> bool:
    """Return whether a day of reminding has come since the last reminder. A day that was slept through counts."""
    last = max((day for day in days_of(task, calendar) if day <= today), default=None)
    return last is not None and (task.reminded_on is None or task.reminded_on < last)


def due(today: datetime.date, calendar: days.Calendar) -> dict[Office, list[Task]]:
    """Return the tasks of each office of which one is the reason to write today, all that it owes, the oldest first."""
    owed = (
        Task.objects.owed().filter(not_closed(today, "office__")).select_related("office__parent", "followed")
    )
    by_office: dict[Office, list[Task]] = {}
    for task in owed.order_by("office__code", "due_on", "pk"):
        by_office.setdefault(task.office, []).append(task)
    return {
        office: tasks
        for office, tasks in by_office.items()
        if any(is_due(task, today, calendar) for task in tasks)
    }


@transaction.atomic
def remind() -> int:
    """Write today's letters; return how many. Twice, or on two servers, is once; on a free day none is written."""
    today, calendar = clock.today(), days.calendar()
    if not working_days.is_one(today, calendar.holidays, calendar.weekend):
        return 0
    # The second worker waits here, and then finds that all were reminded.
    list(Giving.objects.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    found = due(today, calendar)
    users = people.told_of(list(found))
    written = 0
    reminded: list[int] = []
    for office, tasks in found.items():
        to = mailing.recipients(office, users.get(office.pk, []))
        context = letters.of_office(tasks, today)
        for recipient in to:
            mailing.write("decision_reminder", context, recipient, _key(office, today))
        written += len(to)
        # Of an office that nobody can be written to for, nobody was reminded.
        reminded += _reasons(tasks, today, calendar) if to else []
    Task.objects.filter(pk__in=reminded).update(reminded_on=today)
    return written


def _reasons(tasks: Sequence[Task], today: datetime.date, calendar: days.Calendar) -> list[int]:
    return [task.pk for task in tasks if is_due(task, today, calendar)]


def _key(office: Office, today: datetime.date) -> str:
    return f"decisions:{office.code}:{today.isoformat()}"
