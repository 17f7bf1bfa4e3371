"""The language switch leads to the same place in the other language, or to its home."""

from urllib.parse import quote

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import resolve
from django.utils import translation
from wagtail.models import Locale, Page

from portal import tree
from portal.models import PublicationIndexPage, StandardPage
from tests import publishing_samples

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


def test_a_page_without_a_public_translation_leads_to_the_nearest_above_that_has_one() -> None:
    tree.lay()
    bangla = StandardPage.objects.get(slug="services", locale__language_code="bn")
    below = tree.add(bangla, StandardPage(title="ফরম", slug="forms"))
    assert address(below.url, "en", below) == "/en/services/"
    bangla.get_translation(Locale.objects.get(language_code="en")).unpublish()
    assert address(bangla.url, "en", bangla) == "/en/"
    assert address(below.url, "en", below) == "/en/"


def test_the_filters_of_a_page_are_kept() -> None:
    tree.lay()
    lists = PublicationIndexPage.objects.get(language="bn")
    assert address(f"{lists.url}?year=2026&page=2", "en", lists) == "/en/publications/?year=2026&amp;page=2"


def test_what_stands_below_a_page_s_address_is_kept_where_the_other_page_has_it_too() -> None:
    site = publishing_samples.whole_site()
    tree.sync()
    charter = site.charter
    assert address(f"{charter.url}history/", "en", charter) == f"/en{charter.url[3:]}history/"
    # Both show the same text, so that they share its versions.
    assert address(f"{charter.url}versions/1/", "en", charter) == f"/en{charter.url[3:]}versions/1/"
    tree.translate(charter, {"title": "Citizen charter"})
    charter = type(charter).objects.get(pk=charter.pk)
    assert address(f"{charter.url}history/", "en", charter) == f"/en{charter.url[3:]}history/"
    assert address(f"{charter.url}versions/1/", "en", charter) == f"/en{charter.url[3:]}"
    assert address(f"{charter.url}no/such/sheet/", "en", charter) == f"/en{charter.url[3:]}"


def test_an_address_that_leads_nowhere_leads_home() -> None:
    assert address("/bn/no/such/page/", "en") == "/en/"


def test_asking_in_another_language_sets_no_cookie(client: Client) -> None:
    response = client.get("/en/search/")
    assert response.status_code == 200
    assert not response.cookies
