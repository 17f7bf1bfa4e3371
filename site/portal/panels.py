"""The panels on the home of Wagtail's admin, without what was somebody's once: an owner, an editor who moved.

Wagtail lists what the reader owns, edited, locked or submitted, wherever they work today.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest
from wagtail.admin.views import home
from wagtail.models import Page

from portal import rights, wall


class OwnEdits(home.RecentEditsPanel):  # type: ignore[misc]
    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        own = _own(parent_context, (page for _when, page in context["last_edits"]))
        return {
            **context,
            "last_edits": [(when, page) for when, page in context["last_edits"] if page.pk in own],
        }


class OwnInWorkflow(home.UserObjectsInWorkflowModerationPanel):  # type: ignore[misc]
    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        own = _own(parent_context, (state.content_object for state in context["workflow_states"]))
        states = [state for state in context["workflow_states"] if state.content_object.pk in own]
        return {**context, "workflow_states": states}


class OwnToModerate(home.WorkflowObjectsToModeratePanel):  # type: ignore[misc]
    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        own = _own(parent_context, (state["obj"] for state in context["states"]))
        return {**context, "states": [state for state in context["states"] if state["obj"].pk in own]}


class OwnLocked(home.LockedPagesPanel):  # type: ignore[misc]
    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        own = wall.own_pages(parent_context["request"].user)
        return {**context, "locked_pages": context["locked_pages"].filter(pk__in=own.values("pk"))}


OWN = {
    home.RecentEditsPanel: OwnEdits,
    home.UserObjectsInWorkflowModerationPanel: OwnInWorkflow,
    home.WorkflowObjectsToModeratePanel: OwnToModerate,
    home.LockedPagesPanel: OwnLocked,
}


def show_own_alone(request: HttpRequest, panels: list[Any]) -> None:
    """For Wagtail's hook `construct_homepage_panels`: headquarters sees every office."""
    if not rights.knows_every_office(request.user):
        panels[:] = [OWN[type(panel)]() if type(panel) in OWN else panel for panel in panels]


def _own(parent_context: Mapping[str, Any], pages: Iterable[Any]) -> set[int]:
    """Return which of the things listed are pages of the reader's; what is no page is nobody's."""
    ids = [page.pk for page in pages if isinstance(page, Page)]
    user = parent_context["request"].user
    return set(wall.own_pages(user).filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()
