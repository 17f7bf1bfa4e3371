"""The cash desk's screen for a courier's bank slip: several parcels' cash recorded, or confirmed, at once."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.roles import Role
from bangla import digits
from language.forms import TakaField
from language.spoken import active
from shop.payments import desk, remittances
from shop.payments.models import CashDue
from shop.production.screens import FormScreen

# More than a courier pays in with one slip; the list shows the oldest first.
MOST = 200


class DuesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """The parcels of a slip, chosen by their boxes."""

    widget = forms.CheckboxSelectMultiple


class RecordForm(forms.Form):
    """One slip: which parcels' cash it paid in, its number and its sum."""

    dues = DuesField(label=gettext_lazy("Parcels"), queryset=CashDue.objects.none(), required=False)
    slip_number = forms.CharField(label=gettext_lazy("Bank slip number"), required=False, max_length=40)
    poisha = TakaField(label=gettext_lazy("The slip's sum, in taka"), required=False)


class ConfirmForm(forms.Form):
    """Whose cash another person found at the bank."""

    dues = DuesField(label=gettext_lazy("Parcels"), queryset=CashDue.objects.none(), required=False)


class Remittance(FormScreen):
    """What several parcels brought, by one slip: those that wait for it, each with its box."""

    above = (desk.CASH,)
    icon = "decimal"
    template_name = "payments/remittance.html"
    shelf: str
    form_class: Any

    def waiting(self) -> QuerySet[CashDue]:
        own = CashDue.objects.of_offices(self.offices()).select_related("purchase", "office", "recorded_by")
        return desk.on_shelf(own, self.shelf).order_by("collected_at", "pk")

    def get_form(self, form_class: Any = None) -> forms.Form:
        form: forms.Form = super().get_form(form_class)
        form.fields["dues"].queryset = self.waiting()  # type: ignore[attr-defined]
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "waiting": list(self.waiting()[:MOST]),
            "chosen": set(context["form"]["dues"].value() or ()),
        }

    def said(self, text: str, count: int) -> str:
        return text % {"count": digits.in_language(str(count), active())}


class RecordRemittance(Remittance):
    """One person records the slip."""

    roles = (Role.CASH_RECORDER,)
    title = gettext_lazy("Record a courier's slip")
    shelf = "collected"
    form_class = RecordForm

    def act(self, form: Any) -> HttpResponse:
        dues = list(form.cleaned_data["dues"])
        remittances.record(
            by=self.request.user,  # type: ignore[arg-type]
            dues=dues,
            slip_number=form.cleaned_data["slip_number"],
            poisha=form.cleaned_data["poisha"] or 0,
        )
        text = ngettext(
            "The slip is recorded for %(count)s parcel. Another person confirms it.",
            "The slip is recorded for %(count)s parcels. Another person confirms it.",
            len(dues),
        )
        return self.done(self.said(text, len(dues)), "cash_dues")


class ConfirmRemittance(Remittance):
    """Another confirms it: the cash is booked, the makers are credited."""

    roles = (Role.CASH_CONFIRMER,)
    title = gettext_lazy("Confirm cash at the bank")
    shelf = "recorded"
    form_class = ConfirmForm

    def waiting(self) -> QuerySet[CashDue]:
        # One's own records are another's to confirm: they are not offered.
        return super().waiting().exclude(recorded_by_id=self.request.user.pk)

    def act(self, form: Any) -> HttpResponse:
        dues = list(form.cleaned_data["dues"])
        remittances.confirm(by=self.request.user, dues=dues)  # type: ignore[arg-type]
        text = _("The cash is handed in and booked; the makers of delivered goods are credited.")
        return self.done(text, "cash_dues")
