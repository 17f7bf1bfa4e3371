"""A complaint as its writer meets it: the form, the number, following it with number and phone, and the next levels."""

import datetime
import re
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from charter_pages.grievances import handling, opened
from charter_pages.grievances.models import Grievance
from letters import outbox, senders
from letters.models import Letter
from tests.charter_pages.grievances import world
from tests.charter_pages.grievances.world import NAME, PHONE, TEXT, World, complain, fresh

pytestmark = pytest.mark.django_db

NEW, TRACK, MINE = "/bn/complaints/new/", "/bn/complaints/track/", "/bn/complaints/mine/"
ANSWER = "আবেদনটি আজ গ্রহণ করা হয়েছে।"


def typed(client: Client, office: str = "dj-natore", **more: Any) -> dict[str, Any]:
    form = client.get(NEW, {"office": office}).context["form"]
    facts = {
        "office": office,
        "about": "other",
        "text": TEXT,
        "phone": "০১৭৯৮-৭৬৫৪৩২",
        "key": form["key"].value(),
    }
    return {**facts, **more}


def found(grievance: Grievance, phone: str = PHONE) -> Client:
    client = Client()
    client.post(TRACK, {"number": grievance.number, "phone": phone})
    return client


def test_somebody_complains_and_gets_a_number_an_officer_and_a_day(offices: World) -> None:
    client = Client()
    sent = typed(client, name=NAME)
    for _click in range(2):
        answer = client.post(NEW, sent)
        assert answer.headers["Location"] == f"{MINE}?received"
    grievance = Grievance.objects.get()
    shown = client.get(f"{MINE}?received")
    page = shown.content.decode()
    assert grievance.number in re.sub(r"\s", "", page)  # for whoever reads it aloud in English
    assert "জেল সুপার" in page
    assert "৩ জানুয়ারি ২০২৭" in page
    assert "পৌষ ১৪৩৩" in page
    assert "no-store" in shown.headers["Cache-Control"]
    assert TEXT not in page


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": "ছোট"}, "text"),
        ({"phone": "12345"}, "phone"),
        ({"phone": ""}, "phone"),
        ({"about": ""}, "about"),
        ({"happened_on": "৩১/১২/২০২৯"}, "happened_on"),
        ({"email": "x" * 120 + "@example.com"}, "email"),
        ({"website": "http://spam.example"}, "website"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    offices: World, wrong: dict[str, str], field: str
) -> None:
    client = Client()
    answer = client.post(NEW, typed(client, **wrong))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    if field != "text":
        assert TEXT in answer.content.decode()
    assert not Grievance.objects.exists()


def test_a_form_whose_token_is_too_old_is_shown_again_filled_in(offices: World) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post(NEW, typed(client))
    assert answer.status_code == 422
    assert TEXT in answer.content.decode()
    assert not Grievance.objects.exists()


def test_a_foreign_number_is_taken(offices: World) -> None:
    client = Client()
    client.post(NEW, typed(client, phone="+44 7700 900123"))
    assert Grievance.objects.get().words.phone == "+447700900123"
    assert found(Grievance.objects.get(), "0044 7700 900123").get(MINE).status_code == 200


def test_a_wrong_number_and_a_wrong_phone_get_the_same_answer(offices: World) -> None:
    grievance = complain(offices.natore)
    other = "1" + grievance.number[1:] if grievance.number[0] != "1" else "2" + grievance.number[1:]

    def told(number: str, phone: str) -> str:
        page = Client().post(TRACK, {"number": number, "phone": phone})
        assert page.status_code == 422
        assert opened.COOKIE not in page.cookies
        text = page.content.decode().replace(number, "").replace(phone, "")
        return re.sub(r'value="[^"]*"', "", text)

    assert told(grievance.number, "01711111111") == told(other, "01798765432")
    assert found(grievance).get(MINE).status_code == 200
    # In Bangla digits and groups, too.
    spoken = "".join("০১২৩৪৫৬৭৮৯"[int(digit)] for digit in grievance.number)
    client = Client()
    answer = client.post(
        TRACK, {"number": f"{spoken[:4]} {spoken[4:8]} {spoken[8:]}", "phone": "০১৭৯৮৭৬৫৪৩২"}
    )
    assert answer.headers["Location"] == MINE


def test_guessing_is_throttled_by_number_from_anywhere(offices: World) -> None:
    grievance = complain(offices.natore)
    answers = [
        Client(REMOTE_ADDR=f"10.0.0.{place}").post(
            TRACK, {"number": grievance.number, "phone": f"0171111111{place}"}
        )
        for place in range(django_settings.LOOKUPS_PER_NUMBER + 1)
    ]
    assert [answer.status_code for answer in answers] == [422] * django_settings.LOOKUPS_PER_NUMBER + [429]


def test_writing_is_throttled_by_phone(offices: World, settings: Any) -> None:
    settings.GRIEVANCES_PER_PHONE = 2
    client = Client()
    statuses = [client.post(NEW, typed(client)).status_code for _ in range(3)]
    assert statuses == [302, 302, 422]
    assert Grievance.objects.count() == 2


def test_without_number_and_phone_nothing_opens_and_another_s_cookie_opens_another_s(offices: World) -> None:
    grievance, other = complain(offices.natore), complain(offices.natore)
    stranger = Client()
    for path in ("", "copy/", "cabinet-division/"):
        assert stranger.get(f"{MINE}{path}").headers["Location"] == TRACK
    stranger.cookies[opened.COOKIE] = grievance.number
    assert stranger.get(MINE).headers["Location"] == TRACK  # not signed
    page = found(other).get(MINE).content.decode()
    assert grievance.number not in re.sub(r"\s", "", page)


def test_a_shared_phone_closes_the_page(offices: World) -> None:
    client = found(complain(offices.natore))
    client.post(MINE, {"step": "close"})
    assert client.get(MINE).headers["Location"] == TRACK


def test_the_whole_way_answer_appeal_and_the_cabinet_division(offices: World) -> None:
    grievance = complain(offices.natore)
    client = found(grievance)
    assert client.post(MINE, {"step": "appeal"}).status_code == 422  # not yet
    assert client.post(MINE, {"step": "more", "text": "x"}).status_code == 422
    client.post(MINE, {"step": "more", "text": "আবেদনটি ১৮ নভেম্বরের।"})
    handling.answer(by=offices.first, grievance=fresh(grievance), text=ANSWER)
    page = client.get(MINE).content.decode()
    assert ANSWER in page
    client.post(MINE, {"step": "appeal"})
    client.post(MINE, {"step": "appeal"})  # pressed twice
    assert fresh(grievance).level == 2
    assert client.get(f"{MINE}cabinet-division/").headers["Location"] == MINE  # not yet
    handling.answer(by=offices.second, grievance=fresh(grievance), text=ANSWER)
    outside = client.get(f"{MINE}cabinet-division/").content.decode()
    assert "মন্ত্রিপরিষদ" in outside
    client.post(f"{MINE}cabinet-division/")
    assert fresh(grievance).state == "passed_on"
    copy = client.get(f"{MINE}copy/").content.decode()
    assert TEXT in copy
    assert ANSWER in copy
    assert "আবেদনটি ১৮ নভেম্বরের।" in copy


def test_it_says_when_it_is_late_and_offers_the_next_level(offices: World) -> None:
    grievance = complain(offices.natore)
    with world.on(grievance.due_on + datetime.timedelta(days=1)):
        page = found(grievance).get(MINE).content.decode()
    assert 'value="appeal"' in page


def test_letters_hold_no_word_and_no_name_and_their_address_lies_sealed(offices: World) -> None:
    senders.MemorySms.sent.clear()
    grievance = complain(offices.natore, text=f"{TEXT} {NAME}", name=NAME)
    handling.ask(by=offices.first, grievance=grievance, text="কোন তারিখে আবেদন করেছিলেন?")
    letters = Letter.objects.filter(key__startswith=f"grievance:{grievance.number}:")
    assert {letter.kind for letter in letters} == {"mail", "sms"}
    for letter in letters:
        assert PHONE not in letter.to
        for planted in (TEXT, NAME, PHONE, "কোন তারিখে"):
            assert planted not in str(letter.context)
    while outbox.send_due():
        pass
    said = [text for to, text in senders.MemorySms.sent if to == PHONE]
    assert len(said) == 2
    assert not Letter.objects.filter(sent_at__isnull=True).exists()


def test_a_complaint_s_page_takes_as_many_queries_for_forty_events_as_for_one(offices: World) -> None:
    grievance = complain(offices.natore)
    client = found(grievance)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(MINE).status_code == 200
        return len(captured)

    first = queries()
    for number in range(10):
        client.post(MINE, {"step": "more", "text": f"আরও একটি তথ্য {number}"})
    assert queries() <= first
    assert first <= 20
