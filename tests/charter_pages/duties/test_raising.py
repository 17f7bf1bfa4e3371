"""Duties are raised by themselves: for every office and quarter, once, however often and by however many."""

import datetime
import io

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

import clock
from charter_pages.duties import raising
from charter_pages.models import Duty, DutyEvent, DutyKind
from offices.models import Office
from tests.charter_pages.duties import country
from tests.charter_pages.duties.country import QUARTER, WITHIN, Country

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
NEXT = QUARTER.next()


def said(command: str, **options: object) -> str:
    out = io.StringIO()
    call_command(command, stdout=out, **options)
    return out.getvalue()


def at(day: datetime.date) -> object:
    return clock.set_to(clock.midnight(day) + datetime.timedelta(hours=9))


def test_every_office_owes_every_kind_once_with_the_rules_day(owing: Country) -> None:
    found = Duty.objects.of_quarter(QUARTER)
    assert found.count() == 4 * len(DutyKind)
    assert {duty.due_on for duty in found if duty.kind == "charter"} == {datetime.date(2026, 9, 30)}
    assert {duty.due_on for duty in found if duty.kind == "practice"} == {datetime.date(2026, 10, 10)}
    assert set(DutyEvent.objects.values_list("what", "by")) == {("raised", None)}
    assert DutyEvent.objects.count() == found.count()
    assert raising.raise_for(QUARTER) == 0
    assert DutyEvent.objects.count() == found.count()


def test_eighty_offices_are_raised_in_a_few_statements(owing: Country, django_assert_max_num_queries) -> None:
    Office.objects.bulk_create(
        Office(
            code=f"dj-{n}",
            kind="district_prison",
            parent=owing.offices.division,
            name_bn=str(n),
            name_en=str(n),
        )
        for n in range(80)
    )
    with django_assert_max_num_queries(18):
        assert raising.raise_for(NEXT) == 84 * len(DutyKind)


def test_an_office_owes_from_the_quarter_in_which_it_opened(owing: Country) -> None:
    Office.objects.filter(pk=owing.offices.b.pk).update(opened_on=NEXT.last_day)
    raising.raise_for(NEXT)
    raising.raise_for(QUARTER.previous())
    owes = Duty.objects.filter(office=owing.offices.b)
    assert owes.of_quarter(NEXT).count() == len(DutyKind)
    assert not owes.of_quarter(QUARTER.previous()).exists()
    opened = Office.objects.create(
        code="dj-new", kind="district_prison", parent=owing.offices.division, name_bn="নতুন", name_en="New",
        opened_on=NEXT.first_day,
    )  # fmt: skip
    assert raising.raise_for(QUARTER) == 0
    assert raising.raise_for(NEXT) == len(DutyKind)
    assert opened.duties.count() == len(DutyKind)


def test_what_a_closed_office_owes_is_waived_with_the_reason_and_what_it_showed_stands(
    owing: Country,
) -> None:
    with at(datetime.date(2026, 8, 20)):
        shown = owing.duty("training")
        country.show(owing.editor, shown)
    Office.objects.filter(pk=owing.offices.a.pk).update(closed_on=datetime.date(2026, 9, 1))
    with at(datetime.date(2026, 8, 31)):
        assert raising.waive_closed() == 0
    with at(datetime.date(2026, 9, 2)):
        assert raising.waive_closed() == len(DutyKind) - 1
        assert raising.waive_closed() == 0
    events = DutyEvent.objects.filter(what="waived")
    assert events.count() == len(DutyKind) - 1
    assert all("2026-09-01" in event.reason for event in events)
    shown.refresh_from_db()
    assert shown.state == Duty.State.SUBMITTED
    raising.raise_for(NEXT)
    assert not Duty.objects.of_quarter(NEXT).filter(office=owing.offices.a).exists()


def test_a_department_that_begins_owes_nothing_for_the_past_and_a_worker_that_slept_makes_it_up(
    owing: Country,
) -> None:
    with at(datetime.date(2027, 4, 3)):
        raised = raising.raise_due()
    quarters = set(Duty.objects.values_list("fiscal_year", "quarter"))
    assert quarters == {(2026, 1), (2026, 2), (2026, 3), (2026, 4)}
    assert raised == 3 * 4 * len(DutyKind)


def test_the_worker_looks_now_and_then_and_raises_a_new_quarter_by_itself(owing: Country) -> None:
    with clock.set_to(WITHIN):
        assert raising.daily() == 0
    with at(NEXT.first_day):
        assert raising.daily() == 0, "it has looked a moment ago"
        cache.clear()
        assert raising.daily() == 4 * len(DutyKind)


def test_the_command_raises_a_named_quarter_and_refuses_what_is_none(owing: Country) -> None:
    assert "24 duties raised" in said("raise_duties", quarter="২০২৬-২")
    assert "0 duties raised" in said("raise_duties", quarter="2026-2")
    with pytest.raises(CommandError):
        call_command("raise_duties", quarter="2026-5")


def test_the_database_refuses_a_second_duty_a_wrong_step_and_a_lost_one(owing: Country) -> None:
    duty = owing.duty()
    wrong = [
        lambda: Duty.objects.create(
            office=duty.office,
            fiscal_year=2026,
            quarter=1,
            kind=duty.kind,
            rule=duty.rule,
            due_on=duty.due_on,
        ),
        lambda: Duty.objects.filter(pk=duty.pk).update(state="accepted", shown_at=WITHIN, settled_at=WITHIN),
        lambda: Duty.objects.filter(pk=duty.pk).update(state="submitted"),
        lambda: Duty.objects.filter(pk=duty.pk).update(due_on=NEXT.last_day),
        lambda: DutyEvent.objects.filter(duty=duty).delete(),
        lambda: DutyEvent.objects.filter(duty=duty).update(at=WITHIN),
    ]
    for attempt in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()
