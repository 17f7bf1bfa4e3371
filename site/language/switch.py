"""The way from a place in one language to the same place in the other: a link, without cookie or session."""

from django.http import HttpRequest
from django.urls import Resolver404, resolve, translate_url
from wagtail.models import Page


def home(language: str) -> str:
    """Return the address of a language's home page."""
    return f"/{language}/"


def address(request: HttpRequest | None, page: object, language: str) -> str:
    """Return the address of the same place in `language`.

    A page leads to its translation where that is public, a view of ours to itself in the other language,
    filters included; anything else, an error page above all, to the language's home.
    """
    if isinstance(page, Page):
        return _of_page(request, page, language)
    if request is None or not _is_view_of_ours(request):
        return home(language)
    return translate_url(request.get_full_path(), language)


def _of_page(request: HttpRequest | None, page: Page, language: str) -> str:
    known = page.__dict__.get("_addresses_by_language")
    if known is None:
        # One query for all languages: header and alternate links of a page ask three times.
        translations = (
            Page.objects.live().filter(translation_key=page.translation_key).select_related("locale")
        )
        known = {each.locale.language_code: each.url for each in translations}
        page.__dict__["_addresses_by_language"] = known
    return known.get(language) or home(language)


def _is_view_of_ours(request: HttpRequest) -> bool:
    match = request.resolver_match
    if match is None:
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return False
    return match.view_name != "wagtail_serve"
