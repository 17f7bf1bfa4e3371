"""What was sought in vain is counted by whatever process answers, and nothing of the count outlives its day."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings

import clock
from search import vain
from search.models import SoughtInVain, VainDay, VainSearch
from tests import at_once

pytestmark = pytest.mark.django_db
WORDS = "হেলিকপ্টার অবতরণ"


def sought(number: int, text: str = WORDS) -> None:
    vain.note(text, language="bn", who=f"10.0.0.{number}")


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is left out for having waited: the machine of the tests may be busy."""
    monkeypatch.setattr(vain, "WAIT_MILLISECONDS", 30_000)


@pytest.mark.usefixtures("patient")
@pytest.mark.django_db(transaction=True)
def test_five_people_whom_five_processes_answer_in_the_same_moment_are_five() -> None:
    at_once.run(sought, range(4))
    assert not SoughtInVain.objects.exists()
    at_once.run(sought, [4, 4, 0])
    assert list(SoughtInVain.objects.values_list("words", "language", "people")) == [(WORDS, "bn", 5)]


@pytest.mark.usefixtures("patient")
@pytest.mark.django_db(transaction=True)
def test_eight_people_at_once_are_eight_and_one_person_in_eight_processes_is_one() -> None:
    at_once.run(sought, [7] * 8)
    assert not SoughtInVain.objects.exists()
    at_once.run(sought, range(8))
    assert list(SoughtInVain.objects.values_list("people", flat=True)) == [8]


def kept() -> str:
    return repr([list(model.objects.values_list()) for model in (VainDay, VainSearch)])


def test_neither_words_nor_people_nor_the_hour_nor_an_order_can_be_read_out_of_what_is_counted() -> None:
    sought(1)
    assert VainSearch.objects.count() == 1
    for told in ("হেলিকপ্টার", "10.0.0", "datetime.datetime"):
        assert told not in kept()
    assert {field.get_internal_type() for field in VainSearch._meta.fields} == {"CharField", "ForeignKey"}


def test_who_has_the_database_without_the_key_of_the_site_cannot_try_words() -> None:
    sought(1)
    with override_settings(SECRET_KEY="another"):
        sought(1)
    assert VainSearch.objects.count() == 2


def test_one_person_cannot_be_told_by_two_searches() -> None:
    sought(1)
    sought(1, "অন্য কিছু")
    first, second = VainSearch.objects.values_list("person", "words")
    assert not set(first) & set(second)


def test_nothing_of_the_count_outlives_its_day() -> None:
    for number in range(4):
        sought(number)
    assert vain.forget_what_was() == 0
    tomorrow = clock.now() + datetime.timedelta(days=1)
    with clock.set_to(tomorrow):
        assert vain.forget_what_was() == 1
        assert (VainDay.objects.count(), VainSearch.objects.count()) == (0, 0)
        sought(4)
        assert not SoughtInVain.objects.exists()


def test_the_first_search_of_a_day_throws_the_day_before_away_too() -> None:
    sought(1)
    salt = VainDay.objects.get().salt
    with clock.set_to(clock.now() + datetime.timedelta(days=1)):
        sought(1)
    assert VainSearch.objects.count() == 1
    assert VainDay.objects.get().salt != salt


def test_a_flood_of_searches_fills_no_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vain, "MOST_IN_A_DAY", 5)
    monkeypatch.setattr(vain, "ASKED_AT", "")
    for number in range(20):
        sought(number, f"প্লাবন {chr(0x995 + number)}")
    assert VainSearch.objects.count() <= 6


@pytest.mark.django_db(transaction=True)
def test_a_reader_is_answered_soon_while_something_else_is_written() -> None:
    """SQLite has one writer at a time: a search is no reason to wait for a long one; it is not counted then."""
    if connection.vendor != "sqlite":
        return
    VainDay.objects.all().delete()
    assert _while_another_writes() < 3
    assert not VainSearch.objects.exists()
    sought(2)
    assert VainSearch.objects.count() == 1


def _while_another_writes() -> float:
    import sqlite3
    import time

    other: Any = sqlite3.connect(connection.settings_dict["NAME"])
    other.execute("BEGIN IMMEDIATE")
    begun = time.monotonic()
    try:
        sought(1)
    finally:
        other.rollback()
        other.close()
    return time.monotonic() - begun
