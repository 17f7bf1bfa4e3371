"""Until when a page counts as true: set at publishing, told to its office, confirmed with one button."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import PageLogEntry

import clock
from accounts.models import User
from accounts.roles import Role
from letters.models import Letter
from offices.models import Office
from portal.models import OfficePage
from publishing import reviews
from tests import publishing_samples as samples
from tests import selling
from tests.staffed import signed_in

pytestmark = pytest.mark.django_db


House = samples.offices_with_pages


def page_of(office: Office) -> OfficePage:
    return OfficePage.objects.get(register_entry=office, language="bn")


def let_run_out(office: Office) -> OfficePage:
    yesterday = clock.today() - datetime.timedelta(days=1)
    OfficePage.objects.filter(register_entry=office).update(review_on=yesterday)
    return page_of(office)


def test_a_page_that_is_published_counts_as_true_for_a_year_and_minutes_for_ever(
    house: samples.Offices,
) -> None:
    page = page_of(house.a)
    assert page.review_on == clock.today() + datetime.timedelta(days=365)
    minutes = samples.minutes(page)
    assert minutes.review_on is None
    chosen = clock.today() + datetime.timedelta(days=30)
    page.review_on = chosen
    page.save_revision().publish()
    assert page_of(house.a).review_on == chosen


def test_an_office_finds_its_own_and_says_with_one_button_that_it_is_still_true(
    house: samples.Offices,
) -> None:
    page, other = let_run_out(house.a), let_run_out(house.b)
    editor = signed_in(selling.staff(Role.PRISON_EDITOR, house.a))
    assert "পর্যালোচনার পাতা: ১" in " ".join(editor.get("/admin/").content.decode().split())
    listed = editor.get("/admin/reviews/").content.decode()
    assert page.title in listed
    assert other.title not in listed
    assert editor.post("/admin/reviews/", {"page": other.pk}).status_code == 404
    assert editor.post("/admin/reviews/", {"page": "x"}).status_code == 404
    assert editor.post("/admin/reviews/", {"page": page.pk}).status_code == 302
    assert page_of(house.a).review_on == clock.today() + datetime.timedelta(days=365)
    editor.get("/admin/reviews/")  # the message names it once
    assert page.title not in editor.get("/admin/reviews/").content.decode()
    assert PageLogEntry.objects.filter(page=page.pk, action="publishing.review").count() == 1
    assert page_of(house.b).review_on < clock.today()


def test_headquarters_finds_those_of_all_and_nobody_confirms_what_they_may_not_edit(
    house: samples.Offices,
) -> None:
    page, other = let_run_out(house.a), let_run_out(house.b)
    listed = signed_in(selling.staff(Role.HQ_MODERATOR, house.hq)).get("/admin/reviews/").content.decode()
    assert page.title in listed
    assert other.title in listed
    with pytest.raises(PermissionDenied):
        reviews.confirm(by=selling.staff(Role.PRISON_EDITOR, house.b), page=page)


def test_an_office_is_reminded_once_a_week(house: samples.Offices) -> None:
    let_run_out(house.a)
    Office.objects.filter(pk=house.a.pk).update(email="natore@example.org")
    assert reviews.write_letters() == 1
    assert reviews.write_letters() == 0
    letter = Letter.objects.get()
    assert (letter.to, letter.context["number"]) == ("natore@example.org", 1)
    with clock.set_to(clock.now() + datetime.timedelta(days=7)):
        assert reviews.write_letters() == 1


def test_an_office_without_a_mailbox_reaches_its_editors(house: samples.Offices) -> None:
    let_run_out(house.a)
    editor = selling.staff(Role.PRISON_EDITOR, house.a)
    User.objects.filter(pk=editor.pk).update(email="editor@example.org")
    assert reviews.write_letters() == 1
    assert Letter.objects.get().to == "editor@example.org"


def test_the_list_takes_one_question_however_many_pages(
    house: samples.Offices, django_assert_num_queries: Any
) -> None:
    for office in house:
        let_run_out(office)
    with django_assert_num_queries(1):
        assert len(reviews.overdue(Office.objects.all())) == 4
