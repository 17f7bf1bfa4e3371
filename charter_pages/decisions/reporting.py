"""An office's own word on its task: how far it is, and, once it is done, what shows it."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

import clock
from accounts.models import User
from charter_pages import newest
from charter_pages.decisions import people, tasks
from charter_pages.decisions.machine import Step
from charter_pages.decisions.models import Task, TaskEvent
from charter_pages.models import MinutesPage, PracticeReportPage
from publishing import collecting
from publishing.models import PortalDocument

SHORTEST_WORDS = 3


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What shows it: a published page, a PDF, or an address; nothing where it is only under way."""

    page: Page | None = None
    document: PortalDocument | None = None
    link: str = ""

    @property
    def is_something(self) -> bool:
        return self.page is not None or self.document is not None or bool(self.link)


def report(
    *, by: User, task: Task, words: str, percent: int, is_done: bool = False, shown: Shown | None = None
) -> TaskEvent:
    """Report how far a task is, or that it is done, with what shows it. Raises ValidationError."""
    evidence, said = shown or Shown(), words.strip()
    if len(said) < SHORTEST_WORDS:
        raise ValidationError({"words": _("Say in a sentence what was done.")})
    if not 0 <= percent <= 100:
        raise ValidationError({"percent": _("From 0 to 100.")})
    if is_done and not evidence.is_something:
        raise ValidationError({"link": _("Show that it is done: a page, a PDF or an address.")})
    return take(
        by=by,
        task=task,
        step=Step.DONE if is_done else Step.PROGRESS,
        words=said,
        percent=100 if is_done else percent,
        page=evidence.page,
        document=evidence.document,
        link=evidence.link,
    )


@transaction.atomic
def take(*, by: User, task: Task, step: Step, percent: int, **facts: Any) -> TaskEvent:
    """Take a step of the office's on its own task. Raises PermissionDenied, ValidationError."""
    standing = tasks.lock(task)
    if not people.may_report(by, standing):
        raise PermissionDenied
    state, done = tasks.next_state(standing, step), step == Step.DONE
    changes = {
        "state": state,
        "percent": percent,
        "reported_at": clock.now() if done else None,
        "reported_by": by if done else None,
    }
    return tasks.write_down(standing, step.value, by=by, changes=changes, percent=percent, **facts)


def report_with_document(*, by: User, task: Task, words: str, title: str, file: File) -> TaskEvent:
    """Report that a task is done, with a PDF that lies in the office's collection. Raises ValidationError."""
    if not people.may_report(by, task):
        raise PermissionDenied
    with collecting.keep_pdf(by=by, office=task.office, title=title, file=file) as document:
        shown = Shown(document=document)
        return report(by=by, task=task, words=words, percent=100, is_done=True, shown=shown)


def papers_of(task: Task) -> list[Page]:
    """Return the published papers of a task's office that may be named as evidence, the newest first."""
    return newest.papers_of(task.office_id, MinutesPage, PracticeReportPage)
