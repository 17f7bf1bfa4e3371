"""How a page looks where somebody shares it: its title, a sentence, its languages and its card."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import get_page_models

from language import switch
from language.spoken import active
from offices.models import Office
from opendata import cards, public
from publishing.pages import Published

LOCALES = {"bn": "bn_BD", "en": "en_GB"}
# The whole Department, where a page is no office's.
WHOLE = "department"
# Places of the site that are no pages of the tree; others are not told of: they may be one reader's.
PLACES = {
    "shop:catalogue": "shop",
    "shop:product": "product",
    "open-data": "open-data",
    "compliance": "compliance",
    "compliance-office": "compliance",
}


@dataclasses.dataclass(frozen=True)
class Shared:
    """What networks ask of a page."""

    title: str
    description: str
    url: str
    kind: str
    locale: str
    other_locales: list[str]
    image_url: str
    image_alt: str
    image_width: int
    image_height: int


def kinds() -> dict[str, Any]:
    """Return what a card may say of the kind of a page, by the kind's name in its address."""
    found: dict[str, Any] = {
        model.kind: model.kind_label
        for model in get_page_models()
        if issubclass(model, Published) and model.kind
    }
    found |= {
        "shop": _("Prison products"),
        "product": _("Prison products"),
        "open-data": _("Open data"),
        "compliance": _("How promises are kept"),
    }
    return found


def card_of(kind: str, office: Office | None) -> cards.Card:
    """Return the card of a kind of page, in the active language; home says what the whole site is for."""
    publisher, motto = _("Department of Prisons"), _("We keep safe, we show the way to light")
    label = "" if kind == "home" else str(kinds()[kind])
    if office is None:
        kicker = _("Bangladesh")
        return cards.Card(
            kicker, label or _("Services, charters and papers of the prisons"), publisher, motto
        )
    return cards.Card("" if kind == "office" else label, office.name, publisher, motto)


def card_address(kind: str, office: Office | None, card: cards.Card | None = None) -> str:
    """Return the whole address of a card, which may be in hand. Other words, other address: one is kept for ever."""
    address = reverse("card", args=[active(), kind, office.code if office else WHOLE])
    return f"{public.root_url()}{address}?v={(card or card_of(kind, office)).key}"


def of(context: Mapping[str, Any]) -> Shared | None:
    """Return how the page of a template's context is shared; None where it should not be."""
    request = context.get("request")
    page, listing = context.get("page"), context.get("listing")
    match = getattr(request, "resolver_match", None)
    place = PLACES.get(getattr(match, "view_name", "") or "")
    if isinstance(page, Published) and page.live and page.kind and not getattr(request, "is_preview", False):
        return _of_page(page)
    if place is None or request is None or (listing is not None and listing.is_withdrawn):
        return None
    office = listing.office if listing is not None else context.get("office")
    crumbs = context.get("crumbs") or ()
    title = (
        listing.title if listing is not None else str(crumbs[-1]["title"]) if crumbs else str(kinds()[place])
    )
    told = _shared(
        kind=place,
        office=office if isinstance(office, Office) else None,
        title=title,
        description=listing.summary if listing is not None else "",
        url=public.root_url() + request.path,
        graph_kind="product" if listing is not None else "website",
        others=[each for each in LOCALES if each != active()],
    )
    picture = listing.picture if listing is not None else None
    if picture is not None:
        told = dataclasses.replace(
            told,
            image_url=public.root_url() + picture.url,
            image_alt=picture.alt,
            image_width=picture.width,
            image_height=picture.height,
        )
    return told


def _of_page(page: Published) -> Shared:
    others = [code for code in LOCALES if code != page.language and code in switch.places(page)]
    return _shared(
        kind=page.kind,
        office=page.office,
        title=page.seo_title or page.title,
        description=page.search_description or getattr(page, "lead", "") or "",
        url=page.full_url or "",
        graph_kind="website" if page.kind == "home" else "article",
        others=others,
    )


def _shared(
    *,
    kind: str,
    office: Office | None,
    title: str,
    description: str,
    url: str,
    graph_kind: str,
    others: list[str],
) -> Shared:
    card = card_of(kind, office)
    return Shared(
        title=title,
        description=description[:300] or card.alt,
        url=url,
        kind=graph_kind,
        locale=LOCALES[active()],
        other_locales=[LOCALES[each] for each in others],
        image_url=card_address(kind, office, card),
        image_alt=card.alt,
        image_width=cards.WIDTH,
        image_height=cards.HEIGHT,
    )
