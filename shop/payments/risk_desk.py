"""Headquarters' screens of payments held for their risk: what is known of each, and finance's decision."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import Role
from bangla import digits
from language.spoken import active
from shop.orders.models import Purchase, StateChange
from shop.payments import channels, risks
from shop.payments.models import CashDue, PaymentAttempt, Refund
from shop.production.screens import PER_PAGE, FormScreen, HeadquartersScreen, held_at_headquarters

# Both read an order's story, to which the screens lead (refund_desk.READERS).
READERS = (Role.FINANCE, Role.AUDITOR)
HELD = (gettext_lazy("Held for their risk"), "held_payments")
SHELVES: dict[str, Any] = {"held": gettext_lazy("To be decided"), "decided": gettext_lazy("Decided already")}


class HeldPayments(HeadquartersScreen):
    """The payments that wait for a decision, the oldest first; and what was decided, the newest first."""

    roles = READERS
    title = HELD[0]
    icon = "warning"
    template_name = "payments/held_payments.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shelf = self.chosen_shelf(SHELVES, "held")
        payments = PaymentAttempt.objects.select_related("purchase")
        if shelf == "held":
            shown = payments.held_for_risk().order_by("created_at", "pk")
        else:
            shown = payments.filter(pk__in=risks.decisions().values("subject_id")).order_by(
                "-captured_at", "-pk"
            )
        page = Paginator(shown, PER_PAGE).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "page_obj": page,
            "rows": [(row, channels.name(row.provider)) for row in page.object_list],
            "shelf": shelf,
            "shelves": SHELVES.items(),
        }


class DecideForm(forms.Form):
    """Why a payment is kept or goes back."""

    note = forms.CharField(
        label=gettext_lazy("Why"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("What you found out about the buyer. No names or numbers of buyers."),
    )


class ShowHeldPayment(HeadquartersScreen, FormScreen):
    """One payment that was held: what is known of it, and the decision."""

    roles = READERS
    icon = "warning"
    above = (HELD,)
    form_class = DecideForm
    template_name = "payments/held_payment.html"

    @cached_property
    def attempt(self) -> PaymentAttempt:
        found = PaymentAttempt.objects.select_related("purchase").filter(pk=self.kwargs["attempt_id"]).first()
        is_shown = found is not None and (
            (found.risk and found.captured_at is None)
            or risks.decisions().filter(subject_id=found.pk).exists()
        )
        if found is None or not is_shown:
            raise Http404
        return found

    def get_page_title(self) -> str:
        return _("Payment of order %(number)s") % {
            "number": digits.in_language(self.attempt.purchase.number, active())
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        attempt, purchase = self.attempt, self.attempt.purchase
        waits = attempt.captured_at is None
        steps = StateChange.objects.filter(subject_kind=attempt._meta.label, subject_id=attempt.pk)
        return {
            **super().get_context_data(**kwargs),
            "attempt": attempt,
            "purchase": purchase,
            "channel": channels.name(attempt.provider),
            "waits": waits,
            "may_decide": waits and held_at_headquarters(self.request.user, *risks.DECIDERS),
            "decision": None if waits else risks.decision_of(attempt),
            "refund": attempt.refunds.filter(reason__in=Refund.OF_AN_ATTEMPT).first(),
            "sold": purchase.lines.select_related("office").order_by("pk"),
            "earlier": earlier_orders(purchase),
            "history": steps.select_related("by").order_by("pk"),
            "states": dict(PaymentAttempt.State.choices),
        }

    def act(self, form: forms.Form) -> HttpResponse:
        by: Any = self.request.user
        step, note = self.request.POST.get("step"), form.cleaned_data["note"]
        if step == "accept":
            done = risks.accept(by=by, attempt=self.attempt, note=note)
            purchase = Purchase.objects.get(pk=done.purchase_id)
            placed = purchase.state == Purchase.State.PLACED and not done.refunds.exists()
            said = (
                _("The payment is accepted: the prisons may pack.")
                if placed
                else _("The payment is accepted, but the goods are gone: the money goes back.")
            )
        elif step == "refuse":
            risks.refuse(by=by, attempt=self.attempt, note=note)
            said = _("The payment is refused: all of it goes back to the buyer.")
        else:
            raise risks.Refused(_("Choose what is to be done."))
        return self.done(said, "held_payments")


def earlier_orders(purchase: Purchase) -> dict[str, int]:
    """Return how often the same phone ordered before: in all, paid, and refused at the door."""
    theirs = Purchase.objects.filter(phone=purchase.phone, masked_at__isnull=True).exclude(pk=purchase.pk)
    if purchase.masked_at is not None:
        theirs = theirs.none()
    paid = theirs.filter(state=Purchase.State.PLACED)
    refused = CashDue.objects.filter(purchase__in=theirs, state=CashDue.State.REFUSED)
    return {"all": theirs.count(), "placed": paid.count(), "refused": refused.count()}
