"""Feeds: of everything, of an office, of a kind; well formed, dated, found by feed readers, kept by caches."""

import datetime
import xml.etree.ElementTree as Tree
from email.utils import parsedate_to_datetime

import pytest
from django.test import Client
from django.utils import translation
from wagtail.models import PageViewRestriction

import clock
from portal import feeds, publications
from tests import publishing_samples as samples

pytestmark = pytest.mark.usefixtures("department")
ATOM = "{http://www.w3.org/2005/Atom}"


def titles(address: str) -> list[str]:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return [item.findtext("title") or "" for item in Tree.fromstring(answer.content).iter("item")]


def test_a_feed_tells_of_one_office_of_one_kind_or_of_both(department: samples.Site) -> None:
    samples.minutes(department.b, memo="", title="পাবনার সভা")
    assert set(titles("/bn/feed/offices/dj-pabna/")) == {"পাবনার সভা"}
    assert set(titles("/bn/feed/kinds/minutes/")) == {"পাবনার সভা", department.minutes.title}
    assert titles("/bn/feed/offices/dj-natore/minutes/") == [department.minutes.title]
    assert len(titles("/bn/feed/")) >= 5


@pytest.mark.parametrize("address", ["offices/nowhere/", "kinds/nothing/", "offices/dj-natore/nothing/"])
def test_there_is_no_feed_of_what_there_is_not(address: str) -> None:
    assert Client().get(f"/bn/feed/{address}").status_code == 404
    assert Client().get(f"/bn/feed/atom/{address}").status_code == 404


def test_what_became_public_last_stands_first_whatever_its_own_date(department: samples.Site) -> None:
    with clock.set_to(clock.now() + datetime.timedelta(minutes=5)):
        page = samples.unsaved_minutes(memo="", title="পুরোনো সভা আজ প্রকাশিত")
        page.published_on = datetime.date(2020, 12, 23)
        samples.tree.add(department.a, page)
        samples.MinutesPage.objects.filter(pk=page.pk).update(first_published_at=clock.now())
    assert titles("/bn/feed/")[0] == "পুরোনো সভা আজ প্রকাশিত"


def test_every_entry_has_a_full_date_a_lasting_id_and_its_office() -> None:
    root = Tree.fromstring(Client().get("/bn/feed/").content)
    for item in root.iter("item"):
        day = parsedate_to_datetime(item.findtext("pubDate") or "")
        assert day.tzinfo is not None
        assert (item.findtext("guid") or "").startswith("http")
        assert item.findtext("category")
        assert item.findtext("description")
    atom = Tree.fromstring(Client().get("/bn/feed/atom/").content)
    for entry in atom.iter(f"{ATOM}entry"):
        for name in ("published", "updated"):
            assert datetime.datetime.fromisoformat(entry.findtext(f"{ATOM}{name}") or "").tzinfo is not None
        assert entry.findtext(f"{ATOM}author/{ATOM}name")
    assert atom.findtext(f"{ATOM}id")


def test_whoever_asks_again_gets_nothing_twice_and_caches_keep_it() -> None:
    first = Client().get("/bn/feed/kinds/minutes/")
    assert "public" in first["Cache-Control"]
    assert not first.cookies
    again = Client().get("/bn/feed/kinds/minutes/", HTTP_IF_MODIFIED_SINCE=first["Last-Modified"])
    assert (again.status_code, again.content) == (304, b"")


def test_a_guarded_paper_is_in_no_feed(department: samples.Site) -> None:
    PageViewRestriction.objects.create(page=department.minutes, restriction_type="password", password="x")
    for address in ("/bn/feed/", "/bn/feed/kinds/minutes/", "/bn/feed/offices/dj-natore/"):
        assert department.minutes.title not in titles(address)


def test_the_english_feed_speaks_english() -> None:
    root = Tree.fromstring(Client().get("/en/feed/offices/dj-natore/minutes/").content)
    assert root.findtext("channel/title") == "Natore Prison: Minutes"
    assert root.findtext("channel/language") == "en"


def test_feed_readers_find_the_feeds_from_the_pages(department: samples.Site) -> None:
    for page, feed in ((department.a.url, "/bn/feed/offices/dj-natore/"), ("/bn/publications/", "/bn/feed/")):
        text = Client().get(page).content.decode()
        assert '<link rel="alternate" type="application/rss+xml"' in text
        assert f'href="{feed}"' in text
    follow = Client().get("/bn/follow/")
    assert "public" in follow["Cache-Control"]
    text = follow.content.decode()
    assert "csrf" not in text
    assert "data-in-place" in text
    with translation.override("bn"):
        for kind in publications.KINDS:
            assert f'href="{feeds.address(kind=kind)}"' in text
