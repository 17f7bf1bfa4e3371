"""Cash, refunds, reconciliation and dead letters in Wagtail's admin: their menu and their addresses."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from shop.payments import (
    desk,
    reconciling_desk,
    refund_desk,
    remittance_desk,
    risk_desk,
    slip_desk,
    stuck_desk,
)
from shop.production.screens import ForRoles, ForRolesAtHeadquarters


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def addresses() -> list[URLPattern]:
    return [
        path("cash/", desk.CashList.as_view(), name="cash_dues"),
        path("cash/slip/", remittance_desk.RecordRemittance.as_view(), name="cash_remittance"),
        path("cash/confirm/", remittance_desk.ConfirmRemittance.as_view(), name="cash_confirm"),
        path("cash/<int:due_id>/", desk.ShowCash.as_view(), name="cash_due"),
        path("cash/refunds/", refund_desk.RefundList.as_view(), name="refunds_due"),
        path("cash/refunds/<int:refund_id>/", refund_desk.ShowRefund.as_view(), name="refund"),
        path("cash/disputes/", refund_desk.DisputeList.as_view(), name="disputes"),
        path("cash/held/", risk_desk.HeldPayments.as_view(), name="held_payments"),
        path("cash/held/<int:attempt_id>/", risk_desk.ShowHeldPayment.as_view(), name="held_payment"),
        path("cash/settlements/", slip_desk.SlipList.as_view(), name="slip_settlements"),
        path("cash/settlements/record/", slip_desk.RecordSlip.as_view(), name="record_slip_settlement"),
        path("cash/settlements/<int:slip_id>/", slip_desk.ShowSlip.as_view(), name="slip_settlement"),
        path("reconciliation/", reconciling_desk.Days.as_view(), name="reconciliation"),
        path(
            "reconciliation/<slug:provider>/<slug:on>/",
            reconciling_desk.ShowDay.as_view(),
            name="reconciled_day",
        ),
        path(
            "reconciliation/<int:break_id>/", reconciling_desk.Explain.as_view(), name="reconciliation_break"
        ),
        path("stuck/", stuck_desk.Stuck.as_view(), name="stuck"),
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
        _("Refunds"),
        reverse("refunds_due"),
        name="refunds-due",
        icon_name="rotate",
        order=307,
        roles=refund_desk.RefundList.roles,
    )


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def reconciliation_menu() -> ForRolesAtHeadquarters:
    return ForRolesAtHeadquarters(
        _("Reconciliation"),
        reverse("reconciliation"),
        name="reconciliation",
        icon_name="check",
        order=308,
        roles=reconciling_desk.READERS,
    )


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def stuck_menu() -> ForRolesAtHeadquarters:
    return ForRolesAtHeadquarters(
        _("Stuck"),
        reverse("stuck"),
        name="stuck",
        icon_name="warning",
        order=309,
        roles=stuck_desk.Stuck.roles,
    )


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def held_menu() -> ForRolesAtHeadquarters:
    return ForRolesAtHeadquarters(
        risk_desk.HeldPayments.title,
        reverse("held_payments"),
        name="held-payments",
        icon_name="warning",
        order=309,
        roles=risk_desk.READERS,
    )


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def slips_menu() -> ForRolesAtHeadquarters:
    return ForRolesAtHeadquarters(
        slip_desk.SlipList.title,
        reverse("slip_settlements"),
        name="slip-settlements",
        icon_name="decimal",
        order=309,
        roles=slip_desk.READERS,
    )
