"""Who is told of a page's way through approval: those who take the next step, then whoever submitted it.

Wagtail's own mails go out inside the request and its transaction, in English; ours wait in the outbox, each in
its reader's language. They name the page and its office, and no person.
"""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from wagtail.models import Page, WorkflowState

from accounts.models import User
from letters import outbox
from portal.models.approval import OfficeTaskState, office_of


def tell_approvers(state: OfficeTaskState) -> None:
    """Write to everybody who may take this step."""
    page = state.workflow_state.content_object.specific
    people = state.task.specific.approvers(office_of(page), without=state.workflow_state.requested_by_id)
    _write("staff_page_waits", people, page, key=f"page-waits:{state.pk}")


def tell_author(workflow: WorkflowState, template: str, reason: str = "") -> None:
    """Write to whoever submitted the page that it was published or comes back."""
    if workflow.requested_by is None:
        return
    page = workflow.content_object.specific
    step = workflow.current_task_state_id or 0
    _write(template, [workflow.requested_by], page, key=f"{template}:{workflow.pk}:{step}", reason=reason)


def _write(template: str, people: Iterable[User], page: Page, *, key: str, reason: str = "") -> None:
    office = office_of(page)
    address = settings.SITE_URL + reverse("wagtailadmin_pages:edit", args=[page.pk])
    for person in people:
        if not person.email or not person.is_active:
            continue
        language = person.language
        outbox.write(
            kind="mail",
            to=person.email,
            template=template,
            context={
                "title": page.draft_title or page.title,
                "office": office.name_en if language == "en" else office.name_bn,
                "page": address,
                "reason": reason,
            },
            language=language,
            key=f"{key}:{person.pk}",
        )
