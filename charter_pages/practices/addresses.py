"""Where practices stand in the back office; `charter_pages.practices.wagtail_hooks` hangs them up."""

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, SubmenuMenuItem

from accounts.screens import ForRoles
from charter_pages.practices import compiling, report_screens, screens


def paths() -> list[URLPattern]:
    return [
        path("practices/", screens.PracticesOfOthers.as_view(), name="practices_of_others"),
        path("practices/<int:page_id>/take-up/", screens.TakeUp.as_view(), name="practice_take_up"),
        path(
            "practices/taken-up/<int:adoption_id>/", screens.ShowAdoption.as_view(), name="practice_adoption"
        ),
        path(
            "practices/taken-up/<int:adoption_id>/result/",
            screens.ReportResult.as_view(),
            name="practice_result",
        ),
        path(
            "practices/taken-up/<int:adoption_id>/give-up/", screens.GiveUp.as_view(), name="practice_give_up"
        ),
        path("practices/reports/", report_screens.ReportList.as_view(), name="practice_reports"),
        path("practices/reports/ask/", report_screens.AskForReport.as_view(), name="practice_report_ask"),
        path(
            "practices/reports/<int:report_id>/", report_screens.ShowReport.as_view(), name="practice_report"
        ),
        path(
            "practices/reports/<int:report_id>/state/",
            report_screens.ReportState.as_view(),
            name="practice_report_state",
        ),
        path(
            "practices/reports/<int:report_id>/pdf/",
            report_screens.ReportFile.as_view(),
            name="practice_report_file",
        ),
    ]


def menu() -> SubmenuMenuItem:
    items = (
        (screens.PracticesOfOthers, "practices_of_others", 10),
        (report_screens.ReportList, "practice_reports", 20),
    )
    return SubmenuMenuItem(
        _("Best practices"),
        Menu(items=[ForRoles.to(screen, name, order=order) for screen, name, order in items]),
        name="best-practices",
        icon_name="thumbtack",
        order=260,
    )


DEEDS = (
    (compiling.ASKED, _("Ask for a pictorial report"), _("Asked for a pictorial report")),
    (compiling.READ, _("Download a pictorial report"), _("Downloaded a pictorial report")),
)


def deeds(actions: Any) -> None:
    """Name what is written into Wagtail's log."""
    for deed in DEEDS:
        actions.register_action(*deed)
