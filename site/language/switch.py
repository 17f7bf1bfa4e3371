"""The way from a place in one language to the same place in the other: a link, without cookie or session."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.urls import Resolver404, resolve, translate_url
from wagtail.models import Page

# Each language counts its own versions of a text: under the same number another one may stand.
COUNTED_BY_LANGUAGE = "versions"


@dataclass(frozen=True)
class Place:
    """A page in one language: its address, and whether it only shows the words of another language there."""

    page: Page
    follows: bool

    @property
    def url(self) -> str:
        return self.page.url or ""


def home(language: str) -> str:
    """Return the address of a language's home page."""
    return f"/{language}/"


def address(request: HttpRequest | None, page: object, language: str) -> str:
    """Return the address of the same place in `language`.

    A page leads to its translation where that is public, with what followed its address and with its filters; else
    to the nearest page above it that is. A view of ours leads to itself; anything else, an error page above all, to
    the language's home.
    """
    if isinstance(page, Page):
        return _of_page(request, page, language)
    if request is None or not _is_view_of_ours(request):
        return home(language)
    return translate_url(request.get_full_path(), language)


def places(page: Page) -> dict[str, Place]:
    """Return the public pages that are this page in each language, itself among them; one query for all."""
    known: dict[str, Place] | None = page.__dict__.get("_places_by_language")
    if known is None:
        # Header and head of a page ask several times.
        translations = Page.objects.live().filter(translation_key=page.translation_key)
        known = remember(page, translations.select_related("locale"))
    return known


def remember(page: Page, translations: object) -> dict[str, Place]:
    """Let `places` answer with these pages from now on."""
    known = {
        each.locale.language_code: Place(each, follows=each.alias_of_id is not None)
        for each in translations  # type: ignore[attr-defined]
    }
    page.__dict__["_places_by_language"] = known
    return known


def in_words_of(page: Page) -> dict[str, str]:
    """Return the addresses of a page in the languages whose words it has: a page that nobody has translated is
    public in English, too, and says what the Bangla one says.
    """
    return {code: place.url for code, place in places(page).items() if not place.follows and place.url}


def _of_page(request: HttpRequest | None, page: Page, language: str) -> str:
    place = places(page).get(language)
    if place is None or not place.url:
        return _above(page, language) or home(language)
    if request is None or getattr(request, "is_preview", False):
        return place.url
    query = request.META.get("QUERY_STRING", "")
    return place.url + _rest(request, page, place) + (f"?{query}" if query else "")


def _rest(request: HttpRequest, page: Page, place: Place) -> str:
    """Return what follows a page's address (its history, its third picture), where the other page has it, too."""
    own = page.url or ""
    rest = request.path.removeprefix(own) if own and request.path.startswith(own) else ""
    parts = [part for part in rest.split("/") if part]
    if not parts or place.page.pk == page.pk:
        return rest
    same_text = place.follows or getattr(page, "alias_of_id", None) is not None
    if COUNTED_BY_LANGUAGE in parts and not same_text:
        return ""
    try:
        place.page.specific.route(request, parts)
    except Http404:
        return ""
    return rest


def _above(page: Page, language: str) -> str | None:
    """Return the address of the nearest page above that is public in a language; asked for lone pages alone."""
    keys = list(page.get_ancestors().filter(depth__gt=1).values_list("translation_key", flat=True))
    nearest = (
        Page.objects.live()
        .filter(translation_key__in=keys, locale__language_code=language)
        .order_by("-depth")
        .first()
    )
    return nearest.url if nearest is not None else None


def _is_view_of_ours(request: HttpRequest) -> bool:
    match = request.resolver_match
    if match is None:
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return False
    return match.view_name != "wagtail_serve"
