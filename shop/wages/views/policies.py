"""The share policy's screens: proposed by one, approved by another, read by auditors."""

from pathlib import PurePosixPath
from typing import Any

from django.core.paginator import Paginator
from django.forms import Form
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import clock
from accounts import access
from accounts.roles import Role
from shop.production.screens import PER_PAGE, FormScreen, Screen
from shop.wages import policy, terms
from shop.wages.forms import policies as forms
from shop.wages.models import SharePolicy

READERS = (Role.HQ_POLICY, Role.HQ_POLICY_APPROVER, Role.AUDITOR)
POLICIES = (gettext_lazy("Share policies"), "wages_policies")


class PolicyList(Screen):
    """What is in force, what waits for a second person, and all that was decided."""

    roles = READERS
    title = gettext_lazy("Share policies")
    icon = "clipboard-list"
    template_name = "wages/policies.html"
    begins = (gettext_lazy("Propose a share policy"), "wages_propose_policy", Role.HQ_POLICY)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = clock.now()
        every = SharePolicy.objects.select_related(
            "scope_office", "scope_trade", "proposed_by", "approved_by"
        )
        page = Paginator(every.order_by("-in_force_from", "-pk"), PER_PAGE).get_page(
            self.request.GET.get("p")
        )
        return {
            **super().get_context_data(**kwargs),
            "in_force": policy.in_force(at=now),
            "waiting": terms.standings(policy.waiting(), now),
            "page_obj": page,
            "standings": terms.standings(page, now),
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
        proposed = policy.propose_with_paper(by=by, **form.cleaned_data)
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
        related = ("scope_office", "scope_trade", "proposed_by", "approved_by", "document")
        return get_object_or_404(SharePolicy.objects.select_related(*related), pk=self.kwargs["policy_id"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown, user = self.policy, self.request.user
        may_approve = not shown.is_approved and access.may(user, Role.HQ_POLICY_APPROVER)
        return {
            **super().get_context_data(**kwargs),
            "policy": shown,
            "standing": terms.standings([shown], clock.now())[0],
            "may_approve": may_approve,
            "is_own": shown.proposed_by_id == user.pk,
            "is_late": shown.in_force_from <= clock.now(),
        }

    def act(self, form: Any) -> HttpResponse:
        by: Any = self.request.user
        approved = policy.approve(by=by, policy=self.policy)
        return self.done(_("The policy is approved and stands."), "wages_policy", approved.pk)


class PolicyPaper(Screen):
    """The order behind a policy, to be read by those who read policies."""

    roles = READERS

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        cited = get_object_or_404(
            SharePolicy.objects.filter(document__isnull=False).select_related("document"),
            pk=self.kwargs["policy_id"],
        )
        paper = cited.document.file  # type: ignore[union-attr]
        suffix = PurePosixPath(str(paper.name)).suffix
        return FileResponse(
            paper.open("rb"), as_attachment=True, filename=f"order-behind-share-policy-{cited.pk}{suffix}"
        )
