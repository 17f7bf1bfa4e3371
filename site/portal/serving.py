"""Pages by their whole address: Wagtail walks down from the site's root and asks twice at each level."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from wagtail import views
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult

from language import switch
from publishing import addresses, withdrawals

MOST_PARTS_OF_A_PAGE = 4
# No page stands deeper; a longer address is a guess and asks the database no more.
MOST_PARTS_OF_AN_ADDRESS = 12


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Answer with the page of an address, through Wagtail's own view and its hooks; or with why it is gone."""
    page, rest = nearest(path)
    found = _route(request, page, rest) if page is not None else None
    if found is None and page is not None and (gone := withdrawn(request, page)) is not None:
        return gone
    if found is None and (onward := moved(request)) is not None:
        return onward
    request._wagtail_route_for_request = found  # type: ignore[attr-defined]
    return views.serve(request, path)


def find(request: HttpRequest, path: str) -> RouteResult | None:
    """Return the page of an address, with its own affair in the last parts of it."""
    page, rest = nearest(path)
    return _route(request, page, rest) if page is not None else None


def withdrawn(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Answer for a paper that was withdrawn, or a sheet of it: 410, when and why; nothing of what it said."""
    told = None if page.live else withdrawals.standing_for(page)
    if told is None or page.get_view_restrictions().exists():
        return None
    versions = Page.objects.filter(pk__in=[pk for pk, _revision in told.pages]).select_related("locale")
    # The way to the other language leads to the same answer there, not home.
    switch.remember(page, versions)
    response = render(request, "portal/withdrawn.html", {"page": page, "withdrawal": told}, status=410)
    # It may be restored any minute: kept, but asked about each time.
    response["Cache-Control"] = "no-cache"
    return response


def moved(request: HttpRequest) -> HttpResponse | None:
    """Lead an old address on, with what follows it: the PDF, the old version, the picture that a printed code names.

    Wagtail keeps the old address of each page that was moved or renamed, and leads on from that alone.
    """
    parts = [part for part in request.path.split("/") if part]
    longest = parts[:MOST_PARTS_OF_AN_ADDRESS]
    olds = {
        Redirect.normalise_path("/" + "/".join(parts[:count])): count for count in range(2, len(longest) + 1)
    }
    kept = Redirect.get_for_site(Site.find_for_request(request)).filter(old_path__in=olds)
    found = max(kept.select_related("redirect_page"), key=lambda each: olds[each.old_path], default=None)
    if found is None or not found.link:
        return None
    rest = "".join(f"{part}/" for part in parts[olds[found.old_path] :])
    return addresses.lead_on(request, found.link, rest=rest, is_permanent=found.is_permanent)


def nearest(path: str) -> tuple[Page | None, list[str]]:
    """Return the page of an address below its language's home, or the nearest above it, and the parts after
    it; two queries.
    """
    language = get_language()
    root = next((each for each in Site.get_site_root_paths() if each.language_code == language), None)
    if root is None:
        return None, []
    parts = [part for part in path.split("/") if part]
    # The last parts may be the page's own affair: its sheet (`pdf/`), an old version of it (`versions/3/pdf/`).
    above = [
        root.root_path + "".join(f"{part}/" for part in parts[: len(parts) - own])
        for own in range(min(len(parts), MOST_PARTS_OF_A_PAGE) + 1)
    ]
    page = Page.objects.filter(url_path__in=above, depth__gt=1).order_by("-depth").specific().first()
    if page is None:
        return None, []
    return page, parts[len(parts) - above.index(page.url_path) :]


def _route(request: HttpRequest, page: Page, rest: list[str]) -> RouteResult | None:
    try:
        return page.route(request, rest)
    except Http404:
        return None
