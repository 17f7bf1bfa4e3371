"""What every public page shows around its content. It knows no reader."""

import functools
from typing import Any

from django.conf import settings
from django.db.models import F, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from wagtail.models import Page

from language.spoken import active
from offices.models import Office

# The shop stands before the last of the pages, as people read it: services, prisons, publications, shop,
# transparency.
SHOP_PLACE = 3
# Sections that pages link to though neither menu nor footer does.
PLACES = ("documents",)


def for_templates(request: HttpRequest) -> dict[str, object]:
    """Return what `base.html` needs. Nothing is asked of the database until a template shows it."""
    language = active()
    pages = SimpleLazyObject(functools.partial(_pages, request, language))
    return {
        "demonstration": settings.DEMONSTRATION,
        "home_url": f"/{language}/",
        "navigation": SimpleLazyObject(lambda: [page for page in pages if page["in_menu"]]),
        "footer_links": SimpleLazyObject(lambda: [page for page in pages if page["in_footer"]]),
        # Where the sections of the site are, by their slug.
        "places": SimpleLazyObject(lambda: {page["slug"]: page["url"] for page in pages}),
        "headquarters": SimpleLazyObject(
            lambda: next((page["headquarters"] for page in pages if "headquarters" in page), {})
        ),
    }


@functools.cache
def _linked(language: str) -> QuerySet[Page]:
    """Return the query for the pages of menu and footer, with what the footer says of headquarters.

    Each page of the site asks it: it is put together once, and what it finds is never kept.
    """

    def hq(field: str) -> QuerySet[Any, Any]:
        return Office.objects.filter(kind=Office.Kind.HQ).order_by("pk").values(field)[:1]

    return (
        Page.objects.live()
        .filter(depth=3, locale__language_code=language)
        .filter(Q(show_in_menus=True) | Q(standardpage__is_in_footer=True) | Q(slug__in=PLACES))
        .annotate(
            in_footer=F("standardpage__is_in_footer"),
            phone=Subquery(hq("phone")),
            email=Subquery(hq("email")),
        )
        .order_by("path")
    )


def _pages(request: HttpRequest, language: str) -> list[dict[str, Any]]:
    """Return the links of menu and footer in one query."""
    links = [
        {
            **_link(request, page.title, page.url or ""),
            "slug": page.slug,
            "in_menu": page.show_in_menus,
            "in_footer": bool(page.in_footer),
            "headquarters": {"phone": page.phone, "email": page.email},
        }
        for page in _linked(language).all()
    ]
    try:
        shop = reverse("shop:catalogue")
    except NoReverseMatch:
        return links
    more = {"slug": "shop", "in_menu": True, "in_footer": False}
    links.insert(SHOP_PLACE, {**_link(request, _("Prison products"), shop), **more})
    return links


def _link(request: HttpRequest, title: str, url: str) -> dict[str, Any]:
    # "page": this is the page itself; True: the page lies below it.
    current: str | bool = "page" if request.path == url else bool(url) and request.path.startswith(url)
    return {"title": title, "url": url, "current": current}
