"""What pages tell search engines and networks: true, complete by each vocabulary, of the page and of nobody."""

import html
import json
import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from charter_pages.models import PostHolder
from portal.models import HomePage, NewsPage, OfficePage
from tests.opendata.worlds import Department as House
from tests.opendata.worlds import letter
from tests.storefront import shelf

DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
META = re.compile(r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)">')
# What the search engines' own rules ask of each kind.
REQUIRED: dict[str, set[str]] = {
    "GovernmentOrganization": {"name"},
    "GovernmentService": {"name", "provider", "url", "areaServed"},
    "Report": {"name", "headline", "datePublished", "author", "publisher", "url", "inLanguage"},
    "Article": {"name", "headline", "datePublished", "author", "publisher", "url", "inLanguage"},
    "NewsArticle": {"name", "headline", "datePublished", "author", "publisher", "url", "inLanguage"},
    "Event": {"name", "startDate", "location", "eventStatus", "url"},
    "BreadcrumbList": {"itemListElement"},
    "Product": {"name", "offers", "image"},
    "Offer": {"price", "priceCurrency"},
    "WebSite": {"name", "url", "potentialAction"},
    "PostalAddress": {"addressCountry"},
    "ContactPoint": {"contactType"},
    "ListItem": {"position", "name"},
}
__all__ = ["House"]


def page_of(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def things_of(address: str) -> dict[str, list[dict[str, Any]]]:
    """Return the things that a page tells of, by their kind, after asking what each of them needs."""
    blocks = DATA.findall(page_of(address))
    assert len(blocks) == 1
    told = json.loads(blocks[0])
    assert told["@context"] == "https://schema.org"
    found: dict[str, list[dict[str, Any]]] = {}
    for thing in told["@graph"]:
        found.setdefault(thing["@type"], []).append(thing)
    for thing in _all(told["@graph"]):
        if "@type" in thing:
            missing = REQUIRED.get(thing["@type"], set()) - thing.keys()
            assert not missing, (thing["@type"], missing)
            assert all(value not in ("", None, []) for value in thing.values()), thing
    return found


def _all(told: Any) -> list[dict[str, Any]]:
    if isinstance(told, list):
        return [thing for each in told for thing in _all(each)]
    if isinstance(told, dict):
        return [told, *(thing for value in told.values() for thing in _all(value))]
    return []


def card_of(address: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in META.findall(page_of(address))}


def test_an_office_is_told_with_its_address_and_when_to_visit(house: House) -> None:
    office = house.site.offices.hq
    page = OfficePage.objects.get(register_entry=office, language="bn")
    told = things_of(page.url)["GovernmentOrganization"][0]
    assert (told["name"], told["identifier"]) == (office.name_bn, "hq")
    assert told["address"]["streetAddress"] == office.address_bn
    assert told["contactPoint"][0]["name"] == "সাজাপ্রাপ্ত বন্দি"
    assert told["contactPoint"][0]["description"] == "শনি–বৃহস্পতি, সকাল ৯টা–বিকাল ৪টা"


def test_each_service_for_citizens_and_institutions_is_told_and_no_internal_one(house: House) -> None:
    told = things_of(house.site.charter.url)["GovernmentService"]
    assert [each["name"] for each in told] == ["বন্দির সাথে সাক্ষাৎ", "হাজতি বন্দি", "আদালতে হাজিরা"]
    assert {each["provider"]["name"] for each in told} == {"নাটোর জেলা কারাগার"}


def test_papers_are_told_with_number_dates_and_whose_they_are(house: House) -> None:
    told = things_of(house.site.minutes.url)["Report"][0]
    assert told["reportNumber"] == "58.04.0000.021.03.020.24-262"
    assert told["datePublished"] == "2024-03-10"
    assert told["author"]["name"] == "নাটোর জেলা কারাগার"
    assert things_of(house.site.practice.url)["Report"][0]["description"] == "সপ্তাহে একবার ফোনে কথা।"
    assert things_of(letter(house.site.a).url)["Article"]
    assert things_of(NewsPage.objects.get(language="bn").url)["NewsArticle"]


def test_the_way_from_home_is_told_as_the_page_shows_it(house: House) -> None:
    crumbs = things_of(house.site.minutes.url)["BreadcrumbList"][0]["itemListElement"]
    assert [each["position"] for each in crumbs] == list(range(1, len(crumbs) + 1))
    assert crumbs[-1]["name"] == house.site.minutes.title
    assert "item" not in crumbs[-1]
    assert all(urlsplit(each["item"]).scheme for each in crumbs[:-1])
    assert "BreadcrumbList" not in things_of(HomePage.objects.get(language="bn").url)


def test_home_tells_of_the_department_and_how_to_search_it(house: House) -> None:
    told = things_of("/en/")
    assert told["GovernmentOrganization"][0]["@id"] == told["WebSite"][0]["publisher"]["@id"]
    address = told["WebSite"][0]["potentialAction"]["target"]["urlTemplate"]
    assert (
        Client().get("/" + address.split("/", 3)[3].replace("{search_term_string}", "x")).status_code == 200
    )


def test_a_product_is_told_with_its_price_and_whether_it_can_be_had(house: House) -> None:
    listing = shelf.listed()
    told = things_of(f"/en/shop/products/{listing.slug}/")["Product"][0]
    assert told["offers"]["priceCurrency"] == "BDT"
    assert float(told["offers"]["price"]) * 100 == listing.price_poisha
    assert told["offers"]["availability"] in ("https://schema.org/InStock", "https://schema.org/OutOfStock")
    shared = card_of(f"/en/shop/products/{listing.slug}/")
    assert (shared["og:type"], shared["og:title"]) == ("product", listing.title_en)
    assert shared["og:image:alt"]


def test_what_an_editor_writes_cannot_end_the_block_of_data(house: House) -> None:
    page = house.site.practice
    page.lead = "</script><script>alert(1)</script> & <!-- \u2028"
    page.save_revision(clean=False).publish()
    assert things_of(page.url)["Report"][0]["description"] == page.lead
    assert "<script>alert" not in page_of(page.url)


@pytest.mark.parametrize("name", ["minutes", "charter", "practice", "a"])
def test_a_page_is_shared_with_title_sentence_address_and_card(house: House, name: str) -> None:
    page = getattr(house.site, name)
    shared = card_of(page.url)
    assert shared["og:title"] == page.title
    assert shared["og:url"] == page.full_url
    assert shared["og:description"]
    assert shared["og:locale"] == "bn_BD"
    assert shared["og:locale:alternate"] == "en_GB"
    assert shared["twitter:card"] == "summary_large_image"
    assert (shared["og:image:width"], shared["og:image:height"]) == ("1200", "630")
    assert "নাটোর জেলা কারাগার" in shared["og:image:alt"]
    picture = Client().get("/" + shared["og:image"].split("/", 3)[3])
    assert picture.headers["Content-Type"] == "image/png"


def test_pages_that_are_one_readers_or_an_errors_tell_nothing(house: House) -> None:
    for address in ("/bn/complaints/track/", "/bn/shop/basket/", "/bn/shop/orders/", "/bn/search/?q=x"):
        text = Client().get(address).content.decode()
        assert not DATA.search(text), address
        assert not META.search(text), address
    gone = Client().get("/bn/nothing/here/")
    assert gone.status_code == 404
    assert not META.search(gone.content.decode())


def test_no_holder_of_a_post_is_told_to_search_engines(house: House) -> None:
    name = PostHolder.objects.first().name_bn  # type: ignore[union-attr]
    for page in (house.site.charter, house.site.a, house.site.minutes):
        text = page_of(page.url)
        assert all(name not in block for block in DATA.findall(text))
        assert all(name not in value for _name, value in META.findall(text))
