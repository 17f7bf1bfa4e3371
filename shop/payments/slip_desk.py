"""Headquarters' screens of settlements by slip: recorded by one of finance, confirmed by another."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import Role
from bangla import digits
from language.forms import TakaField
from language.spoken import active
from shop.payments import channels, slips
from shop.payments.models import SlipSettlement
from shop.production.screens import (
    PER_PAGE,
    DayField,
    FormScreen,
    HeadquartersScreen,
    held_at_headquarters,
)

READERS = (Role.FINANCE, Role.AUDITOR)
SLIPS = (gettext_lazy("Settlements by slip"), "slip_settlements")
SHELVES: dict[str, Any] = {
    "open": gettext_lazy("To be confirmed"),
    "confirmed": gettext_lazy("Confirmed"),
    "withdrawn": gettext_lazy("Withdrawn"),
}


class SlipList(HeadquartersScreen):
    """What providers owe us by the book, and the slips of what they paid."""

    roles = READERS
    title = SLIPS[0]
    icon = "decimal"
    begins = (gettext_lazy("Record a bank slip"), "record_slip_settlement", Role.FINANCE)
    template_name = "payments/slip_settlements.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shelf = self.chosen_shelf(SHELVES, "open")
        every = SlipSettlement.objects.select_related("recorded_by", "confirmed_by", "withdrawn_by")
        shown = {
            "open": every.open(),
            "confirmed": every.confirmed(),
            "withdrawn": every.filter(withdrawn_at__isnull=False),
        }[shelf]
        page = Paginator(shown, PER_PAGE).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "page_obj": page,
            "rows": [(row, channels.name(row.provider)) for row in page.object_list],
            "balances": [(channels.name(code), slips.balance(code)) for code in slips.codes()],
            "shelf": shelf,
            "shelves": SHELVES.items(),
        }


class SlipForm(forms.Form):
    """What a bank's slip says of a provider's payout."""

    provider = forms.ChoiceField(label=gettext_lazy("Way of payment"), required=False)
    poisha = TakaField(
        label=gettext_lazy("Amount that reached the bank, in taka"),
        required=False,
        help_text=gettext_lazy("To the poisha, as the slip has it."),
    )
    fee_poisha = TakaField(
        label=gettext_lazy("Kept back by the provider, in taka"),
        required=False,
        help_text=gettext_lazy(
            "Only if its paper says so, beyond the fees of single payments; else leave it empty."
        ),
    )
    slip_number = forms.CharField(
        label=gettext_lazy("Bank slip number"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("As printed on the slip, in Bangla or English digits."),
    )
    on = DayField(label=gettext_lazy("Day on the slip"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(code, channels.name(code)) for code in slips.codes()]
        self.fields["provider"].choices = [("", _("Choose")), *offered]  # type: ignore[attr-defined]


class RecordSlip(HeadquartersScreen, FormScreen):
    """One person of finance records a slip."""

    roles = slips.WRITERS
    title = gettext_lazy("Record a bank slip")
    icon = "decimal"
    above = (SLIPS,)
    form_class = SlipForm
    submit_label = gettext_lazy("Record the bank slip")

    def act(self, form: forms.Form) -> HttpResponse:
        given = form.cleaned_data
        slip = slips.record(
            by=self.request.user,  # type: ignore[arg-type]
            provider=given["provider"],
            poisha=given["poisha"] or 0,
            fee_poisha=given["fee_poisha"] or 0,
            slip_number=given["slip_number"],
            on=given["on"],
        )
        return self.done(_("The slip is recorded. Another person confirms it."), "slip_settlement", slip.pk)


class ShowSlip(HeadquartersScreen, FormScreen):
    """One slip with the balance before and after it; another person of finance confirms it."""

    roles = READERS
    icon = "decimal"
    above = (SLIPS,)
    form_class = forms.Form
    template_name = "payments/slip_settlement.html"

    @cached_property
    def slip(self) -> SlipSettlement:
        every = SlipSettlement.objects.select_related("recorded_by", "confirmed_by", "withdrawn_by")
        return get_object_or_404(every, pk=self.kwargs["slip_id"])

    def get_page_title(self) -> Any:
        number = digits.in_language(self.slip.slip_number, active())
        return _("Bank slip %(number)s") % {"number": number}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        slip, now = self.slip, slips.balance(self.slip.provider)
        moved = slip.poisha + slip.fee_poisha
        writes = slip.is_open and held_at_headquarters(self.request.user, *slips.WRITERS)
        is_own = slip.recorded_by_id == self.request.user.pk
        return {
            **super().get_context_data(**kwargs),
            "slip": slip,
            "channel": channels.name(slip.provider),
            "balance": now,
            "after": now - moved,
            "may_confirm": writes and not is_own,
            "may_withdraw": writes,
            "is_own": is_own,
        }

    def act(self, form: forms.Form) -> HttpResponse:
        by: Any = self.request.user
        step = self.request.POST.get("step")
        if step == "confirm":
            slips.confirm(by=by, slip=self.slip)
            said = _("The money is at the bank and in the book.")
        elif step == "withdraw":
            slips.withdraw(by=by, slip=self.slip)
            said = _("The slip is withdrawn. Nothing was booked.")
        else:
            raise slips.Refused(_("Choose what is to be done."))
        return self.done(said, "slip_settlement", self.slip.pk)
