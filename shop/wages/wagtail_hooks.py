"""Wages in Wagtail's admin: its menu and its addresses."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem

from shop.production.screens import ForRoles
from shop.wages.views import policies, statements


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def addresses() -> list[URLPattern]:
    return [
        path("wages/policies/", policies.PolicyList.as_view(), name="wages_policies"),
        path("wages/policies/propose/", policies.ProposePolicy.as_view(), name="wages_propose_policy"),
        path("wages/policies/<int:policy_id>/", policies.ShowPolicy.as_view(), name="wages_policy"),
        path("wages/statements/", statements.StatementList.as_view(), name="wages_statements"),
        path("wages/statements/<uuid:maker_id>/", statements.ShowStatement.as_view(), name="wages_statement"),
    ]


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def menu() -> SubmenuMenuItem:
    items = [
        ForRoles(
            _("Share policies"),
            reverse("wages_policies"),
            icon_name="clipboard-list",
            order=10,
            roles=policies.PolicyList.roles,
        ),
        ForRoles(
            _("Statements"),
            reverse("wages_statements"),
            icon_name="doc-full",
            order=20,
            roles=statements.StatementList.roles,
        ),
    ]
    return SubmenuMenuItem(_("Wages"), Menu(items=items), name="wages", icon_name="decimal", order=310)
