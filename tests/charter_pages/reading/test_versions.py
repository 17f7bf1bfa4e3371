"""The public past of a charter: what changed between quarters, and each version at its own address."""

import copy
import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import clock
from accounts.models import User
from charter_pages.charters import addresses, versions
from charter_pages.models import CharterPage, CharterVersion, MasterCharterPage, PostHolder
from portal import tree
from portal.models import OfficePage
from tests import publishing_samples as samples
from tests.charter_pages.charters import samples as charters
from tests.charter_pages.reading import papers
from tests.charter_pages.reading.test_office_page import text_of

Cause = CharterVersion.Cause


FIRST = datetime.datetime(2026, 9, 20, 12, tzinfo=clock.DHAKA)
SECOND = datetime.datetime(2026, 11, 2, 12, tzinfo=clock.DHAKA)


def lay(department: samples.Site) -> CharterPage:
    charters.officer(department.offices.b, "jailer", "জেলার", "আ. রহমান")
    charters.master(
        department, {"name": "সাক্ষাৎ", "task": "visit", "responsible_role": "jailer"}, {"name": "মুক্তি"}
    )
    with clock.set_to(FIRST):
        kept = charters.following(department, department.offices.b, {"name": "ফোনে কথা"})
        tree.sync()
    with clock.set_to(SECOND):
        charters.change(kept, **{"ফোনে কথা": {"time_kind": "hours", "time_amount": 2}})
        versions.write(page=kept, cause=Cause.REVIEWED)
    assert versions.of(kept).count() == 3
    return kept


@pytest.fixture(scope="module")
def laid(department_laid: samples.Site, lay_once: Callable[[Callable[[], Any]], Any]) -> CharterPage:
    kept: CharterPage = lay_once(lambda: lay(copy.deepcopy(department_laid)))
    return kept


@pytest.fixture
def charter(laid: CharterPage, db: None) -> CharterPage:
    """A charter of three versions: published, changed in the next quarter, reviewed in it."""
    return CharterPage.objects.get(pk=laid.pk)


def test_the_history_tells_by_quarters_what_changed_and_why(client: Client, charter: CharterPage) -> None:
    said = text_of(client, charter.history_url)
    newest, oldest = said.index("২০২৬-২০২৭ অর্থবছরের ২য় ত্রৈমাসিক"), said.index("২০২৬-২০২৭ অর্থবছরের ১ম ত্রৈমাসিক")
    assert newest < oldest
    for words in (
        "সংস্করণ ৩ বর্তমান",
        "দপ্তর পর্যালোচনা করেছে কিছু বদলায়নি।",
        "১টি পরিবর্তিত",
        "এখানে সংরক্ষিত প্রথম সংস্করণ।",
    ):
        assert words in said, words
    assert re.search(r"সেবা প্রদানের সময়সীমা আগে: — এখন: ২ ঘণ্টা", said), said
    assert charter.between_url(1, 3) in client.get(charter.history_url).content.decode()


def test_an_old_version_says_that_it_is_old_and_leads_to_the_current_one(
    client: Client, charter: CharterPage
) -> None:
    answer = client.get(charter.version_url(1))
    said = text_of(client, charter.version_url(1))
    assert "এটি পুরোনো সংস্করণ, এখন আর কার্যকর নয়।" in said
    assert "২০২৬-২০২৭ অর্থবছরের ১ম ত্রৈমাসিক, ২০ সেপ্টেম্বর ২০২৬ থেকে" in said
    assert "২ ঘণ্টা" not in said
    html = answer.content.decode()
    assert f'<a href="{charter.url}">আজ কার্যকর প্রতিশ্রুতি পড়ুন</a>' in html
    assert '<meta name="robots" content="noindex">' in html
    assert f'<link rel="canonical" href="{charter.full_url}versions/1/">' in html
    assert "public" in answer["Cache-Control"]


def test_the_newest_version_is_not_called_old(client: Client, charter: CharterPage) -> None:
    html = client.get(charter.version_url(3)).content.decode()
    assert "এটিই বর্তমান সংস্করণ।" in html
    assert "পুরোনো সংস্করণ" not in html
    assert f'<link rel="canonical" href="{charter.full_url}">' in html


def test_an_old_version_keeps_its_words_when_all_else_changes(client: Client, charter: CharterPage) -> None:
    before = text_of(client, charter.version_url(2))
    assert "আ. রহমান" in before
    PostHolder.objects.update(name_bn="নতুন সুপার")
    charters.change(charter, **{"ফোনে কথা": {"name": "অন্য নাম"}})
    assert "নতুন সুপার" in text_of(client, charter.url)
    after = text_of(client, charter.version_url(2))
    assert "আ. রহমান" in after
    assert "অন্য নাম" not in after


def test_two_versions_are_compared_at_an_address_of_their_own(client: Client, charter: CharterPage) -> None:
    said = text_of(client, charter.between_url(1, 3))
    assert "সংস্করণ ১ থেকে সংস্করণ ৩-এ কী বদলেছে" in said
    assert "২ ঘণ্টা" in said
    assert "কিছু বদলায়নি।" in text_of(client, charter.between_url(2, 3))


@pytest.mark.parametrize(
    "rest",
    ["versions/", "versions/0/", "versions/4/", "versions/01/", "versions/১/", "versions/-1/", "versions/1/x/",
     "versions/1/pdf/pdf/", "versions/9999999/", "versions/3/since/", "versions/3/since/3/", "versions/1/since/3/",
     "versions/3/since/4/", "history/1/", "history/pdf/", "since/1/"],
)  # fmt: skip
def test_a_wrong_number_is_a_page_that_does_not_exist(
    client: Client, charter: CharterPage, rest: str
) -> None:
    assert client.get(f"{charter.url}{rest}").status_code == 404


def test_a_page_that_is_not_public_hides_its_past_too(client: Client, charter: CharterPage) -> None:
    addresses_of = (
        charter.history_url,
        charter.version_url(1),
        charter.between_url(1, 2),
        f"{charter.version_url(1)}pdf/",
    )
    assert [client.get(address).status_code for address in addresses_of] == [200] * 4
    charter.unpublish()
    assert {client.get(address).status_code for address in addresses_of} <= {404, 410}


def test_an_english_charter_has_a_past_of_its_own_and_a_copy_that_of_its_source(
    client: Client, charter: CharterPage
) -> None:
    copied = CharterPage.objects.get(translation_key=charter.translation_key, language="en")
    assert copied.is_untranslated
    shown = client.get(copied.version_url(1)).content.decode()
    assert '<article class="stack--l charter" lang="bn">' in shown
    assert "This is an old version" in shown
    english = tree.translate(charter, {"title": "Charter of Natore"})
    assert versions.of(CharterPage.objects.get(pk=english.pk)).count() == 1
    assert "Charter of Natore" in text_of(client, f"{english.url}versions/1/")
    assert client.get(f"{english.url}versions/2/").status_code == 404


def test_a_version_tells_the_post_that_made_it_and_never_who_was_signed_in(
    client: Client, charter: CharterPage, department: samples.Site
) -> None:
    clerk = User.objects.create_user(
        "signed-in-clerk", password="x", first_name="Secret", last_name="Clerkson", email="clerk@example.org"
    )
    PostHolder.objects.filter(post__office=department.offices.b, post__role="jailer").update(user=clerk)
    versions.write(page=charter, cause=Cause.REVIEWED, by=clerk)
    for address in (charter.history_url, charter.version_url(4), charter.between_url(1, 4)):
        html = client.get(address).content.decode()
        for secret in ("signed-in-clerk", "Secret", "Clerkson", "clerk@example.org"):
            assert secret not in html, address
    assert "দপ্তর পর্যালোচনা করেছে · জেলার, পাবনা জেলা কারাগার" in text_of(client, charter.history_url)


def test_a_change_of_headquarters_names_headquarters_whoever_made_it(
    client: Client, charter: CharterPage
) -> None:
    clerk = User.objects.create_user("clerk", password="x")
    PostHolder.objects.update(user=clerk)
    master = MasterCharterPage.objects.get(language="bn")
    charters.change(master, **{"মুক্তি": {"time_kind": "words", "time_limit": "সেদিনই"}})
    said = text_of(client, charter.history_url)
    assert "সদর দপ্তর সব দপ্তরের জন্য পরিবর্তন করেছে কী বদলেছে: ১টি পরিবর্তিত" in said


def test_a_version_is_a_paper_that_keeps_every_word(client: Client, charter: CharterPage) -> None:
    answer = client.get(f"{charter.version_url(1)}pdf/")
    assert answer["Content-Type"] == "application/pdf"
    assert f'filename="{charter.slug}-1.pdf"' in answer["Content-Disposition"]
    kept = client.get(charter.version_url(1)).context["charter"]
    words = papers.copied(answer.content)
    assert papers.words_of(kept) - words == {}
    assert words["পুরোনো"] == 1


@pytest.mark.parametrize("rest", ["history/", "versions/1/", "versions/3/", "versions/3/since/1/"])
def test_the_past_takes_few_queries(client: Client, charter: CharterPage, rest: str) -> None:
    for _ in range(3):
        versions.write(page=charter, cause=Cause.REVIEWED)
    client.get(f"{charter.url}{rest}")
    with CaptureQueriesContext(connection) as seen:
        assert client.get(f"{charter.url}{rest}").status_code == 200
    assert len(seen) <= 15, "\n".join(query["sql"][:140] for query in seen)


def test_a_long_past_is_told_in_pages(client: Client, charter: CharterPage) -> None:
    for _ in range(40):
        versions.write(page=charter, cause=Cause.REVIEWED)
    first, second = (text_of(client, f"{charter.history_url}?page={number}") for number in (1, 2))
    assert "সংস্করণ ৪৩ বর্তমান" in first
    assert "এখানে সংরক্ষিত প্রথম সংস্করণ।" not in first
    assert "এখানে সংরক্ষিত প্রথম সংস্করণ।" in second
    # A quarter that goes on behind the turn of the page is not told as a whole.
    assert "এই ত্রৈমাসিকের সব পরিবর্তন একসাথে" not in first


def test_search_engines_are_told_of_the_history_and_not_of_old_versions(
    client: Client, charter: CharterPage
) -> None:
    listed = client.get("/sitemap-pages-bn.xml").content.decode()
    assert f"{charter.url}history/</loc>" in listed
    assert f"{charter.url}</loc>" in listed
    assert "/versions/" not in listed


@pytest.mark.parametrize(
    ("parts", "asked"),
    [
        (["history"], addresses.Asked()),
        (["versions", "12"], addresses.Asked(12)),
        (["versions", "12", "pdf"], addresses.Asked(12, as_pdf=True)),
        (["versions", "12", "since", "3"], addresses.Asked(12, since=3)),
        (["history", "pdf"], None),
        (["versions", "12", "since", "3", "pdf"], None),
        (["pdf"], None),
        ([], None),
    ],
)
def test_addresses_below_a_charters_are_read(parts: list[str], asked: addresses.Asked | None) -> None:
    assert addresses.read(parts) == asked


def test_a_charter_without_versions_says_so(client: Client, charter: CharterPage) -> None:
    bare = CharterPage(title="সনদ", slug="bare")
    OfficePage.objects.get(register_entry__code="div-rajshahi", language="bn").add_child(instance=bare)
    assert "এখনও কোনো সংস্করণ সংরক্ষিত হয়নি" in text_of(client, bare.history_url)
