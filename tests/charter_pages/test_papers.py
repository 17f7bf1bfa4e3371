"""Charters, minutes and reports hold what the official papers say."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

import clock
from charter_pages import dating
from charter_pages.models import MinutesPage, Post, PostHolder
from portal import tree
from tests import publishing_samples as samples


@pytest.mark.parametrize(
    ("issued_on", "printed", "expected"),
    [
        (datetime.date(2020, 12, 23), "০৮ পৌষ ১৪২৭", False),
        (datetime.date(2024, 3, 10), "২৬ ফাল্গুন ১৪৩০", False),
        (datetime.date(2023, 9, 17), "২ আশ্বিন, ১৪৩০", False),
        (datetime.date(2024, 3, 10), "২৫ ফাল্গুন ১৪৩০", True),
        (datetime.date(2024, 3, 10), "unreadable", False),
        (datetime.date(2024, 3, 10), "", False),
        (None, "২৬ ফাল্গুন ১৪৩০", False),
        (datetime.date(1980, 3, 10), "২৬ ফাল্গুন ১৪৩০", False),
    ],
)
def test_dates_that_differ_are_told_and_what_cannot_be_read_is_not(
    issued_on: datetime.date | None, printed: str, expected: bool
) -> None:
    assert dating.differ(issued_on, printed) is expected


def test_a_memo_number_is_kept_as_printed_and_looked_up_in_one_form(department: samples.Site) -> None:
    assert department.minutes.memo_number == samples.MEMO
    assert department.minutes.memo_key == "58.04.0000.021.03.020.24-262"


def test_two_papers_never_bear_one_memo_number(department: samples.Site) -> None:
    with pytest.raises(ValidationError):
        samples.minutes(department.b, memo="58.04.0000.021.03.020.24 - 262", title="অন্য")
    page = samples.minutes(department.b, memo="", title="নম্বরহীন")
    with pytest.raises(IntegrityError), transaction.atomic():
        MinutesPage.objects.filter(pk=page.pk).update(memo_key=department.minutes.memo_key)


def test_a_copy_bears_no_number_a_translation_does(department: samples.Site) -> None:
    copied = department.minutes.copy(update_attrs={"slug": "copied"})
    assert (copied.memo_number, copied.memo_key) == ("", "")
    translated = tree.translate(department.minutes, {"title": "Minutes"})
    assert translated.memo_key == department.minutes.memo_key


def test_vision_comes_from_headquarters_where_an_office_has_none_of_its_own(
    client: Client, department: samples.Site
) -> None:
    hq = samples.OfficePage.objects.get(register_entry=department.offices.hq, language="bn")
    charter = samples.charter(hq)
    charter.vision_text = "সদর দপ্তরের রূপকল্প"
    charter.save_revision().publish()
    department.charter.vision_text = ""
    department.charter.save_revision().publish()
    assert "সদর দপ্তরের রূপকল্প" in client.get(department.charter.url).content.decode()


def test_a_transfer_changes_every_charter_that_names_the_post(
    client: Client, department: samples.Site
) -> None:
    post = Post.objects.get(office=department.offices.a)
    post.holders.update(until=clock.today() - datetime.timedelta(days=1))
    PostHolder.objects.create(post=post, name_bn="নতুন সুপার", since=clock.today())
    shown = client.get(department.charter.url).content.decode()
    assert "নতুন সুপার" in shown
    assert "আ. রহমান" not in shown


def test_a_charter_names_the_superior_only_where_the_field_form_does(
    client: Client, department: samples.Site
) -> None:
    tables = client.get(department.charter.url).context["charter"].tables
    assert [table.has_superior for table in tables] == [True, False, False]
    assert [table.number for table in tables] == ["2.1", "2.2", "2.3"]


def test_decisions_keep_their_numbers_and_stand_under_their_item(
    client: Client, department: samples.Site
) -> None:
    context = client.get(department.minutes.url).context
    assert [each.number for each in context["decisions"]] == ["(১.১)", "(৬.৩)"]
    paper = context["paper"]
    assert [each["number"] for each in paper["agenda"][0]["decisions"]] == ["(১.১)"]
    assert [each["number"] for each in paper["closing_decisions"]] == ["(৬.৩)"]


def test_a_paper_that_is_cited_is_linked(client: Client, department: samples.Site) -> None:
    assert client.get(department.minutes.url).context["references"][0]["url"] == ""
    cited = samples.minutes(department.b, memo="৫৮.০৪.০০০০.০২১.০৩.০২০.২৪-১", title="পূর্বের")
    assert client.get(department.minutes.url).context["references"][0]["url"] == cited.url


def test_a_review_in_the_future_is_refused(department: samples.Site) -> None:
    department.charter.last_reviewed_on = clock.today() + datetime.timedelta(days=1)
    with pytest.raises(ValidationError):
        department.charter.full_clean()


def test_a_page_belongs_to_the_office_it_stands_under(department: samples.Site) -> None:
    assert department.minutes.office == department.offices.a
    department.minutes.move(department.b, pos="last-child")
    moved = MinutesPage.objects.get(pk=department.minutes.pk)
    moved.save_revision().publish()
    moved.refresh_from_db()
    assert moved.office == department.offices.b
