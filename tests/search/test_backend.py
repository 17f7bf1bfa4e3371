"""Wagtail's admin, choosers and `.search()` profit from the same index, and it follows every edit."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from modelsearch.query import MATCH_ALL, And, Not, Or, Phrase, PlainText
from wagtail.models import Page
from wagtail.search.backends import get_search_backend
from wagtail.search.utils import parse_query_string

import clock
from bangla import analysis
from portal.models import NewsPage
from search import objects, tables, writing
from search.models import Document
from shop.storefront.models import Listing
from tests.search.conftest import Site


def titles(results: object) -> list[str]:
    return [row.title for row in results]  # type: ignore[attr-defined]


def test_a_queryset_is_searched_in_any_form_of_a_word(site_with_texts: Site) -> None:
    assert titles(NewsPage.objects.live().search("সাক্ষাৎ")) == [site_with_texts.news.title]
    assert titles(Listing.objects.public().search("কাঁথাগুলো")) == [site_with_texts.quilt.title]


def test_choosers_complete_what_is_being_typed(site_with_texts: Site) -> None:
    for typed in ("বন্দ", "বন্দির সাক্ষ", "sakkh", "নতুন ন"):
        assert site_with_texts.news.title in titles(Page.objects.autocomplete(typed)), typed


def test_the_queryset_decides_who_sees_what(site_with_texts: Site) -> None:
    assert site_with_texts.draft.title in titles(Page.objects.search("খসড়া"))
    assert titles(Page.objects.live().search("খসড়া")) == []


def test_queries_may_be_built_of_parts(site_with_texts: Site) -> None:
    quilt, withdrawn = site_with_texts.quilt.title, site_with_texts.withdrawn.title

    def search(query: object) -> set[str]:
        return set(titles(Listing.objects.search(query)))

    assert search(MATCH_ALL) == {quilt, withdrawn}
    assert search(PlainText("কাঁথা নকশী")) == {quilt, withdrawn}  # the trade is called so
    assert search(And([PlainText("কাঁথা"), PlainText("সেলাই")])) == {quilt}
    assert search(Or([PlainText("সেলাই"), PlainText("প্রত্যাহৃত")])) == {quilt, withdrawn}
    assert search(PlainText("কাঁথা") & Not(PlainText("সেলাই"))) == {withdrawn}
    assert search(Phrase("হাতে সেলাই")) == {quilt}
    assert search(PlainText("সেলাই হেলিকপ্টার", operator="or")) == {quilt}


def test_staffs_quotes_and_filters_are_words_like_others(site_with_texts: Site) -> None:
    _filters, query = parse_query_string('"সাক্ষাতের নতুন" live:true', operator="and")
    assert titles(Page.objects.search(query)) == [site_with_texts.news.title]
    assert titles(Page.objects.search('"')) == []


def test_results_are_cut_counted_and_ordered(site_with_texts: Site) -> None:
    results = Listing.objects.search("কাঁথা")
    assert results.count() == 2
    assert results[0] == next(iter(results))
    assert results[1:].count() == 1
    assert results[5:].count() == 0
    by_title = Listing.objects.search("কাঁথা", order_by_relevance=False)
    assert list(by_title) == [site_with_texts.withdrawn, site_with_texts.quilt]
    assert list(results.get_queryset().order_by("pk")) == [site_with_texts.quilt, site_with_texts.withdrawn]
    assert dict(Listing.objects.search("কাঁথা").facet("trade_id")) == {site_with_texts.quilt.trade_id: 2}
    assert all(row.score > 0 for row in results.annotate_score("score"))


def test_an_edit_is_found_at_once_and_the_old_text_no_more(site_with_texts: Site) -> None:
    quilt = site_with_texts.quilt
    quilt.summary_bn = "বিরল প্রজাপতি"
    quilt.save()
    assert titles(Listing.objects.search("প্রজাপতি")) == [quilt.title]
    assert titles(Listing.objects.search("সেলাই")) == []


def test_what_is_written_waits_in_no_list(site_with_texts: Site) -> None:
    """On PostgreSQL each search would read the list of what is new from its beginning to its end."""
    site_with_texts.quilt.save()
    assert _waiting() == 0


def test_after_a_rebuild_nothing_waits_in_a_list(site_with_texts: Site) -> None:
    call_command("wagtail_update_index", verbosity=0)
    assert _waiting() == 0


def _waiting() -> int:
    """Return how many pages of new words PostgreSQL had not yet brought into the index. It does so when asked."""
    waiting = "gin_clean_pending_list('found_words_said')" if connection.vendor == "postgresql" else "0"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {waiting}")
        return int(cursor.fetchone()[0])


def test_words_that_are_said_over_and_over_are_kept(site_with_texts: Site) -> None:
    """PostgreSQL keeps 16,383 places of a text and 256 of a word, and refuses a vector of a megabyte."""
    row = Document.objects.get(object_id=str(site_with_texts.quilt.pk), kind="product")
    often, late = ["বারবার"] * 20_000, ["শেষে", "শেষে"]
    tables.write([row.pk], [tables.Row(row, ["শিরোনাম"], [*often, *late], ["বারবার", "ধ্বনি"], [])])
    for word in ("শিরোনাম", "বারবার", "শেষে", "ধ্বনি"):
        found = tables.match([{word}], content_type_ids=objects.content_types_of(Listing))
        assert [match.object_id for match in found] == [row.object_id], word
        assert found[0].kind == "product"


def test_facts_that_are_told_anew_are_searched_by_at_once(site_with_texts: Site) -> None:
    """On PostgreSQL they stand beside the words, too."""
    quilt, kinds = site_with_texts.quilt, objects.content_types_of(Listing)
    words = analysis.ask("সেলাই").terms[0].words
    public = tables.Among(is_public=True)
    assert tables.match([words], content_type_ids=kinds, among=public, limit=1)
    Listing.objects.filter(pk=quilt.pk).update(withdrawn_at=clock.now())
    writing.retell(Listing, [Listing.objects.get(pk=quilt.pk)])
    assert not tables.match([words], content_type_ids=kinds, among=public, limit=1)
    assert tables.match([words], content_type_ids=kinds, limit=1)
    assert sum(tables.tally([words], content_type_ids=kinds, among=public).values()) == 0


def test_steps_asked_together_answer_as_each_by_itself(site_with_texts: Site) -> None:
    """Of steps that hold all of the one before, only so many are asked as it takes to find one."""
    said = analysis.ask("সাক্ষাৎ").terms[0].words
    quilt = analysis.ask("কাঁথা").terms[0].words
    nothing = frozenset({"হেলিকপ্টার"})
    kinds = objects.content_types_of(Page)
    groups: list[tuple[frozenset[str], tuple[str, ...]]] = [
        (nothing, ()),
        (nothing | said, ()),
        (nothing | said | quilt, ("হেলি",)),
        (quilt, ()),  # no page speaks of it
        (frozenset(), ()),
        (nothing, ("হেলি",)),
        (nothing, ("হেলি", min(said, key=len)[:3])),
    ]
    by_itself = [tables.present([group], content_type_ids=kinds)[0] for group in groups]
    assert tables.present(groups, content_type_ids=kinds) == by_itself
    assert by_itself == [False, True, True, False, False, False, True]


def test_what_is_deleted_is_gone_from_the_index(site_with_texts: Site) -> None:
    kept = Document.objects.count()
    pk = site_with_texts.quilt.pk
    site_with_texts.quilt.delete()
    assert Document.objects.count() == kept - 1
    assert not Document.objects.filter(object_id=str(pk), title__contains="নকশী").exists()
    assert titles(Listing.objects.search("সেলাই")) == []


def test_a_rebuilt_index_answers_as_before(site_with_texts: Site) -> None:
    call_command("wagtail_update_index", verbosity=0)
    before = list(
        Document.objects.order_by("content_type", "object_id").values_list("object_id", "title", "body")
    )
    Document.objects.filter(title__contains="নকশী").delete()
    Document.objects.create(
        content_type_id=Document.objects.first().content_type_id, object_id="9999", title="x", body=""
    )
    call_command("wagtail_update_index", verbosity=0)
    after = list(
        Document.objects.order_by("content_type", "object_id").values_list("object_id", "title", "body")
    )
    assert after == before
    assert titles(Listing.objects.search("সেলাই")) == [site_with_texts.quilt.title]


def test_the_index_can_be_emptied(site_with_texts: Site) -> None:
    get_search_backend().reset_indexes()
    assert not Document.objects.exists()
    assert titles(Page.objects.search("সাক্ষাৎ")) == []


@pytest.mark.parametrize(
    "address",
    [
        "/admin/pages/search/results/",
        "/admin/choose-page/search/",
        "/admin/images/results/",
        "/admin/documents/results/",
    ],
)
@pytest.mark.parametrize("text", ["সাক্ষাৎ", "sakkh", '"', "live:true", "ক" * 3_000])
def test_staffs_searches_answer_any_text(
    admin_client: Client, site_with_texts: Site, address: str, text: str
) -> None:
    response = admin_client.get(address, {"q": text})
    assert response.status_code == 200
    if "page" in address and text in ("সাক্ষাৎ", "sakkh"):
        assert site_with_texts.news.title in response.content.decode()
