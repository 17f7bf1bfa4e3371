"""Where decisions stand in the back office."""

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _

from charter_pages.decisions import exports, giving_screens, people, screens, share_screens, task_screens
from charter_pages.grievances.staff_views import ForOfficers


def paths() -> list[URLPattern]:
    return [
        path("decisions/", screens.DecisionList.as_view(), name="decisions"),
        path("decisions/minutes/", giving_screens.MinutesList.as_view(), name="decision_minutes"),
        path("decisions/minutes/<int:page_id>/", giving_screens.TakeUp.as_view(), name="decision_take_up"),
        path("decisions/share/", share_screens.ShowShare.as_view(), name="decision_share"),
        path("decisions/tasks/", task_screens.TaskList.as_view(), name="decision_tasks"),
        path("decisions/tasks/<int:task_id>/", task_screens.ShowTask.as_view(), name="decision_task"),
        path(
            "decisions/tasks/<int:task_id>/report/", task_screens.ReportTask.as_view(), name="decision_report"
        ),
        path(
            "decisions/evidence/<int:event_id>/",
            task_screens.EventDocument.as_view(),
            name="decision_document",
        ),
        path("decisions/<int:followed_id>/", screens.ShowDecision.as_view(), name="decision"),
        path(
            "decisions/<int:followed_id>/give/", giving_screens.GiveDecision.as_view(), name="decision_give"
        ),
    ]


def menu_item() -> ForOfficers:
    return ForOfficers(
        _("Decisions"),
        reverse("decisions"),
        name="decisions",
        icon_name=screens.DecisionList.icon,
        order=160,
        roles=people.READERS,
    )


def deeds(actions: Any) -> None:
    """Name what is written into Wagtail's log."""
    actions.register_action(
        exports.LOGGED_AS,
        _("Take the list of decisions as a file"),
        _("Took the list of decisions as a file"),
    )
