"""The map of the site for search engines: an index, and a map of pages and of products for each language.

What a reader may not have, what was withdrawn, and pages that say themselves that they should not be listed are not in
it; nor is a page of the English tree that nobody has translated, because it says what the Bangla one says.
"""

import dataclasses
import datetime
import re
from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import F, Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe
from wagtail.models import Page

from charter_pages.models import CharterVersion
from language.spoken import LANGUAGES
from offices.models import Office
from opendata import public
from publishing.pages import guards
from shop.storefront.models import Listing

# The protocol allows 50,000 addresses and 50 MB; an index holds as many maps.
AT_MOST = 20_000
XML = "application/xml; charset=utf-8"
FOR_AN_HOUR = "public, max-age=300, s-maxage=3600"


@dataclasses.dataclass(frozen=True)
class Entry:
    """One address, when it changed, and the same in other languages."""

    location: str
    lastmod: datetime.datetime | None
    alternates: list[dict[str, str]]


def pages(language: str) -> Iterator[Entry]:
    """Yield the pages of a language, the history of each charter behind it; four queries for any number."""
    found = list(
        Page.objects.live()
        .filter(~guards(), depth__gt=1, alias_of__isnull=True)
        .annotate(changed_at=public.changed_at(), code=F("locale__language_code"))
        .order_by("path")
        .values("pk", "url_path", "translation_key", "changed_at", "code", "charterpage")
    )
    addresses = public.Addresses()
    by_key: dict[Any, dict[str, str]] = {}
    for row in found:
        by_key.setdefault(row["translation_key"], {})[row["code"]] = addresses.of(row)
    versions = dict(CharterVersion.objects.order_by().values_list("page_id").annotate(last=Max("made_at")))
    for row in found:
        if row["code"] != language:
            continue
        here = by_key[row["translation_key"]]
        times = [at for at in (row["changed_at"], versions.get(row["pk"])) if at]
        lastmod = max(times, default=None)
        yield Entry(here[language], lastmod, _alternates(here))
        if row["charterpage"]:
            history = {code: f"{url}history/" for code, url in here.items()}
            yield Entry(history[language], lastmod, _alternates(history))


def shop(language: str) -> Iterator[Entry]:
    """Yield the products on sale, and the places of the site that are no pages of its tree."""
    for name in public.PLACES:
        yield _place(name, language)
    for code in Office.objects.order_by("code").values_list("code", flat=True):
        yield _place("compliance-office", language, code)
    listed = Listing.objects.public().order_by("slug")
    for slug, at in listed.values_list("slug", "product__date_updated"):
        yield _place("shop:product", language, slug, lastmod=at)


def _place(name: str, language: str, *args: str, lastmod: datetime.datetime | None = None) -> Entry:
    addresses = {}
    for code in LANGUAGES:
        with translation.override(code):
            addresses[code] = public.root_url() + reverse(name, args=args)
    return Entry(addresses[language], lastmod, _alternates(addresses))


def _alternates(addresses: dict[str, str]) -> list[dict[str, str]]:
    return [{"lang_code": code, "location": url} for code, url in public.alternates(addresses)]


SECTIONS: dict[str, tuple[Callable[[str], Iterator[Entry]], str]] = {
    f"{name}-{language}": (entries, language)
    for name, entries in (("pages", pages), ("shop", shop))
    for language in LANGUAGES
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Answer with the maps that there are."""
    maps = []
    for name in SECTIONS:
        for number, entries in enumerate(_parts(name), start=1):
            part = name if number == 1 else f"{name}-{number}"
            maps.append(
                {
                    "location": public.root_url() + reverse("sitemap-section", args=[part]),
                    "last_mod": max((entry.lastmod for entry in entries if entry.lastmod), default=None),
                }
            )
    return _answer(render(request, "sitemap_index.xml", {"sitemaps": maps}, content_type=XML))


@require_safe
def section(request: HttpRequest, name: str) -> HttpResponse:
    """Answer with one map, or with a further part of it where one is too long."""
    asked = PART.fullmatch(name)
    if asked is None or asked[1] not in SECTIONS:
        raise Http404
    parts, number = _parts(asked[1]), int(asked[2] or 1)
    if number > len(parts):
        raise Http404
    return _answer(render(request, "sitemap.xml", {"urlset": parts[number - 1]}, content_type=XML))


PART = re.compile(r"([a-z]+-[a-z]{2})(?:-([2-9]|[1-9][0-9]))?")


def _parts(name: str) -> list[list[Entry]]:
    entries, language = SECTIONS[name]
    found = list(entries(language))
    return [found[begin : begin + AT_MOST] for begin in range(0, len(found), AT_MOST)] or [[]]


def _answer(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = FOR_AN_HOUR
    # A map is not itself a page to be found.
    response["X-Robots-Tag"] = "noindex, noodp, noarchive"
    return response
