"""The statutes' screens: laws by which something may be deducted, entered by one and approved by another."""

from typing import Any

from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import access
from accounts.roles import Role
from shop.production.screens import PER_PAGE, FormScreen, Screen
from shop.wages import entries
from shop.wages.forms import statutes as forms
from shop.wages.models import Statute

READERS = (Role.HQ_POLICY, Role.HQ_POLICY_APPROVER, Role.AUDITOR)
STATUTES = (gettext_lazy("Statutes"), "wages_statutes")


class StatuteList(Screen):
    """The laws by which something may be deducted: none, as long as two people have not entered one."""

    roles = READERS
    title = gettext_lazy("Statutes")
    icon = "doc-empty"
    template_name = "wages/statutes.html"
    begins = (gettext_lazy("Enter a statute"), "wages_record_statute", Role.HQ_POLICY)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = Statute.objects.select_related("recorded_by", "approved_by")
        page = Paginator(shown, PER_PAGE).get_page(self.request.GET.get("p"))
        return {**super().get_context_data(**kwargs), "page_obj": page}


class RecordStatute(FormScreen):
    """The first person enters what a law says."""

    roles = (Role.HQ_POLICY,)
    title = gettext_lazy("Enter a statute")
    icon = "doc-empty"
    above = (STATUTES,)
    form_class = forms.StatuteForm

    def act(self, form: forms.StatuteForm) -> HttpResponse:
        by: Any = self.request.user
        statute = entries.record_statute(by=by, **form.cleaned_data)
        text = _("The statute is entered. It counts once another person has approved it.")
        return self.done(text, "wages_statute", statute.pk)


class ShowStatute(FormScreen):
    """A statute; a second person approves it here."""

    roles = READERS
    title = gettext_lazy("Statute")
    icon = "doc-empty"
    above = (STATUTES,)
    template_name = "wages/statute.html"
    form_class = Form

    @property
    def statute(self) -> Statute:
        related = Statute.objects.select_related("recorded_by", "approved_by")
        return get_object_or_404(related, pk=self.kwargs["statute_id"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        statute, user = self.statute, self.request.user
        may_approve = statute.approved_at is None and access.may(user, Role.HQ_POLICY_APPROVER)
        return {
            **super().get_context_data(**kwargs),
            "statute": statute,
            "may_approve": may_approve,
            "is_own": statute.recorded_by_id == user.pk,
        }

    def act(self, form: Any) -> HttpResponse:
        by: Any = self.request.user
        statute = entries.approve_statute(by=by, statute=self.statute)
        return self.done(_("The statute is approved: deductions may cite it."), "wages_statute", statute.pk)
