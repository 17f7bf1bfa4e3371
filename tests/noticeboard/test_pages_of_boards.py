"""Every kind of page of the boards, as readers and as the offices' editors meet it."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

import clock
from accounts.roles import Role
from noticeboard import board
from noticeboard.models import DocumentPage, EventPage, GalleryPage, NoticePage, TenderPage
from portal import publications, tree
from portal.models import OfficePage
from publishing import withdrawals
from publishing.pages import Published
from tests import staffed
from tests.noticeboard import boards
from tests.noticeboard.boards import NOON, page_of

pytestmark = pytest.mark.django_db
MODELS = (NoticePage, TenderPage, EventPage, GalleryPage, DocumentPage)


class House(boards.House):
    """One page of each kind below the first prison, untranslated in the English tree, and people at both prisons."""

    def __init__(self) -> None:
        super().__init__()
        office = self.offices.a
        self.pages: list[Any] = [
            boards.notice(office, valid_until=boards.day(25)),
            boards.tender(office),
            boards.event(office),
            boards.gallery(office),
            boards.document(office),
        ]
        tree.sync()
        self.own = staffed.person("own", Role.PRISON_EDITOR, office)
        self.other = staffed.person("other", Role.PRISON_EDITOR, self.offices.b)
        self.moderator = staffed.person("moderator", Role.HQ_MODERATOR, self.offices.hq)


def answered(client: Client, address: str) -> Any:
    with clock.set_to(NOON):
        return client.get(address)


def test_each_is_shown_in_both_languages_and_knows_no_reader(house: House, client: Client) -> None:
    for page in house.pages:
        english = Page.objects.get(translation_key=page.translation_key, locale__language_code="en").specific
        for each in (page, english):
            answer = answered(client, each.url)
            text = answer.content.decode()
            assert answer.status_code == 200, each.url
            assert text.count("<h1") == 1
            assert page.title in text
            assert "public" in answer["Cache-Control"]
            assert not answer.cookies
            assert "csrfmiddlewaretoken" not in text
            assert f'href="{page_of(house.offices.a, each.language).url}"' in text
        assert '<article class="stack" lang="bn">' in answered(client, english.url).content.decode()


def test_each_stands_in_the_list_of_publications_the_feed_and_the_search(
    house: House, client: Client
) -> None:
    assert {model.kind for model in MODELS} <= set(publications.KINDS)
    shown = answered(client, "/bn/publications/?office=dj-natore").content.decode()
    feed = answered(client, "/bn/feed/").content.decode()
    for page in house.pages:
        assert f">{page.title}</a>" in shown, page.kind
        assert page.title in feed, page.kind
        assert page.url in answered(client, f"/bn/search/?q={page.title}").content.decode(), page.kind


def queries_for(client: Client, address: str) -> int:
    answered(client, address)
    with CaptureQueriesContext(connection) as seen:
        assert answered(client, address).status_code == 200
    return len(seen)


def test_no_page_takes_more_than_twenty_queries_nor_more_with_ten_times_the_boards(
    house: House, client: Client
) -> None:
    addresses = [page.url for page in house.pages] + [
        "/bn/", "/bn/notices/", "/bn/notices/?office=dj-natore", "/bn/documents/", page_of(house.offices.a).url,
    ]  # fmt: skip
    before = {address: queries_for(client, address) for address in addresses}
    for number in range(10):
        boards.notice(
            house.offices.hq,
            f"নোটিশ {number}",
            for_below=True,
            is_urgent=number > 7,
            valid_until=boards.day(25),
        )
        boards.tender(house.offices.a, f"দরপত্র {number}")
        boards.event(house.offices.a, f"মেলা {number}")
        boards.document(house.offices.hq, f"নথি {number}")
    after = {address: queries_for(client, address) for address in addresses}
    assert {address: count for address, count in after.items() if count > 20} == {}
    assert {a: (before[a], after[a]) for a in addresses if after[a] > before[a]} == {}


def test_the_boards_of_an_office_are_read_with_one_query_and_those_of_home_with_two(house: House) -> None:
    with clock.set_to(NOON):
        with CaptureQueriesContext(connection) as seen:
            board.of_office(page_of(house.offices.a).register_entry, "bn")
        # The office's page and its line in the register, the two offices above it, and the boards.
        assert sum("noticeboard_noticepage" in query["sql"] for query in seen) == 1
        with CaptureQueriesContext(connection) as seen:
            board.of_home("bn")
        assert len(seen) == 2


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.kind)
@pytest.mark.usefixtures("house")
def test_each_has_its_one_place_in_the_tree(model: type[Published]) -> None:
    assert model.allowed_parent_page_models() == [OfficePage]
    assert model.allowed_subpage_models() == []


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.kind)
def test_an_editor_adds_and_changes_the_own_office_s_and_no_other_s(
    house: House, model: type[Published]
) -> None:
    page = next(page for page in house.pages if isinstance(page, model))
    add = f"/admin/pages/add/noticeboard/{model._meta.model_name}/{page.get_parent().pk}/"
    edit = f"/admin/pages/{page.pk}/edit/"
    for user, granted in ((house.own, True), (house.moderator, True), (house.other, False)):
        client = staffed.signed_in(user)
        for address in (add, edit):
            answer = client.get(address)
            assert (answer.status_code == 200) is granted, (user.username, address)
            assert granted or page.title not in answer.content.decode()


def test_a_draft_is_served_to_nobody_and_its_preview_is_kept_by_no_cache(
    house: House, client: Client
) -> None:
    parent = page_of(house.offices.a)
    draft = NoticePage(title="খসড়া নোটিশ", slug="draft", lead="x", live=False)
    parent.add_child(instance=draft)
    draft.save_revision(clean=False)
    assert client.get(f"{parent.url}draft/").status_code == 404
    for address in (parent.url, "/bn/", "/bn/notices/?shelf=all"):
        assert draft.title not in answered(client, address).content.decode()
    shown = staffed.signed_in(house.own).get(f"/admin/pages/{draft.pk}/view_draft/")
    assert draft.title in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert staffed.signed_in(house.other).get(f"/admin/pages/{draft.pk}/view_draft/").status_code == 403


def test_each_is_withdrawn_with_a_reason_and_the_lists_are_not(house: House, client: Client) -> None:
    for page in house.pages:
        withdrawals.withdraw(by=house.own, page=page, reason_bn="ভুল তথ্য ছিল।")
        answer = answered(client, page.url)
        assert answer.status_code == 410
        assert "ভুল তথ্য ছিল।" in answer.content.decode()
    for slug in ("notices", "documents"):
        assert not withdrawals.may_be_withdrawn(Page.objects.get(slug=slug, locale__language_code="bn"))
    for address in ("/bn/notices/?shelf=all", "/bn/documents/"):
        assert 'class="empty"' in answered(client, address).content.decode()


def test_what_records_a_day_asks_for_no_review_and_a_document_does(house: House) -> None:
    due = {page.kind: type(page).objects.get(pk=page.pk).review_on for page in house.pages}
    assert {kind for kind, day in due.items() if day} == {"document"}


def test_signs_beside_words_and_print_buttons_need_no_script(house: House, client: Client) -> None:
    for page in house.pages[:3]:
        text = answered(client, page.url).content.decode()
        assert re.search(r"<button[^>]+data-print hidden", text)
