"""The page of all practices, the series of an office, and figures drawn beside their table."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

from charter_pages.models import PracticeFigure, PracticePicture, PracticeReportPage
from charter_pages.practices import adopting, numbers
from charter_pages.practices.models import FigureAnswer
from portal import tree
from tests.admin_forms import form_of
from tests.charter_pages.practices.world import House as House
from tests.staffed import signed_in


def read(query: str = "", language: str = "bn") -> str:
    return Client().get(f"/{language}/practices/{query}").content.decode()


def titles(page: str) -> list[str]:
    return re.findall(r'class="good__title"><a href="[^"]*">([^<]*)<', page)


def test_all_offices_reports_stand_on_one_page_the_newest_quarter_first(house: House) -> None:
    house.report(house.offices.b, "পাঠশালা", quarter=2, subject="education")
    house.report(house.offices.a, "পুরোনো কথা", year=2025, quarter=4)
    assert titles(read()) == ["পাঠশালা", "স্বজন লিংক", "পুরোনো কথা"]


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("?subject=education", ["পাঠশালা"]),
        ("?office=dj-natore", ["স্বজন লিংক"]),
        ("?quarter=2026-2", ["পাঠশালা"]),
        ("?subject=education&office=dj-natore", []),
        ("?subject=nothing&office=nowhere&quarter=x", ["পাঠশালা", "স্বজন লিংক"]),
        ("?page=৯", ["পাঠশালা", "স্বজন লিংক"]),
    ],
)
def test_it_is_narrowed_by_subject_office_and_quarter(house: House, query: str, there: list[str]) -> None:
    house.report(house.offices.b, "পাঠশালা", quarter=2, subject="education")
    assert titles(read(query)) == there


def test_a_card_shows_the_first_picture_with_its_description_and_who_follows(house: House) -> None:
    adopting.take_up(by=house.other, practice=house.practice, office=house.offices.b)
    page = read()
    assert 'alt="দেয়ালে একটি ফোন বুথ"' in page
    assert "১টি দপ্তর গ্রহণ করেছে" in page


def test_drafts_and_what_was_withdrawn_are_not_told(house: House) -> None:
    house.practice.unpublish()
    assert titles(read()) == []


def test_the_english_page_lists_english_reports(house: House) -> None:
    tree.translate(house.practice, {"title": "Swajan Link"})
    assert titles(read(language="en")) == ["Swajan Link"]


def test_twelve_cards_take_as_many_queries_as_one(house: House) -> None:
    def queries() -> int:
        read()
        with CaptureQueriesContext(connection) as asked:
            read()
        return len(asked)

    first = queries()
    for number in range(5):
        house.report(house.offices.b, f"চর্চা {number}")
    assert queries() <= first


def test_a_report_leads_to_the_one_before_and_the_one_after_in_its_series(house: House) -> None:
    after = house.report(house.offices.a, "পরের কথা", quarter=2)
    before = house.report(house.offices.a, "আগের কথা", year=2025, quarter=4)
    house.report(house.offices.b, "অন্য দপ্তরের", quarter=1)
    page = Client().get(house.practice.url).content.decode()
    assert re.search(rf'href="{before.url}" rel="prev"', page)
    assert re.search(rf'href="{after.url}" rel="next"', page)
    assert "অন্য দপ্তরের" not in page
    assert 'rel="prev"' not in Client().get(before.url).content.decode()


def test_two_numbers_are_drawn_and_words_are_listed(house: House) -> None:
    page = house.practice
    page.figures = [
        PracticeFigure(label="মাসে কল", before="১২০", after="৪৮০"),
        PracticeFigure(label="পাঠ", before="", after="প্রতিদিন"),
        PracticeFigure(label="অপেক্ষা", before="২ ঘণ্টা ৪০ মিনিট", after="১ ঘণ্টা ১৫ মিনিট"),
    ]
    page.save_revision().publish()
    shown = Client().get(page.url).content.decode()
    assert re.search(r"<caption>মাসে কল</caption>", shown)
    assert 'width="250"' in shown
    assert "প্রতিদিন" in shown
    # Two numbers in one figure are no bar.
    assert "<caption>অপেক্ষা</caption>" not in shown
    assert "২ ঘণ্টা ৪০ মিনিট" in shown


@pytest.mark.parametrize(
    ("before", "after", "small"),
    [
        ("১২০", "৪৮০", False),
        ("৩", "৪৮০", True),
        ("১২০", "১২৫", True),
        ("১২০", "১২০", False),
        ("০", "৪০", False),
        ("", "৭", True),
        ("৫%", "৭%", False),
        ("৩ দিন", "১ দিন", False),
        ("১,২০০", "১,২৫০", False),
        ("", "২০ জন পুরুষ ও ৩ জন নারী", True),
        ("আগে ছিল না", "প্রতিদিন", False),
    ],
)
def test_a_figure_is_small_if_it_or_the_difference_is_over_fewer_than_ten(
    before: str, after: str, small: bool
) -> None:
    assert numbers.is_small(before, after) is small


@pytest.mark.parametrize(
    ("label", "people"),
    [("প্রশিক্ষণ পাওয়া বন্দি", True), ("children in day care", True), ("মাসে কল", False), ("কক্ষ", False)],
)
def test_words_tell_whether_people_are_counted(label: str, people: bool) -> None:
    assert numbers.names_people(label, "", "৭") is people


def submitted(house: House, figures: list[tuple[str, str, str]], **more: str) -> Any:
    """Write a draft with these figures and send it for approval; return the answer."""
    parent = house.page_of(house.offices.a)
    page = PracticeReportPage(
        title="নতুন", fiscal_year=2026, quarter=2, subject="health", lead="কথা।", live=False
    )
    page.figures = [
        PracticeFigure(label=label, before=before, after=after) for label, before, after in figures
    ]
    picture = house.practice.pictures.all()[0].image
    page.pictures = [PracticePicture(image=picture, caption="ছবি", alt_text="ছবি")]
    parent.add_child(instance=page)
    page.save_revision(user=house.editor)
    return sent(house, page, **more)


def sent(house: House, page: Page, **more: str) -> Any:
    client = signed_in(house.editor)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(address, {**form_of(client, address), "body-count": "0", "action-submit": "1", **more})


def waits(title: str = "নতুন") -> bool:
    return Page.objects.get(title=title).current_workflow_state is not None


def test_large_figures_are_asked_nothing(house: House) -> None:
    submitted(house, [("মাসে কল", "১২০", "৪৮০")])
    assert waits()


def test_a_small_figure_that_says_it_counts_people_is_refused(house: House) -> None:
    answer = submitted(house, [("প্রশিক্ষণ পাওয়া বন্দি", "", "৭")])
    assert "দশজনের কম মানুষের হয় না" in answer.content.decode()
    assert not waits()


def test_a_small_figure_is_asked_about_and_the_answer_is_kept(house: House) -> None:
    answer = submitted(house, [("বুথ", "২", "৫")])
    assert "এখানে কি মানুষ গোনা হয়েছে?" in answer.content.decode()
    assert not waits()
    page = Page.objects.get(title="নতুন")
    name = f"figure-{numbers.content_sha256('বুথ', '২', '৫')[:16]}"
    sent(house, page, **{name: "people"})
    assert not waits()
    sent(house, page, **{name: "things"})
    assert waits()
    kept = FigureAnswer.objects.get()
    assert (kept.counts_people, kept.by, kept.label) == (False, house.editor, "বুথ")


def test_a_report_without_a_picture_is_not_submitted(house: House) -> None:
    parent = house.page_of(house.offices.a)
    page = PracticeReportPage(
        title="নতুন", fiscal_year=2026, quarter=2, subject="health", lead="কথা।", live=False
    )
    parent.add_child(instance=page)
    page.save_revision(user=house.editor)
    assert "অন্তত একটি ছবি থাকে" in sent(house, page).content.decode()
    assert not waits()
