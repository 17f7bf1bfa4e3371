"""A notice counts from one midnight of Dhaka to another; then it is over by itself, and no cache says otherwise."""

import datetime
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import translation

import clock
from noticeboard.models import NoticePage
from portal import tree
from publishing.pages import PUBLIC_FOR_A_WHILE
from tests.noticeboard import boards
from tests.noticeboard.boards import NOON, House, at, day, page_of

pytestmark = pytest.mark.django_db
__all__ = ["House"]

TITLE = "সাক্ষাৎ বন্ধ"
LAST_SECOND = at(25, 23, 59) + datetime.timedelta(seconds=59)
MIDNIGHT = at(26, 0)


def lifetime(header: str) -> int:
    """Return for how many seconds at most a reader may be shown this answer, by whatever caches lie between."""
    given = {name: int(number) for name, number in re.findall(r"([a-z-]+)=(\d+)", header)}
    return max(given["max-age"], given["s-maxage"] + given.get("stale-while-revalidate", 0))


def get(client: Client, address: str, moment: datetime.datetime) -> tuple[str, str]:
    with clock.set_to(moment):
        answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode(), answer["Cache-Control"]


def test_a_notice_counts_through_its_last_day_in_dhaka_and_not_a_second_longer(
    house: House, client: Client
) -> None:
    page = boards.notice(house.offices.a, TITLE, valid_until=day(25))
    address = page_of(house.offices.a).url
    assert TITLE in get(client, address, LAST_SECOND)[0]
    assert TITLE not in get(client, address, MIDNIGHT)[0]
    # In Greenwich it is still the evening of the 25th.
    assert MIDNIGHT.astimezone(datetime.UTC).date() == day(25)
    assert "মেয়াদ শেষ" not in get(client, page.url, LAST_SECOND)[0]
    assert "মেয়াদ শেষ" in get(client, page.url, MIDNIGHT)[0]


def test_what_is_over_stays_readable_says_so_and_stands_in_the_archive(house: House, client: Client) -> None:
    page = boards.notice(house.offices.a, TITLE, valid_until=day(25))
    text, _header = get(client, page.url, at(27))
    assert TITLE in text
    assert "এ বিজ্ঞপ্তির মেয়াদ শেষ" in text
    assert "২৫ নভেম্বর ২০২৬ পর্যন্ত বলবৎ ছিল" in text
    assert TITLE not in get(client, "/bn/notices/", at(27))[0]
    assert TITLE in get(client, "/bn/notices/?shelf=over", at(27))[0]
    assert TITLE in get(client, "/bn/notices/?shelf=all", at(27))[0]
    assert TITLE not in get(client, "/bn/notices/?shelf=over", at(25))[0]


def test_a_notice_to_come_is_on_the_board_marked_so(house: House, client: Client) -> None:
    page = boards.notice(house.offices.a, TITLE, valid_from=day(26))
    text, _header = get(client, "/bn/notices/", NOON)
    assert TITLE in text
    assert "আসছে" in text
    assert "এখনো বলবৎ হয়নি" in get(client, page.url, NOON)[0]


@pytest.mark.parametrize("seconds", [1, 30, 59, 61, 200, 299, 301, 600, 899, 901, 5000])
def test_no_cache_keeps_a_page_beyond_the_end_of_a_notice(house: House, client: Client, seconds: int) -> None:
    page = boards.notice(house.offices.hq, TITLE, for_below=True, valid_until=day(25))
    moment = MIDNIGHT - datetime.timedelta(seconds=seconds)
    addresses = [
        page.url,
        page_of(house.offices.hq).url,
        page_of(house.offices.a).url,
        "/bn/",
        "/bn/notices/",
    ]
    for address in addresses:
        _text, header = get(client, address, moment)
        assert header.startswith("public")
        assert lifetime(header) <= seconds, (address, header)


def test_nor_beyond_the_beginning_of_one_that_nobody_sees_yet(house: House, client: Client) -> None:
    boards.notice(house.offices.hq, TITLE, for_below=True, valid_from=day(26))
    moment = MIDNIGHT - datetime.timedelta(seconds=100)
    for address in (page_of(house.offices.a).url, "/bn/"):
        assert lifetime(get(client, address, moment)[1]) <= 100, address


def test_far_from_any_change_pages_are_kept_as_long_as_ever(house: House, client: Client) -> None:
    boards.notice(house.offices.hq, TITLE, for_below=True, valid_until=day(25))
    assert get(client, page_of(house.offices.a).url, NOON)[1] == PUBLIC_FOR_A_WHILE
    assert PUBLIC_FOR_A_WHILE == "public, max-age=60, s-maxage=300, stale-while-revalidate=600"


def test_a_page_that_wagtail_takes_down_at_an_hour_is_kept_no_longer_either(
    house: House, client: Client
) -> None:
    page = page_of(house.offices.a)
    page.expire_at = NOON + datetime.timedelta(seconds=90)
    page.save()
    assert lifetime(get(client, page.url, NOON)[1]) <= 90


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"valid_from": day(25), "valid_until": day(24)}, "valid_until"),
        ({"is_urgent": True, "valid_until": None}, "valid_until"),
        ({"memo_number": "৫৮.০৪"}, "memo_number"),
    ],
)
@pytest.mark.usefixtures("house")
def test_a_notice_that_makes_no_sense_is_refused_beside_its_field(
    given: dict[str, object], field: str
) -> None:
    page = NoticePage(title=TITLE, lead="x", **given)
    with pytest.raises(ValidationError) as told:
        page.clean()
    assert list(told.value.message_dict) == [field]


def test_the_database_refuses_a_notice_that_ends_before_it_starts(house: House) -> None:
    page = boards.notice(house.offices.a)
    with pytest.raises(IntegrityError), transaction.atomic():
        NoticePage.objects.filter(pk=page.pk).update(valid_from=day(20), valid_until=day(19))
    with pytest.raises(IntegrityError), transaction.atomic():
        NoticePage.objects.filter(pk=page.pk).update(is_urgent=True, valid_until=None)


def test_a_notice_is_found_by_its_memo_number_in_ascii_digits(house: House, client: Client) -> None:
    boards.notice(house.offices.a, TITLE, memo_number="৫৮.০৪.৬৯০০.০০১.০৭.০০১.২৬- ৩৪")
    assert NoticePage.objects.get().memo_key == "58.04.6900.001.07.001.26-34"
    found, _header = get(client, "/bn/search/?q=58.04.6900.001.07.001.26-34", NOON)
    assert TITLE in found


def test_a_deadline_put_off_in_bangla_stands_in_english_at_once(house: House, client: Client) -> None:
    page = boards.notice(house.offices.a, TITLE, valid_until=day(25))
    english = tree.translate(page, {"title": "No visits"})
    page = NoticePage.objects.get(pk=page.pk)
    page.valid_until = day(28)
    page.save_revision(clean=False).publish()
    assert "28 November 2026" in get(client, english.url, at(27))[0]
    assert "This notice is over" not in get(client, english.url, at(27))[0]
    assert "This notice is over" in get(client, english.url, at(29, 0))[0]


def test_the_board_is_filtered_by_office_kind_year_and_what_is_over(house: House, client: Client) -> None:
    boards.notice(house.offices.hq, "সবার জন্য", for_below=True)
    boards.notice(house.offices.hq, "সদরের", for_below=False)
    boards.notice(house.offices.b, "পাবনার")
    boards.tender(house.offices.a, "কম্বল ক্রয়")
    boards.event(house.offices.a, "মেলা")
    boards.gallery(house.offices.a, "ছবির পাতা", count=1)

    def shown(query: str) -> set[str]:
        text, _header = get(client, f"/bn/notices/?{query}", NOON)
        return {
            title
            for title in ("সবার জন্য", "সদরের", "পাবনার", "কম্বল ক্রয়", "মেলা", "ছবির পাতা")
            if f">{title}</a>" in text
        }

    assert shown("") == {"সবার জন্য", "সদরের", "পাবনার", "কম্বল ক্রয়", "মেলা"}
    assert shown("office=dj-natore") == {"সবার জন্য", "কম্বল ক্রয়", "মেলা"}
    assert shown("office=dj-natore&kind=notice") == {"সবার জন্য"}
    assert shown("kind=gallery") == {"ছবির পাতা"}
    assert shown("kind=tender") == {"কম্বল ক্রয়"}
    assert shown("year=2026") == shown("")
    assert shown("year=2025") == set()
    assert shown("shelf=over") == set()
    assert shown("shelf=all") == shown("") | {"ছবির পাতা"}
    assert shown("office=nowhere&kind=x&year=abc&shelf=x&page=%00") == shown("")


def test_an_empty_board_says_so_and_leads_to_the_archive(house: House, client: Client) -> None:
    for query in ("", "office=dj-pabna", "shelf=over"):
        text, _header = get(client, f"/bn/notices/?{query}", NOON)
        assert 'class="empty"' in text
    with translation.override("en"):
        text, _header = get(client, "/en/notices/", NOON)
    assert "No notice, tender or event counts today" in text
    assert "?shelf=over" in text
