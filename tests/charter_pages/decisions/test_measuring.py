"""What decisions bring to the duties: the line of the committee's minutes earns marks by the share implemented."""

import datetime
from typing import Any

import pytest
from django.core.files.base import ContentFile

import clock
from bangla import fiscal
from charter_pages.decisions import closing, counting, measuring, turns
from charter_pages.decisions.models import Followed, MeasuredDuty
from charter_pages.duties import board, evidence, raising, scope
from charter_pages.duties import counting as duty_counting
from charter_pages.models import Duty, DutyKind
from offices.models import Office
from publishing.models import PortalDocument
from tests.charter_pages.decisions.committee import DUE, NOW, Committee

pytestmark = pytest.mark.django_db
QUARTER = fiscal.Quarter(fiscal.FiscalYear(2026), 1)
AFTER = clock.midnight(DUE + datetime.timedelta(days=30))


@pytest.fixture
def owed(met: Committee) -> Duty:
    """Headquarters' minutes of the quarter, shown in time."""
    with clock.set_to(NOW):
        raising.raise_for(QUARTER)
        duty = Duty.objects.of_quarter(QUARTER).get(office=met.offices.hq, kind=DutyKind.COMMITTEE_MINUTES)
        document = PortalDocument.objects.create(
            title="কার্যবিবরণী", file=ContentFile(b"%PDF-1.4 x", name="x.pdf")
        )
        evidence.show(by=met.hq_editor, duty=duty, shown=evidence.of_document(document))
    return duty


def cell(duty: Duty) -> Any:
    told = duty_counting.tell(AFTER.date(), by_office=Duty.objects.filter(pk=duty.pk))
    [found] = told.offices.values()
    return found


def marks_of(met: Committee) -> tuple[int, int]:
    read = board.read(
        offices=Office.objects.in_bulk(), scope=[met.offices.hq.pk], today=AFTER.date(), period="2026-1",
        kind=DutyKind.COMMITTEE_MINUTES,
    )  # fmt: skip
    assert read is not None
    return read.whole.score.marks, read.whole.score.most


def test_a_committee_whose_decisions_nobody_follows_is_judged_by_its_minutes(
    met: Committee, owed: Duty
) -> None:
    with clock.set_to(AFTER):
        measuring.measure_all()
    assert marks_of(met) == (40_000, 40_000)


def test_what_is_not_implemented_costs_marks_and_what_is_brings_them(met: Committee, owed: Duty) -> None:
    followed = met.give()
    with clock.set_to(AFTER):
        turns.turn()
        measured = MeasuredDuty.objects.get()
        assert (measured.duty, measured.decided, measured.implemented_bp) == (owed, 1, 0)
        assert marks_of(met) == (0, 40_000)
        closing.agree(by=met.moderator, task=met.report_done(met.task(followed)), seen=1, minutes=met.second)
    assert marks_of(met) == (22_222, 40_000)
    assert cell(owed).counts.short_bp == 5_000
    with clock.set_to(AFTER):
        closing.agree(
            by=met.moderator, task=met.report_done(met.task(followed, "b")), seen=1, minutes=met.second
        )
    assert marks_of(met) == (40_000, 40_000)


def test_what_is_still_to_come_costs_nothing_until_its_day_is_over(met: Committee, owed: Duty) -> None:
    met.give()
    with clock.set_to(clock.midnight(DUE) + datetime.timedelta(hours=20)):
        measuring.measure_all()
    assert not MeasuredDuty.objects.exists()
    with clock.set_to(clock.midnight(DUE + datetime.timedelta(days=1))):
        measuring.measure_all()
    assert MeasuredDuty.objects.get().short_bp == 10_000


def test_a_dropped_task_is_judged_by_nobody(met: Committee, owed: Duty) -> None:
    followed = met.give()
    with clock.set_to(AFTER):
        measuring.measure_all()
        for office in ("a", "b"):
            closing.drop(by=met.moderator, task=met.task(followed, office), reason="আর প্রয়োজন নেই")
    assert not MeasuredDuty.objects.exists()


def test_the_share_stands_by_committee_and_quarter(met: Committee) -> None:
    first, second = met.give(), met.give(met.follow(1))
    for office in ("a", "b"):
        closing.agree(
            by=met.moderator, task=met.report_done(met.task(first, office)), seen=1, minutes=met.second
        )
    closing.agree(by=met.moderator, task=met.report_done(met.task(second)), seen=1, minutes=met.second)
    [line] = counting.by_committee(Followed.objects.all(), AFTER.date())
    assert (line.fiscal_year, line.quarter, line.decisions) == (2026, 1, 2)
    assert (line.share.judged, line.share.whole, line.share.bp) == (2, 1, 7_500)


def test_the_board_asks_no_more_statements_for_it(
    met: Committee, owed: Duty, django_assert_num_queries: Any
) -> None:
    met.give()
    with clock.set_to(AFTER):
        measuring.measure_all()
    offices = scope.of(met.moderator, (met.moderator.appointments.get().role,)).register
    with django_assert_num_queries(1):
        board.read(offices=offices, scope=list(offices), today=AFTER.date(), period="2026-1")
