"""Pages by their whole address: Wagtail walks down from the site's root and asks twice at each level."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail import views
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Answer with the page of an address, through Wagtail's own view and its hooks."""
    request._wagtail_route_for_request = find(request, path)  # type: ignore[attr-defined]
    return views.serve(request, path)


def find(request: HttpRequest, path: str) -> RouteResult | None:
    """Return the page of an address below its language's home, or of the part above the last; two queries."""
    language = get_language()
    root = next((each for each in Site.get_site_root_paths() if each.language_code == language), None)
    if root is None:
        return None
    parts = [part for part in path.split("/") if part]
    whole = root.root_path + "".join(f"{part}/" for part in parts)
    # The last part may be a sheet of the page above it (`pdf/`).
    above = root.root_path + "".join(f"{part}/" for part in parts[:-1])
    page = Page.objects.filter(url_path__in={whole, above}, depth__gt=1).order_by("-depth").specific().first()
    if page is None:
        return None
    try:
        return page.route(request, [] if page.url_path == whole else parts[-1:])
    except Http404:
        return None
