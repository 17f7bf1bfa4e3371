"""A complaint's way: to its officer, answered, appealed against, late, forwarded; and never to whom it is about."""

import datetime
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

import clock
from charter_pages.grievances import filing, following, handling, reading, turns, words
from charter_pages.grievances.models import Event, Grievance, Message, Reading
from charter_pages.models import PostHolder
from letters.models import Letter
from offices.models import Holiday, WorkingWeek
from tests.charter_pages.grievances import world
from tests.charter_pages.grievances.world import TEXT, World, complain, fresh, happened

pytestmark = pytest.mark.django_db

ANSWER = "আবেদনটি আজ গ্রহণ করা হয়েছে।"
DAY = datetime.timedelta(days=1)


def test_a_complaint_goes_to_the_officer_of_the_office_s_charter_with_a_day_in_working_days(
    offices: World,
) -> None:
    grievance = complain(offices.natore)
    assert (grievance.level, grievance.post, grievance.post_above) == (1, offices.superintendent, offices.dig)
    # Thirty working days after Sunday, 22 November: six weeks.
    assert grievance.due_on == datetime.date(2027, 1, 3)
    assert len(grievance.number) == 12
    assert happened(grievance) == ["written"]


def test_the_same_form_twice_is_one_complaint_and_from_another_phone_none(offices: World) -> None:
    key = uuid.uuid4()
    first = complain(offices.natore, form_key=key)
    assert complain(offices.natore, form_key=key) == first
    with pytest.raises(words.Refused):
        complain(offices.natore, form_key=key, phone="+8801711111111")
    assert Grievance.objects.count() == 1


def test_only_the_officer_and_the_one_above_read_and_each_reading_is_noted(offices: World) -> None:
    grievance = complain(offices.natore)
    assert reading.read(by=offices.first, grievance=grievance).text == TEXT
    with pytest.raises(reading.Refused):  # the officer above says why
        reading.read(by=offices.second, grievance=grievance)
    why = "জেলা কারাগারের অভিযোগের পর্যালোচনা"
    assert reading.read(by=offices.second, grievance=grievance, why=why).text == TEXT
    root = offices.moderator.__class__.objects.create_superuser("root")
    for stranger in (offices.warder, offices.moderator, root):
        with pytest.raises(PermissionDenied):
            reading.read(by=stranger, grievance=grievance, why=why)
    noted = Reading.objects.order_by("pk")
    assert [(row.by, row.why) for row in noted] == [(offices.first, ""), (offices.second, why)]
    # Once a day.
    reading.read(by=offices.first, grievance=grievance)
    assert noted.count() == 2


@pytest.mark.parametrize(
    "verb", ["UPDATE grievances_reading SET level = 3", "DELETE FROM grievances_reading"]
)
def test_who_has_read_is_neither_changed_nor_taken_away(offices: World, verb: str) -> None:
    grievance = complain(offices.natore)
    reading.read(by=offices.first, grievance=grievance)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb)


def test_an_answer_is_the_officer_s_alone_and_given_once(offices: World) -> None:
    grievance = complain(offices.natore)
    for stranger in (offices.second, offices.warder, offices.moderator):
        with pytest.raises(PermissionDenied):
            handling.answer(by=stranger, grievance=grievance, text=ANSWER)
    handling.answer(by=offices.first, grievance=grievance, text=ANSWER)
    handling.answer(by=offices.first, grievance=grievance, text=ANSWER)  # the button twice
    assert Message.objects.filter(kind="answer").count() == 1
    with pytest.raises(words.Refused):
        handling.answer(by=offices.first, grievance=grievance, text=ANSWER + " আবার")
    assert fresh(grievance).state == "answered"


def test_whoever_leaves_the_post_leaves_its_complaints_to_the_next(offices: World) -> None:
    grievance = complain(offices.natore)
    tomorrow = clock.today() + DAY
    PostHolder.objects.filter(user=offices.first).update(until=clock.today())
    successor = world.holder(offices.superintendent, "natore-super-2", since=tomorrow)
    assert reading.role_of(offices.first, grievance) == reading.As.OFFICER
    assert reading.role_of(successor, grievance) == reading.As.WATCHER
    with world.on(tomorrow):
        assert reading.role_of(offices.first, grievance) == reading.As.WATCHER
        with pytest.raises(PermissionDenied):
            handling.answer(by=offices.first, grievance=grievance, text=ANSWER)
        handling.answer(by=successor, grievance=grievance, text=ANSWER)


def test_a_complaint_about_the_officer_s_post_goes_straight_to_the_one_above(offices: World) -> None:
    grievance = complain(offices.natore, about="conduct", about_post=offices.superintendent)
    assert (grievance.level, grievance.post) == (2, offices.dig)
    assert grievance.due_on == datetime.date(2026, 12, 20)  # twenty working days
    assert happened(grievance) == ["written", "concerned"]
    assert grievance not in reading.visible_to(offices.first)
    with pytest.raises(PermissionDenied):
        reading.read(by=offices.first, grievance=grievance)


def test_it_does_not_wait_before_the_post_it_is_about_because_nobody_there_signs_in(offices: World) -> None:
    PostHolder.objects.filter(post=offices.superintendent).update(user=None)
    grievance = complain(offices.natore, about="conduct", about_post=offices.superintendent)
    assert (grievance.level, grievance.post, grievance.unheld_since) == (2, offices.dig, None)


def test_a_complaint_that_names_the_officer_goes_to_the_one_above(offices: World) -> None:
    grievance = complain(offices.natore, text="রফিকুল হাসানকে তিনবার বলেছি, তিনি শোনেননি।")
    assert (grievance.level, grievance.post) == (2, offices.dig)
    # The title before a name and a part of it tell nobody.
    assert complain(offices.natore, text="মোঃ হাসান নামের এক বন্দির স্বজন আমি।").level == 1


def test_who_held_the_post_when_it_happened_is_concerned_from_any_post(offices: World) -> None:
    """The superintendent of today was the jailer of last year."""
    last_year = datetime.date(2025, 11, 22)
    PostHolder.objects.filter(user=offices.warder).update(since=datetime.date(2026, 1, 1))
    PostHolder.objects.create(
        post=offices.jailer, user=offices.first, since=datetime.date(2025, 1, 1), until=datetime.date(2025, 12, 31),
        name_bn="মোঃ রফিকুল হাসান",
    )  # fmt: skip
    then = complain(offices.natore, about_post=offices.jailer, happened_on=last_year)
    later = complain(offices.natore, about_post=offices.jailer, happened_on=datetime.date(2026, 3, 1))
    unknown = complain(offices.natore, about_post=offices.jailer)
    assert [each.level for each in (then, later, unknown)] == [2, 1, 2]


def test_an_officer_may_say_that_it_concerns_them(offices: World) -> None:
    grievance = complain(offices.natore)
    handling.step_aside(by=offices.first, grievance=grievance)
    grievance = fresh(grievance)
    assert (grievance.level, grievance.post) == (2, offices.dig)
    with pytest.raises(PermissionDenied):
        reading.read(by=offices.first, grievance=grievance)
    # And it cannot come back to them on another way.
    offices.moderator.refresh_from_db()
    Grievance.objects.filter(pk=grievance.pk).update(unheld_since=clock.today())
    with pytest.raises(words.Refused):
        handling.assign(by=offices.moderator, grievance=grievance, post=offices.superintendent)


def test_who_becomes_the_officer_of_a_complaint_about_themselves_is_passed_over(offices: World) -> None:
    grievance = complain(offices.natore, about="conduct", about_post=offices.jailer)
    assert grievance.level == 1
    tomorrow = clock.today() + DAY
    PostHolder.objects.filter(user=offices.first).update(until=clock.today())
    PostHolder.objects.create(
        post=offices.superintendent, user=offices.warder, since=tomorrow, name_bn="মোঃ জসীম উদ্দিন"
    )
    with world.on(tomorrow):
        with pytest.raises(PermissionDenied):
            reading.read(by=offices.warder, grievance=grievance)
        turns.pass_unheld()
        assert (fresh(grievance).level, fresh(grievance).post) == (2, offices.dig)


def test_what_is_added_later_may_name_the_officer_and_takes_it_away(offices: World) -> None:
    grievance = complain(offices.natore)
    following.add(grievance=grievance, text="আমি রফিকুল হাসানের কথা বলছিলাম।")
    assert fresh(grievance).level == 2


def test_where_everybody_within_is_concerned_headquarters_finds_an_officer_and_reads_nothing(
    offices: World,
) -> None:
    both = "রফিকুল হাসান ও সেলিনা পারভীন দুজনেই জানেন।"
    grievance = complain(offices.natore, text=both)
    assert grievance.post is None
    assert Letter.objects.filter(template="grievance_unheld", to="hq@prison.example").exists()
    assert following.may_pass_on(grievance)
    ig = world.holder(offices.ig, "ig")
    with pytest.raises(PermissionDenied):
        handling.assign(by=offices.first, grievance=grievance, post=offices.ig)
    with pytest.raises(words.Refused):
        handling.assign(by=offices.moderator, grievance=grievance, post=offices.dig)
    handling.assign(by=offices.moderator, grievance=grievance, post=offices.ig)
    assert reading.read(by=ig, grievance=fresh(grievance)).text == both
    with pytest.raises(PermissionDenied):
        reading.read(by=offices.moderator, grievance=fresh(grievance))


def test_an_appeal_lies_before_the_officer_above_and_not_before_who_answered(offices: World) -> None:
    grievance = complain(offices.natore)
    with pytest.raises(words.Refused):  # nothing is answered or late yet
        following.appeal(grievance=grievance)
    handling.answer(by=offices.first, grievance=grievance, text=ANSWER)
    PostHolder.objects.filter(user=offices.second).update(until=clock.today() - DAY)
    PostHolder.objects.create(
        post=offices.dig, user=offices.first, since=clock.today(), name_bn="মোঃ রফিকুল হাসান"
    )
    following.appeal(grievance=fresh(grievance))
    # Who answered below holds the post above today: nobody judges the own answer.
    assert fresh(grievance).post is None
    PostHolder.objects.filter(post=offices.dig, user=offices.first).delete()
    PostHolder.objects.filter(user=offices.second).update(until=None)
    again = complain(offices.natore)
    handling.answer(by=offices.first, grievance=again, text=ANSWER)
    following.appeal(grievance=fresh(again))
    again = fresh(again)
    assert (again.level, again.post, again.state) == (2, offices.dig, "open")
    with pytest.raises(PermissionDenied):
        reading.read(by=offices.first, grievance=again)


def test_an_appeal_has_its_days_and_then_the_complaint_is_closed(offices: World, settings: object) -> None:
    grievance = complain(offices.natore)
    handling.answer(by=offices.first, grievance=grievance, text=ANSWER)
    last = following.last_day_to_appeal(fresh(grievance))
    assert last == datetime.date(2026, 12, 22)
    with world.on(last):
        assert following.may_appeal(fresh(grievance))
        assert turns.close_answered() == 0
    with world.on(last + DAY):
        assert not following.may_appeal(fresh(grievance))
        assert turns.close_answered() == 1
        assert turns.close_answered() == 0
    assert happened(grievance)[-1] == "closed"


def test_the_third_level_is_recorded_once_and_nobody_within_handles_it_any_more(offices: World) -> None:
    grievance = complain(offices.natore, about_post=offices.superintendent)
    handling.answer(by=offices.second, grievance=grievance, text=ANSWER)
    for _press in range(2):
        following.pass_on(grievance=fresh(grievance))
    assert happened(grievance).count("passed_on") == 1
    assert fresh(grievance).level == 3
    with pytest.raises(words.Refused):
        handling.answer(by=offices.second, grievance=fresh(grievance), text=ANSWER + "!")


def test_a_late_complaint_passes_to_the_officer_above_and_then_headquarters_is_told(offices: World) -> None:
    grievance = complain(offices.natore)
    with world.on(grievance.due_on):
        assert turns.work() <= 1  # a reminder at most
        assert fresh(grievance).level == 1
    after = grievance.due_on + DAY
    with world.on(after):
        turns.work()
        turns.work()
        grievance = fresh(grievance)
        assert (grievance.level, grievance.post, grievance.level_began_on) == (2, offices.dig, after)
        assert happened(grievance).count("escalated") == 1
        with pytest.raises((words.Refused, PermissionDenied)):
            handling.answer(by=offices.first, grievance=grievance, text=ANSWER)
    with world.on(grievance.due_on + DAY):
        turns.work()
        turns.work()
        assert happened(grievance).count("late") == 1
        assert following.may_pass_on(fresh(grievance))
    told = Letter.objects.filter(template="grievance_late").values_list("to", flat=True)
    assert sorted(told) == ["dig@prison.example", "hq@prison.example", "super.natore@prison.example"]


def test_a_turn_that_looked_before_the_answer_came_leaves_the_complaint_where_it_is(offices: World) -> None:
    grievance = complain(offices.natore)
    with world.on(grievance.due_on + DAY):
        seen = Grievance.objects.filter(pk=grievance.pk)  # what the turn found a moment ago
        handling.answer(by=offices.first, grievance=grievance, text=ANSWER)
        assert turns._each(seen, turns._pass_late) == 0
    assert (fresh(grievance).level, fresh(grievance).state) == (1, "answered")


def test_officers_are_reminded_once_some_working_days_before(offices: World) -> None:
    grievance = complain(offices.natore)
    # Five working days before Sunday, 3 January, is Sunday, 27 December.
    with world.on(datetime.date(2026, 12, 26)):
        assert turns.remind() == 0
    with world.on(datetime.date(2026, 12, 27)):
        assert turns.remind() == 1
        assert turns.remind() == 0
    letter = Letter.objects.get(template="grievance_soon")
    assert letter.to == "super.natore@prison.example"
    assert grievance.number[:4] in letter.context["number"]


def test_a_vacant_post_is_flagged_then_passed_over_and_headquarters_is_told(offices: World) -> None:
    PostHolder.objects.filter(post=offices.superintendent).delete()
    grievance = complain(offices.natore)
    assert (grievance.level, grievance.unheld_since) == (1, clock.today())
    assert Letter.objects.filter(template="grievance_unheld").count() == 1
    # Whoever stands above reads it meanwhile.
    assert reading.role_of(offices.second, grievance) == reading.As.ABOVE
    with world.on(datetime.date(2026, 11, 24)):
        turns.pass_unheld()
        assert fresh(grievance).level == 1
    with world.on(datetime.date(2026, 11, 25)):  # three working days
        turns.pass_unheld()
        assert (fresh(grievance).level, fresh(grievance).post) == (2, offices.dig)
    assert "over_vacant" in happened(grievance)


def test_a_holder_who_cannot_sign_in_counts_as_none_until_headquarters_enters_the_user(
    offices: World,
) -> None:
    PostHolder.objects.filter(post=offices.superintendent).update(user=None)
    grievance = complain(offices.natore)
    assert grievance.unheld_since is not None
    PostHolder.objects.filter(post=offices.superintendent).update(user=offices.first)
    turns.pass_unheld()
    assert fresh(grievance).unheld_since is None
    assert reading.role_of(offices.first, fresh(grievance)) == reading.As.OFFICER


def test_a_forwarded_complaint_keeps_its_clock_and_leaves_its_first_office(offices: World) -> None:
    world.holder(offices.pabna.posts.get(), "pabna-super")
    grievance = complain(offices.natore)
    with world.on(datetime.date(2026, 11, 30)):
        handling.forward(by=offices.first, grievance=grievance, office=offices.pabna)
    moved = fresh(grievance)
    assert (moved.office, moved.post) == (offices.pabna, offices.pabna.posts.get())
    assert (moved.due_on, moved.level_began_on) == (grievance.due_on, grievance.level_began_on)
    with pytest.raises(PermissionDenied):
        reading.read(by=offices.first, grievance=moved)


def test_the_limit_is_extended_once_with_a_reason_and_not_after_its_end(offices: World) -> None:
    grievance = complain(offices.natore)
    with pytest.raises(words.Refused):
        handling.extend(by=offices.first, grievance=grievance, working_days=11, text="নথি খুঁজতে সময় লাগছে।")
    handling.extend(by=offices.first, grievance=grievance, working_days=5, text="নথি খুঁজতে সময় লাগছে।")
    moved = fresh(grievance)
    assert moved.due_on == datetime.date(2027, 1, 10)
    with pytest.raises(words.Refused):
        handling.extend(by=offices.first, grievance=moved, working_days=5, text="আরও সময় প্রয়োজন।")
    other = complain(offices.natore)
    with world.on(other.due_on + DAY), pytest.raises(words.Refused):
        handling.extend(by=offices.first, grievance=other, working_days=5, text="আরও সময় প্রয়োজন।")


def test_a_question_does_not_stop_the_clock_and_the_answer_to_it_opens_the_complaint_again(
    offices: World,
) -> None:
    grievance = complain(offices.natore)
    handling.ask(by=offices.first, grievance=grievance, text="কোন তারিখে আবেদন করেছিলেন?")
    assert fresh(grievance).state == "asked"
    assert fresh(grievance).due_on == grievance.due_on
    following.add(grievance=grievance, text="১৮ নভেম্বর সকালে।")
    assert fresh(grievance).state == "open"


def test_a_holiday_that_is_announced_later_moves_what_is_open_and_both_days_stay(offices: World) -> None:
    grievance, answered = complain(offices.natore), complain(offices.natore)
    handling.answer(by=offices.first, grievance=answered, text=ANSWER)
    holiday = Holiday.objects.create(
        on=datetime.date(2026, 12, 16), name_bn="বিজয় দিবস", name_en="Victory Day"
    )
    assert fresh(grievance).due_on == datetime.date(2027, 1, 4)
    assert fresh(answered).due_on == datetime.date(2027, 1, 3)
    event = Event.objects.get(what="moved")
    assert (event.due_was, event.due_on) == (datetime.date(2027, 1, 3), datetime.date(2027, 1, 4))
    holiday.is_cancelled = True
    holiday.save()
    assert fresh(grievance).due_on == datetime.date(2027, 1, 3)
    # A cancelled holiday makes nobody late who was not.
    holiday.is_cancelled = False
    holiday.save()
    with world.on(datetime.date(2027, 1, 4)):
        holiday.is_cancelled = True
        holiday.save()
        assert fresh(grievance).due_on == datetime.date(2027, 1, 4)


def test_another_weekend_moves_what_is_open(offices: World) -> None:
    grievance = complain(offices.natore)
    week = WorkingWeek.objects.get()
    week.weekend = [4]
    week.save()
    assert fresh(grievance).due_on == datetime.date(2026, 12, 27)  # thirty days, five Fridays


def test_a_complainant_closes_it_with_thanks(offices: World) -> None:
    grievance = complain(offices.natore)
    following.thank(grievance=grievance)
    assert (fresh(grievance).state, fresh(grievance).is_solved) == ("closed", True)
    with pytest.raises(words.Refused):
        handling.answer(by=offices.first, grievance=grievance, text=ANSWER)


@pytest.mark.parametrize("text", ["", "ছোট", "x" * 4001])
def test_a_text_that_is_too_short_or_too_long_is_refused(offices: World, text: str) -> None:
    with pytest.raises(words.Refused):
        complain(offices.natore, text=text)
    assert filing.LONGEST_EMAIL == 110
