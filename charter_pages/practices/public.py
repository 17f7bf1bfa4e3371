"""All offices' best practices on one page, by subject, office and quarter, with their pictures."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bangla import digits
from charter_pages.practices import series
from language.spoken import active
from publishing.pages import PUBLIC_FOR_A_WHILE


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Answer with the reports that the address asks for; any cache may keep the page."""
    filters = series.Filters(request.GET or {})
    chosen = filters.chosen()
    found = series.narrowed(active(), chosen).prefetch_related("pictures")
    asked = digits.to_ascii(request.GET.get("page", "1"))
    page_of = Paginator(found, series.PER_PAGE).get_page(asked)
    context = {
        "crumbs": [{"url": f"/{active()}/", "title": _("Home")}, {"title": _("Best practices")}],
        "filters": filters,
        "is_filtered": bool(chosen),
        "page_of": page_of,
        "cards": series.cards(list(page_of.object_list)),
    }
    response = render(request, "practices/index.html", context)
    response["Cache-Control"] = PUBLIC_FOR_A_WHILE
    return response
