"""Pages past their review: read again, then "still true" with one button, or changed."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from accounts import access
from accounts.screens import PER_PAGE, Screen
from offices.models import Office
from portal.desk.withdrawing import WRITERS, own_pages
from publishing import reviews


def waiting(user: object) -> Any:
    """Return what is past its review at the reader's offices, as dicts."""
    return reviews.overdue(access.offices_for(user, *WRITERS))


class ToReview(Screen):
    roles = WRITERS
    template_name = "portal/admin/reviews.html"
    title = gettext_lazy("Pages to review")
    icon = "calendar-check"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page_obj = Paginator(waiting(self.request.user), PER_PAGE).get_page(self.request.GET.get("p"))
        offices = Office.objects.in_bulk({row["office_code"] for row in page_obj}, field_name="code")
        rows = [(row, offices[row["office_code"]]) for row in page_obj]
        return {**super().get_context_data(**kwargs), "page_obj": page_obj, "rows": rows}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say of one page that it is still true."""
        asked = request.POST.get("page", "")
        page = get_object_or_404(own_pages(request.user), pk=int(asked) if asked.isdigit() else 0)
        reviews.confirm(by=request.user, page=page)  # type: ignore[arg-type]
        messages.success(request, _("Noted: “%(title)s” is still true.") % {"title": page.title})
        return redirect("pages_to_review")
