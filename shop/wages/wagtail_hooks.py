"""Wages in Wagtail's admin: its menu and its addresses."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem

from shop.production.screens import ForRoles, Screen
from shop.wages.views import accounts, entries, holds, policies, statements, statutes


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def addresses() -> list[URLPattern]:
    return [
        path("wages/policies/", policies.PolicyList.as_view(), name="wages_policies"),
        path("wages/policies/propose/", policies.ProposePolicy.as_view(), name="wages_propose_policy"),
        path("wages/policies/<int:policy_id>/", policies.ShowPolicy.as_view(), name="wages_policy"),
        path(
            "wages/policies/<int:policy_id>/order/", policies.PolicyPaper.as_view(), name="wages_policy_paper"
        ),
        path("wages/statements/", statements.StatementList.as_view(), name="wages_statements"),
        path("wages/statements/<uuid:maker_id>/", statements.ShowStatement.as_view(), name="wages_statement"),
        path("wages/handouts/", statements.HandoutList.as_view(), name="wages_handouts"),
        path("wages/handouts/<int:handout_id>/", statements.ShowHandout.as_view(), name="wages_handout"),
        path("wages/accounts/", accounts.AccountList.as_view(), name="wages_accounts"),
        path("wages/accounts/<uuid:maker_id>/", accounts.ShowAccount.as_view(), name="wages_account"),
        path("wages/accounts/<uuid:maker_id>/hold/", holds.PlaceHold.as_view(), name="wages_place_hold"),
        path(
            "wages/accounts/<uuid:maker_id>/daily-wage/",
            entries.ProposeDailyWage.as_view(),
            name="wages_daily_wage",
        ),
        path(
            "wages/accounts/<uuid:maker_id>/adjustment/",
            entries.ProposeAdjustment.as_view(),
            name="wages_adjustment",
        ),
        path(
            "wages/accounts/<uuid:maker_id>/deduction/",
            entries.ProposeDeduction.as_view(),
            name="wages_deduction",
        ),
        path("wages/holds/", holds.HoldList.as_view(), name="wages_holds"),
        path("wages/holds/<int:hold_id>/", holds.ShowHold.as_view(), name="wages_hold"),
        path("wages/entries/", entries.EntryList.as_view(), name="wages_entries"),
        path("wages/entries/<int:entry_id>/", entries.ShowEntry.as_view(), name="wages_entry"),
        path("wages/entries/<int:entry_id>/paper/", entries.EntryPaper.as_view(), name="wages_entry_paper"),
        path("wages/statutes/", statutes.StatuteList.as_view(), name="wages_statutes"),
        path("wages/statutes/enter/", statutes.RecordStatute.as_view(), name="wages_record_statute"),
        path("wages/statutes/<int:statute_id>/", statutes.ShowStatute.as_view(), name="wages_statute"),
    ]


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def menu() -> SubmenuMenuItem:
    screens: tuple[tuple[type[Screen], str], ...] = (
        (accounts.AccountList, "wages_accounts"),
        (statements.StatementList, "wages_statements"),
        (statements.HandoutList, "wages_handouts"),
        (holds.HoldList, "wages_holds"),
        (entries.EntryList, "wages_entries"),
        (policies.PolicyList, "wages_policies"),
        (statutes.StatuteList, "wages_statutes"),
    )
    items = [
        ForRoles(screen.title, reverse(name), icon_name=screen.icon, order=10 * place, roles=screen.roles)
        for place, (screen, name) in enumerate(screens, start=1)
    ]
    return SubmenuMenuItem(_("Wages"), Menu(items=items), name="wages", icon_name="decimal", order=310)
