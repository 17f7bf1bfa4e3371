"""The complaints' screens: the own prisons' complaints about orders, and one with its answer."""

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
from shop.fulfilment import complaints, consignments
from shop.fulfilment.models import OrderComplaint
from shop.orders.models import StateChange
from shop.production.screens import PER_PAGE, FormScreen, Screen

log = structlog.get_logger(__name__)

State = OrderComplaint.State
# Who sees to orders: whoever only packs needs no complaint to do so.
READERS = (Role.ORDER_DESK,)
COMPLAINTS = (gettext_lazy("Complaints about orders"), "order_complaints")
SHELVES: dict[str, tuple[Any, str]] = {
    "open": (gettext_lazy("To be answered"), State.OPEN),
    "answered": (gettext_lazy("Answered"), State.ANSWERED),
}


class ComplaintList(Screen):
    """The complaints about the reader's prisons, the oldest first: that is the one that is late first."""

    roles = READERS
    title = gettext_lazy("Complaints about orders")
    icon = "comment"
    template_name = "fulfilment/complaints.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shelf = self.chosen_shelf(SHELVES, "open")
        shown = own_complaints(self.request.user).filter(state=SHELVES[shelf][1])
        if shelf == "answered":
            shown = shown.order_by("-answered_at", "-pk")
        return {
            **super().get_context_data(**kwargs),
            "page_obj": Paginator(shown, PER_PAGE).get_page(self.request.GET.get("p")),
            "shelf": shelf,
            "shelves": [(name, words) for name, (words, _state) in SHELVES.items()],
        }


class AnswerForm(forms.Form):
    """What the buyer is answered."""

    answer = forms.CharField(
        label=gettext_lazy("Answer to the buyer"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "It stands on the page of the order. Name no prisoner, and nothing of the buyer's address."
        ),
    )


class ShowComplaint(FormScreen):
    """One complaint: what the buyer wrote, and the answer."""

    roles = READERS
    icon = "comment"
    above = (COMPLAINTS,)
    form_class = AnswerForm
    template_name = "fulfilment/complaint.html"

    @property
    def complaint(self) -> OrderComplaint:
        """Return the complaint; of another prison's nothing is told, and the attempt is logged."""
        if not hasattr(self, "_complaint"):
            own = own_complaints(self.request.user)
            found = own.filter(pk=self.kwargs["complaint_id"]).first()
            if found is None:
                log.warning(
                    "complaint_not_shown",
                    user=self.request.user.pk,
                    complaint=self.kwargs["complaint_id"],
                )
                raise Http404
            by: Any = self.request.user
            self._complaint = complaints.read(by=by, complaint=found)
        return self._complaint

    def get_page_title(self) -> str:
        return _("Complaint about order %(number)s") % {
            "number": digits.in_language(self.complaint.purchase.number, active())
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        complaint = self.complaint
        parcel = complaint.purchase.consignments.select_related("purchase", "office").filter(
            office_id=complaint.office_id
        )
        return {
            **super().get_context_data(**kwargs),
            "complaint": complaint,
            "parcel": (own := parcel.first()),
            "lines": consignments.lines_of(own) if own else [],
            "history": StateChange.objects.filter(
                subject_kind="fulfilment.OrderComplaint", subject_id=complaint.pk
            ).select_related("by"),
            "states": dict(State.choices),
        }

    def act(self, form: forms.Form) -> HttpResponse:
        by: Any = self.request.user
        complaints.answer(by=by, complaint=self.complaint, text=form.cleaned_data["answer"])
        return self.done(_("The complaint is answered; the buyer is told."), "order_complaints")


def own_complaints(user: Any) -> QuerySet[OrderComplaint]:
    return OrderComplaint.objects.for_user(user).select_related("purchase", "office")
