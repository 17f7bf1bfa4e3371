"""Pages that wait for the reader's decision, the oldest first."""

from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from accounts.roles import Role
from accounts.screens import PER_PAGE, Screen
from portal import approval

DECIDERS = (Role.DIVISION_REVIEWER, Role.HQ_MODERATOR, Role.ADMINISTRATOR)


class WaitingPages(Screen):
    roles = DECIDERS
    template_name = "portal/admin/approvals.html"
    title = _("Pages to approve")
    icon = "clipboard-list"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page_obj = Paginator(approval.waiting_for(self.request.user), PER_PAGE).get_page(
            self.request.GET.get("p")
        )
        pages = Page.objects.in_bulk({int(step.workflow_state.object_id) for step in page_obj})
        rows = [(step, pages.get(int(step.workflow_state.object_id))) for step in page_obj]
        return {**super().get_context_data(**kwargs), "page_obj": page_obj, "rows": rows}
