"""The language switch leads to the same place in the other language, or to its home."""

from urllib.parse import quote

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import resolve
from django.utils import translation
from wagtail.models import Locale, Page

from portal import tree
from portal.models import StandardPage

pytestmark = pytest.mark.django_db


def address(path: str, to: str, page: Page | None = None) -> str:
    request = RequestFactory().get(path)
    with translation.override(path.split("/")[1]):
        request.resolver_match = resolve(request.path_info)
        context = Context({"request": request, "page": page})
        return Template("{% load language %}{% switch_language_url '" + to + "' %}").render(context)


def test_a_view_leads_to_itself_with_its_filters() -> None:
    assert (
        address(f"/bn/search/?q={quote('কারা')}&page=2", "en")
        == "/en/search/?q=%E0%A6%95%E0%A6%BE%E0%A6%B0%E0%A6%BE&amp;page=2"
    )


def test_a_page_leads_to_its_translation_and_back() -> None:
    tree.lay()
    bangla = StandardPage.objects.get(slug="services", locale__language_code="bn")
    english = bangla.get_translation(Locale.objects.get(language_code="en"))
    assert address(bangla.url, "en", bangla) == english.url
    assert address(english.url, "bn", english) == bangla.url


def test_a_page_without_a_public_translation_leads_home() -> None:
    tree.lay()
    bangla = StandardPage.objects.get(slug="services", locale__language_code="bn")
    bangla.get_translation(Locale.objects.get(language_code="en")).unpublish()
    assert address(bangla.url, "en", bangla) == "/en/"


def test_an_address_that_leads_nowhere_leads_home() -> None:
    assert address("/bn/no/such/page/", "en") == "/en/"


def test_asking_in_another_language_sets_no_cookie(client: Client) -> None:
    response = client.get("/en/search/")
    assert response.status_code == 200
    assert not response.cookies
