"""Eighty offices, twenty quarters, five duties: counted rightly, in few statements, in good time."""

import time
from collections import defaultdict

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import clock
from charter_pages.duties import counting, scoring
from charter_pages.duties.counting import SHOWN, State
from charter_pages.duties.scoring import Counts, Terms
from charter_pages.models import Duty, DutyKind
from tests.charter_pages.board.countries import KINDS, NOW, TODAY, Country

pytestmark = pytest.mark.django_db


def counted_one_by_one(duty: Duty) -> Counts:
    """Return what a duty counts, by the words of ADR 0039."""
    if duty.state == State.WAIVED:
        return Counts(waived=1)
    if duty.state in SHOWN:
        in_time = clock.local(duty.shown_at).date() <= duty.due_on
        return Counts(1, int(in_time), int(not in_time), int(duty.state == State.ACCEPTED))
    return Counts(owed=1) if duty.due_on < TODAY else Counts(to_come=1)


def test_offices_and_quarters_are_counted_as_one_by_one(whole_country: Country) -> None:
    by_office: dict[tuple[int, Terms], Counts] = defaultdict(Counts)
    by_quarter: dict[tuple[int, int], Counts] = defaultdict(Counts)
    for duty in Duty.objects.select_related("rule"):
        terms = Terms(duty.kind, duty.rule.weight, duty.rule.target_percent)
        one = counted_one_by_one(duty)
        by_office[duty.office_id, terms] = by_office[duty.office_id, terms].plus(one)
        key = (duty.fiscal_year, duty.quarter)
        by_quarter[key] = by_quarter[key].plus(one)
    with CaptureQueriesContext(connection) as asked:
        every = Duty.objects.all()
        offices, quarters, beside = counting.tell(TODAY, by_office=every, by_quarter=every, beside=every)
    assert len(asked) == 1
    assert {tuple(key): cell.counts for key, cell in offices.items()} == dict(by_office)
    assert {key: counting.together(cells.values()).counts for key, cells in quarters.items()} == dict(
        by_quarter
    )
    assert list(quarters) == sorted(by_quarter)
    assert len(quarters) == 20
    assert counting.together(beside.values()).counts == scoring.total(by_office.values())


MOST_QUERIES = 10
# Of CPU: the machine of a test may be busy. 300 ms is what the issue asks for; what was measured stands in the bench.
MOST_SECONDS = 0.3


def cpu_seconds(client: Client, address: str) -> float:
    """Return the least of some turns: what else runs on the machine only ever adds."""
    taken = []
    for _turn in range(5):
        begun = time.process_time()
        assert client.get(address).status_code == 200
        taken.append(time.process_time() - begun)
    return min(taken)


@pytest.mark.parametrize("query", ["?period=all", "", "?period=2024", "?view=late&standing=late&period=all"])
def test_the_board_is_read_in_ten_queries_and_300_ms(whole_country: Country, query: str) -> None:
    client = Client()
    client.force_login(whole_country.moderator)
    address = reverse("duties_board") + query
    with clock.set_to(NOW):
        client.get(address)  # what a process reads once
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
        assert len(asked) <= MOST_QUERIES, "\n".join(each["sql"][:400] for each in asked)
        assert answer.content.decode().count("dj-") >= 60
        assert cpu_seconds(client, address) < MOST_SECONDS


def test_an_office_over_twenty_quarters_is_read_in_ten_queries(whole_country: Country) -> None:
    client = Client()
    client.force_login(whole_country.editor)
    address = reverse("duties_board_office", args=[whole_country.prisons[0].code])
    with clock.set_to(NOW):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
        assert len(asked) <= MOST_QUERIES, "\n".join(each["sql"][:400] for each in asked)
    assert len(answer.context["rows"]) == 20
    assert answer.context["kinds"] == [str(DutyKind(kind).label) for kind in KINDS]
