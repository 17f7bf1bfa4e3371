"""What everybody is told: ended quarters, offices, no person, nothing that is not published; no cookie."""

import csv
import datetime
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import clock
from charter_pages.models import Duty
from tests.charter_pages.board import countries
from tests.charter_pages.board.countries import NOW, Country, owe

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
ENDED, RUNNING = countries.LAST.previous(), countries.LAST
State = Duty.State
HERE = "/en/transparency/compliance/"


@pytest.fixture
def told(small: Country) -> Country:
    first, second, third, _fourth = small.prisons
    Duty.objects.bulk_create(
        [
            owe(first, ENDED, state=State.ACCEPTED),
            owe(first, ENDED, "committee", state=State.ACCEPTED, days=4),
            owe(second, ENDED, state=State.RETURNED, days=-3),
            owe(third, ENDED, state=State.WAIVED),
            owe(small.divisions[0], ENDED, state=State.SUBMITTED),
            owe(first, ENDED.previous(), state=State.OPEN),
            # Of the quarter that runs nothing is told, though it was shown and accepted.
            owe(first, RUNNING, "training", state=State.ACCEPTED, days=-70),
        ]
    )
    return small


def read(path: str, query: str = "") -> str:
    with clock.set_to(NOW):
        answer = Client().get(path + query)
    assert answer.status_code == 200
    assert not answer.cookies
    assert "public" in answer["Cache-Control"]
    assert "Cookie" not in answer.get("Vary", "")
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_country_is_told_by_division_and_of_ended_quarters_alone(told: Country) -> None:
    page = read(HERE)
    assert "1st quarter of fiscal year 2026-2027" in page
    assert "2nd quarter of fiscal year 2026-2027" not in page
    assert "Division 0" in page
    assert "Division 1" in page
    assert "Training" not in page
    assert "1 late, up to 38 days" in page


def test_a_prison_tells_its_quarters_without_what_headquarters_thinks(told: Country) -> None:
    first, second = told.prisons[:2]
    page = read(f"{HERE}{first.code}/")
    assert "shown 4 days late" in page
    assert "4th quarter of fiscal year 2025-2026" in page
    assert "Training" not in page
    page = read(f"{HERE}{second.code}/")
    assert "Not shown" in page
    assert "Returned" not in page


def test_a_division_lists_its_prisons(told: Country) -> None:
    page = read(f"{HERE}{told.divisions[0].code}/")
    assert all(office.name_en in page for office in (told.divisions[0], told.prisons[0], told.prisons[2]))
    assert told.prisons[1].name_en not in page


def test_an_office_of_which_nothing_is_known_has_its_page_and_an_unknown_one_none(told: Country) -> None:
    assert "No quarter has ended yet" in read(f"{HERE}{told.prisons[3].code}/")
    with clock.set_to(NOW):
        assert Client().get(f"{HERE}nowhere/").status_code == 404
        for query in ("?period=9999-9", "?period=2026-2", "?period=%00", "?period=٢٠٢٦-١"):
            assert Client().get(HERE + query).status_code == 200
        assert Client().get("/open-data/compliance.csv?quarter=2026").status_code == 404


def test_the_open_data_tell_each_duty_of_ended_quarters(told: Country) -> None:
    with clock.set_to(NOW):
        answer = Client().get("/open-data/compliance.csv")
        rows = list(csv.DictReader(answer.getvalue().decode().splitlines()))
        one = Client().get("/open-data/compliance.csv?quarter=2025-4").getvalue().decode()
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies
    found = {(row["office"], row["quarter"], row["duty"]): row["standing"] for row in rows}
    assert found == {
        ("div-0", "2026-2027-q1", "charter"): "in_time",
        ("dj-00", "2026-2027-q1", "charter"): "in_time",
        ("dj-00", "2026-2027-q1", "committee"): "late",
        ("dj-01", "2026-2027-q1", "charter"): "not_shown",
        ("dj-02", "2026-2027-q1", "charter"): "waived",
        ("dj-00", "2025-2026-q4", "charter"): "not_shown",
    }
    late = next(row for row in rows if row["standing"] == "late")
    due = datetime.date.fromisoformat(late["due_on"])
    assert datetime.date.fromisoformat(late["shown_on"]) - due == datetime.timedelta(days=4)
    assert one.count("\r\n") == 2


def test_the_public_pages_ask_few_questions(told: Country) -> None:
    with clock.set_to(NOW):
        for path, most in ((HERE, 8), (f"{HERE}dj-00/", 10)):
            Client().get(path)
            with CaptureQueriesContext(connection) as asked:
                Client().get(path)
            assert len(asked) <= most, "\n".join(each["sql"][:200] for each in asked)
