"""The cash desk's screens: what was collected at doors, and its bank slips."""

from typing import Any

import structlog
from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet, Sum
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import access
from accounts.roles import Role
from bangla import digits
from language.spoken import active
from shop.orders.models import StateChange
from shop.payments import cash
from shop.payments.models import CashDue
from shop.production.screens import PER_PAGE, FormScreen, Screen

log = structlog.get_logger(__name__)

State = CashDue.State
READERS = (Role.CASH_RECORDER, Role.CASH_CONFIRMER, Role.FINANCE, Role.AUDITOR)
CASH = (gettext_lazy("Cash"), "cash_dues")
SHELVES: dict[str, Any] = {
    "collected": gettext_lazy("No bank slip yet"),
    "recorded": gettext_lazy("To be confirmed"),
    "due": gettext_lazy("Still at the door"),
    "handed_in": gettext_lazy("Handed in"),
    "aside": gettext_lazy("Short or refused"),
}


class CashList(Screen):
    """The cash of the reader's prisons, with the sum of what is shown."""

    roles = READERS
    title = gettext_lazy("Cash")
    icon = "decimal"
    begins = (gettext_lazy("Record a courier's slip"), "cash_remittance", Role.CASH_RECORDER)
    template_name = "payments/cash_dues.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # Who only confirms begins with what waits for that.
        records = access.may(self.request.user, Role.CASH_RECORDER)
        first = "collected" if records else "recorded"
        shelf = self.chosen_shelf(SHELVES, first)
        shown = on_shelf(own_dues(self.request.user), shelf)
        return {
            **super().get_context_data(**kwargs),
            "page_obj": Paginator(shown.order_by("collected_at", "pk"), PER_PAGE).get_page(
                self.request.GET.get("p")
            ),
            "sum_poisha": shown.aggregate(sum=Sum("amount_poisha"))["sum"] or 0,
            "shelf": shelf,
            "shelves": SHELVES.items(),
            "may_confirm": access.may(self.request.user, Role.CASH_CONFIRMER),
        }


def on_shelf(dues: QuerySet[CashDue], shelf: str) -> QuerySet[CashDue]:
    if shelf == "aside":
        return dues.filter(state__in=[State.SHORT, State.REFUSED])
    if shelf in ("collected", "recorded"):
        return dues.filter(state=State.COLLECTED, recorded_by__isnull=shelf == "collected")
    return dues.filter(state=shelf)


class SlipForm(forms.Form):
    """The slip with which the cash was paid in at the bank."""

    slip_number = forms.CharField(
        label=gettext_lazy("Bank slip number"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("As printed on the slip, in Bangla or English digits."),
    )


class NoteForm(forms.Form):
    """What is missing of the cash, or how it came after all."""

    note = forms.CharField(
        label=gettext_lazy("What is missing, and why"), required=False, max_length=200, widget=forms.Textarea
    )


class ShowCash(FormScreen):
    """The cash of one parcel: its slip recorded by one, confirmed by another."""

    roles = READERS
    icon = "decimal"
    above = (CASH,)
    template_name = "payments/cash_due.html"

    @property
    def due(self) -> CashDue:
        """Return the cash; of another prison's nothing is told, and the attempt is logged."""
        if not hasattr(self, "_due"):
            found = own_dues(self.request.user).filter(pk=self.kwargs["due_id"]).first()
            if found is None:
                log.warning("cash_not_shown", user=self.request.user.pk, due=self.kwargs["due_id"])
                raise Http404
            self._due = found
        return self._due

    def get_form_class(self) -> type[forms.Form]:
        step = self.request.POST.get("step")
        if step in ("short", "make_good") or (step is None and self.due.state == State.SHORT):
            return NoteForm
        return SlipForm if step in (None, "record") else forms.Form

    def get_page_title(self) -> str:
        return _("Cash of order %(number)s") % {
            "number": digits.in_language(self.due.purchase.number, active())
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        due, user = self.due, self.request.user
        waits_for_slip = due.state == State.COLLECTED and due.recorded_by_id is None
        waits_for_second = due.state == State.COLLECTED and due.recorded_by_id is not None
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "due": due,
            "may_record": waits_for_slip and access.may(user, Role.CASH_RECORDER, office=due.office),
            "may_confirm": waits_for_second and access.may(user, Role.CASH_CONFIRMER, office=due.office),
            "is_own": due.recorded_by_id == user.pk,
            "may_note": access.may(user, Role.CASH_RECORDER, Role.PARCELS, office=due.office),
            "note_form": context["form"] if isinstance(context["form"], NoteForm) else NoteForm(),
            "history": StateChange.objects.filter(
                subject_kind="payments.CashDue", subject_id=due.pk
            ).select_related("by"),
            "states": dict(State.choices),
        }

    def act(self, form: forms.Form) -> HttpResponse:
        by: Any = self.request.user
        step = self.request.POST.get("step", "record")
        if step == "confirm":
            cash.confirm_hand_in(by=by, due=self.due)
            said = _("The cash is handed in and booked; the makers of delivered goods are credited.")
        elif step == "short":
            cash.mark_short(by=by, due=self.due, note=form.cleaned_data["note"])
            said = _("The cash is set aside as short: nobody is credited until the rest has come.")
        elif step == "make_good":
            cash.make_good(by=by, due=self.due, note=form.cleaned_data["note"])
            said = _("The missing sum has come. Record the bank slip next.")
        elif step != "record":
            raise cash.Refused(_("Choose what is to be done."))
        else:
            cash.record_hand_in(by=by, due=self.due, slip_number=form.cleaned_data["slip_number"])
            said = _("The slip is recorded. Another person confirms it.")
        return self.done(said, "cash_due", self.due.pk)


def own_dues(user: Any) -> QuerySet[CashDue]:
    own = CashDue.objects.of_offices(access.offices_for(user, *READERS))
    return own.select_related("purchase", "office", "recorded_by", "confirmed_by")
