"""The holds' screens: part of a wage set aside by an order, and given free again."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import F
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import access
from accounts.roles import Role
from shop.ledger import balances
from shop.production.screens import PER_PAGE, AboutMaker, FormScreen, Screen
from shop.wages import holds
from shop.wages.credits import account
from shop.wages.forms import holds as forms
from shop.wages.models import Hold
from shop.wages.views.accounts import ACCOUNTS

READERS = (Role.WAGE_RECORDER, Role.WAGE_CONFIRMER, Role.AUDITOR)
HOLDS = (gettext_lazy("Holds"), "wages_holds")


class HoldList(Screen):
    """The holds of the reader's prisons, those that stand first."""

    roles = READERS
    title = gettext_lazy("Holds")
    icon = "lock"
    template_name = "wages/holds.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = Hold.objects.filter(maker__office__in=self.offices())
        shown = shown.select_related("maker__office", "placed_by", "lifted_by")
        shown = shown.order_by(F("lifted_at").desc(nulls_first=True), "until", "pk")
        page = Paginator(shown, PER_PAGE).get_page(self.request.GET.get("p"))
        return {**super().get_context_data(**kwargs), "page_obj": page}


class PlaceHold(AboutMaker):
    """Set part of what is available aside."""

    roles = (Role.WAGE_RECORDER,)
    icon = "lock"
    above = (ACCOUNTS,)
    template_name = "wages/about_account.html"
    form_class = forms.HoldForm
    submit_label = gettext_lazy("Set this amount aside")

    def get_page_title(self) -> str:
        return _("Hold part of the wage of %(code)s") % {"code": self.maker.code}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        available = balances.of(account(self.maker.pk, "available"))
        return {**super().get_context_data(**kwargs), "available": available}

    def act(self, form: forms.HoldForm) -> HttpResponse:
        by: Any = self.request.user
        hold = holds.place(by=by, maker=self.maker, **form.cleaned_data)
        return self.done(_("The amount is set aside."), "wages_hold", hold.pk)


class ShowHold(FormScreen):
    """A hold with the order behind it; it is lifted here."""

    roles = READERS
    title = gettext_lazy("Hold")
    icon = "lock"
    above = (HOLDS,)
    template_name = "wages/hold.html"
    form_class = Form

    @property
    def hold(self) -> Hold:
        within = Hold.objects.filter(maker__office__in=self.offices())
        return get_object_or_404(
            within.select_related("maker__office", "placed_by", "lifted_by"), pk=self.kwargs["hold_id"]
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        hold, user = self.hold, self.request.user
        may_lift = hold.lifted_at is None and access.may(user, Role.WAGE_RECORDER, office=hold.maker.office)
        return {**super().get_context_data(**kwargs), "hold": hold, "may_lift": may_lift}

    def act(self, form: Any) -> HttpResponse:
        by: Any = self.request.user
        hold = holds.lift(by=by, hold=self.hold)
        return self.done(_("The hold is lifted; the amount may be paid out again."), "wages_hold", hold.pk)
