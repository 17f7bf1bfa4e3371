"""The makers' accounts by code: what stands in which part, and what may be begun from there. No names."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import access
from accounts.roles import Role
from language import sorting
from offices.models import Office
from shop.ledger import balances
from shop.production.models import Maker
from shop.production.screens import PER_PAGE, Screen
from shop.wages.credits import PARTS, account
from shop.wages.models import Statute

READERS = (Role.WAGE_RECORDER, Role.WAGE_CONFIRMER, Role.STATEMENT_READER, Role.AUDITOR)
ACCOUNTS = (gettext_lazy("Accounts of makers"), "wages_accounts")


class AccountList(Screen):
    """Every maker of the reader's prisons with what stands on the four accounts."""

    roles = READERS
    title = gettext_lazy("Accounts of makers")
    icon = "group"
    template_name = "wages/accounts.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        makers = Maker.objects.filter(office__in=self.offices()).select_related("office")
        page = Paginator(makers.order_by(sorting.by("office__name"), "id"), PER_PAGE).get_page(
            self.request.GET.get("p")
        )
        standing = balances.of_many([account(maker.pk, part) for maker in page for part in PARTS])
        rows = [(maker, [standing.get(account(maker.pk, part), 0) for part in PARTS]) for maker in page]
        return {**super().get_context_data(**kwargs), "page_obj": page, "rows": rows}


class ShowAccount(Screen):
    """One maker's account by code: its parts, its holds, what was entered by hand, the papers handed out."""

    roles = READERS
    icon = "group"
    above = (ACCOUNTS,)
    template_name = "wages/account.html"

    @cached_property
    def maker(self) -> Maker:
        within = Maker.objects.filter(office__in=self.offices()).select_related("office")
        return get_object_or_404(within, pk=self.kwargs["maker_id"])

    def get_page_title(self) -> str:
        return _("Account of %(code)s") % {"code": self.maker.code}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        maker, user = self.maker, self.request.user
        codes = {part: account(maker.pk, part) for part in PARTS}
        standing = balances.of_many(list(codes.values()))
        labels = (_("Pending"), _("Available"), _("Held"), _("In payout"))
        amounts = [standing.get(codes[part], 0) for part in PARTS]
        return {
            **super().get_context_data(**kwargs),
            "maker": maker,
            "parts": list(zip(labels, amounts, strict=True)),
            "total": sum(amounts),
            "holds": maker.holds.order_by("lifted_at", "-placed_at")[:PER_PAGE],
            "entries": maker.wage_entries.select_related("statute")[:PER_PAGE],
            "handouts": maker.handouts.all()[:PER_PAGE],
            "may_record": access.may(user, Role.WAGE_RECORDER, office=maker.office),
            "may_read_statement": access.may(user, Role.STATEMENT_READER, office=maker.office),
            "may_deduct": has_statute(),
        }


def has_statute() -> bool:
    """Return whether anything may be deducted at all."""
    return Statute.objects.filter(approved_at__isnull=False).exists()


def is_audited_by(request: HttpRequest) -> bool:
    """Return whether an auditor of the whole Department reads: one appointed at headquarters."""
    headquarters = Office.objects.filter(kind=Office.Kind.HQ).first()
    return headquarters is not None and access.may(request.user, Role.AUDITOR, office=headquarters)
