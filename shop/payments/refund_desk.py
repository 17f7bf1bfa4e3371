"""The refunds' screens: what waits for an approval, for a payment by hand, for the provider; and what is disputed."""

from typing import Any

import structlog
from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import clock
from accounts import access
from accounts.roles import Role
from bangla import digits
from language.spoken import active
from shop.orders.models import StateChange
from shop.payments import channels, lost_answers, reach, refund_calls, refund_story, refunds
from shop.payments.models import Dispute, LostAnswer, Refund
from shop.payments.reach import Reach
from shop.production.screens import PER_PAGE, FormScreen, Screen

log = structlog.get_logger(__name__)

State = Refund.State
READERS = (Role.ORDER_DESK, Role.FINANCE, Role.AUDITOR, Role.REFUND_APPROVER)
READERS_OF_DISPUTES = (Role.FINANCE, Role.AUDITOR)
REFUNDS = (gettext_lazy("Refunds"), "refunds_due")
LOST_STEPS = ("made", "not_made", "confirm_answer", "withdraw_answer")
WAITS_FOR_DISPUTES = (State.REQUESTED, State.SUBMITTED, State.FAILED)
SHELVES: dict[str, Any] = {
    "requested": gettext_lazy("To be approved"),
    "waiting": gettext_lazy("To be paid by hand"),
    "under_way": gettext_lazy("On their way"),
    "done": gettext_lazy("Done"),
}


class RefundList(Screen):
    """What goes back to buyers, as far as the reader's reach goes, with its sum."""

    roles = READERS
    title = gettext_lazy("Refunds")
    icon = "rotate"
    template_name = "payments/refunds_due.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, within = self.request.user, reach.of(self.request.user, *self.roles)
        # Who only agrees begins with what waits for that.
        first = "waiting" if access.may(user, Role.FINANCE, Role.AUDITOR, Role.ORDER_DESK) else "requested"
        shelf = self.chosen_shelf(SHELVES, first)
        shown = on_shelf(refund_story.visible(within), shelf)
        page = Paginator(shown, PER_PAGE).get_page(self.request.GET.get("p"))
        rows = refund_story.told(list(page.object_list), within)
        reads_disputes = reach.of(user, *READERS_OF_DISPUTES).is_whole
        return {
            **super().get_context_data(**kwargs),
            "page_obj": page,
            "rows": rows,
            "sum_poisha": sum_of(shown, rows, within, is_all=page.paginator.num_pages == 1),
            "shelf": shelf,
            "shelves": SHELVES.items(),
            "reads_disputes": reads_disputes,
            "disputes_open": Dispute.objects.filter(state=Dispute.State.OPENED).count()
            if reads_disputes
            else 0,
        }


def on_shelf(shown: QuerySet[Refund], shelf: str) -> QuerySet[Refund]:
    """Return the refunds of a shelf: what is oldest first, of what is done the newest."""
    by_hand = Q(pk__in=Refund.objects.waiting().exclude(state=State.REQUESTED).values("pk"))
    if shelf == "requested":
        return shown.filter(state=State.REQUESTED).order_by("requested_at", "pk")
    if shelf == "waiting":
        return shown.filter(by_hand).order_by("requested_at", "pk")
    if shelf == "under_way":
        on_its_way = shown.filter(state__in=[State.APPROVED, State.SUBMITTED]).exclude(by_hand)
        return on_its_way.order_by("requested_at", "pk")
    return shown.filter(state__in=[State.SUCCEEDED, State.WITHDRAWN]).order_by("-requested_at", "-pk")


def sum_of(
    shown: QuerySet[Refund], rows: list[refund_story.Told], within: Reach, *, is_all: bool
) -> int | None:
    """Return what a shelf comes to in poisha; None where a prison's part of it is not all on the page."""
    if within.is_whole:
        sums = shown.filter(currency="BDT").order_by().aggregate(sum=Sum("amount_poisha"))
        return sums["sum"] or 0
    return sum(row.poisha or 0 for row in rows) if is_all else None


class DecideForm(forms.Form):
    """Why a refund is not agreed to, or is taken back."""

    note = forms.CharField(
        label=gettext_lazy("Why not"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Only where you do not agree. No names of buyers or makers."),
    )


class TakeBackForm(forms.Form):
    """Why who asked for a refund takes the request back."""

    note = forms.CharField(label=gettext_lazy("Why"), required=False, max_length=200)


class HandForm(forms.Form):
    """The number under which money was given back by hand."""

    slip_number = forms.CharField(
        label=gettext_lazy("Number of the payment"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Of the bank's slip or the wallet's message, in Bangla or English digits."),
    )


class LostForm(forms.Form):
    """What the provider's own pages say of a refund whose answer was lost."""

    reference = forms.CharField(
        label=gettext_lazy("The provider's number of the refund"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("If it was made there: as the provider's pages show it."),
    )
    note = forms.CharField(
        label=gettext_lazy("Where you looked"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("If it was not made there. No names of buyers or makers."),
    )


class ShowRefund(FormScreen):
    """One refund: what for, who asked and agreed, what became of it, and its next step."""

    roles = READERS
    icon = "rotate"
    above = (REFUNDS,)
    template_name = "payments/refund.html"

    @cached_property
    def reach(self) -> Reach:
        return reach.of(self.request.user, *self.roles)

    @property
    def told(self) -> refund_story.Told:
        """Return the refund; of another prison's nothing is told, and the attempt is logged."""
        if not hasattr(self, "_told"):
            found = refund_story.visible(self.reach).filter(pk=self.kwargs["refund_id"])
            told = refund_story.told(list(found), self.reach)
            if not told:
                log.warning("refund_not_shown", user=self.request.user.pk, refund=self.kwargs["refund_id"])
                raise Http404
            self._told = told[0]
        return self._told

    @property
    def refund(self) -> Refund:
        return self.told.refund

    @property
    def is_own(self) -> bool:
        return self.refund.requested_by_id == self.request.user.pk

    def get_form_class(self) -> type[forms.Form]:
        step = self.request.POST.get("step", "")
        if step in ("approve", "withdraw") or (not step and self.refund.state == State.REQUESTED):
            return TakeBackForm if self.is_own else DecideForm
        if step in LOST_STEPS or (not step and self.is_lost):
            return LostForm
        return HandForm

    @cached_property
    def is_lost(self) -> bool:
        return lost_answers.is_lost(self.refund)

    @cached_property
    def answer(self) -> LostAnswer | None:
        """Return what one person recorded of a lost answer, and nobody confirmed yet."""
        return self.refund.lost_answers.select_related("recorded_by").open().first()

    def get_page_title(self) -> str:
        return _("Refund of order %(number)s") % {
            "number": digits.in_language(self.refund.purchase.number, active())
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        refund, user = self.refund, self.request.user
        waits = refund.state == State.REQUESTED
        pays = {State.FAILED, State.SUBMITTED} & {refund.state} and self.may_pay()
        by_itself = refunds.by_itself(refund)
        return {
            **super().get_context_data(**kwargs),
            "told": self.told,
            "refund": refund,
            "may_decide": waits and not self.is_own and access.may(user, Role.REFUND_APPROVER),
            "may_take_back": waits and self.is_own,
            "may_pay_by_hand": pays and (refund.state == State.FAILED or not by_itself),
            "may_try_again": pays and refund.state == State.FAILED and by_itself,
            "is_disputed": refund.state in WAITS_FOR_DISPUTES and refunds.is_disputed(refund),
            "was_lost_to_the_bank": refund.state == State.FAILED and was_lost(refund),
            "is_lost": self.is_lost,
            "answer": self.answer,
            "may_state": self.is_lost and self.may_pay(),
            "stated_by_reader": self.answer is not None and self.answer.recorded_by_id == user.pk,
            "answers": refund.lost_answers.confirmed().select_related("recorded_by", "confirmed_by"),
            "entries": refund_story.entries_of(refund, self.told.units) if self.reach.is_whole else [],
            "shows_story": access.may(user, *READERS),
            "history": self.history(),
            "states": dict(State.choices),
        }

    def history(self) -> list[StateChange]:
        steps = StateChange.objects.filter(subject_kind=Refund._meta.label, subject_id=self.refund.pk)
        return list(steps.select_related("by").order_by("pk"))

    def may_pay(self) -> bool:
        """Return whether the reader is finance for every prison that the refund is of."""
        pays = reach.of(self.request.user, Role.FINANCE)
        return pays.is_whole or all(pays.covers(office.pk) for office in refunds.offices_of(self.refund))

    def act(self, form: forms.Form) -> HttpResponse:
        by: Any = self.request.user
        refund, step = self.refund, self.request.POST.get("step", "")
        if step == "approve":
            refunds.approve(by=by, refund=refund)
            said = _("You agreed: the money goes back.")
        elif step == "withdraw":
            refunds.withdraw(by=by, refund=refund, note=form.cleaned_data["note"])
            said = _("The refund is not made. Nothing has changed.")
        elif step == "by_hand":
            refund_calls.pay_by_hand(by=by, refund=refund, slip_number=form.cleaned_data["slip_number"])
            said = _("The refund is noted as paid back; the buyer is told.")
        elif step == "again":
            refund_calls.try_again(by=by, refund=refund)
            said = _("The provider is asked once more.")
        elif step in ("made", "not_made"):
            given = form.cleaned_data
            lost_answers.record(
                by=by,
                refund=refund,
                was_made=step == "made",
                reference=given["reference"],
                note=given["note"],
            )
            said = _("Recorded. Another person of finance confirms it.")
        elif step in ("confirm_answer", "withdraw_answer") and self.answer is not None:
            said = self.decide(by, self.answer, step)
        else:
            raise refunds.Refused(_("Choose what is to be done."))
        return self.done(said, "refund", refund.pk)

    def decide(self, by: Any, answer: LostAnswer, step: str) -> str:
        if step == "withdraw_answer":
            lost_answers.withdraw(by=by, answer=answer)
            return _("What was recorded is taken back.")
        lost_answers.confirm(by=by, answer=answer)
        if answer.was_made:
            return _("The refund is noted as paid back; the buyer is told.")
        return _("The refund was not made: it stays owed, and can be paid by hand.")


def was_lost(refund: Refund) -> bool:
    """Return whether the payment of a failed refund was lost in a dispute: the buyer may have it from the bank."""
    lost = Dispute.objects.filter(attempt=refund.attempt_id, state=Dispute.State.LOST)
    return refund.attempt_id is not None and lost.exists()


class DisputeList(Screen):
    """The payments that buyers' banks dispute, those to be answered first; for the whole Department."""

    roles = READERS_OF_DISPUTES
    title = gettext_lazy("Disputes")
    icon = "warning"
    above = (REFUNDS,)
    template_name = "payments/disputes.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not reach.of(request.user, *self.roles).is_whole:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        every = Dispute.objects.select_related("purchase")
        # Opened, won, lost: what is open must come first, whatever the words are.
        opened = every.filter(state=Dispute.State.OPENED).order_by("answer_by", "pk")
        settled = every.exclude(state=Dispute.State.OPENED).order_by("-settled_at", "-pk")
        page = Paginator(settled, PER_PAGE).get_page(self.request.GET.get("p"))
        names = {row.pk: channels.name(row.provider) for row in [*opened, *page.object_list]}
        return {
            **super().get_context_data(**kwargs),
            "opened": [(row, names[row.pk]) for row in opened],
            "settled": [(row, names[row.pk]) for row in page.object_list],
            "page_obj": page,
            "now": clock.now(),
            "sum_poisha": sum(row.amount_poisha for row in opened),
        }
