"""Addresses and menu of these screens, below /admin/."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem

from accounts.screens import ForRoles, ForRolesAtHeadquarters
from portal.desk import approvals, planning, reviewing, trailing, usefulness, withdrawing
from portal.translating import places, screens


def paths() -> list[URLPattern]:
    return [
        path("approvals/", approvals.WaitingPages.as_view(), name="pages_to_approve"),
        path("withdrawals/", withdrawing.Withdrawn.as_view(), name="withdrawn_pages"),
        path("withdrawals/new/<int:page_id>/", withdrawing.Withdraw.as_view(), name="withdraw_page"),
        path("withdrawals/<int:withdrawal_id>/", withdrawing.Restore.as_view(), name="restore_page"),
        path("trail/", trailing.Trail.as_view(), name="trail"),
        path("trail/division/", trailing.DivisionTrail.as_view(), name="trail_of_division"),
        path("reviews/", reviewing.ToReview.as_view(), name="pages_to_review"),
        path("plan/", planning.ShowPlan.as_view(), name="plan_progress"),
        path("plan/new/", planning.LayDown.as_view(), name="plan_measure_new"),
        path("plan/<int:measure_id>/", planning.OneMeasure.as_view(), name="plan_measure"),
        path("plan/<int:measure_id>/change/", planning.ChangeMeasure.as_view(), name="plan_measure_edit"),
        path("useful/", usefulness.Usefulness.as_view(), name="pages_useful"),
        *places.paths(),
    ]


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator, unused-ignore]
def menu() -> SubmenuMenuItem:
    items = [
        (approvals.WaitingPages, "pages_to_approve", 10),
        (reviewing.ToReview, "pages_to_review", 20),
        (withdrawing.Withdrawn, "withdrawn_pages", 30),
        (usefulness.Usefulness, "pages_useful", 40),
        (planning.ShowPlan, "plan_progress", 50),
        (screens.Translations, "translations", 60),
    ]
    return SubmenuMenuItem(
        _("Pages under way"),
        Menu(items=[ForRoles.to(screen, name, order=order) for screen, name, order in items]),
        name="pages-under-way",
        icon_name="clipboard-list",
        order=110,
    )


@hooks.register("register_reports_menu_item")  # type: ignore[untyped-decorator, unused-ignore]
def trail_menu() -> ForRoles:
    return ForRolesAtHeadquarters.to(trailing.Trail, "trail", order=50)


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator, unused-ignore]
def trail_of_division_menu() -> ForRoles:
    return ForRoles.to(trailing.DivisionTrail, "trail_of_division", order=120)
