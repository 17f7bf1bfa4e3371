"""When something is late, and what of it is counted."""

import datetime

import pytest

import clock
from charter_pages.duties import counting
from charter_pages.duties.counting import State
from charter_pages.duties.scoring import Counts
from charter_pages.models import Duty
from tests.charter_pages.board import countries
from tests.charter_pages.board.countries import TODAY, Country, owe

pytestmark = pytest.mark.django_db
QUARTER = countries.LAST.previous()


@pytest.mark.parametrize(
    ("minutes", "late"), [(-1, 0), (0, 1)], ids=["a minute before midnight", "at midnight"]
)
def test_the_day_ends_at_midnight_in_dhaka(small: Country, minutes: int, late: int) -> None:
    duty = owe(small.hq, QUARTER, state=State.SUBMITTED)
    end_of_day = clock.midnight(duty.due_on + datetime.timedelta(days=1))
    duty.shown_at = end_of_day + datetime.timedelta(minutes=minutes)
    duty.save()
    [cell] = counting.tell(TODAY, by_office=Duty.objects.all()).offices.values()
    assert (cell.counts.in_time, cell.counts.late) == (1 - late, late)
    assert cell.shown_on == duty.due_on + datetime.timedelta(days=late)
    assert (cell.duty_id, cell.state) == (duty.pk, State.SUBMITTED)


def test_what_is_due_today_is_not_late_before_tomorrow(small: Country) -> None:
    owe(small.hq, QUARTER, due_on=TODAY).save()
    [cell] = counting.tell(TODAY, by_office=Duty.objects.all()).offices.values()
    assert (cell.counts, cell.late, cell.days_late(TODAY)) == (Counts(to_come=1), 0, 0)
    tomorrow = TODAY + datetime.timedelta(days=1)
    [cell] = counting.tell(tomorrow, by_office=Duty.objects.all()).offices.values()
    assert (cell.counts, cell.late, cell.days_late(tomorrow)) == (Counts(owed=1), 1, 1)


def test_what_was_returned_is_owed_again(small: Country) -> None:
    owe(small.hq, QUARTER, state=State.RETURNED, days=-4).save()
    [cell] = counting.tell(TODAY, by_office=Duty.objects.all()).offices.values()
    assert cell.counts == Counts(owed=1)
    assert cell.days_late(TODAY) == (TODAY - Duty.objects.get().due_on).days


def test_cells_together_keep_the_oldest_day_and_name_a_duty_only_where_there_is_one(small: Country) -> None:
    older, newer = owe(small.hq, QUARTER.previous()), owe(small.hq, QUARTER, "committee")
    Duty.objects.bulk_create([older, newer])
    cells = list(counting.tell(TODAY, by_office=Duty.objects.all()).offices.values())
    both = counting.together(cells)
    assert (both.oldest_due_on, both.duty_id, both.late, both.duties) == (older.due_on, None, 2, 2)
    assert counting.together([cells[0], counting.EMPTY]) == cells[0]
