"""Each page's head names the same page in the other language, as the map of the site does, and nothing else."""

import re
from typing import Any

from django.conf import settings
from django.test import Client
from lxml import etree

import clock
from portal import tree
from portal.models import HomePage
from shop.storefront.models import Listing
from tests.opendata.worlds import Department as House
from tests.storefront import shelf

LINK = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">')
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)">')
__all__ = ["House"]


def head(address: str, status: int = 200) -> str:
    answer = Client().get(address)
    assert answer.status_code == status
    return str(answer.content.decode().partition("</head>")[0])


def told(address: str, status: int = 200) -> list[tuple[str, str]]:
    return LINK.findall(head(address, status))


def both(bangla: str, english: str) -> list[tuple[str, str]]:
    root = settings.SITE_URL
    return [("bn", root + bangla), ("en", root + english), ("x-default", root + bangla)]


def test_a_page_in_two_languages_names_both_on_both_as_the_map_does(house: House) -> None:
    expected = both("/bn/", "/en/")
    assert told("/bn/") == told("/en/") == expected
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    for language in ("bn", "en"):
        whole: Any = etree.fromstring(Client().get(f"/sitemap-pages-{language}.xml").content)
        own = HomePage.objects.get(language=language).full_url
        links = whole.xpath(f"//s:url[s:loc='{own}']/x:link", namespaces=spaces)
        assert [(link.get("hreflang"), link.get("href")) for link in links] == expected


def test_what_nobody_has_translated_is_told_as_the_bangla_page(house: House) -> None:
    bangla = house.site.minutes
    english = f"/en{bangla.url.removeprefix('/bn')}"
    for address in (bangla.url, english):
        assert told(address) == []
    assert CANONICAL.findall(head(english)) == [bangla.full_url]
    assert CANONICAL.findall(head(bangla.url)) == []
    tree.translate(bangla, {"title": "Minutes"})
    assert told(bangla.url) == told(english) == both(bangla.url, english)
    assert CANONICAL.findall(head(english)) == []


def test_products_and_public_places_name_both_languages_without_the_reader_s_filters(house: House) -> None:
    listing = shelf.listed()
    path = f"/shop/products/{listing.slug}/"
    assert told(f"/bn{path}") == told(f"/en{path}") == both(f"/bn{path}", f"/en{path}")
    assert told("/en/shop/?trade=jute") == both("/bn/shop/", "/en/shop/")
    for path in ("/practices/", "/open-data/", "/follow/", "/transparency/compliance/"):
        assert told(f"/bn{path}") == both(f"/bn{path}", f"/en{path}")


def test_what_may_be_one_reader_s_or_is_gone_tells_nothing(house: House) -> None:
    gone = shelf.listed()
    Listing.objects.filter(pk=gone.pk).update(withdrawn_at=clock.now())
    assert told(f"/bn/shop/products/{gone.slug}/", 410) == []
    assert told("/bn/no/such/page/", 404) == []
    assert told("/bn/shop/orders/") == []
    # An old version says itself which page counts.
    assert told(f"{house.site.charter.url}versions/1/") == []
