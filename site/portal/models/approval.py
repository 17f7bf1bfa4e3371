"""Approval follows the tree of offices: a prison's page is seen by its division, then by headquarters (ADR 0029).

Nobody approves what they submitted. A step that has nobody to take it is passed over, and so blocks nothing.
"""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm
from wagtail.models import Page, Task, TaskState, WorkflowState
from wagtail.signals import task_submitted

import clock
from accounts import access
from accounts.models import User
from accounts.roles import Role
from offices.models import Office
from publishing import picture_answers


class ReturnForm(TaskStateCommentForm):  # type: ignore[misc]
    """Why a page goes back to its office: whoever wrote it must know what to change."""

    comment = forms.CharField(
        label=_("Reason"),
        required=True,
        min_length=3,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Say what is to be changed. The office reads it."),
    )


class OfficeTaskState(TaskState):
    """One step of one page's approval, with the office whose page it is: by it those who decide find it."""

    office = models.ForeignKey(
        "offices.Office", models.PROTECT, null=True, related_name="+", verbose_name=_("office")
    )

    class Meta:
        verbose_name = _("step of an approval")
        verbose_name_plural = _("steps of approvals")


class OfficeApproval(Task):
    """A step that finds those who take it by the office of the page. Abstract."""

    task_state_class = OfficeTaskState
    roles: tuple[Role, ...] = ()

    class Meta:
        abstract = True

    def deciding_office(self, office: Office) -> Office | None:
        """Return the office that takes this step for a page of `office`; None where there is none."""
        raise NotImplementedError

    def offices_of(self, user: object) -> QuerySet[Office]:
        """Return the offices whose pages the user decides on at this step."""
        raise NotImplementedError

    def approvers(self, office: Office, *, without: int | None) -> QuerySet[User]:
        """Return who may take this step for a page of `office`, but for who submitted it."""
        deciding = self.deciding_office(office)
        if deciding is None:
            return User.objects.none()
        return access.holders(*self.roles, office=deciding).exclude(pk=without or 0)

    def passes_by(self, office: Office, author: int | None) -> bool:
        """Return whether the step is passed over."""
        raise NotImplementedError

    def start(self, workflow_state: WorkflowState, user: Any = None) -> TaskState:
        # The form asks about the pictures; here is where every other road comes by.
        picture_answers.require(workflow_state.content_object.get_latest_revision_as_object())
        office = office_of(workflow_state.content_object)
        state = OfficeTaskState(
            workflow_state=workflow_state,
            task=self,
            revision=workflow_state.content_object.get_latest_revision(),
            office=office,
        )
        if self.passes_by(office, workflow_state.requested_by_id):
            state.status = TaskState.STATUS_SKIPPED
            state.finished_at = clock.now()
            state.save()
            return state
        state.save()
        task_submitted.send(sender=OfficeTaskState, instance=state, user=user)
        return state

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        # Two who press at once: the second one finds it done.
        standing = OfficeTaskState.objects.select_for_update().get(pk=task_state.pk)
        page = standing.workflow_state.content_object
        if standing.status != TaskState.STATUS_IN_PROGRESS or not self.may_decide(page, user):
            raise PermissionDenied
        if action_name == "reject" and not kwargs.get("comment", "").strip():
            raise PermissionDenied  # the form asks for a reason; this is somebody who went round it
        if action_name == "approve":
            picture_answers.require(page.get_latest_revision_as_object())
        super().on_action(standing, user, action_name, **kwargs)

    def holds_step(self, page: Page, user: object) -> bool:
        """Return whether the user's roles take this step for the page, whoever submitted it."""
        return self.offices_of(user).filter(pk=office_of(page).pk).exists()

    def may_decide(self, page: Page, user: Any) -> bool:
        state = page.current_workflow_state
        return state is not None and state.requested_by_id != user.pk and self.holds_step(page, user)

    def user_can_access_editor(self, obj: Page, user: Any) -> bool:
        return self.holds_step(obj, user)

    def locked_for_user(self, obj: Page, user: Any) -> bool:
        return not self.holds_step(obj, user)

    def get_actions(self, obj: Page, user: Any) -> list[tuple[str, Any, bool]]:
        if not self.may_decide(obj, user):
            return []
        if not picture_answers.is_clear(obj.get_latest_revision_as_object()):
            return [("reject", _("Return with a reason"), True)]
        return [
            ("reject", _("Return with a reason"), True),
            ("approve", _("Approve"), False),
            ("approve", _("Approve with a note"), True),
        ]

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        found: type[forms.Form] = ReturnForm if action == "reject" else super().get_form_for_action(action)
        return found

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> QuerySet[TaskState]:
        waiting = OfficeTaskState.objects.filter(
            task_id=self.pk, status=TaskState.STATUS_IN_PROGRESS, office__in=self.offices_of(user)
        ).exclude(workflow_state__requested_by_id=user.pk)
        return TaskState.objects.filter(pk__in=waiting.values("pk"))


class DivisionApproval(OfficeApproval):
    """The division looks at what its prisons submit."""

    roles = (Role.DIVISION_REVIEWER,)

    class Meta:
        verbose_name = _("review by the division")
        verbose_name_plural = _("reviews by the division")

    def deciding_office(self, office: Office) -> Office | None:
        above = office.ancestors()
        return next((each for each in reversed(above) if each.kind == Office.Kind.DIVISION), None)

    def offices_of(self, user: object) -> QuerySet[Office]:
        if not isinstance(user, User) or not user.is_active:
            return Office.objects.none()
        divisions = Office.objects.filter(
            pk__in=access.offices_for(user, Role.DIVISION_REVIEWER).values("pk"), kind=Office.Kind.DIVISION
        )
        scope = Office.objects.none()
        for division in divisions:
            scope = scope | Office.objects.within(division).exclude(pk=division.pk)
        return scope

    def passes_by(self, office: Office, author: int | None) -> bool:
        """Pass over what is no prison's, and what no reviewer but its author could look at."""
        return not self.approvers(office, without=author).exists()

    @classmethod
    def get_description(cls) -> Any:
        return _("The reviewers of the prison's division; other offices' pages pass by.")


class HeadquartersApproval(OfficeApproval):
    """Headquarters publishes."""

    roles = (Role.HQ_MODERATOR, Role.ADMINISTRATOR)

    class Meta:
        verbose_name = _("approval by headquarters")
        verbose_name_plural = _("approvals by headquarters")

    def deciding_office(self, office: Office) -> Office | None:
        return (office.ancestors() or [office])[0]

    def offices_of(self, user: object) -> QuerySet[Office]:
        return access.offices_for(user, *self.roles)

    def passes_by(self, office: Office, author: int | None) -> bool:
        """Pass by nothing: what nobody at headquarters has seen is not published."""
        return False

    @classmethod
    def get_description(cls) -> Any:
        return _("Headquarters' moderators, but for who submitted the page.")


def office_of(page: Page) -> Office:
    """Return whose page it is; what stands below no office is headquarters'."""
    office_id = getattr(page.specific, "office_id", None)
    found = Office.objects.select_related("parent__parent").filter(pk=office_id or 0).first()
    return found or Office.objects.get(kind=Office.Kind.HQ)
