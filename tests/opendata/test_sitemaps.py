"""The map of the site: valid, in both languages, of what anybody may read and of nothing else."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree
from wagtail.models import Page, PageViewRestriction

import clock
from opendata import sitemaps
from portal.models import HomePage
from shop.storefront.models import Listing
from tests.opendata.worlds import World as House
from tests.storefront import shelf

SPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).with_name("sitemap.xsd")))
__all__ = ["House"]


def read(name: str) -> Any:
    answer = Client().get(f"/sitemap{name}.xml")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("application/xml")
    return etree.fromstring(answer.content)


def addresses(name: str) -> list[str]:
    return [str(each) for each in read(f"-{name}").xpath("//s:loc/text()", namespaces=SPACES)]


def paths(name: str) -> set[str]:
    return {"/" + each.split("/", 3)[3] for each in addresses(name)}


def test_the_index_and_every_map_in_it_are_valid_by_the_protocol(house: House) -> None:
    index = read("")
    SCHEMA.assertValid(index)
    names = [str(each) for each in index.xpath("//s:loc/text()", namespaces=SPACES)]
    assert [each.rsplit("/", 1)[1] for each in names] == [f"sitemap-{name}.xml" for name in sitemaps.SECTIONS]
    for name in sitemaps.SECTIONS:
        SCHEMA.assertValid(read(f"-{name}"))


def test_the_robots_rules_name_the_index(house: House) -> None:
    last = Client().get("/robots.txt").content.decode().splitlines()[-1]
    assert last.startswith("Sitemap: http")
    assert last.endswith("/sitemap.xml")


def test_every_live_page_stands_in_its_language_once(house: House) -> None:
    for language in ("bn", "en"):
        expected = {
            page.url
            for page in Page.objects.live().filter(
                depth__gt=1, locale__language_code=language, alias_of__isnull=True
            )
        }
        found = addresses(f"pages-{language}")
        assert len(found) == len(set(found))
        assert expected <= paths(f"pages-{language}")
        assert all(path.endswith("/history/") for path in paths(f"pages-{language}") - expected)


def test_what_nobody_has_translated_is_not_offered_as_english(house: House) -> None:
    alias = Page.objects.get(translation_key=house.site.minutes.translation_key, locale__language_code="en")
    assert alias.live
    assert alias.url not in paths("pages-en")
    assert house.site.minutes.url in paths("pages-bn")


def test_a_page_in_two_languages_names_both_on_both(house: House) -> None:
    homes = {each.language: each.full_url for each in HomePage.objects.all()}
    for language in ("bn", "en"):
        entry = read(f"-pages-{language}").xpath(f"//s:url[s:loc='{homes[language]}']", namespaces=SPACES)[0]
        links = [
            (link.get("hreflang"), link.get("href")) for link in entry.xpath("x:link", namespaces=SPACES)
        ]
        assert links == [("bn", homes["bn"]), ("en", homes["en"]), ("x-default", homes["bn"])]


def test_restricted_withdrawn_and_unpublished_pages_are_on_no_map(house: House) -> None:
    page, guarded = house.many[0], house.site.b
    page.unpublish()
    PageViewRestriction.objects.create(page=guarded, restriction_type="login")
    for name in ("pages-bn", "pages-en"):
        found = addresses(name)
        assert not any(page.slug in each for each in found)
        assert not any(guarded.slug in each for each in found)


def test_a_history_is_on_the_map_and_old_versions_are_not(house: House) -> None:
    assert f"{house.site.charter.url}history/" in paths("pages-bn")
    assert not any("/versions/" in each for each in paths("pages-bn"))


def test_products_on_sale_are_on_the_map_and_withdrawn_ones_are_not(house: House) -> None:
    on_sale, gone = shelf.listed(), shelf.listed()
    Listing.objects.filter(pk=gone.pk).update(withdrawn_at=clock.now())
    found = paths("shop-bn")
    assert f"/bn/shop/products/{on_sale.slug}/" in found
    assert f"/bn/shop/products/{gone.slug}/" not in found
    assert {"/bn/shop/", "/bn/open-data/", "/bn/practices/", "/bn/transparency/compliance/"} <= found
    assert {"/en/shop/", "/en/open-data/", "/en/practices/"} <= paths("shop-en")
    assert "/bn/follow/" not in found
    assert not any(part in each for each in found for part in ("basket", "checkout", "orders"))


def test_a_map_takes_as_many_queries_for_many_pages_as_for_few(house: House) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            read("-pages-bn")
        return len(caught)

    queries()
    before = queries()
    Page.objects.filter(translation_key__in=[page.translation_key for page in house.many]).update(live=False)
    assert queries() == before <= 4


def test_a_map_that_grows_too_long_is_parted(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = addresses("pages-bn")
    monkeypatch.setattr(sitemaps, "AT_MOST", 10)
    names = [str(each) for each in read("").xpath("//s:loc/text()", namespaces=SPACES)]
    parts = [each.rsplit("/sitemap-", 1)[1].removesuffix(".xml") for each in names if "pages-bn" in each]
    assert parts[:2] == ["pages-bn", "pages-bn-2"]
    assert [each for part in parts for each in addresses(part)] == whole
    assert Client().get(f"/sitemap-pages-bn-{len(parts) + 1}.xml").status_code == 404
    for name in ("pages-fr", "pages-bn-1", "pages-bn-02", "x"):
        assert Client().get(f"/sitemap-{name}.xml").status_code == 404
