"""A tender's state follows from its dates, and nothing that suppliers rely on changes without a word."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import translation

import clock
from accounts.roles import Role
from noticeboard import tender_terms
from noticeboard.models import TenderPage, TenderTerms
from portal import tree
from tests import staffed
from tests.admin_forms import form_of
from tests.noticeboard import boards
from tests.noticeboard.boards import NOON, House, at, day, note, page_of

pytestmark = pytest.mark.django_db
__all__ = ["House"]


def read(client: Client, page: TenderPage, moment: datetime.datetime = NOON) -> str:
    with clock.set_to(moment):
        return client.get(page.url).content.decode()


def state(page: TenderPage, moment: datetime.datetime) -> str:
    with clock.set_to(moment):
        return str(TenderPage.objects.get(pk=page.pk).state)


def test_the_state_follows_from_the_dates_and_nobody_sets_it(house: House) -> None:
    page = boards.tender(house.offices.a)
    assert state(page, at(9, 23)) == "to_come"
    assert state(page, at(10, 0)) == "open"
    assert state(page, at(30, 11, 59)) == "open"
    assert state(page, at(30, 12, 0)) == "closed"
    TenderPage.objects.filter(pk=page.pk).update(awarded_on=day(5, month=12))
    assert state(page, at(6, month=12)) == "awarded"
    TenderPage.objects.filter(pk=page.pk).update(awarded_on=None, cancelled_on=day(20), cancel_reason="x")
    assert state(page, at(21)) == "cancelled"


def test_a_tender_leaves_the_current_board_at_the_minute_of_its_deadline(
    house: House, client: Client
) -> None:
    page = boards.tender(house.offices.a, "কম্বল ক্রয়")
    for moment, shelf, stands in (
        (at(30, 11, 59), "", True),
        (at(30, 12), "", False),
        (at(30, 12), "shelf=over", True),
        (at(30, 12), "kind=tender&shelf=over", True),
    ):
        with clock.set_to(moment):
            text = client.get(f"/bn/notices/?{shelf}").content.decode()
        assert (f">{page.title}</a>" in text) is stands, (moment, shelf)
    with clock.set_to(at(30, 11, 59)):
        answer = client.get(page.url)
    assert "max-age=60, s-maxage=60" in answer["Cache-Control"]
    assert "stale" not in answer["Cache-Control"]
    assert "দাখিলের সময় শেষ" in read(client, page, at(30, 12))


def test_the_page_says_by_when_where_and_for_how_much_in_taka(house: House, client: Client) -> None:
    page = boards.tender(
        house.offices.a, security_poisha=1_25_000_00, submission_place="অফিস কক্ষ", sale_until=day(29)
    )
    text = read(client, page)
    assert "৩০ নভেম্বর ২০২৬, দুপুর ১২:০০" in text or "৩০ নভেম্বর ২০২৬" in text
    assert "৳৫০০" in text
    assert "৳১,২৫,০০০" in text
    assert "অফিস কক্ষ" in text
    assert "উন্মুক্ত দরপত্র পদ্ধতি" in text
    assert page.tender_number in text


def test_documents_free_of_charge_are_not_documents_without_a_price(house: House, client: Client) -> None:
    assert "বিনামূল্যে" in read(client, boards.tender(house.offices.a, document_price_poisha=0))
    assert "বিনামূল্যে" not in read(client, boards.tender(house.offices.b, document_price_poisha=None))


def test_a_deadline_put_off_stands_beside_the_old_one_for_good(house: House, client: Client) -> None:
    page = boards.tender(house.offices.a)
    page.submission_by, page.opens_at = at(5, 12, month=12), at(5, 13, month=12)
    page.notes = [note()]
    page.save_revision(clean=False).publish()
    text = read(client, page)
    assert "সময় বাড়ানো হলো।" in text
    old, new = text.index("<s>৩০ নভেম্বর ২০২৬"), text.index("৫ ডিসেম্বর ২০২৬")
    assert old
    assert new
    assert state(page, at(1, month=12)) == "open"
    assert TenderTerms.objects.count() == 2


def test_publishing_again_without_a_change_of_the_terms_keeps_nothing_new(house: House) -> None:
    page = boards.tender(house.offices.a)
    page.lead = "নতুন সারসংক্ষেপ"
    page.save_revision(clean=False).publish()
    assert TenderTerms.objects.count() == 1
    with translation.override("bn"):
        assert tender_terms.told(page) == []


def test_the_english_tender_tells_the_same_changes_in_english(house: House, client: Client) -> None:
    page = boards.tender(house.offices.a)
    english = tree.translate(page, {"title": "Blankets", "tender_number": "NDJ-34"})
    assert TenderTerms.objects.count() == 1
    page = TenderPage.objects.get(pk=page.pk)
    page.document_price_poisha = 75_000
    page.notes = [note()]
    page.save_revision(clean=False).publish()
    text = read(client, english)
    assert "<s>৳500</s>" in text
    assert "৳750" in text
    assert "NDJ-34" in text


def test_what_a_tender_asked_for_cannot_be_rewritten_in_the_database(house: House) -> None:
    boards.tender(house.offices.a)
    with pytest.raises(DatabaseError), transaction.atomic():
        TenderTerms.objects.update(terms={})
    with pytest.raises(DatabaseError), transaction.atomic():
        TenderTerms.objects.all().delete()


def test_a_cancelled_tender_says_so_and_why_until_its_deadline_on_the_current_board(
    house: House, client: Client
) -> None:
    page = boards.tender(house.offices.a, cancelled_on=day(20), cancel_reason="বরাদ্দ নেই।")
    assert "বরাদ্দ নেই।" in read(client, page)
    with clock.set_to(NOON):
        text = client.get("/bn/notices/").content.decode()
    assert page.title in text
    assert '<span class="tag tag--red">বাতিল</span>' in text


def test_an_award_tells_the_firm_and_the_price(house: House, client: Client) -> None:
    page = boards.tender(
        house.offices.a,
        submission_by=at(15),
        opens_at=None,
        awarded_on=day(20),
        award_poisha=3_85_000_00,
        awarded_to="মেসার্স নমুনা ট্রেডার্স",
    )
    text = read(client, page)
    assert "মেসার্স নমুনা ট্রেডার্স" in text
    assert "৳৩,৮৫,০০০" in text
    assert "কার্যাদেশ প্রদত্ত" in text


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"opens_at": at(29)}, "opens_at"),
        ({"sale_until": day(1, month=12)}, "sale_until"),
        ({"submission_by": at(9), "opens_at": None}, "submission_by"),
        ({"cancelled_on": day(20)}, "cancel_reason"),
        ({"cancel_reason": "x"}, "cancel_reason"),
        ({"cancelled_on": day(25), "cancel_reason": "x"}, "cancelled_on"),
        ({"awarded_on": day(21)}, "awarded_on"),
        ({"award_poisha": 5}, "awarded_on"),
    ],
)
@pytest.mark.usefixtures("house")
def test_a_tender_that_makes_no_sense_is_refused_beside_its_field(given: dict[str, Any], field: str) -> None:
    page = TenderPage(
        title="x",
        tender_number="1",
        **{"published_on": day(10), "submission_by": at(30), "opens_at": at(30, 13)} | given,
    )
    with clock.set_to(NOON), pytest.raises(ValidationError) as told:
        page.clean()
    assert field in told.value.message_dict


# The browser's script would send this of prose without a piece.
EMPTY = {"body-count": "0"}


class Desk:
    """An editor at the form of a tender that is public."""

    def __init__(self, house: House) -> None:
        self.page = boards.tender(house.offices.hq)
        self.editor = staffed.signed_in(staffed.person("editor", Role.HQ_MODERATOR, house.offices.hq))
        self.address = f"/admin/pages/{self.page.pk}/edit/"

    def send(self, **typed: str) -> Any:
        fields = (
            form_of(self.editor, self.address)
            | EMPTY
            | {"change_note": "সময় বাড়ল", "action-publish": "1"}
            | typed
        )
        return self.editor.post(
            self.address, {key.replace("__", "-"): value for key, value in fields.items()}
        )


NOTE = {
    "notes__TOTAL_FORMS": "1",
    "notes__0__sort": "extension",
    "notes__0__dated_on": "2026-11-22",
    "notes__0__memo_number": "",
    "notes__0__text": "সময় বাড়ানো হলো।",
    "notes__0__document": "",
    "notes__0__ORDER": "1",
}


def test_a_public_deadline_does_not_move_without_a_corrigendum(house: House) -> None:
    desk = Desk(house)
    moved = {"submission_by": "2026-12-05 12:00", "opens_at": "2026-12-05 13:00"}
    answer = desk.send(**moved)
    assert answer.status_code == 200
    assert "সংশোধনী যোগ করুন" in str(answer.context["form"].non_field_errors())
    assert TenderPage.objects.get(pk=desk.page.pk).submission_by == at(30)
    answer = desk.send(**moved, **NOTE)
    assert answer.status_code == 302, answer.context["form"].errors
    page = TenderPage.objects.get(pk=desk.page.pk)
    assert page.submission_by == at(5, month=12)
    assert [row.text for row in page.notes.all()] == ["সময় বাড়ানো হলো।"]


def test_a_corrigendum_that_was_published_is_neither_changed_nor_removed(house: House) -> None:
    desk = Desk(house)
    assert desk.send(**NOTE).status_code == 302
    for typed in ({"notes__0__text": "অন্য কথা"}, {"notes__0__DELETE": "on"}):
        answer = desk.send(**typed)
        assert answer.status_code == 200
        assert "যেমন আছে তেমনই থাকে" in str(answer.context["form"].non_field_errors())
    assert [row.text for row in TenderPage.objects.get(pk=desk.page.pk).notes.all()] == ["সময় বাড়ানো হলো।"]


def test_amounts_are_typed_in_taka_with_bangla_digits(house: House) -> None:
    desk = Desk(house)
    assert 'value="500"' in desk.editor.get(desk.address).content.decode()
    answer = desk.send(document_price_poisha="১,২৫০.৫০", **NOTE)
    assert answer.status_code == 302, answer.context["form"].errors
    assert TenderPage.objects.get(pk=desk.page.pk).document_price_poisha == 125_050


def test_a_draft_of_a_public_tender_may_change_as_it_likes(house: House) -> None:
    desk = Desk(house)
    fields = (
        form_of(desk.editor, desk.address) | EMPTY | {"submission_by": "2026-12-05 12:00", "opens_at": ""}
    )
    assert desk.editor.post(desk.address, fields).status_code == 302
    assert TenderPage.objects.get(pk=desk.page.pk).submission_by == at(30)


def test_a_prison_s_tender_is_written_submitted_and_public_once_headquarters_approves(
    house: House, client: Client
) -> None:
    parent = page_of(house.offices.a)
    editor = staffed.signed_in(staffed.person("editor", Role.PRISON_EDITOR, house.offices.a))
    moderator = staffed.signed_in(staffed.person("moderator", Role.HQ_MODERATOR, house.offices.hq))
    address = f"/admin/pages/add/noticeboard/tenderpage/{parent.pk}/"
    typed = (
        form_of(editor, address)
        | EMPTY
        | {
            "title": "কম্বল ক্রয়",
            "tender_number": "৩৪",
            "submission_by": "2030-11-30 12:00",
            "document_price_poisha": "৫০০",
            "action-submit": "1",
        }
    )
    answer = editor.post(address, typed)
    assert answer.status_code == 302, answer.context["form"].errors
    page = TenderPage.objects.get(language="bn")
    assert not page.live
    assert page.slug == "kombol-kroy"
    for _step in range(2):
        state_now = page.current_workflow_task_state
        if state_now is None:
            break
        moderator.post(
            f"/admin/pages/workflow/action/{page.pk}/approve/{state_now.pk}/",
            {"comment": "", "next": "/admin/"},
        )
        page = TenderPage.objects.get(pk=page.pk)
    assert page.live
    assert "৳৫০০" in client.get(page.url).content.decode()
