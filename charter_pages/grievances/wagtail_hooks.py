"""Complaints about offices in Wagtail's admin: their menu and their addresses."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from charter_pages.grievances import reading, staff_views


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [
        path("grievances/", staff_views.GrievanceList.as_view(), name="grievances"),
        path("grievances/by-office/", staff_views.Overview.as_view(), name="grievances_overview"),
        path("grievances/<int:grievance_id>/", staff_views.ShowGrievance.as_view(), name="grievance"),
    ]


@hooks.register("register_admin_menu_item")
def menu() -> staff_views.ForOfficers:
    return staff_views.ForOfficers(
        _("Complaints about offices"),
        reverse("grievances"),
        name="grievances",
        icon_name="comment",
        order=308,
        roles=reading.WATCHERS,
    )
