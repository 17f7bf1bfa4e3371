"""The wages' screens: the share policy proposed and approved, and a maker's statement."""

from typing import Any

from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import clock
from accounts import access
from accounts.roles import Role
from shop.production import identities
from shop.production.models import Maker
from shop.production.screens import PER_PAGE, AboutMaker, FormScreen, Screen
from shop.wages import forms, policy, shares, statements
from shop.wages.models import SharePolicy

READERS = (Role.HQ_POLICY, Role.HQ_POLICY_APPROVER, Role.AUDITOR)
POLICIES = (gettext_lazy("Share policies"), "wages_policies")
STATEMENTS = (gettext_lazy("Statements"), "wages_statements")
KINDS = {
    shares.KIND: gettext_lazy("Share of a sale"),
    "reversal": gettext_lazy("Taken back after a refund"),
    "payout": gettext_lazy("Paid out"),
}


class PolicyList(Screen):
    """What is in force, what waits for a second person, and all that was decided."""

    roles = READERS
    title = gettext_lazy("Share policies")
    icon = "clipboard-list"
    template_name = "wages/policies.html"
    begins = (gettext_lazy("Propose a share policy"), "wages_propose_policy", Role.HQ_POLICY)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        decided = SharePolicy.objects.approved().select_related(
            "scope_office", "scope_trade", "proposed_by", "approved_by"
        )
        return {
            **super().get_context_data(**kwargs),
            "in_force": policy.in_force(at=clock.now()),
            "waiting": policy.waiting(),
            "page_obj": Paginator(decided, PER_PAGE).get_page(self.request.GET.get("p")),
            "now": clock.now(),
        }


class ProposePolicy(FormScreen):
    """The first person writes down what was decided."""

    roles = (Role.HQ_POLICY,)
    title = gettext_lazy("Propose a share policy")
    icon = "clipboard-list"
    above = (POLICIES,)
    form_class = forms.PolicyForm
    submit_label = gettext_lazy("Propose")

    def act(self, form: forms.PolicyForm) -> HttpResponse:
        by: Any = self.request.user
        proposed = policy.propose(by=by, **form.cleaned_data)
        text = _("The policy is proposed. It counts once another person has approved it.")
        return self.done(text, "wages_policy", proposed.pk)


class ShowPolicy(FormScreen):
    """A policy in full; a second person approves it here."""

    roles = READERS
    title = gettext_lazy("Share policy")
    icon = "clipboard-list"
    above = (POLICIES,)
    template_name = "wages/policy.html"
    form_class = Form

    @property
    def policy(self) -> SharePolicy:
        related = ("scope_office", "scope_trade", "proposed_by", "approved_by")
        return get_object_or_404(SharePolicy.objects.select_related(*related), pk=self.kwargs["policy_id"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown, user = self.policy, self.request.user
        may_approve = not shown.is_approved and access.may(user, Role.HQ_POLICY_APPROVER)
        return {
            **super().get_context_data(**kwargs),
            "policy": shown,
            "may_approve": may_approve,
            "is_own": shown.proposed_by_id == user.pk,
            "is_late": shown.in_force_from <= clock.now(),
        }

    def act(self, form: Any) -> HttpResponse:
        by: Any = self.request.user
        approved = policy.approve(by=by, policy=self.policy)
        return self.done(_("The policy is approved and stands."), "wages_policy", approved.pk)


class StatementList(Screen):
    """The makers whose statements the reader may hand in, by code alone."""

    roles = (Role.STATEMENT_READER,)
    title = gettext_lazy("Statements")
    icon = "doc-full"
    template_name = "wages/statements.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        makers = (
            Maker.objects.filter(office__in=self.offices())
            .select_related("office")
            .order_by("office__code", "id")
        )
        return {
            **super().get_context_data(**kwargs),
            "page_obj": Paginator(makers, PER_PAGE).get_page(self.request.GET.get("p")),
        }


class ShowStatement(AboutMaker):
    """A maker's account with the name on it, for one screen or sheet, after a reason was noted."""

    roles = (Role.STATEMENT_READER,)
    icon = "doc-full"
    above = (STATEMENTS,)
    template_name = "wages/statement.html"
    form_class = forms.StatementForm
    submit_label = gettext_lazy("Show the statement")

    def get_page_title(self) -> str:
        return _("Statement of %(code)s") % {"code": self.maker.code}

    def act(self, form: forms.StatementForm) -> HttpResponse:
        by: Any = self.request.user
        maker, data = self.maker, form.cleaned_data
        identity = identities.read(by=by, maker=maker, why=data["why"])
        statement = statements.of(maker.pk, data["start"], data["end"])
        parts = (
            (_("Within the return window"), "pending"),
            (_("May be paid out"), "available"),
            (_("On hold"), "held"),
        )
        context = self.get_context_data(
            form=form,
            identity=identity,
            statement=statement,
            lines=[(line, KINDS.get(line.kind, line.kind)) for line in statement.lines],
            parts=[(label, statement.by_part[part]) for label, part in parts],
            printed_at=clock.now(),
        )
        return self.render_to_response(context)
