"""Refunding and cancelling on paper first: the first sending shows what it will do, the second does it."""

from typing import Any

import structlog
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from accounts.roles import Role
from bangla import digits
from language.spoken import active
from shop.fulfilment import cancelling
from shop.fulfilment.desk import forms, orders, story
from shop.fulfilment.models import Consignment
from shop.orders import refunds as line_refunds
from shop.orders.models import Purchase
from shop.payments import channels, reach, refunds
from shop.payments.models import CashDue, Refund
from shop.production.screens import FormScreen

log = structlog.get_logger(__name__)


class TwoSteps(FormScreen):
    """A form that is shown as what it comes to before it is done. What was typed is kept on every way.

    `step` of the POST: preview (the first), all (fill in what is left), change (back to the form), confirm.
    """

    roles = (Role.ORDER_DESK,)
    icon = "rotate"
    above = (orders.ORDERS,)
    preview_name = ""

    @property
    def purchase(self) -> Purchase:
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        step = request.POST.get("step", "preview")
        if (standing := self.standing()) is not None:
            return self.said(standing)
        if step == "change":
            kwargs = {**self.get_form_kwargs(), "data": None, "files": None, "initial": request.POST.dict()}
            return self.render_to_response(self.get_context_data(form=self.get_form_class()(**kwargs)))
        if step == "all":
            request.POST = self.filled(request.POST)  # type: ignore[assignment]
        return super().post(request, *args, **kwargs)

    def standing(self) -> Refund | None:
        """Return the refund that this very form asked for before: the same button twice."""
        key = self.request.POST.get("form_key", "")
        return Refund.objects.filter(reference=key, purchase=self.purchase).first() if key else None

    def filled(self, typed: QueryDict) -> QueryDict:
        """Return what was typed with all that is left in the fields of units and delivery."""
        data = typed.copy()
        for line in self.get_form_kwargs()["lines"]:
            data[forms.name_of(line)] = str(line.left_quantity)
        return data

    def act(self, form: Any) -> HttpResponse:
        confirms = self.request.POST.get("step") == "confirm"
        comes_to = self.comes_to(form)
        if confirms and self.request.POST.get("agreed") == comes_to["agreed"]:
            return self.said(self.do(form))
        if confirms:
            messages.warning(self.request, _("The order has changed since. Look at it again."))
        context = self.get_context_data(form=form)
        return self.response_class(
            request=self.request,
            template=[self.preview_name],
            context={**context, **comes_to, "kept": form.kept()},
            using=self.template_engine,
        )

    def comes_to(self, form: Any) -> dict[str, Any]:
        """Return what the form comes to; `agreed` names it, so that the second sending does what was shown."""
        raise NotImplementedError

    def do(self, form: Any) -> Refund | None:
        raise NotImplementedError

    def said(self, refund: Refund | None) -> HttpResponse:
        if refund is not None and refund.state == Refund.State.REQUESTED:
            text = _("The refund waits for another person's approval. Nothing is paid back before that.")
        elif refund is not None:
            text = _("The refund is on its way; the buyer is told.")
        else:
            text = _("Cancelled: these goods are not sent.")
        messages.success(self.request, text)
        return redirect("desk_order", self.purchase.pk)


class RefundOrder(TwoSteps):
    """Money goes back to the buyer: units that left the prison, their delivery, goodwill."""

    template_name = "fulfilment/order_refund.html"
    preview_name = "fulfilment/order_refund_preview.html"
    form_class = forms.RefundForm
    submit_label = gettext_lazy("See what this pays back")

    @cached_property
    def purchase(self) -> Purchase:  # type: ignore[override]
        return orders.find(self.request.user, self.kwargs["order_id"], *self.roles)

    @cached_property
    def parts(self) -> list[story.Part]:
        """Return the parts of which something was paid, of the prisons for which the reader may refund."""
        own = story.parts_of(self.purchase, reach.of(self.request.user, *self.roles))
        return [part for part in own if any(row.line.captured_at for row in part.lines)]

    @cached_property
    def left(self) -> refunds.Parts:
        return refunds.all_that_is_left(self.purchase)

    def get_page_title(self) -> str:
        return _("Refund of order %(number)s") % {"number": in_digits(self.purchase)}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "parts": self.parts, "delivery": self.left.delivery}

    def filled(self, typed: QueryDict) -> QueryDict:
        data = typed.copy()
        for line, quantity in self.left.units.items():
            data[forms.name_of(line)] = str(quantity)
        for office, poisha in self.left.delivery.items():
            data[f"delivery_{office.pk}"] = f"{poisha // 100}.{poisha % 100:02d}"
        return data

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "purchase": self.purchase,
            "in_prison": [part for part in self.parts if not forms.goes(part)],
            "channel": channels.name(self.purchase.provider),
        }

    def comes_to(self, form: forms.RefundForm) -> dict[str, Any]:
        parts = form.parts()
        poisha = parts.poisha
        attempt = refunds.channel(self.purchase)
        return {
            "agreed": str(poisha),
            "poisha": poisha,
            "units": [
                (line, quantity, sum(line_refunds.worth(line, quantity)))
                for line, quantity in parts.units.items()
            ],
            "delivery": parts.delivery.items(),
            "goodwill": parts.goodwill.items(),
            "reason": refunds.Reason(form.cleaned_data["reason"]).label,
            "is_sound": form.cleaned_data["sound"] == "yes",
            "channel": channels.name(attempt.provider if attempt else self.purchase.provider),
            "needs_approval": poisha > settings.REFUND_LIMIT_POISHA,
            "limit_poisha": settings.REFUND_LIMIT_POISHA,
        }

    def do(self, form: forms.RefundForm) -> Refund:
        data = form.cleaned_data
        return refunds.request(
            purchase=self.purchase,
            reason=data["reason"],
            parts=form.parts(),
            sound=data["sound"] == "yes",
            note=data["note"],
            by=self.request.user,  # type: ignore[arg-type]
            form_key=str(data["form_key"]),
        )


class CancelParcel(TwoSteps):
    """Units of a parcel that is still in the prison are not sent."""

    template_name = "fulfilment/order_cancel.html"
    preview_name = "fulfilment/order_cancel_preview.html"
    form_class = forms.CancelForm
    submit_label = gettext_lazy("See what this cancels")

    @cached_property
    def parcel(self) -> Consignment:
        """Return the parcel; of another prison's nothing is told, and the attempt is logged."""
        own = Consignment.objects.filter(**reach.of(self.request.user, *self.roles).within("office"))
        found = own.select_related("purchase", "office").filter(pk=self.kwargs["parcel_id"]).first()
        if found is None:
            log.warning("parcel_not_shown", user=self.request.user.pk, parcel=self.kwargs["parcel_id"])
            raise Http404
        return found

    @property
    def purchase(self) -> Purchase:
        return self.parcel.purchase

    @cached_property
    def lines(self) -> list[Any]:
        own = self.purchase.lines.filter(office=self.parcel.office_id).select_related("office").order_by("pk")
        return [line for line in own if line.quantity > line.refunded_quantity]

    @property
    def is_open(self) -> bool:
        return orders.may_cancel(self.purchase, self.parcel, reach.WHOLE)

    def get_page_title(self) -> str:
        return _("Cancel from order %(number)s") % {"number": in_digits(self.purchase)}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "lines": self.lines if self.is_open else []}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "purchase": self.purchase,
            "parcel": self.parcel,
            "is_open": self.is_open,
            "is_paid": any(line.captured_at for line in self.lines),
        }

    def comes_to(self, form: forms.CancelForm) -> dict[str, Any]:
        units = form.units()
        if not units and self.is_open:
            raise cancelling.Refused(_("Choose what is to be cancelled."))
        is_all = all(units.get(line, 0) == line.left_quantity for line in self.lines)
        is_paid = any(line.captured_at for line in self.lines)
        rows = [(line, quantity, sum(line_refunds.worth(line, quantity))) for line, quantity in units.items()]
        delivery = self._delivery(is_paid) if is_all else 0
        poisha = sum(worth for _line, _quantity, worth in rows) + delivery
        return {
            # With what is left: the same form twice takes nothing off twice.
            "agreed": f"{poisha}:" + ",".join(str(line.left_quantity) for line in self.lines),
            "units": rows,
            "delivery_poisha": delivery,
            "poisha": poisha,
            "is_all": is_all,
            "is_paid": is_paid,
            "channel": channels.name(self.purchase.provider),
            "needs_approval": is_paid and poisha > settings.REFUND_LIMIT_POISHA,
            "limit_poisha": settings.REFUND_LIMIT_POISHA,
        }

    def _delivery(self, is_paid: bool) -> int:
        """Return what was paid for the parcel's delivery, or falls due for it at the door no more."""
        if is_paid:
            left = refunds.all_that_is_left(self.purchase, self.parcel.office)
            return sum(left.delivery.values())
        due = CashDue.objects.filter(purchase=self.purchase, office=self.parcel.office).first()
        goods = sum(sum(line_refunds.worth(line, line.left_quantity)) for line in self.lines)
        return max(due.amount_poisha - goods, 0) if due else 0

    def do(self, form: forms.CancelForm) -> Refund | None:
        try:
            return cancelling.by_staff(
                by=self.request.user,  # type: ignore[arg-type]
                consignment=self.parcel,
                units=form.units(),
                note=form.cleaned_data["note"],
                form_key=str(form.cleaned_data["form_key"]),
            )
        except line_refunds.TooMany as error:
            # A colleague was quicker by a moment.
            raise cancelling.Refused(_("More pieces are chosen than are left.")) from error


def in_digits(purchase: Purchase) -> str:
    return digits.in_language(purchase.number, active())
