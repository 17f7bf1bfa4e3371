"""The reports in Wagtail's admin: their menu and their addresses."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem

from shop.reports import book_addresses, late_views, position_views, simulation_views
from shop.reports.screens import ForRolesAtHeadquarters


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def addresses() -> list[URLPattern]:
    return [
        path("reports/position/", position_views.ShowPosition.as_view(), name="reports_position"),
        path(
            "reports/position/months.csv", position_views.MonthsAsCsv.as_view(), name="reports_position_csv"
        ),
        path(
            "reports/position/exceptions/<slug:kind>/",
            position_views.ShowExceptions.as_view(),
            name="reports_exceptions",
        ),
        path("reports/simulator/", simulation_views.Simulator.as_view(), name="reports_simulator"),
        path(
            "reports/simulator/part/",
            simulation_views.SimulatorPart.as_view(),
            name="reports_simulator_part",
        ),
        path("reports/late/", late_views.LateList.as_view(), name="reports_late"),
        *book_addresses.paths(),
    ]


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def menu() -> SubmenuMenuItem:
    items = [
        ForRolesAtHeadquarters(
            _("Position"),
            reverse("reports_position"),
            icon_name="glasses",
            order=10,
            roles=position_views.READERS,
        ),
        ForRolesAtHeadquarters(
            _("Policy simulator"),
            reverse("reports_simulator"),
            icon_name="sliders",
            order=90,
            roles=simulation_views.READERS,
        ),
        *book_addresses.menu_items(),
    ]
    return SubmenuMenuItem(_("The book"), Menu(items=items), name="book", icon_name="openquote", order=320)


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def late_menu() -> ForRolesAtHeadquarters:
    return ForRolesAtHeadquarters(
        _("Late orders"),
        reverse("reports_late"),
        name="late-orders",
        icon_name="warning",
        order=310,
        roles=late_views.READERS,
    )
