"""Letters about tasks of decisions: to the office, and to its people in their language. They name no person."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from charter_pages import mailing
from charter_pages.decisions.models import Task

LONGEST = 200


def told(task: Task, on: datetime.date) -> dict[str, Any]:
    """Return a task as a letter's context keeps it: plain JSON. A decision's words are public: the minutes are."""
    text = str(task.followed)
    return {
        "text": text if len(text) <= LONGEST else f"{text[:LONGEST]}…",
        "due_on": task.due_on.isoformat(),
        "days": (task.due_on - on).days,
        "returned": task.state == Task.State.RETURNED,
    }


def of_office(tasks: Iterable[Task], today: datetime.date) -> dict[str, Any]:
    found = list(tasks)
    return {
        "office": mailing.names_of(found[0].office),
        "tasks": [told(task, today) for task in found[: mailing.MOST_IN_A_LETTER]],
        "count": len(found),
        "more": max(0, len(found) - mailing.MOST_IN_A_LETTER),
        "page": f"{settings.SITE_URL}{reverse('decision_tasks')}?shelf=mine",
    }


def tell_of_return(*, task: Task, reason: str, number: int) -> None:
    """Write to an office and to who reported that the committee returned its report, in the transaction."""
    context = {
        "task": told(task, task.due_on),
        "office": mailing.names_of(task.office),
        "reason": reason,
        "page": f"{settings.SITE_URL}{reverse('decision_task', args=[task.pk])}",
    }
    reporters = User.objects.select_related("wagtail_userprofile").filter(
        pk__in=task.events.filter(number__lt=number, what="done").order_by("-number").values("by_id")[:1],
        is_active=True,
    )
    for to in mailing.recipients(task.office, reporters):
        mailing.write("decision_returned", context, to, f"decision:{task.pk}:{number}")
