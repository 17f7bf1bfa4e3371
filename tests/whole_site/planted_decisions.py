"""What the first prison has of decisions in the small world: one reported, one to report on, one to be given."""

import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db.models import Model

import clock
from accounts.roles import Role
from charter_pages.decisions import following, giving, reporting
from charter_pages.decisions.models import Carried, Followed, Giving, MeasuredDuty, Task, TaskEvent
from charter_pages.models import Decision, MinutesPage
from portal import tree
from portal.models import OfficePage

KEPT: tuple[type[Model], ...] = (Carried, Followed, Giving, MeasuredDuty, Task, TaskEvent)


def plant(world: Any, title: str) -> dict[str, list[object]]:
    """Let the prison's committee decide four things; return the arguments of the addresses about them."""
    above = OfficePage.objects.get(register_entry=world.a, language="bn")
    page = MinutesPage(title="সভার কার্যবিবরণী ৯", meeting_on=datetime.date(2026, 8, 3))
    page.decisions = [Decision(number=f"({number})", text=f"সিদ্ধান্ত {number}") for number in range(1, 5)]
    page = tree.add(above, page)
    by = world.people[Role.HQ_MODERATOR, "own"]
    keys = [row.translation_key for row in page.decisions.all()]
    reported, to_report, to_give = (
        following.follow(by=by, minutes=page, decision_key=key) for key in keys[:3]
    )
    due_on = clock.today() + datetime.timedelta(days=9)
    for each in (reported, to_report):
        giving.give(by=by, followed=each, whom="chosen", chosen=[world.a.pk], due_on=due_on)
    world.decided = to_report
    task = Task.objects.get(followed=reported)
    event = reporting.report_with_document(
        by=world.people[Role.PRISON_EDITOR, "own"],
        task=task,
        words=f"{title}: শেষ হয়েছে",
        title=title,
        file=ContentFile(b"%PDF-1.4 planted", name="planted.pdf"),
    )
    return {
        "decided minutes": [page.pk],
        "decision": [to_report.pk],
        "decision to give": [to_give.pk],
        "decision task": [task.pk],
        "decision to report": [Task.objects.get(followed=to_report).pk],
        "decision event": [event.pk],
    }


def forms(world: Any) -> dict[str, dict[str, Any]]:
    tomorrow = clock.today() + datetime.timedelta(days=1)
    return {
        "decision_take_up": {"decision": "all"},
        "decision": {"step": f"undo-{Giving.objects.get(followed=world.decided).pk}"},
        "decision_give": {"whom": "chosen", "offices": [world.a.pk], "due_on": tomorrow},
        "decision_task": {"step": "return", "reason": "ছবি নেই", "seen": 1},
        "decision_report": {"step": "progress", "words": "অর্ধেক হয়েছে", "percent": 50},
    }
