"""The page that tells people what there is for machines, and lets them take it as a file."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from language.spoken import active
from offices.models import Office
from opendata import answers, cards, sharing
from opendata.collections import COLLECTIONS, Collection
from publishing.pages import PUBLIC_FOR_A_WHILE

EXAMPLE = "?office=dj-natore&limit=10"


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Answer with every collection, its files and how they may be used."""
    language = active()
    context = {
        "collections": [_shown(request, collection, language) for collection in COLLECTIONS],
        "figures": _figures(),
        "openapi_url": reverse("api:openapi"),
        "licence_url": answers.LICENCE_URL,
        "example_url": f"{reverse('api:minutes')}{EXAMPLE}",
        "example_path": request.build_absolute_uri(reverse("api:minutes")) + EXAMPLE,
        "crumbs": [{"url": f"/{language}/", "title": _("Home")}, {"title": _("Open data")}],
    }
    response = render(request, "opendata/open_data.html", context)
    response["Cache-Control"] = PUBLIC_FOR_A_WHILE
    return response


@require_safe
def card(request: HttpRequest, language: str, kind: str, office: str) -> HttpResponse:
    """Answer with the picture that stands for a kind of page of an office, or of the whole Department."""
    if language not in sharing.LOCALES or kind not in sharing.kinds():
        raise Http404
    whose = None if office == sharing.WHOLE else get_object_or_404(Office, code=office)
    # Without the letters of the one language the other one's are better than boxes.
    with translation.override(language if cards.can_shape_bangla() else "en"):
        content = cards.kept(sharing.card_of(kind, whose))
    response = HttpResponse(content, content_type="image/png")
    response["Cache-Control"] = "public, max-age=86400, s-maxage=604800"
    return response


def _shown(request: HttpRequest, collection: Collection, language: str) -> dict[str, Any]:
    query = f"?language={language}"
    return {
        "name": collection.name,
        "title": collection.title,
        "about": collection.about,
        "json_url": reverse(f"api:{collection.name}") + query,
        # For people, who open it in a spreadsheet.
        "csv_url": reverse(f"api:{collection.name}_csv") + query + "&bom=1",
        "columns": answers.columns(collection.item),
    }


def _figures() -> list[dict[str, str]]:
    """Return what other parts of the site give as files."""
    return [
        {
            "title": _("Where each taka goes"),
            "about": _("What was sold, what it cost and what the makers got, quarter by quarter."),
            "csv_url": reverse("open-figures-csv"),
            "json_url": reverse("open-figures-json"),
        },
        {
            "title": _("How promises are kept"),
            "about": _("Each duty of each office and quarter: shown in time, late, or not."),
            "csv_url": reverse("open-compliance-csv"),
            "json_url": "",
        },
    ]
