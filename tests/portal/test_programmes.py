"""How a programme stands today: its period in words, and each activity with word, colour and sign."""

import copy
import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

import clock
from portal import programme_words
from portal.models import ProgrammeActivity, ProgrammePage
from tests import publishing_samples as samples

pytestmark = pytest.mark.django_db
DAY = datetime.date


def at(year: int, month: int, day: int, hour: int = 12) -> datetime.datetime:
    return datetime.datetime(year, month, day, hour, tzinfo=clock.DHAKA)


def laid() -> ProgrammePage:
    page = samples.programme()
    page.started_on, page.ended_on = DAY(2025, 7, 1), DAY(2028, 6, 30)
    page.activities = [
        ProgrammeActivity(text=f"কাজ {status}", status=status, sort_order=order)
        for order, status in enumerate(ProgrammeActivity.Status.values)
    ]
    page.save_revision(clean=False).publish()
    return page


@pytest.fixture(scope="module")
def programme_laid(lay_once: Callable[[Callable[[], Any]], Any]) -> ProgrammePage:
    page: ProgrammePage = lay_once(laid)
    return page


@pytest.fixture
def programme(programme_laid: ProgrammePage, db: None) -> ProgrammePage:
    return copy.deepcopy(programme_laid)


def read(client: Client, page: ProgrammePage, moment: datetime.datetime) -> str:
    with clock.set_to(moment):
        return client.get(page.url).content.decode()


def test_the_period_is_told_in_words_with_its_length(programme: ProgrammePage, client: Client) -> None:
    assert "১ জুলাই ২০২৫ থেকে ৩০ জুন ২০২৮ পর্যন্ত (৩ বছর)" in read(client, programme, at(2026, 1, 1))


def test_a_printed_period_is_kept_as_printed(programme: ProgrammePage, client: Client) -> None:
    programme.period_text = "২০০৭ এর আগস্ট থেকে ২০১০ এর অক্টোবর পর্যন্ত"
    programme.save_revision(clean=False).publish()
    text = read(client, programme, at(2026, 1, 1))
    assert "২০০৭ এর আগস্ট থেকে ২০১০ এর অক্টোবর পর্যন্ত" in text
    assert "৩ বছর" not in text


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (DAY(2025, 7, 1), DAY(2028, 6, 30), "3 years"),
        (DAY(2007, 8, 1), DAY(2010, 10, 31), "3 years 3 months"),
        (DAY(2026, 1, 1), DAY(2026, 1, 31), "1 month"),
        (DAY(2024, 2, 29), DAY(2025, 2, 28), "1 year"),
        (DAY(2026, 1, 15), DAY(2026, 2, 13), ""),
        (DAY(2026, 1, 1), DAY(2026, 12, 31), "1 year"),
    ],
)
@pytest.mark.usefixtures("programme")
def test_its_length_counts_both_ends(first: DAY, last: DAY, told: str) -> None:
    with translation.override("en"):
        assert programme_words.length(first, last) == told


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        (at(2025, 6, 30, 23), "এখনো শুরু হয়নি"),
        (at(2025, 7, 1, 0), '<span class="tag">চলমান</span>'),
        (at(2028, 6, 30, 23), '<span class="tag">চলমান</span>'),
        (at(2028, 7, 1, 0), '<span class="tag tag--quiet">সমাপ্ত</span>'),
    ],
)
def test_whether_it_goes_on_follows_from_its_days_in_dhaka(
    programme: ProgrammePage, client: Client, moment: datetime.datetime, told: str
) -> None:
    assert told in read(client, programme, moment)


def test_no_cache_keeps_it_beyond_its_last_midnight(programme: ProgrammePage, client: Client) -> None:
    with clock.set_to(at(2028, 7, 1, 0) - datetime.timedelta(seconds=20)):
        assert client.get(programme.url)["Cache-Control"] == "public, max-age=20, s-maxage=20"


def test_each_activity_has_a_word_a_colour_and_a_sign(programme: ProgrammePage, client: Client) -> None:
    text = read(client, programme, at(2026, 1, 1))
    rows = {row["status"]: row for row in programme_words.activities(programme)}
    assert len(rows) == 4
    assert len({row["icon"] for row in rows.values()}) == 4
    assert "৪টির মধ্যে ১টি সম্পন্ন" in text
    assert 'class="tag tag--red"' in text
    assert "tag--gold" not in text


def test_it_can_be_shared_and_is_found_by_its_activities(programme: ProgrammePage, client: Client) -> None:
    assert "https://www.facebook.com/sharer/" in read(client, programme, at(2026, 1, 1))
    assert programme.title in client.get("/bn/search/?q=stopped").content.decode()
