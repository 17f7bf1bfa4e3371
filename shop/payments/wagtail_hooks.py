"""Cash in Wagtail's admin: its menu and its addresses."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from shop.payments import desk
from shop.production.screens import ForRoles


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def addresses() -> list[URLPattern]:
    return [
        path("cash/", desk.CashList.as_view(), name="cash_dues"),
        path("cash/<int:due_id>/", desk.ShowCash.as_view(), name="cash_due"),
        path("cash/refunds/", desk.RefundList.as_view(), name="refunds_due"),
    ]


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def cash_menu() -> ForRoles:
    return ForRoles(
        _("Cash"),
        reverse("cash_dues"),
        name="cash",
        icon_name="decimal",
        order=306,
        roles=desk.CashList.roles,
    )


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def refunds_menu() -> ForRoles:
    return ForRoles(
        _("To be paid back"),
        reverse("refunds_due"),
        name="refunds-due",
        icon_name="undo",
        order=307,
        roles=desk.RefundList.roles,
    )
