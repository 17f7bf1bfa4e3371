"""Results are narrowed by kind, office and year; products by trade, prison, price and stock. Decisions are results."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from charter_pages.models import Decision, MinutesPage
from portal import tree
from search import tables
from search.models import Document
from tests.portal.finding.conftest import House as House

pytestmark = pytest.mark.django_db


def ask(text: str, language: str = "bn", **narrowed: str) -> Any:
    response = Client().get(f"/{language}/search/", {"q": text, **narrowed})
    assert response.status_code == 200
    assert not response.cookies
    assert "csrfmiddlewaretoken" not in response.content.decode()
    return response.context


def kinds(context: Any) -> set[str]:
    return {str(row["kind"]) for row in context["results"]}


def values(context: Any, label: str) -> dict[str, int]:
    facets = {str(facet.label): facet for facet in context["facets"]}
    return {value.label: value.count for value in facets[label].values} if label in facets else {}


def test_each_count_is_what_choosing_it_leaves(house: House) -> None:
    everything = ask("কারাগার")
    assert sum(values(everything, "ধরন").values()) == everything["found"].total
    for facet in everything["facets"]:
        for value in facet.values:
            chosen = Client().get(f"/bn/search/{value.url}").context
            assert chosen["found"].total == value.count, (facet.label, value.label)


def test_what_is_chosen_can_be_taken_back(house: House) -> None:
    narrowed = ask("কারাগার", kind="office", office="dj-natore")
    assert kinds(narrowed) == {"দপ্তর"}
    [chosen] = [each for each in narrowed["facets"][0].values if each.is_chosen]
    assert chosen.url == "?q=%E0%A6%95%E0%A6%BE%E0%A6%B0%E0%A6%BE%E0%A6%97%E0%A6%BE%E0%A6%B0&office=dj-natore"


def test_addresses_hold_no_more_of_a_long_text_than_is_read(house: House) -> None:
    urls = [value.url for facet in ask("কারাগার " * 1_500)["facets"] for value in facet.values]
    assert urls
    assert max(map(len, urls)) < 3_000


@pytest.mark.parametrize(
    "narrowed",
    [
        {"kind": "x"},
        {"office": "nowhere"},
        {"year": "০"},
        {"year": "9" * 300},
        {"trade": "'"},
        {"kind": "product", "least": "-1", "most": "x", "stock": "on"},
        {"kind": "product", "least": "9" * 300},
        {"kind": "decision", "page": "99"},
    ],
)
def test_any_narrowing_is_answered(house: House, narrowed: dict[str, str]) -> None:
    ask("কারাগার", **narrowed)


def test_products_are_narrowed_by_price_in_either_digits_and_by_stock(house: House) -> None:
    house.quilt.stockrecord.price, house.quilt.stockrecord.num_in_stock = 2500, 3
    house.quilt.stockrecord.save()
    found = {"q": "নকশী কাঁথা কাঠের টুল", "kind": "product"}

    def titles(**more: str) -> set[str]:
        rows = ask(**{"text": "dj-natore", "kind": "product", **more})["results"]
        return {re.sub("<[^>]+>", "", str(row["title"])) for row in rows}

    assert titles() == {house.quilt.title_bn, house.stool.title_bn}, found
    assert titles(least="২০০০") == {house.quilt.title_bn}
    assert titles(most="2,000") == {house.stool.title_bn}
    assert titles(stock="on") == {house.quilt.title_bn}


def test_a_decision_is_found_for_itself_and_leads_to_its_minutes(house: House) -> None:
    decision = Decision.objects.filter(page__live=True, page__language="bn").first()
    assert decision is not None
    found = ask(decision.text[:60], kind="decision")
    assert any(row["url"].startswith(decision.page.url) for row in found["results"])
    assert kinds(found) == {"সিদ্ধান্ত"}


def test_a_decision_that_is_struck_out_is_forgotten(house: House) -> None:
    decision = Decision.objects.filter(page__live=True, page__language="bn").first()
    assert decision is not None
    mine = Document.objects.filter(kind="decision", object_id=str(decision.pk))
    assert mine.exists()
    decision.delete()
    assert not mine.exists()


def test_nothing_of_minutes_that_are_taken_back_is_found(house: House) -> None:
    minutes = MinutesPage.objects.live().filter(language="bn").first()
    assert minutes is not None
    text = minutes.decisions.first().text
    minutes.unpublish()
    found = ask(text, kind="decision")
    assert not any(str(minutes.url) in row["url"] for row in found["results"])
    assert not Document.objects.filter(
        kind="decision", number__in=minutes.decisions.values("pk"), is_public=True
    )


def test_what_a_password_guards_is_neither_found_nor_counted(house: House) -> None:
    before = ask("গ্রন্থাগার")["found"].total
    guard = PageViewRestriction.objects.create(
        page=house.news, restriction_type=PageViewRestriction.PASSWORD, password="x"
    )
    assert ask("গ্রন্থাগার")["found"].total == before - 1
    assert not Document.objects.filter(object_id=str(house.news.pk), kind="news", is_public=True).exists()
    guard.delete()
    assert ask("গ্রন্থাগার")["found"].total == before


def test_what_is_guarded_is_not_shown_though_the_index_takes_it_for_public(house: House) -> None:
    above = Page.objects.get(pk=house.news.pk).get_parent()

    def kinds_found() -> set[str]:
        found = ask("গ্রন্থাগার উদ্বোধন")
        assert found["found"].total
        return kinds(found)

    assert "সংবাদ" in kinds_found()
    PageViewRestriction.objects.create(
        page=above, restriction_type=PageViewRestriction.PASSWORD, password="x"
    )
    rows = Document.objects.filter(kind="news")
    rows.update(is_public=True)
    tables.retell(list(rows.values_list("pk", flat=True)))
    assert "সংবাদ" not in kinds_found()


def test_a_page_of_results_asks_little_of_the_database(house: House) -> None:
    ask("কারাগার")
    with CaptureQueriesContext(connection) as asked:
        assert ask("কারাগার")["results"]
    assert len(asked) <= 12, [each["sql"][:90] for each in asked]


def test_an_answer_that_nobody_has_translated_says_in_which_language_it_is(house: House) -> None:
    tree.sync()
    page = Client().get("/en/search/", {"q": "গ্রন্থাগার"}).content.decode()
    assert re.search(r'<a href="/en/news/library/" lang="bn">.*গ্রন্থাগার', page)
    assert re.search(r'<p class="paper__summary" lang="bn">.*গ্রন্থাগার', page)
    tree.translate(house.news, {"title": "A library opens", "lead": "For prisoners."})
    page = Client().get("/en/search/", {"q": "library"}).content.decode()
    assert re.search(r'<a href="/en/news/library/">A <mark>library</mark>', page)
