"""An office is open until the day on which it closes: a day of closing that is still to come closes nothing."""

import datetime

import pytest
from django.test import Client

import clock
from offices.models import Office
from tests.publishing_samples import Site

DAY = datetime.timedelta(days=1)
# How long from today on it closes, and whether it is open.
DAYS = pytest.mark.parametrize(
    ("closes", "is_open"),
    [(None, True), (DAY, True), (0 * DAY, False), (-DAY, False)],
    ids=["never", "tomorrow", "today", "yesterday"],
)


def close(office: Office, closes: datetime.timedelta | None) -> Office:
    office.closed_on = None if closes is None else clock.today() + closes
    office.save()
    return office


@DAYS
def test_an_office_is_open_until_the_day_on_which_it_closes(
    department: Site, closes: datetime.timedelta | None, is_open: bool
) -> None:
    office = close(department.offices.a, closes)
    assert Office.objects.open().contains(office) is is_open


@DAYS
def test_the_list_of_prisons_has_those_that_are_open(
    client: Client, department: Site, closes: datetime.timedelta | None, is_open: bool
) -> None:
    close(department.offices.a, closes)
    page = client.get("/bn/prisons/").content.decode()
    assert (department.a.url in page) is is_open


@DAYS
@pytest.mark.parametrize("form", ["/bn/complaints/new/", "/bn/subscribe/"])
def test_readers_are_offered_the_offices_that_are_open(
    client: Client, department: Site, form: str, closes: datetime.timedelta | None, is_open: bool
) -> None:
    office = close(department.offices.a, closes)
    assert (f'value="{office.code}"' in client.get(form).content.decode()) is is_open


@DAYS
def test_machines_are_told_of_an_end_that_has_come(
    client: Client, department: Site, closes: datetime.timedelta | None, is_open: bool
) -> None:
    close(department.offices.a, closes)
    page = client.get(department.a.url).content.decode()
    assert ("dissolutionDate" in page) is not is_open
