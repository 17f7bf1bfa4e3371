"""Events are to come, go on or are over by the clock, and go into any calendar."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

import clock
from noticeboard.models import EventItem, EventPage
from portal import tree
from publishing import withdrawals
from tests import staffed
from tests.noticeboard import boards, ics
from tests.noticeboard.boards import NOON, House, at

pytestmark = pytest.mark.django_db
__all__ = ["House"]


def read(client: Client, address: str, moment: datetime.datetime = NOON) -> str:
    with clock.set_to(moment):
        return client.get(address).content.decode()


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        (at(25, 9, 59), '<span class="tag">আসছে</span>'),
        (at(25, 10), '<span class="tag">এখন চলছে</span>'),
        (at(25, 15, 59), '<span class="tag">এখন চলছে</span>'),
        (at(25, 16), "এ অনুষ্ঠান শেষ হয়েছে"),
    ],
)
def test_the_page_says_whether_it_is_to_come_goes_on_or_is_over(
    house: House, client: Client, moment: datetime.datetime, told: str
) -> None:
    page = boards.event(house.offices.a)
    assert told in read(client, page.url, moment)


def test_an_event_without_an_end_is_over_with_its_day_in_dhaka(house: House, client: Client) -> None:
    page = boards.event(house.offices.a, ends_at=None)
    assert "শেষ হয়েছে" not in read(client, page.url, at(25, 23, 59))
    assert "শেষ হয়েছে" in read(client, page.url, at(26, 0))


def test_past_events_stand_in_the_archive(house: House, client: Client) -> None:
    boards.event(house.offices.a, "মেলা")
    assert "মেলা" in read(client, "/bn/notices/?kind=event", at(25, 15))
    assert ">মেলা</a>" not in read(client, "/bn/notices/?kind=event", at(25, 16))
    assert ">মেলা</a>" in read(client, "/bn/notices/?kind=event&shelf=over", at(25, 16))


def test_the_next_event_comes_first(house: House, client: Client) -> None:
    boards.event(house.offices.a, "পরের মেলা", starts_at=at(28, 10), ends_at=None)
    boards.event(house.offices.b, "আগের মেলা")
    text = read(client, "/bn/notices/?kind=event")
    assert text.index("আগের মেলা") < text.index("পরের মেলা")


def test_the_calendar_file_is_what_rfc_5545_asks_for(house: House, client: Client) -> None:
    page = boards.event(
        house.offices.a,
        "কারাপণ্য মেলা; আসবাব, নকশি কাঁথা \\ পাট, চামড়া ও হস্তশিল্পের প্রদর্শনী",
        lead="প্রথম লাইন\nদ্বিতীয় লাইন, শেষ; সমাপ্ত",
    )
    answer = client.get(f"{page.url}calendar/")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="{page.slug}.ics"'
    assert "public" in answer["Cache-Control"]
    found = ics.event(answer.content)
    assert ics.text(found["SUMMARY"].value) == page.title
    assert found["SUMMARY"].parameters == {"LANGUAGE": "bn"}
    assert ics.text(found["DESCRIPTION"].value) == page.lead
    assert ics.text(found["LOCATION"].value) == page.venue
    assert ics.instant(found["DTSTART"].value) == at(25, 10)
    assert ics.instant(found["DTEND"].value) == at(25, 16)
    assert found["STATUS"].value == "CONFIRMED"
    assert found["URL"].value == page.full_url
    assert f"{page.url}calendar/" in read(client, page.url)


def test_a_changed_event_keeps_its_name_and_gets_a_larger_number(house: House, client: Client) -> None:
    page = boards.event(house.offices.a)
    before = ics.event(client.get(f"{page.url}calendar/").content)
    page.starts_at = at(25, 11)
    later = clock.now() + datetime.timedelta(hours=1)
    with clock.set_to(later):
        page.save_revision(clean=False).publish()
    EventPage.objects.filter(pk=page.pk).update(last_published_at=later)
    after = ics.event(client.get(f"{page.url}calendar/").content)
    assert after["UID"] == before["UID"]
    assert int(after["SEQUENCE"].value) > int(before["SEQUENCE"].value)
    assert ics.instant(after["DTSTART"].value) == at(25, 11)


def test_both_languages_are_one_event_for_a_calendar(house: House, client: Client) -> None:
    page = boards.event(house.offices.a)
    english = tree.translate(page, {"title": "Fair"})
    told = [ics.event(client.get(f"{each.url}calendar/").content) for each in (page, english)]
    assert told[0]["UID"] == told[1]["UID"]
    assert told[1]["SUMMARY"].value == "Fair"


def test_an_event_that_is_called_off_says_why_on_the_page_the_board_and_in_the_calendar(
    house: House, client: Client
) -> None:
    page = boards.event(house.offices.a, not_held_reason="বন্যার কারণে।")
    assert "বন্যার কারণে।" in read(client, page.url)
    assert '<span class="tag tag--red">অনুষ্ঠিত হবে না</span>' in read(client, "/bn/notices/")
    found = ics.event(client.get(f"{page.url}calendar/").content)
    assert found["STATUS"].value == "CANCELLED"
    assert ics.text(found["DESCRIPTION"].value) == "বন্যার কারণে।"


def test_a_withdrawn_event_has_no_calendar_file(house: House, client: Client) -> None:
    page = boards.event(house.offices.a)
    editor = staffed.person("editor", "prison_editor", house.offices.a)
    withdrawals.withdraw(by=editor, page=page, reason_bn="ভুল")
    answer = client.get(f"{page.url}calendar/")
    assert answer.status_code == 410
    assert b"BEGIN" not in answer.content


def test_its_programme_is_shown_in_order(house: House, client: Client) -> None:
    page = boards.event(house.offices.a)
    page.items = [
        EventItem(time_text=f"{hour}টা", text=f"পর্ব {hour}", sort_order=order)
        for order, hour in enumerate("১২৩")
    ]
    page.save_revision(clean=False).publish()
    text = read(client, page.url)
    assert text.index("পর্ব ১") < text.index("পর্ব ২") < text.index("পর্ব ৩")


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"starts_at": at(25, 16), "ends_at": at(25, 16)}, "ends_at"),
        ({"starts_at": at(25, 16), "venue": ""}, "venue"),
    ],
)
def test_an_event_that_makes_no_sense_is_refused_beside_its_field(
    given: dict[str, object], field: str
) -> None:
    with pytest.raises(ValidationError) as told:
        EventPage(title="x", lead="y", **({"venue": "ঢাকা"} | given)).clean()
    assert list(told.value.message_dict) == [field]
