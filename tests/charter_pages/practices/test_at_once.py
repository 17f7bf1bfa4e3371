"""Several at once: a practice is taken up once, and a pictorial report is made once."""

import datetime

import pytest
from django.db import connections

import clock
from bangla import fiscal
from charter_pages import turns
from charter_pages.models import PracticeReportPage
from charter_pages.practices import adopting, compiling
from charter_pages.practices.models import Adoption, AdoptionEvent, PictorialReport
from tests import at_once
from tests.charter_pages.practices.world import House

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_four_who_press_at_once_one_takes_it_up() -> None:
    house = House()

    def press(_place: int) -> str:
        practice = PracticeReportPage.objects.get(pk=house.practice.pk)
        adopting.take_up(by=house.other, practice=practice, office=house.offices.b)
        return "taken"

    answers = at_once.run(press, range(4))
    assert sorted(map(str, answers)) == ["ValidationError"] * 3 + ["taken"]
    assert Adoption.objects.count() == AdoptionEvent.objects.count() == 1


def test_of_two_workers_one_makes_the_report_and_a_silent_one_is_followed() -> None:
    house = House()
    quarter = fiscal.Quarter(fiscal.FiscalYear(2026), 1)
    report = compiling.ask(by=house.moderator, office=house.offices.hq, period=quarter)
    answers = at_once.run(lambda _place: compiling.Turn.take(report) is not None, range(2))
    assert sorted(map(str, answers)) == ["False", "True"]
    connections.close_all()
    assert compiling.make_due() == 0
    later = clock.now() + turns.SILENT + datetime.timedelta(seconds=1)
    with clock.set_to(later):
        assert compiling.make_due() == 1
    report = PictorialReport.objects.get()
    assert (report.state, report.turns) == (PictorialReport.State.MADE, 2)
