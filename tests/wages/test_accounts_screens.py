"""The screens of makers' accounts: by code alone, for the own prison, two people for every entry by hand."""

import datetime
import io
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

import clock
from accounts.models import User
from accounts.roles import Role
from offices.models import Office
from shop.wages import entries, handouts, holds
from shop.wages.models import Hold, Statute, WageEntry
from tests.production.conftest import Prison, person
from tests.staffed import signed_in
from tests.wages import accounts
from tests.wages.accounts import MARCH, WHY, Desk, day

NAME = "গোপন নাম"


@pytest.fixture
def desk(dhaka: Prison, hq: Office) -> Desk:
    """A maker with 50 taka available and 7 pending."""
    desk = accounts.desk(dhaka, hq)
    desk.earn(5_000, day(2))
    desk.release(day(20))
    desk.earn(700, day(21))
    return desk


@pytest.fixture
def stranger(natore: Prison) -> Client:
    roles = (Role.WAGE_RECORDER, Role.WAGE_CONFIRMER, Role.STATEMENT_READER, Role.AUDITOR)
    return signed_in(person("stranger", natore.office, *roles))


def at(name: str, desk: Desk) -> str:
    return reverse(name, args=[desk.maker.pk])


def picture() -> bytes:
    """Return a photograph with what a camera writes beside it."""
    image, exif, file = Image.new("RGB", (20, 20), "white"), Image.Exif(), io.BytesIO()
    exif[0x010E] = "camera's own words"
    image.save(file, "JPEG", exif=exif)
    return file.getvalue()


def adjustment(**more: Any) -> dict[str, Any]:
    return {
        "form_key": str(uuid.uuid4()),
        "adds": "adds",
        "poisha": "১২.৫০",
        "reason": "audit",
        "memo_number": "৫৮.০৪-৭",
        "document": SimpleUploadedFile("রহিমের কাগজ.pdf", accounts.PDF),
        **more,
    }


def test_accounts_are_listed_by_code_with_what_stands_on_them(desk: Desk, stranger: Client) -> None:
    for user in (desk.recorder, desk.confirmer, desk.reader):
        page = signed_in(user).get(reverse("wages_accounts")).content.decode()
        assert desk.maker.code in page
        assert "৳৫০.০০" in page
        assert "৳৭.০০" in page
        assert NAME not in page
        assert "৳৫৭.০০" in signed_in(user).get(at("wages_account", desk)).content.decode()
    assert desk.maker.code not in stranger.get(reverse("wages_accounts")).content.decode()


@pytest.mark.parametrize(
    "name",
    [
        "wages_account",
        "wages_place_hold",
        "wages_daily_wage",
        "wages_adjustment",
        "wages_deduction",
        "wages_statement",
    ],
)
def test_another_prisons_account_does_not_exist(desk: Desk, stranger: Client, name: str) -> None:
    for answer in (stranger.get(at(name, desk)), stranger.post(at(name, desk), adjustment())):
        # An account is only read.
        assert answer.status_code in ((404, 405) if name == "wages_account" else (404,))
        assert desk.maker.code not in answer.content.decode()
    assert not WageEntry.objects.exists()


def test_another_prisons_holds_entries_and_papers_do_not_exist(desk: Desk, stranger: Client) -> None:
    with clock.set_to(day(22)):
        until = datetime.date(2026, 4, 1)
        hold = holds.place(
            by=desk.recorder, maker=desk.maker, poisha=1, reason="inquiry", memo_number="1", until=until
        )
        entry = desk.propose("adjustment")
        handout = handouts.issue(
            by=desk.reader, maker=desk.maker, start=MARCH[0], end=MARCH[1], why=WHY
        ).handout
    for name, row in (
        ("wages_hold", hold),
        ("wages_entry", entry),
        ("wages_entry_paper", entry),
        ("wages_handout", handout),
    ):
        for answer in (
            stranger.get(reverse(name, args=[row.pk])),
            stranger.post(reverse(name, args=[row.pk])),
        ):
            assert answer.status_code in (404, 405), name
            assert desk.maker.code not in answer.content.decode()
    for name in ("wages_holds", "wages_entries", "wages_handouts"):
        assert desk.maker.code not in stranger.get(reverse(name)).content.decode()
    assert Hold.objects.standing().count() == 1


def test_part_of_a_wage_is_held_and_given_free_through_the_forms(desk: Desk) -> None:
    client = signed_in(desk.recorder)
    page = at("wages_place_hold", desk)
    with clock.set_to(day(22)):
        assert "৳৫০.০০" in client.get(page).content.decode()
        data = {
            "form_key": str(uuid.uuid4()),
            "poisha": "৫০.০১",
            "reason": "court_order",
            "memo_number": "৫৮.০৪-৮",
            "until": "২০২৬-০৪-৩০",
        }
        refused = client.post(page, data)
        assert list(refused.context["form"].errors) == ["poisha"]
        assert 'value="৫০.০১"' in refused.content.decode(), "what was typed stays"
        for _twice in range(2):
            answer = client.post(page, {**data, "poisha": "২০"})
        hold = Hold.objects.get()
        assert answer["Location"] == reverse("wages_hold", args=[hold.pk])
        assert desk.parts() == (700, 3_000, 2_000, 0)
        for reader in (desk.recorder, desk.confirmer):
            shown = signed_in(reader).get(answer["Location"]).content.decode()
            assert "আদালতের আদেশ" in shown
            assert ("তুলে নিন" in shown) == (reader == desk.recorder)
        client.post(answer["Location"])
    assert desk.parts() == (700, 5_000, 0, 0)
    assert "তুলে নিন" not in client.get(answer["Location"]).content.decode()


def test_days_worked_are_proposed_by_one_and_confirmed_by_another(desk: Desk) -> None:
    one, other = signed_in(desk.recorder), signed_in(desk.confirmer)
    page = at("wages_daily_wage", desk)
    data = {"form_key": str(uuid.uuid4()), "start": "2026-03-01", "end": "2026-03-21", "memo_number": "১"}
    with clock.set_to(day(22)):
        assert "৳২" in one.get(page).content.decode()
        refused = one.post(page, {**data, "days": "২২"})
        assert list(refused.context["form"].errors) == ["days"]
        for _twice in range(2):
            answer = one.post(page, {**data, "days": "২০"})
        entry = WageEntry.objects.get()
        shown = one.get(answer["Location"]).content.decode()
        assert "প্রস্তাব প্রত্যাহার করুন" in shown
        assert 'value="confirm"' not in shown
        assert one.post(answer["Location"], {"step": "confirm"})["Location"] == reverse("wagtailadmin_home")
        assert desk.parts() == (700, 5_000, 0, 0)
        assert desk.maker.code in other.get(reverse("wages_entries")).content.decode()
        assert 'value="confirm"' in other.get(answer["Location"]).content.decode()
        other.post(answer["Location"], {"step": "confirm"})
    entry.refresh_from_db()
    assert entry.state == "confirmed"
    assert desk.parts() == (700, 9_000, 0, 0)
    refused = other.post(answer["Location"], {"step": "withdraw"})
    assert refused.context["form"].non_field_errors()


def test_a_superuser_reads_in_the_form_that_another_confirms(desk: Desk) -> None:
    client = signed_in(User.objects.create_superuser("root"))
    with clock.set_to(day(22)):
        entry = desk.propose("daily_wage", by=User.objects.get(username="root"))
        shown = client.get(reverse("wages_entry", args=[entry.pk])).content.decode()
        answer = client.post(reverse("wages_entry", args=[entry.pk]), {"step": "confirm"})
    assert "অন্য একজনকে নিশ্চিত করতে হবে" in shown
    assert answer.context["form"].non_field_errors()
    assert desk.parts() == (700, 5_000, 0, 0)


def test_a_second_person_declines(desk: Desk) -> None:
    with clock.set_to(day(22)):
        entry = desk.propose("adjustment")
    signed_in(desk.confirmer).post(reverse("wages_entry", args=[entry.pk]), {"step": "withdraw"})
    entry.refresh_from_db()
    assert (entry.state, entry.decided_by) == ("withdrawn", desk.confirmer)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"document": ""}, "document"),
        ({"document": SimpleUploadedFile("x.pdf", b"MZ no pdf")}, "document"),
        ({"document": SimpleUploadedFile("x.exe", b"MZ")}, "document"),
        ({"document": SimpleUploadedFile("x.jpg", picture()[:300])}, "document"),
        ({"poisha": "0"}, "poisha"),
        ({"poisha": "-5"}, "poisha"),
        ({"poisha": "১,০০,০০০.০১"}, "poisha"),
        ({"reason": ""}, "reason"),
        ({"reason": "because"}, "reason"),
        ({"adds": ""}, "adds"),
        ({"memo_number": ""}, "memo_number"),
    ],
)
def test_an_adjustment_without_its_facts_is_refused_in_the_form(
    desk: Desk, wrong: dict[str, Any], field: str
) -> None:
    data = adjustment(**wrong)
    for file in (data["document"],):
        if file:
            file.seek(0)
    answer = signed_in(desk.recorder).post(at("wages_adjustment", desk), data)
    assert list(answer.context["form"].errors) == [field]
    assert not WageEntry.objects.exists()


def test_the_form_does_not_say_which_file_was_too_large_by_falling_over(desk: Desk, settings: Any) -> None:
    settings.UPLOAD_LIMIT_BYTES = 100
    for name in ("x.pdf", "x.jpg"):
        file = SimpleUploadedFile(name, accounts.PDF * 10)
        answer = signed_in(desk.recorder).post(at("wages_adjustment", desk), adjustment(document=file))
        assert list(answer.context["form"].errors) == ["document"]


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [("রহিম.pdf", accounts.PDF, "application/pdf"), ("রহিম.jpg", picture(), "image/jpeg")],
)
def test_the_paper_behind_an_adjustment_is_kept_in_private(
    desk: Desk, hq: Office, name: str, content: bytes, kind: str
) -> None:
    file = SimpleUploadedFile(name, content)
    signed_in(desk.recorder).post(at("wages_adjustment", desk), adjustment(document=file))
    entry = WageEntry.objects.get()
    assert entry.poisha == 1_250
    assert entry.document.name.startswith("wages/")
    assert "রহিম" not in entry.document.name
    page = reverse("wages_entry_paper", args=[entry.pk])
    national = person("national", hq, Role.AUDITOR)
    for reader in (desk.recorder, desk.confirmer, national):
        answer = signed_in(reader).get(page)
        assert answer.status_code == 200
        assert answer["Content-Type"] == kind
        assert "no-store" in answer["Cache-Control"]
        assert answer["Content-Security-Policy"] == "default-src 'none'"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "রহিম" not in answer["Content-Disposition"]
        body = answer.getvalue()
        assert body.startswith(content[:4])
        assert b"camera" not in body
        assert page in signed_in(reader).get(reverse("wages_entry", args=[entry.pk])).content.decode()
    of_the_prison = signed_in(person("local", desk.office, Role.AUDITOR))
    assert of_the_prison.get(reverse("wages_entry", args=[entry.pk])).status_code == 200
    assert of_the_prison.get(page).status_code == 404
    assert page not in of_the_prison.get(reverse("wages_entry", args=[entry.pk])).content.decode()
    assert signed_in(desk.reader).get(page)["Location"] == reverse("wagtailadmin_home")


def test_a_deduction_is_offered_only_where_a_law_allows_it(
    desk: Desk, proposer: User, approver: User
) -> None:
    one, page = signed_in(desk.recorder), at("wages_deduction", desk)
    data = {"form_key": str(uuid.uuid4()), "poisha": "৩", "memo_number": "১"}
    text = one.get(page).content.decode()
    assert "কোনো আইনে এর অনুমতি নেই" in text
    assert 'name="poisha"' not in text
    assert page not in one.get(at("wages_account", desk)).content.decode()
    waiting = entries.record_statute(by=proposer, reference="1", title_bn="আইন", title_en="Act")
    for statute in ("", str(waiting.pk), "x"):
        assert "statute" in one.post(page, {**data, "statute": statute}).context["form"].errors
    entries.approve_statute(by=approver, statute=waiting)
    assert page in one.get(at("wages_account", desk)).content.decode()
    assert one.post(page, {**data, "statute": waiting.pk}).status_code == 302
    entry = WageEntry.objects.get()
    signed_in(desk.confirmer).post(reverse("wages_entry", args=[entry.pk]), {"step": "confirm"})
    assert desk.parts() == (700, 4_700, 0, 0)


def test_a_statute_is_entered_by_one_and_approved_by_another(proposer: User, approver: User) -> None:
    one, other = signed_in(proposer), signed_in(approver)
    assert "কিছুই কাটা যাবে না" in other.get(reverse("wages_statutes")).content.decode()
    data = {"reference": "১৮৯৪ সালের ৯ নং আইন", "title_bn": "কারা আইন", "title_en": "Prisons Act"}
    assert list(
        one.post(reverse("wages_record_statute"), {**data, "title_en": " "}).context["form"].errors
    ) == ["title_en"]
    page = one.post(reverse("wages_record_statute"), data)["Location"]
    assert list(one.post(reverse("wages_record_statute"), data).context["form"].errors) == ["reference"]
    assert "আইনটি অনুমোদন করুন" not in one.get(page).content.decode()
    assert one.post(page)["Location"] == reverse("wagtailadmin_home")
    assert "আইনটি অনুমোদন করুন" in other.get(page).content.decode()
    for _twice in range(2):
        assert other.post(page)["Location"] == page
    assert Statute.objects.get().approved_by == approver


def test_what_waits_is_the_first_thing_that_staff_see(desk: Desk) -> None:
    with clock.set_to(day(22)):
        desk.propose("daily_wage")
        handouts.issue(by=desk.reader, maker=desk.maker, start=MARCH[0], end=MARCH[1], why=WHY)
    home = reverse("wagtailadmin_home")
    assert "নিশ্চিত করার অপেক্ষায় পারিশ্রমিকের দাখিলা" in signed_in(desk.confirmer).get(home).content.decode()
    shown = signed_in(desk.reader).get(home).content.decode()
    assert "প্রাপ্তি স্বীকার না হওয়া বিবরণী" in shown
    assert reverse("wages_handouts") + "?open" in shown
