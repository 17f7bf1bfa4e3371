"""A charter as its reader meets it: headquarters' rows, the office's own, the officers of today."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import clock
from charter_pages.charters import reading
from charter_pages.models import CharterPage, PostHolder, Service
from portal import tree
from tests import publishing_samples
from tests.charter_pages.charters import samples

FORTY = [{"name": f"সেবা {number}", "responsible_role": "jailer"} for number in range(40)]


def test_a_prison_has_headquarters_rows_with_its_own_officers(department: publishing_samples.Site) -> None:
    offices = department.offices
    samples.officer(offices.b, "jailer", "জেলার", "করিম")
    samples.officer(offices.hq, "superintendent", "সদরের সুপার")
    samples.officer(offices.division, "superintendent", "বিভাগের সুপার")
    samples.master(department)
    charter = reading.read(samples.following(department, offices.b))
    assert [(line.number, line.name, line.origin) for line in charter.lines] == [
        ("১", "সাক্ষাৎ", "inherited"),
        ("(ক)", "হাজতি", "inherited"),
        ("২", "পিসিতে টাকা জমা", "inherited"),
    ]
    visit, _part, cash = charter.lines
    assert visit.time == "৩ ঘণ্টা"
    assert visit.officer is not None
    assert (visit.officer.title, visit.officer.holder, visit.officer.office) == ("জেলার", "করিম", "")
    # The prison has no such post: the division's answers, and the row says whose it is.
    assert cash.superior is not None
    assert cash.superior.office == offices.division.name_bn
    assert charter.expectations == ("পরিচয়পত্র আনুন",)
    assert [level.working_days for level in charter.levels] == [30, 20]
    assert charter.warning == "ফোনে টাকা নয়"


def test_own_words_stand_beside_what_headquarters_says(department: publishing_samples.Site) -> None:
    key = samples.keys(samples.master(department))["সাক্ষাৎ"]
    own = {"name": "সাক্ষাৎ", "overrides": key, "time_kind": "hours", "time_amount": 2}
    charter = reading.read(samples.following(department, department.offices.b, own))
    visit = charter.lines[0]
    assert (visit.origin, visit.time, visit.headquarters) == ("override", "২ ঘণ্টা", {"time": "৩ ঘণ্টা"})


def test_a_draft_is_read_with_its_unsaved_rows(department: publishing_samples.Site) -> None:
    samples.master(department)
    page = samples.following(department, department.offices.b)
    page.services = [Service(name="খসড়া সেবা", section="citizen")]
    assert [line.name for line in reading.read(page).lines][-1] == "খসড়া সেবা"
    assert "খসড়া সেবা" not in [line.name for line in reading.read(CharterPage.objects.get(pk=page.pk)).lines]


def test_a_charter_that_follows_nobody_has_its_rows_alone(department: publishing_samples.Site) -> None:
    samples.master(department)
    page = samples.following(department, department.offices.b, {"name": "নিজের"}, follows_master=False)
    charter = reading.read(page)
    assert [line.name for line in charter.lines] == ["নিজের"]
    assert charter.levels == ()


def test_who_took_a_post_last_holds_it_and_an_empty_post_says_so(department: publishing_samples.Site) -> None:
    jailer = samples.officer(department.offices.b, "jailer", "জেলার", "করিম")
    samples.master(department)
    page = samples.following(department, department.offices.b)
    holder = PostHolder.objects.get(post=jailer)
    holder.until = clock.today() - datetime.timedelta(days=1)
    holder.save()
    vacant = reading.read(page).lines[0].officer
    assert vacant is not None
    assert vacant.holder == ""
    PostHolder.objects.create(post=jailer, since=clock.today(), name_bn="রহিম")
    taken = reading.read(page).lines[0].officer
    assert taken is not None
    assert taken.holder == "রহিম"


def test_all_charters_at_once_read_as_each_alone(department: publishing_samples.Site) -> None:
    samples.officer(department.offices.a, "jailer", "জেলার", "করিম")
    key = samples.keys(samples.master(department))["সাক্ষাৎ"]
    samples.following(department, department.offices.b, {"name": "নিজের", "overrides": key})
    samples.following(department, department.offices.hq, {"name": "সদর"})
    tree.translate(department.charter, {"title": "Charter"})
    pages = list(CharterPage.objects.live())
    assert {page.text_language for page in pages} == {"bn", "en"}
    alone = [reading.read(CharterPage.objects.get(pk=page.pk)) for page in pages]
    with CaptureQueriesContext(connection) as seen:
        assert reading.read_all(pages) == alone
    assert len(seen) <= 5, [query["sql"][:90] for query in seen]


@pytest.mark.parametrize("language", ["bn", "en"])
def test_a_charter_of_forty_rows_is_served_in_at_most_twelve_queries(
    client: Client, department: publishing_samples.Site, language: str
) -> None:
    samples.officer(department.offices.b, "jailer", "জেলার", "করিম")
    samples.officer(department.offices.division, "deputy_inspector_general", "ডিআইজি", "রহিম")
    master = samples.master(department, *FORTY)
    own = {"name": "নিজের কথা", "overrides": samples.keys(master)["সেবা 7"]}
    page = samples.following(department, department.offices.b, own)
    page.expectations = [samples.expectation("লাইনে দাঁড়ান")]
    page.save_revision(clean=False).publish()
    address = page.url if language == "bn" else tree.translate(page, {"title": "Charter"}).url
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(address)
    if language == "bn":
        assert "সেবা 39" in answer.content.decode()
        assert "করিম" in answer.content.decode()
    assert len(seen) <= 12, "\n".join(
        [query["sql"][:60] + query["sql"].partition("FROM")[2][:150] for query in seen]
    )
