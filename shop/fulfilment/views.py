"""The parcels' screens: the own prisons' parcels, and one parcel with its one next step."""

from typing import Any

import structlog
from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import Role
from bangla import digits
from language.spoken import active
from shop.fulfilment import consignments
from shop.fulfilment.models import Consignment
from shop.orders.models import StateChange
from shop.payments import cash
from shop.production.screens import PER_PAGE, FormScreen, Screen

log = structlog.get_logger(__name__)

State = Consignment.State
PARCELS = (gettext_lazy("Parcels"), "parcels")
# What a list shows: the words of its link, and the states in it.
SHELVES: dict[str, tuple[Any, tuple[str, ...]]] = {
    "open": (gettext_lazy("Under way"), Consignment.UNDER_WAY),
    "pack": (gettext_lazy("To be packed"), (State.RESERVED,)),
    "ship": (gettext_lazy("To be handed over"), (State.PACKED,)),
    "deliver": (gettext_lazy("With the courier"), (State.SHIPPED,)),
    "done": (gettext_lazy("Delivered"), (State.DELIVERED, State.CLOSED)),
    "back": (gettext_lazy("Refused or sent back"), (State.REFUSED, State.RETURNED, State.RECEIVED_BACK)),
}


class ParcelList(Screen):
    """The parcels of the reader's prisons, the oldest first: that is the one that is late first."""

    roles = (Role.PARCELS,)
    title = gettext_lazy("Parcels")
    icon = "mail"
    template_name = "fulfilment/parcels.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shelf = self.chosen_shelf(SHELVES, "open")
        shown = own_parcels(self.request.user).filter(state__in=SHELVES[shelf][1])
        if shelf in ("done", "back"):
            shown = shown.order_by("-opened_at", "-pk")
        page = Paginator(shown, PER_PAGE).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "page_obj": page,
            "shelf": shelf,
            "shelves": [(name, words) for name, (words, _states) in SHELVES.items()],
        }


class HandOverForm(forms.Form):
    """Which courier has the parcel, and under which number."""

    courier = forms.CharField(
        label=gettext_lazy("Courier"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("For example Sundarban Courier Service."),
    )
    tracking_number = forms.CharField(
        label=gettext_lazy("Tracking number"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("As printed on the courier's slip, in Bangla or English digits."),
    )


class ShowParcel(FormScreen):
    """One parcel: what is in it, where it goes while it is under way, and what is to be done next."""

    roles = (Role.PARCELS,)
    icon = "mail"
    above = (PARCELS,)
    template_name = "fulfilment/parcel.html"

    @property
    def parcel(self) -> Consignment:
        """Return the parcel; of another prison's nothing is told, and the attempt is logged."""
        if not hasattr(self, "_parcel"):
            found = own_parcels(self.request.user).filter(pk=self.kwargs["parcel_id"]).first()
            if found is None:
                log.warning("parcel_not_shown", user=self.request.user.pk, parcel=self.kwargs["parcel_id"])
                raise Http404
            self._parcel = found
        return self._parcel

    def get_form_class(self) -> type[forms.Form]:
        is_hand_over = self.parcel.state == State.PACKED or self.request.POST.get("step") == "ship"
        return HandOverForm if is_hand_over else forms.Form

    def get_page_title(self) -> str:
        return _("Parcel of order %(number)s") % {
            "number": digits.in_language(self.parcel.purchase.number, active())
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        parcel = self.parcel
        due = consignments.cash_due(parcel)
        return {
            **super().get_context_data(**kwargs),
            "parcel": parcel,
            "purchase": parcel.purchase,
            "lines": consignments.lines_of(parcel),
            "due": due,
            "waits_for_call": cash.waits_for_call(due),
            "cash_is_due": due is not None and due.state == due.State.DUE,
            # Whom to deliver to is told only as long as there is something to deliver.
            "shows_buyer": parcel.state in Consignment.UNDER_WAY,
            "history": StateChange.objects.filter(
                subject_kind="fulfilment.Consignment", subject_id=parcel.pk
            ).select_related("by"),
            "states": dict(State.choices),
        }

    def act(self, form: forms.Form) -> HttpResponse:
        by: Any = self.request.user
        parcel, step = self.parcel, self.request.POST.get("step", "")
        if step == "pack":
            consignments.pack(by=by, consignment=parcel)
            said = _("The parcel is packed. Hand it to the courier next.")
        elif step == "ship":
            consignments.ship(by=by, consignment=parcel, **form.cleaned_data)
            said = _("The parcel is with the courier; the buyer is told.")
        elif step in ("deliver", "deliver_with_cash"):
            consignments.deliver(by=by, consignment=parcel, cash_collected=step == "deliver_with_cash")
            said = _("The parcel is delivered.")
        elif step == "collect":
            consignments.collect_cash(by=by, consignment=parcel)
            said = _("The cash is noted. It must be handed in at the bank next.")
        elif step == "refuse":
            consignments.refuse(by=by, consignment=parcel)
            said = _("The parcel was refused at the door and comes back.")
        elif step == "called" and (due := consignments.cash_due(parcel)):
            cash.note_call(by=by, due=due)
            said = _("Noted: the buyer wants the parcel. Pack it next.")
        elif step == "send_back":
            consignments.send_back(by=by, consignment=parcel)
            said = _("The buyer sends the parcel back. Note it here when it has come.")
        elif step in ("receive_back", "receive_back_spoiled"):
            consignments.receive_back(by=by, consignment=parcel, sound=step == "receive_back")
            said = _("The parcel is back. What was paid for it is refunded by the order desk.")
        else:
            raise consignments.Refused(_("Choose what is to be done."))
        return self.done(said, "parcel", parcel.pk)


def own_parcels(user: Any) -> QuerySet[Consignment]:
    return Consignment.objects.for_user(user).select_related("purchase", "office")
