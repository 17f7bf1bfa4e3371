"""Letters about tasks: before and after the day, on working days, each once, and no person is named in them."""

import datetime

import pytest
from django.template.loader import render_to_string
from django.utils import translation

import clock
from charter_pages.decisions import reminding, turns
from charter_pages.decisions.models import Task
from letters.models import Letter
from offices.models import Holiday
from tests.charter_pages.decisions.committee import DUE, Committee

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
# A Tuesday, like the week before.
A_WEEK_BEFORE = DUE - 7 * DAY


def remind_on(day: datetime.date) -> int:
    with clock.set_to(clock.midnight(day) + datetime.timedelta(hours=9)):
        return reminding.remind()


def test_an_office_is_reminded_a_week_before_and_once(met: Committee) -> None:
    met.give()
    assert remind_on(A_WEEK_BEFORE - DAY) == 0
    # Neither office of the samples has a mailbox of its own: its editor is written to.
    assert remind_on(A_WEEK_BEFORE) == 2
    assert remind_on(A_WEEK_BEFORE) == 0
    assert remind_on(A_WEEK_BEFORE + DAY) == 0
    assert set(Letter.objects.values_list("to", flat=True)) == {
        "natore-editor@example.org",
        "pabna-editor@example.org",
    }


def test_a_reminder_that_falls_on_a_free_day_goes_on_the_next_working_day(met: Committee) -> None:
    followed = met.give()
    Holiday.objects.create(on=A_WEEK_BEFORE, name_bn="ছুটি", name_en="Holiday")
    assert remind_on(A_WEEK_BEFORE) == 0
    assert remind_on(A_WEEK_BEFORE + DAY) == 2
    friday = DUE + 3 * DAY
    assert friday.weekday() == 4
    Task.objects.filter(followed=followed).update(due_on=friday - DAY, reminded_on=friday - 2 * DAY)
    assert remind_on(friday) == 0
    assert remind_on(friday + DAY) == 0
    assert remind_on(friday + 2 * DAY) == 2


def test_a_day_that_was_slept_through_is_caught_up_on_with_one_letter(met: Committee) -> None:
    met.give()
    met.give(met.follow(1))
    assert remind_on(DUE + 7 * DAY) == 2
    letter = Letter.objects.get(to="natore-editor@example.org")
    assert letter.context["count"] == 2
    assert [each["days"] for each in letter.context["tasks"]] == [-7, -7]


def test_what_is_reported_or_settled_reminds_nobody(met: Committee) -> None:
    followed = met.give()
    met.report_done(met.task(followed))
    assert remind_on(DUE + DAY) == 1
    assert Letter.objects.get().to == "pabna-editor@example.org"


def test_a_letter_tells_the_decision_and_the_day_and_names_nobody(met: Committee) -> None:
    met.give()
    remind_on(DUE + DAY)
    letter = Letter.objects.get(to="natore-editor@example.org")
    with translation.override("bn"):
        text = render_to_string("letters/decision_reminder.txt", letter.context)
        subject = render_to_string("letters/decision_reminder.subject.txt", letter.context)
    assert "অভিযোগ বাক্স" in text
    assert "১৫ সেপ্টেম্বর ২০২৬" in text
    assert subject.strip() == "নাটোর জেলা কারাগার: ১টি সিদ্ধান্ত বাস্তবায়ন বাকি"
    assert "natore-editor" not in text


def test_the_daily_turn_reminds_and_a_second_one_does_nothing(met: Committee) -> None:
    met.give()
    with clock.set_to(clock.midnight(DUE + DAY) + datetime.timedelta(hours=9)):
        assert turns.turn() >= 2
        assert turns.turn() == 0
