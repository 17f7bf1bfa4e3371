"""The same page in the other language, as search engines are told of it in each page's head (`hreflang`).

Told as the map of the site tells it: whole addresses, the page itself among them, and the Bangla one for whoever
reads neither. A page of the English tree that nobody has translated is no English page: it names the Bangla one as
the page that counts.
"""

import dataclasses
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import translate_url

from language import switch
from language.spoken import LANGUAGES
from opendata import public
from publishing.pages import Published

PLACES = frozenset((*public.PLACES, *public.PLACES_OF_EACH, *public.PLACES_OFF_THE_MAP))


@dataclasses.dataclass(frozen=True)
class Alternates:
    """What the head of a page says of its languages: (language, whole address), and whose words it shows."""

    links: list[tuple[str, str]]
    canonical: str = ""


NONE = Alternates([])


def of(context: Mapping[str, Any]) -> Alternates:
    """Return what a template's page is in its languages; nothing for previews, errors, old versions and forms."""
    request, page, listing = context.get("request"), context.get("page"), context.get("listing")
    if not isinstance(request, HttpRequest) or getattr(request, "is_preview", False):
        return NONE
    if isinstance(page, Published):
        # What lies below a page's address (an old version, one picture) says itself what it is.
        return _of_page(page) if page.live and request.path == page.url else NONE
    match = request.resolver_match
    if match is None or match.view_name not in PLACES or getattr(listing, "is_withdrawn", False):
        return NONE
    root, path = public.root_url(), request.path
    return Alternates(public.alternates({code: root + translate_url(path, code) for code in LANGUAGES}))


def _of_page(page: Published) -> Alternates:
    places = switch.places(page)
    here = places.get(page.language)
    if here is not None and here.follows:
        source = places.get(public.FALLBACK)
        return Alternates([], canonical=source.page.full_url or "" if source is not None else "")
    words = switch.in_words_of(page)
    return Alternates(public.alternates({code: places[code].page.full_url or "" for code in words}))
