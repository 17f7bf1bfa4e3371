"""What a search found: pages and products mixed, the best first. It knows no reader and keeps no query."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page

from bangla import digits
from publishing.pages import PUBLIC_FOR_A_WHILE
from search import query
from shop.storefront.models import Listing

PER_PAGE = 10
# Up to so many letters of what was asked are shown again; search reads fewer.
LONGEST_SHOWN = 200
LAST_PAGE = 1_000


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Answer any text whatsoever; a page number out of range gives the nearest page."""
    text = request.GET.get("q", "").replace("\x00", "")[:LONGEST_SHOWN].strip()
    found, numbers = _find(text, _number(request.GET.get("page", "1"))) if text else (None, None)
    context = {
        "query": text,
        "found": found,
        "page_of": numbers,
        "results": _results(found, request) if found else [],
        "crumbs": [{"url": f"/{get_language()}/", "title": _("Home")}, {"title": _("Search")}],
    }
    response = render(request, "portal/search.html", context)
    response["Cache-Control"] = PUBLIC_FOR_A_WHILE
    return response


def _number(text: str) -> int:
    figures = digits.to_ascii(text.strip())
    return min(LAST_PAGE, max(1, int(figures))) if figures.isascii() and figures[:5].isdecimal() else 1


def _find(text: str, number: int) -> tuple[query.Found, Any]:
    querysets = [
        Page.objects.live().public().filter(depth__gt=1, locale__language_code=get_language()),
        Listing.objects.public().for_cards(),
    ]
    found = query.find(text, querysets=querysets, limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
    numbers = Paginator(range(found.total), PER_PAGE).get_page(number)
    if numbers.number != number:
        found = query.find(text, querysets=querysets, limit=PER_PAGE, offset=(numbers.number - 1) * PER_PAGE)
    return found, numbers


def _results(found: query.Found, request: HttpRequest) -> list[dict[str, Any]]:
    pages = [hit.object for hit in found.hits if isinstance(hit.object, Page)]
    above = _titles_above(pages)
    return [
        _product(hit, found)
        if isinstance(hit.object, Listing)
        else _page(hit, found, request, above.get(hit.object.pk, ""))
        for hit in found.hits
    ]


def _titles_above(pages: Sequence[Page]) -> dict[int, str]:
    """Return the title of the page above each, mostly the office's, in one query."""
    paths = {page.pk: page.path[: -Page.steplen] for page in pages if page.depth > 3}
    titles = (
        dict(Page.objects.filter(path__in=set(paths.values())).values_list("path", "title")) if paths else {}
    )
    return {pk: titles.get(path, "") for pk, path in paths.items()}


def _page(hit: query.Hit, found: query.Found, request: HttpRequest, above: str) -> dict[str, Any]:
    page: Page = hit.object
    kind = getattr(page.specific_class, "kind_label", "")
    return {
        "url": page.get_url(request),
        "title": found.mark(page.title),
        "kind": kind,
        "above": above,
        "date": page.first_published_at,
        "snippet": hit.snippet,
    }


def _product(hit: query.Hit, found: query.Found) -> dict[str, Any]:
    listing: Listing = hit.object
    return {
        "url": listing.get_absolute_url(),
        "title": found.mark(listing.title),
        "kind": _("Product"),
        "above": listing.office.name,
        "price_poisha": listing.price_poisha,
        "sold_out": listing.units_left == 0,
        "snippet": found.mark(listing.summary),
        "picture": listing.picture,
    }
