"""When an appointment or an office changes, or a page takes a step, what hangs on it follows."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected

from accounts import second_factor
from accounts.models import Appointment, User
from offices import register
from offices.models import Office
from portal import account_letters, approval_letters, premises, rights
from portal.models.approval import OfficeTaskState


@receiver([post_save, post_delete], sender=Appointment)
def follow_the_appointment(instance: Appointment, **kwargs: Any) -> None:
    if not kwargs.get("raw"):
        rights.sync(instance.user)


@receiver(user_logged_in)
def follow_the_calendar(user: User, **kwargs: Any) -> None:
    """An appointment begins and ends by its dates, without anybody's doing."""
    rights.sync(user)


@receiver(register.changed)
def follow_the_register(office: Office, before: Office | None, **kwargs: Any) -> None:
    if before is None:
        premises.lay(office)
    else:
        premises.follow(office, before)


@receiver(task_submitted, sender=OfficeTaskState)
def tell_who_decides(instance: OfficeTaskState, **kwargs: Any) -> None:
    approval_letters.tell_approvers(instance)


@receiver(workflow_rejected, sender=WorkflowState)
def tell_that_a_page_comes_back(instance: WorkflowState, **kwargs: Any) -> None:
    state = instance.current_task_state
    approval_letters.tell_author(instance, "staff_page_returned", state.comment if state else "")


@receiver(workflow_approved, sender=WorkflowState)
def tell_that_a_page_is_approved(instance: WorkflowState, **kwargs: Any) -> None:
    approval_letters.tell_author(instance, "staff_page_approved")


@receiver(second_factor.was_reset)
def tell_that_the_code_app_was_reset(user: User, **kwargs: Any) -> None:
    account_letters.tell_of_reset(user)
