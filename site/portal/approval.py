"""The workflow itself: its two steps, what waits for whom, and what a silent division lets through."""

import datetime
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from wagtail.log_actions import log
from wagtail.models import Page, Task, TaskState, Workflow, WorkflowPage, WorkflowTask

import clock
from portal.models.approval import DivisionApproval, HeadquartersApproval, OfficeTaskState

# Wagtail's own, which nothing asks for any more, has an English name.
OF_WAGTAIL, OF_WAGTAIL_IN_BANGLA = "Moderators approval", "মডারেটরদের অনুমোদন (পুরোনো)"
WORKFLOW = "কারা সদর দপ্তরের অনুমোদন"
STEPS = (
    (DivisionApproval, "বিভাগীয় দপ্তরের পর্যালোচনা"),
    (HeadquartersApproval, "কারা সদর দপ্তরের অনুমোদন"),
)


def set_up(homes: Iterable[Page]) -> None:
    """Make or mend the workflow and lay it over all pages: the division, then headquarters."""
    for model in (Workflow, Task):
        model.objects.filter(name=OF_WAGTAIL).update(name=OF_WAGTAIL_IN_BANGLA)
    workflow = Workflow.objects.filter(name=WORKFLOW).first() or Workflow.objects.create(name=WORKFLOW)
    tasks = []
    for place, (kind, name) in enumerate(STEPS):
        task = kind.objects.first() or kind.objects.create(name=name)
        # Staff read it as it stands.
        kind.objects.exclude(name=name).filter(pk=task.pk).update(name=name)
        WorkflowTask.objects.update_or_create(workflow=workflow, task=task, defaults={"sort_order": place})
        tasks.append(task.pk)
    # Until 2026 there was one step, by a group; what waits at it is still decided there.
    WorkflowTask.objects.filter(workflow=workflow).exclude(task__in=tasks).delete()
    WorkflowPage.objects.exclude(page__in=[home.pk for home in homes]).exclude(workflow=workflow).delete()
    for home in homes:
        WorkflowPage.objects.update_or_create(page_id=home.pk, defaults={"workflow": workflow})


def waiting_for(user: object) -> QuerySet[OfficeTaskState]:
    """Return the steps that this user may take now, the oldest first."""
    found = TaskState.objects.none()
    for kind, _name in STEPS:
        for task in kind.objects.filter(active=True):
            found = found | task.get_task_states_user_can_moderate(user)
    steps = OfficeTaskState.objects.filter(pk__in=found.values("pk"))
    return steps.select_related("office", "workflow_state__requested_by", "task").order_by("started_at", "pk")


def escalate_due() -> int:
    """Hand to headquarters what a division has left lying for too long; return how many pages."""
    late = clock.now() - datetime.timedelta(days=settings.APPROVAL_ESCALATES_AFTER_DAYS)
    due = OfficeTaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        task__in=DivisionApproval.objects.values("pk"),
        started_at__lte=late,
    )
    return sum(_escalate(pk) for pk in due.values_list("pk", flat=True)[:100])


@transaction.atomic
def _escalate(pk: int) -> bool:
    state = OfficeTaskState.objects.select_for_update().get(pk=pk)
    if state.status != TaskState.STATUS_IN_PROGRESS:
        return False
    state.status = TaskState.STATUS_SKIPPED
    state.finished_at = clock.now()
    state.save()
    page = state.workflow_state.content_object.specific
    log(
        instance=page,
        action="portal.escalate",
        data={"days": settings.APPROVAL_ESCALATES_AFTER_DAYS},
        revision=state.revision,
    )
    state.workflow_state.update()
    return True
