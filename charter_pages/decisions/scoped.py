"""What the screens of decisions share: who comes in, and which decision or task the address is about."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import Role
from accounts.screens import FormScreen, Screen
from charter_pages.decisions import people
from charter_pages.decisions.models import Followed, Task

DECISIONS = (gettext_lazy("Decisions"), "decisions")
TASKS = (gettext_lazy("Tasks of decisions"), "decision_tasks")
ICON = "list-ol"


class ForReaders(Screen):
    """A screen for whoever reads decisions of some office: by a role, or by a post."""

    roles = people.READERS
    icon = ICON

    def may_enter(self, user: object) -> bool:
        return people.may_enter(user)


class ForKeepers(Screen):
    """A screen for whoever follows decisions up."""

    roles = people.KEEPERS
    icon = ICON
    above: ClassVar[tuple[tuple[Any, str], ...]] = (DECISIONS,)


class AboutDecision(FormScreen):
    """A screen about one decision; of another office's nothing is told."""

    roles: ClassVar[tuple[Role, ...]] = people.READERS
    icon = ICON
    above = (DECISIONS,)

    def may_enter(self, user: object) -> bool:
        return people.may_enter(user)

    @cached_property
    def followed(self) -> Followed:
        within = people.readable(self.request.user).select_related("office", "minutes", "made_by")
        found = within.filter(pk=self.kwargs["followed_id"]).first()
        if found is None:
            raise Http404
        return found

    @cached_property
    def keeps(self) -> bool:
        return people.may_keep(self.request.user, self.followed.office)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        # Whoever may not read it is told so before any form is looked at.
        if not self.may_enter(request.user) or self.followed is None:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> Any:
        return (
            _("Decision %(number)s") % {"number": self.followed.number}
            if self.followed.number
            else _("Decision")
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "followed": self.followed, "keeps": self.keeps}


class KeepsDecision(AboutDecision):
    """A screen on which whoever keeps a decision does something with it."""

    roles = people.KEEPERS

    def may_enter(self, user: object) -> bool:
        return Screen.may_enter(self, user)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.may_enter(request.user) or not self.keeps:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class AboutTask(FormScreen):
    """A screen about one office's task."""

    roles = people.READERS
    icon = ICON
    above = (DECISIONS, TASKS)

    def may_enter(self, user: object) -> bool:
        return people.may_enter(user)

    @cached_property
    def task(self) -> Task:
        within = people.readable_tasks(self.request.user).select_related(
            "followed__office", "followed__minutes", "office__parent", "post", "closed_in"
        )
        found = within.filter(pk=self.kwargs["task_id"]).first()
        if found is None:
            raise Http404
        return found

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.may_enter(request.user) or self.task is None:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def done(self, text: str, to: str = "", *args: Any) -> HttpResponse:
        return super().done(text, to or "decision_task", *(args or (self.task.pk,)))
