"""What citizens read."""

import datetime
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from accounts.models import User
from charter_pages.models import MinutesPage
from offices.models import Office
from portal import tree
from tests import publishing_samples as samples


def public_pages() -> list[Page]:
    return list(Page.objects.live().filter(depth__gt=1).specific())


class Shown(NamedTuple):
    """A public page as it was answered to somebody who sent no cookie."""

    page: Page
    address: str
    answer: Any


@pytest.fixture(scope="module")
def answers(department_laid: samples.Site, lay_once: Callable[[Callable[[], Any]], Any]) -> list[Shown]:
    """Each public page of the department, asked for once."""

    def ask() -> list[Shown]:
        return [Shown(page, page.url, Client().get(page.url)) for page in public_pages()]

    shown: list[Shown] = lay_once(ask)
    return shown


@pytest.mark.usefixtures("department")
def test_every_kind_of_page_is_shown_in_both_languages(answers: list[Shown]) -> None:
    kinds = set()
    for page, address, answer in answers:
        assert answer.status_code == 200, address
        assert page.title in answer.content.decode()
        kinds.add((type(page).__name__, address[:4]))
    assert len(kinds) == 2 * 15


def queries_for(client: Client, address: str) -> int:
    client.get(address)  # what is kept in memory for good: content types, site, renditions
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_no_page_takes_more_than_twenty_queries_nor_more_with_ten_times_the_rows(
    client: Client, department: samples.Site
) -> None:
    addresses = [page.url for page in public_pages() if page.url.startswith("/bn/")]
    before = {address: queries_for(client, address) for address in addresses}
    for number in range(10):
        samples.minutes(department.a, memo=f"৫৮.০৪.০০০০.০২১.০৩.০২০.২৪-{number + 500}", title=f"সভা {number}")
        samples.practice(department.a, title=f"চর্চা {number}")
        samples.news(title=f"সংবাদ {number}")
        office = Office.objects.create(
            code=f"dj-{number}",
            kind="district_prison",
            parent=department.offices.division,
            name_bn=f"কারাগার {number}",
            name_en="x",
        )
        samples.charter(samples.office_page(office))
    department.practice.pictures = [
        samples.PracticePicture(image=samples.picture(), caption="ক", alt_text="খ") for _ in range(10)
    ]
    department.practice.save_revision().publish()
    after = {address: queries_for(client, address) for address in addresses}
    assert {address: count for address, count in after.items() if count > 20} == {}
    assert {a: (before[a], after[a]) for a in addresses if after[a] > before[a]} == {}


@pytest.mark.usefixtures("department")
def test_public_pages_know_no_reader(answers: list[Shown]) -> None:
    assert answers
    for _page, address, answer in answers:
        assert not answer.cookies, address
        assert "csrfmiddlewaretoken" not in answer.content.decode()
        assert "Cookie" not in answer.get("Vary", ""), address
        assert "public" in answer["Cache-Control"]
        assert "wagtail-userbar" not in answer.content.decode()


@pytest.mark.usefixtures("department")
def test_a_signed_in_reader_gets_the_same_page(client: Client) -> None:
    cold = client.get("/bn/").content
    client.force_login(User.objects.create_superuser("root", password="x"))
    answer = client.get("/bn/")
    assert answer.content == cold
    assert "Cookie" not in answer.get("Vary", "")


def titles(client: Client, query: str) -> str:
    return client.get(f"/bn/publications/?{query}").content.decode()


def test_publications_are_filtered_by_office_year_and_kind(client: Client, department: samples.Site) -> None:
    other = samples.minutes(department.b, memo="৫৮.০৪.০০০০.০২১.০৩.০২০.২৪-৯", title="পাবনার সভা")
    assert other.title in titles(client, "")
    assert department.minutes.title not in titles(client, "office=dj-pabna")
    assert other.title in titles(client, "office=dj-pabna&kind=minutes&year=2023")
    assert other.title not in titles(client, "kind=charter")
    assert other.title not in titles(client, "year=2025")
    assert department.charter.title in titles(client, "kind=charter&year=2026")


@pytest.mark.usefixtures("department")
def test_a_list_without_anything_says_so_and_nonsense_in_the_address_harms_nothing(client: Client) -> None:
    assert 'class="empty"' in titles(client, "office=dj-pabna")
    for query in (
        "office=nowhere",
        "year=abc",
        "kind=x",
        "page=0",
        "page=999999",
        "page=২",
        "page=%00",
        "year=২০২৩",
    ):
        assert client.get(f"/bn/publications/?{query}").status_code == 200, query


def test_long_lists_come_in_pages(client: Client, department: samples.Site) -> None:
    for number in range(25):
        meeting = MinutesPage(
            title=f"সভা নম্বর {number:02}",
            memo_number=f"৫৮.০৪.০০০০.০২১.০৩.০২০.২৪-{number + 700}",
            meeting_on=datetime.date(2024, 3, 4),
        )
        department.b.add_child(instance=meeting)
    first, second = (
        titles(client, "kind=minutes&office=dj-pabna"),
        titles(client, "kind=minutes&office=dj-pabna&page=2"),
    )
    shown = [sum(f"সভা নম্বর {number:02}" in text for number in range(25)) for text in (first, second)]
    assert shown == [20, 5]
    assert "kind=minutes" in first.split('class="pages"')[1]


def test_a_page_without_a_translation_says_so_and_carries_the_right_language(
    client: Client, department: samples.Site
) -> None:
    address = department.minutes.url.replace("/bn/", "/en/")
    shown = client.get(address).content.decode()
    assert '<article class="stack--l" lang="bn">' in shown
    assert "not available in English yet" in shown
    tree.translate(department.minutes, {"title": "Minutes of the monthly meeting"})
    shown = client.get(address).content.decode()
    assert "Minutes of the monthly meeting" in shown
    assert "not available in English yet" not in shown


def test_an_office_shows_where_it_stands_in_the_tree(client: Client, department: samples.Site) -> None:
    shown = client.get(department.a.url).content.decode().split('class="tree"', 1)[1]
    for name in ("কারা সদর দপ্তর", "রাজশাহী বিভাগীয় দপ্তর", "পাবনা জেলা কারাগার"):
        assert name in shown


def test_pages_that_are_not_there_are_not_there(client: Client, department: samples.Site) -> None:
    department.minutes.unpublish()
    for address in (
        department.minutes.url,
        f"{department.minutes.url}pdf/",
        "/bn/x/",
        "/bn/publications/pdf/",
        f"{department.a.url}x/y/",
    ):
        assert client.get(address).status_code == 404, address


def test_machines_are_answered(client: Client, department: samples.Site) -> None:
    assert client.get("/health/").json() == {"status": "ok"}
    assert "Disallow: /admin/" in client.get("/robots.txt").content.decode()
    assert department.charter.url in client.get("/sitemap-pages-bn.xml").content.decode()
    feed = client.get("/bn/feed/").content.decode()
    assert department.minutes.title in feed
