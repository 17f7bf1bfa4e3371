"""Asked picture by picture: no page becomes public, by any road, with a picture that nobody answered for."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page, Revision

import clock
from accounts.models import User
from accounts.roles import Role
from charter_pages.models import PracticePicture, PracticeReportPage
from portal import approval
from portal.models import NewsPage
from publishing import picture_answers, scheduling, withdrawals
from publishing.models import PictureAnswer, PortalImage
from tests import publishing_samples as samples
from tests.admin_forms import form_of
from tests.staffed import person, signed_in

NOTHING = {"shows_face": False, "shows_name": False, "shows_paper": False}
ASKED = "প্রকাশের আগে ছবিগুলো দেখুন"


class House:
    """The portal, an editor, a reviewer and a moderator, and a draft with one picture that nobody was asked about."""

    def __init__(self) -> None:
        self.offices = samples.offices_with_pages()
        self.editor = person("editor", Role.PRISON_EDITOR, self.offices.a)
        self.reviewer = person("reviewer", Role.DIVISION_REVIEWER, self.offices.division)
        self.moderator = person("moderator", Role.HQ_MODERATOR, self.offices.hq)
        parent = Page.objects.get(slug=self.offices.a.code, locale__language_code="bn").specific
        page = PracticeReportPage(
            title="স্বজন লিংক", fiscal_year=2026, quarter=1, subject="family", lead="ফোনে কথা।", live=False
        )
        self.picture = samples.unasked_picture(self.offices.a)
        page.pictures = [PracticePicture(image=self.picture, caption="ফোন বুথ", alt_text="একটি ফোন বুথ")]
        parent.add_child(instance=page)
        page.save_revision(user=self.editor)
        self.page = page

    def answer(self, **shows: bool) -> PictureAnswer:
        return picture_answers.answer(by=self.editor, picture=self.picture, **{**NOTHING, **shows})

    def latest(self) -> Any:
        return Page.objects.get(pk=self.page.pk).get_latest_revision()

    def is_public(self) -> bool:
        return Page.objects.get(pk=self.page.pk).live


def edited(house: House, user: User, **more: str) -> Any:
    client = signed_in(user)
    address = reverse("wagtailadmin_pages:edit", args=[house.page.pk])
    return client.post(address, {**form_of(client, address), "body-count": "0", **more})


def answers(picture: PortalImage, answer: str = "no", **others: str) -> dict[str, str]:
    key = f"picture-{picture.pk}"
    told = {name: others.get(name, answer) for name in picture_answers.QUESTIONS}
    return {f"{key}-file": picture.file.name, **{f"{key}-{name}": value for name, value in told.items()}}


def test_a_report_is_not_submitted_before_each_picture_was_answered_for(house: House) -> None:
    answer = edited(house, house.editor, **{"action-submit": "1"})
    assert ASKED in answer.content.decode()
    page = Page.objects.get(pk=house.page.pk)
    assert page.current_workflow_state is None
    # The picture itself is shown, beside what is wrong.
    shown = house.picture.get_rendition("max-800x600").url
    assert shown in answer.content.decode()
    assert "তিনটি প্রশ্নেরই উত্তর দিন" in answer.content.decode()


def test_what_is_answered_is_kept_with_the_file_the_person_and_the_time(house: House) -> None:
    edited(house, house.editor, **{"action-submit": "1"}, **answers(house.picture))
    kept = PictureAnswer.objects.get()
    assert (kept.file_name, kept.by, kept.is_clear) == (house.picture.file.name, house.editor, True)
    assert len(kept.sha256) == 64
    assert Page.objects.get(pk=house.page.pk).current_workflow_state is not None


def test_an_answer_says_its_day_as_people_write_it(house: House) -> None:
    kept = house.answer()
    kept.answered_at = datetime.datetime(2026, 11, 22, 20, tzinfo=datetime.UTC)
    with translation.override("bn"):
        # In Dhaka the next day has begun.
        assert str(kept) == f"{house.picture.file.name}: ২৩ নভেম্বর ২০২৬"


def test_a_picture_that_shows_a_face_is_not_submitted_and_the_answer_stays(house: House) -> None:
    answer = edited(house, house.editor, **{"action-submit": "1"}, **answers(house.picture, shows_face="yes"))
    assert "তা প্রকাশ করা যাবে না" in answer.content.decode()
    assert 'value="yes" checked' in answer.content.decode()
    assert Page.objects.get(pk=house.page.pk).current_workflow_state is None


def test_a_draft_waits_with_its_answers_and_keeps_those_it_has(house: House) -> None:
    edited(house, house.editor)
    assert not PictureAnswer.objects.exists()
    edited(house, house.editor, **answers(house.picture, shows_name="yes"))
    assert not PictureAnswer.objects.get().is_clear


def test_an_answer_about_another_file_than_the_one_on_the_screen_is_none(house: House) -> None:
    sent = answers(house.picture)
    house.picture.file = ContentFile(samples.photograph(), name="other.jpg")
    house.picture.save()
    edited(house, house.editor, **{"action-submit": "1"}, **sent)
    assert not PictureAnswer.objects.exists()
    assert Page.objects.get(pk=house.page.pk).current_workflow_state is None


def test_another_file_in_a_pictures_place_is_asked_about_anew(house: House) -> None:
    house.answer()
    assert picture_answers.is_clear(house.page)
    house.picture.file = ContentFile(samples.photograph(), name="other.jpg")
    house.picture.save()
    assert not picture_answers.is_clear(house.page)


def test_the_last_answer_counts_and_all_are_kept(house: House) -> None:
    house.answer()
    picture_answers.answer(by=house.reviewer, picture=house.picture, **{**NOTHING, "shows_face": True})
    assert not picture_answers.is_clear(house.page)
    assert PictureAnswer.objects.count() == 2


def test_the_database_refuses_to_change_what_was_answered(house: House) -> None:
    kept = PictureAnswer.objects.filter(pk=house.answer().pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        kept.update(shows_face=True)
    with pytest.raises(DatabaseError), transaction.atomic():
        kept._raw_delete("default")


def test_no_revision_is_published_unasked(house: House) -> None:
    with pytest.raises(picture_answers.Unasked):
        house.latest().publish(user=house.moderator)
    assert not house.is_public()
    house.answer()
    house.latest().publish(user=house.moderator)
    assert house.is_public()


def test_the_moderators_own_form_publishes_nothing_unasked(house: House) -> None:
    answer = edited(house, house.moderator, **{"action-publish": "1"})
    assert ASKED in answer.content.decode()
    assert not house.is_public()
    edited(house, house.moderator, **{"action-publish": "1"}, **answers(house.picture))
    assert house.is_public()


def test_many_at_once_are_not_published_unasked(house: House) -> None:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    signed_in(house.moderator).post(f"{address}?id={house.page.pk}")
    assert not house.is_public()
    house.answer()
    signed_in(house.moderator).post(f"{address}?id={house.page.pk}")
    assert house.is_public()


def test_the_back_offices_api_publishes_nothing_unasked(house: House) -> None:
    address = reverse("wagtailadmin_api:pages:action", args=[house.page.pk, "publish"])
    assert signed_in(house.moderator).post(address).status_code == 403
    assert not house.is_public()
    house.answer()
    assert signed_in(house.moderator).post(address).status_code == 200
    assert house.is_public()


def test_no_step_of_an_approval_is_begun_or_approved_unasked(house: House) -> None:
    page = Page.objects.get(pk=house.page.pk).specific
    with pytest.raises(picture_answers.Unasked), transaction.atomic():
        page.get_workflow().start(page, house.editor)
    house.answer()
    page.get_workflow().start(page, house.editor)
    house.picture.file = ContentFile(samples.photograph(), name="other.jpg")
    house.picture.save()
    state = approval.waiting_for(house.reviewer).get()
    with pytest.raises(picture_answers.Unasked), transaction.atomic():
        state.task.specific.on_action(state, house.reviewer, "approve")
    assert [name for name, *_rest in state.task.specific.get_actions(page, house.reviewer)] == ["reject"]


def test_who_approves_sees_what_was_answered_and_by_whom(house: House) -> None:
    house.answer()
    page = Page.objects.get(pk=house.page.pk).specific
    page.get_workflow().start(page, house.editor)
    shown = signed_in(house.reviewer).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "উত্তর দিয়েছেন editor" in shown
    assert shown.count('value="no" checked') == 3


def test_the_clock_publishes_nothing_unasked_and_goes_on_with_the_rest(house: House) -> None:
    revision = house.latest()
    later = clock.now() - datetime.timedelta(minutes=1)
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=later)
    assert scheduling.publish_due() == 0
    assert not house.is_public()
    revision.refresh_from_db()
    assert revision.approved_go_live_at is None
    house.answer()
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=later)
    assert scheduling.publish_due() == 1
    assert house.is_public()


def test_a_paper_is_not_given_back_to_readers_with_a_picture_that_shows_a_face(house: House) -> None:
    house.answer()
    house.latest().publish(user=house.moderator)
    page = Page.objects.get(pk=house.page.pk)
    row = withdrawals.withdraw(by=house.editor, page=page, reason_bn="একটি মুখ দেখা যায়")
    house.answer(shows_face=True)
    with pytest.raises(ValidationError), transaction.atomic():
        withdrawals.restore(by=house.moderator, withdrawal=row)
    signed_in(house.moderator).post(reverse("restore_page", args=[row.pk]))
    assert not house.is_public()


def test_a_copy_is_not_public_unasked(house: House) -> None:
    Page.objects.filter(pk=house.page.pk).update(live=True)
    address = reverse("wagtailadmin_pages:copy", args=[house.page.pk])
    form = {
        "new_title": "অনুলিপি",
        "new_slug": "copied",
        "new_parent_page": house.page.get_parent().pk,
        "publish_copies": "on",
    }
    signed_in(house.moderator).post(address, form)
    assert not Page.objects.filter(slug="copied").exists()


def test_the_file_of_a_picture_that_readers_see_is_not_replaced(house: House) -> None:
    house.answer()
    house.latest().publish(user=house.moderator)
    client = signed_in(house.moderator)
    address = reverse("wagtailimages:edit", args=[house.picture.pk])
    before = house.picture.file.name
    answer = client.post(
        address,
        {
            "title": "x",
            "description": "y",
            "collection": house.picture.collection_id,
            "file": ContentFile(samples.photograph(), name="other.jpg"),
        },
    )
    assert "ছবিটি প্রকাশিত পাতায় আছে" in answer.content.decode()
    house.picture.refresh_from_db()
    assert house.picture.file.name == before


def test_pictures_in_prose_are_asked_about_too(house: House) -> None:
    page = NewsPage(title="সংবাদ", lead="কথা", body=[("picture", {"image": house.picture, "alt_text": "বুথ"})])
    assert picture_answers.pictures_of(page) == [house.picture]
    with pytest.raises(picture_answers.Unasked):
        picture_answers.require(page)


def test_a_page_without_pictures_is_asked_nothing(house: House) -> None:
    above = house.page.get_parent()
    shown = signed_in(house.editor).get(reverse("wagtailadmin_pages:edit", args=[above.pk]))
    assert "pictures-asked" not in shown.content.decode()
