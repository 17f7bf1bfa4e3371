"""What people come to a prison for, on its page, before the official table."""

import datetime
import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import clock
from charter_pages.models import CharterPage, MasterService
from portal import office_tasks, tree
from portal.models import HomePage, OfficePage
from tests import publishing_samples as samples
from tests.charter_pages.charters import samples as charters

ALL_TASKS: tuple[dict[str, object], ...] = (
    {"name": "স্বজনের সাক্ষাৎ", "task": "visit", "method": "অভ্যর্থনায় আবেদন", "papers": "পরিচয়পত্র",
     "time_kind": "hours", "time_amount": 3, "fee_kind": "free", "responsible_role": "jailer"},
    {"name": "হাজতি বন্দি", "is_part": True, "papers": "মামলার নম্বর"},
    {"name": "পিসি হিসাব", "task": "pc-cash", "fee_kind": "free"},
    {"name": "ওকালতনামা", "task": "vakalatnama", "time_kind": "at_once"},
    {"name": "জামিনে মুক্তি", "task": "release", "time_kind": "words", "time_limit": "সেদিনই"},
)  # fmt: skip


def text_of(client: Client, address: str) -> str:
    """Return what a reader sees of a page, without its tags."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    main = answer.content.decode().partition('<main id="main"')[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def prison_page(department: samples.Site) -> OfficePage:
    """Return the page of the prison that has no charter of its own."""
    return OfficePage.objects.get(register_entry=department.offices.b, language="bn")


def test_each_task_tells_what_to_know_before_going(client: Client, department: samples.Site) -> None:
    charters.officer(department.offices.b, "jailer", "জেলার")
    charters.master(department, *ALL_TASKS)
    charters.following(department, department.offices.b)
    said = text_of(client, prison_page(department).url)
    for words in (
        "শনি–বৃহস্পতি", "সকাল ৯টা–বিকাল ৪টা",  # visiting hours, of the office's page
        "অভ্যর্থনায় আবেদন", "পরিচয়পত্র", "৩ ঘণ্টা", "বিনামূল্যে", "জেলার",  # of the service
        "হাজতি বন্দি", "মামলার নম্বর",  # of its part
        "পিসিতে টাকা জমা", "ওকালতনামা স্বাক্ষর", "মুক্তি", "সেদিনই",
        "অভিযোগ জানান", "৩০ কার্যদিবস", "২০ কার্যদিবস",  # whom to complain to, and by when they answer
    ):  # fmt: skip
        assert words in said, words


def test_the_tasks_come_before_the_official_table_and_lead_into_it(
    client: Client, department: samples.Site
) -> None:
    charters.master(department, *ALL_TASKS)
    own = charters.following(department, department.offices.b)
    page = client.get(prison_page(department).url).content.decode()
    official = client.get(own.url).content.decode()
    links = re.findall(re.escape(own.url) + r"#([\w-]+)", page)
    assert set(links) == {"visit", "pc-cash", "vakalatnama", "release"}
    assert [link for link in links if f'id="{link}"' not in official] == []
    assert "<table" not in page


def test_visiting_hours_are_read_without_opening_anything(client: Client, department: samples.Site) -> None:
    charters.master(department, *ALL_TASKS)
    page = client.get(prison_page(department).url).content.decode()
    before_the_hours = page.partition("সকাল ৯টা–বিকাল ৪টা")[0]
    assert before_the_hours.count("<details") == before_the_hours.count("</details")


def test_hours_are_two_taps_from_home(client: Client, department: samples.Site) -> None:
    home = HomePage.objects.get(language="bn")
    task = next(row for row in home.tasks.all() if row.icon == "visit")
    first = client.get("/bn/").content.decode()
    assert f'href="{task.link_page.url}"' in first
    second = client.get(task.link_page.url).content.decode()
    assert f'href="{department.a.url}"' in second
    assert "সকাল ৯টা–বিকাল ৪টা" in text_of(client, department.a.url)


def test_a_prison_without_a_charter_has_what_headquarters_lays_down(
    client: Client, department: samples.Site
) -> None:
    master = charters.master(department, *ALL_TASKS)
    said = text_of(client, prison_page(department).url)
    assert "অভ্যর্থনায় আবেদন" in said
    assert "সব কারাগারের জন্য সদর দপ্তর যা নির্ধারণ করেছে" in said
    assert f'href="{master.url}"' in client.get(prison_page(department).url).content.decode()
    # A prison that has published its own is not said to follow.
    assert "সদর দপ্তর যা নির্ধারণ করেছে" not in text_of(client, department.a.url)


def test_without_any_charter_a_prison_still_tells_hours_warning_and_complaint(
    client: Client, department: samples.Site
) -> None:
    said = text_of(client, prison_page(department).url)
    for words in ("সকাল ৯টা–বিকাল ৪টা", "কারাগারের কেউ ফোনে টাকা নেন না", "অভিযোগ জানান"):
        assert words in said


def test_the_warning_of_calls_for_money_names_the_number_to_call(
    client: Client, department: samples.Site
) -> None:
    office = department.offices.b
    office.phone = "+8801700000001"
    office.save()
    page = client.get(prison_page(department).url).content.decode()
    warning = page.partition("কারাগারের কেউ ফোনে টাকা নেন না")[2].partition("আপনি কী সেবা")[0]
    assert 'href="tel:+8801700000001"' in warning
    # Where the prison has no number, headquarters is called.
    office.phone = ""
    office.save()
    department.offices.hq.phone = "+8801700000002"
    department.offices.hq.save()
    page = client.get(prison_page(department).url).content.decode()
    assert 'href="tel:+8801700000002"' in page.partition("কারাগারের কেউ ফোনে টাকা নেন না")[2][:1500]


def test_headquarters_and_divisions_do_not_warn_of_calls(client: Client, department: samples.Site) -> None:
    page = OfficePage.objects.get(register_entry=department.offices.division, language="bn")
    assert "কারাগারের কেউ ফোনে টাকা নেন না" not in text_of(client, page.url)


def test_complaints_go_to_the_form_with_the_office_chosen(client: Client, department: samples.Site) -> None:
    address = office_tasks.complaint_url(department.offices.b)
    assert address.endswith("?office=dj-pabna")
    assert f'href="{address}"' in client.get(prison_page(department).url).content.decode()
    assert client.get(address).status_code == 200


def test_what_a_prison_does_not_offer_is_said_with_the_reason(
    client: Client, department: samples.Site
) -> None:
    master = charters.master(department, *ALL_TASKS)
    charters.following(
        department,
        department.offices.b,
        {
            "name": "ওকালতনামা",
            "overrides": charters.keys(master)["ওকালতনামা"],
            "withholds": True,
            "withheld_because": "আদালতে স্বাক্ষর হয়",
        },
    )
    said = text_of(client, prison_page(department).url)
    assert "এখানে দেওয়া হয় না" in said
    assert "আদালতে স্বাক্ষর হয়" in said


def test_an_own_rule_is_marked_beside_what_headquarters_says(
    client: Client, department: samples.Site
) -> None:
    master = charters.master(department, *ALL_TASKS)
    own = charters.following(
        department,
        department.offices.b,
        {
            "name": "স্বজনের সাক্ষাৎ",
            "task": "visit",
            "overrides": charters.keys(master)["স্বজনের সাক্ষাৎ"],
            "time_kind": "hours",
            "time_amount": 2,
        },
    )
    for address in (prison_page(department).url, own.url):
        said = text_of(client, address)
        assert "এই কারাগারের নিজস্ব নিয়ম" in said
        assert re.search(r"সদর দপ্তরের নিয়ম:.*৩ ঘণ্টা", said)
    # A row taken over as it is bears no mark.
    assert text_of(client, own.url).count("এই কারাগারের নিজস্ব নিয়ম") == 1


def test_an_overdue_review_is_said_plainly(client: Client, department: samples.Site) -> None:
    page = CharterPage.objects.get(pk=department.charter.pk)
    page.next_due_on = clock.today() - datetime.timedelta(days=1)
    page.last_reviewed_on = clock.today() - datetime.timedelta(days=100)
    page.save_revision(clean=False).publish()
    for address in (page.url, department.a.url):
        assert "পর্যালোচনা বিলম্বিত" in text_of(client, address)


@pytest.mark.parametrize("language", ["bn", "en"])
def test_an_office_page_takes_few_queries(client: Client, department: samples.Site, language: str) -> None:
    """Of them two find the page, four read its charter, one what hangs on the boards, one what became of decisions."""
    charters.master(department, *ALL_TASKS)
    own = charters.following(department, department.offices.b)
    tree.translate(own, {"title": "Charter"})
    page = prison_page(department)
    address = page.url if language == "bn" else tree.translate(page, {"title": "Pabna"}).url
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    assert len(seen) <= 18, "\n".join(query["sql"][:140] for query in seen)


@pytest.mark.parametrize("code", ["a", "b"])
def test_an_office_page_stays_light_on_a_slow_link(
    client: Client, department: samples.Site, code: str
) -> None:
    charters.master(department, *ALL_TASKS, *({"name": f"সেবা {number}"} for number in range(30)))
    page = OfficePage.objects.get(register_entry=getattr(department.offices, code), language="bn")
    # Uncompressed; a quarter of it travels.
    assert len(client.get(page.url).content) < 60_000


def test_a_master_can_be_read_by_all(client: Client, department: samples.Site) -> None:
    master = charters.master(department, *ALL_TASKS)
    said = text_of(client, master.url)
    for words in ("স্বজনের সাক্ষাৎ", "অভ্যর্থনায় আবেদন", "৩ ঘণ্টা", "৩০ কার্যদিবস"):
        assert words in said
    assert MasterService.objects.count() == len(ALL_TASKS)
