"""Withdrawing a published paper with a reason, giving it back, and what is withdrawn."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from accounts.roles import Role
from accounts.screens import PER_PAGE, FormScreen, Screen
from publishing import withdrawals
from publishing.models import Withdrawal

WRITERS = (Role.PRISON_EDITOR, Role.DIVISION_REVIEWER, Role.HQ_MODERATOR, Role.ADMINISTRATOR)


def own_pages(user: Any) -> Any:
    return PagePermissionPolicy().instances_user_has_permission_for(user, "change")


class WithdrawForm(forms.Form):
    reason_bn = forms.CharField(
        label=gettext_lazy("Reason, in Bangla"),
        max_length=300,
        min_length=3,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Readers see it at the page's address. No names."),
    )
    reason_en = forms.CharField(
        label=gettext_lazy("Reason, in English"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


class Withdrawn(Screen):
    """What the reader's offices have withdrawn."""

    roles = WRITERS
    template_name = "portal/admin/withdrawals.html"
    title = gettext_lazy("Withdrawn papers")
    icon = "download"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = withdrawals.of_pages(own_pages(self.request.user))
        page_obj = Paginator(rows, PER_PAGE).get_page(self.request.GET.get("p"))
        return {**super().get_context_data(**kwargs), "page_obj": page_obj}


class Withdraw(FormScreen):
    roles = WRITERS
    form_class = WithdrawForm
    icon = "download"
    above = ((Withdrawn.title, "withdrawn_pages"),)
    submit_label = gettext_lazy("Withdraw")
    submitting_label = gettext_lazy("Withdrawing…")

    @cached_property
    def page(self) -> Page:
        found = get_object_or_404(own_pages(self.request.user), pk=self.kwargs["page_id"])
        if not withdrawals.may_be_withdrawn(found):
            raise PermissionDenied
        return found.specific

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            self.page  # noqa: B018 (of another office: not found, before anything else is said)
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return _("Withdraw: %(title)s") % {"title": self.page.title}

    def act(self, form: WithdrawForm) -> HttpResponse:
        withdrawals.withdraw(by=self.request.user, page=self.page, **form.cleaned_data)  # type: ignore[arg-type]
        return self.done(_("Withdrawn. Its address now says since when, and why."), "withdrawn_pages")


class Restore(Screen):
    """One withdrawal; headquarters gives the paper back."""

    roles = WRITERS
    template_name = "portal/admin/withdrawal.html"
    icon = "rotate"
    above = ((Withdrawn.title, "withdrawn_pages"),)

    @cached_property
    def row(self) -> Withdrawal:
        rows = withdrawals.of_pages(own_pages(self.request.user))
        return get_object_or_404(rows, pk=self.kwargs["withdrawal_id"])

    def get_page_title(self) -> str:
        return self.row.page.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may = self.row.page.specific.permissions_for_user(self.request.user).can_publish()
        return {**super().get_context_data(**kwargs), "row": self.row, "may_restore": may}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            withdrawals.restore(by=request.user, withdrawal=self.row)  # type: ignore[arg-type]
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("restore_page", self.row.pk)
        messages.success(request, _("Restored: the paper is public again."))
        return redirect("withdrawn_pages")
