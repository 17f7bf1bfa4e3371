"""Offices are reminded before and after the day, their division of what is late, and each once."""

import datetime
import io

import pytest
from django.core.cache import cache
from django.core.management import call_command

import clock
from accounts.models import User
from charter_pages.duties import deciding, reminding
from charter_pages.models import Duty, DutyEvent
from letters import outbox
from letters.models import Letter
from offices.models import Office
from tests.charter_pages.duties import country
from tests.charter_pages.duties.country import QUARTER, Country

pytestmark = pytest.mark.django_db
END = QUARTER.last_day


@pytest.fixture
def quiet(owing: Country) -> Country:
    """A country in which one prison owes its charter and the report, and the others nothing."""
    kept = Duty.objects.filter(office=owing.offices.a, kind__in=["charter", "practice"])
    Duty.objects.exclude(pk__in=kept.values("pk")).update(state="waived", settled_at=clock.now())
    Office.objects.filter(pk=owing.offices.a.pk).update(email="natore@prison.gov.bd")
    Office.objects.filter(pk=owing.offices.division.pk).update(email="division@prison.gov.bd")
    return owing


def on(day: datetime.date) -> int:
    with clock.set_to(clock.midnight(day) + datetime.timedelta(hours=8)):
        return reminding.remind()


def told(day: datetime.date) -> set[tuple[str, str]]:
    """Return the letters written on a day: template and address."""
    on(day)
    written = Letter.objects.filter(key__contains=day.isoformat())
    return set(written.values_list("template", "to"))


OFFICE = {("duty_reminder", "natore@prison.gov.bd"), ("duty_reminder", "natore-editor@example.org")}
DIVISION = {("duty_late_below", "division@prison.gov.bd"), ("duty_late_below", "reviewer@example.org")}


def test_a_whole_quarter_of_letters(quiet: Country) -> None:
    days = [QUARTER.first_day + datetime.timedelta(days=each) for each in range(150)]
    letters = {(day - END).days: found for day in days if (found := told(day))}
    # The charter is due on the last day, the report ten days later; each reminds by -14, -3, 1, 7 and 21.
    assert letters == {
        -14: OFFICE,
        -4: OFFICE,
        -3: OFFICE,
        1: OFFICE | DIVISION,
        7: OFFICE | DIVISION,
        11: OFFICE | DIVISION,
        17: OFFICE | DIVISION,
        21: OFFICE | DIVISION,
        31: OFFICE | DIVISION,
    }


def test_one_letter_tells_all_that_an_office_owes(quiet: Country) -> None:
    on(END - datetime.timedelta(days=14))
    letter = Letter.objects.get(to="natore@prison.gov.bd")
    assert [each["kind"] for each in letter.context["duties"]] == ["charter", "practice"]
    # Only one of them is the reason; the other's day of reminding is still to come.
    assert DutyEvent.objects.filter(what="reminded").count() == 1


def test_twice_a_day_is_once(quiet: Country) -> None:
    day = END - datetime.timedelta(days=14)
    assert on(day) == 2
    assert on(day) == 0
    assert on(day + datetime.timedelta(days=1)) == 0
    assert Letter.objects.count() == 2


def test_a_day_that_the_worker_slept_through_is_made_up_for(quiet: Country) -> None:
    assert on(END - datetime.timedelta(days=9)) == 2
    assert on(END - datetime.timedelta(days=8)) == 0


def test_what_was_shown_reminds_nobody_and_what_was_returned_does_again(quiet: Country) -> None:
    duty, practice = quiet.duty("charter"), quiet.duty("practice")
    with clock.set_to(clock.midnight(END)):
        country.show(quiet.editor, duty)
        country.show(quiet.editor, practice)
    assert on(END + datetime.timedelta(days=1)) == 0
    with clock.set_to(clock.midnight(END + datetime.timedelta(days=2))):
        deciding.give_back(by=quiet.reviewer, duty=duty, number=1, reason="কারণ আছে")
    days = [END + datetime.timedelta(days=each) for each in range(2, 20)]
    reminded = [(day - END).days for day in days if on(day)]
    assert reminded == [5, 7, 9, 16]
    letter = Letter.objects.filter(template="duty_reminder").order_by("pk")[0]
    assert letter.context["duties"][0]["returned"] is True


def test_a_letter_is_read_in_the_readers_language_and_names_no_person(
    quiet: Country, mailoutbox: list
) -> None:
    profile = country.selling.User.objects.get(pk=quiet.editor.pk)
    from wagtail.users.models import UserProfile

    UserProfile.objects.update_or_create(user=profile, defaults={"preferred_language": "en"})
    on(END + datetime.timedelta(days=1))
    outbox.send_due()
    by_address = {mail.to[0]: mail for mail in mailoutbox}
    english, bangla = by_address["natore-editor@example.org"], by_address["natore@prison.gov.bd"]
    assert "Natore Prison" in english.subject
    assert "Citizen charter reviewed, 1st quarter of fiscal year 2026-2027: late since" in english.body
    assert "নাটোর জেলা কারাগার" in bangla.subject
    assert "২০২৬-২০২৭ অর্থবছরের ১ম ত্রৈমাসিক" in bangla.body
    for mail in mailoutbox:
        assert "/admin/duties/" in mail.body
        assert not any(user.username in mail.subject + mail.body for user in User.objects.all())
    assert len(mailoutbox) == 4


def test_nobody_who_left_is_written_to(quiet: Country) -> None:
    quiet.editor.appointments.update(until=datetime.date(2026, 8, 1))
    assert told(END - datetime.timedelta(days=3)) == {("duty_reminder", "natore@prison.gov.bd")}


def test_an_office_that_nobody_can_be_written_to_was_not_reminded(quiet: Country) -> None:
    Office.objects.filter(pk=quiet.offices.a.pk).update(email="")
    quiet.editor.is_active = False
    quiet.editor.save()
    assert on(END - datetime.timedelta(days=3)) == 0
    assert not DutyEvent.objects.filter(what="reminded").exists()


def test_the_command_says_whom_it_would_remind_and_writes_nothing(quiet: Country) -> None:
    out = io.StringIO()
    with clock.set_to(clock.midnight(END - datetime.timedelta(days=3))):
        call_command("remind_duties", dry_run=True, stdout=out)
        assert "dj-natore: charter 2026-1 (+3 days)" in out.getvalue()
        assert not Letter.objects.exists()
        call_command("remind_duties", stdout=out)
    assert "2 letters written" in out.getvalue()


def test_the_worker_looks_now_and_then(quiet: Country) -> None:
    with clock.set_to(clock.midnight(END)):
        assert reminding.daily() == 2
        cache.clear()
        assert reminding.daily() == 0


def test_eighty_offices_are_reminded_in_few_statements_besides_their_letters(
    owing: Country, django_assert_max_num_queries: object
) -> None:
    with clock.set_to(clock.midnight(END)), django_assert_max_num_queries(8):  # type: ignore[operator]
        reminding.due()
