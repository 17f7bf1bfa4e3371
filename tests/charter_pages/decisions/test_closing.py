"""Reporting and closing: who may, on what, in which meeting; nothing that was said is ever changed."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import translation

import clock
from charter_pages.decisions import carrying, closing, following, reporting
from charter_pages.decisions.models import Carried, Task, TaskEvent
from charter_pages.models import MinutesPage
from letters.models import Letter
from tests.charter_pages.decisions import committee
from tests.charter_pages.decisions.committee import DUE, NOW, Committee

pytestmark = pytest.mark.django_db
State = Task.State


@pytest.fixture(autouse=True)
def _in_english() -> object:
    with translation.override("en"):
        yield


def test_an_office_reports_and_the_committee_agrees_in_its_next_meeting(met: Committee) -> None:
    task = met.task(met.give())
    reporting.report(by=met.editor, task=task, words="অর্ধেক হয়েছে", percent=50)
    task.refresh_from_db()
    assert (task.state, task.percent) == (State.UNDER_WAY, 50)
    met.report_done(task)
    assert (task.state, task.percent, task.reported_by) == (State.REPORTED, 100, met.editor)
    agreed = closing.agree(by=met.moderator, task=task, seen=2, minutes=met.second)
    assert (agreed.state, agreed.closed_in) == (State.AGREED, met.second)
    told = list(task.events.order_by("number").values_list("what", "by__username"))
    assert told == [("progress", "natore-editor"), ("done", "natore-editor"), ("agree", "moderator")]
    task.refresh_from_db()
    assert task.settled_at is not None


def test_nobody_reports_for_another_office(met: Committee) -> None:
    task = met.task(met.give())
    for person in (met.other_editor, met.reviewer, met.moderator, met.hq_editor, met.auditor):
        with pytest.raises(PermissionDenied):
            reporting.report(by=person, task=task, words="হয়েছে", percent=10)
    assert not TaskEvent.objects.exists()


def test_the_head_of_an_office_reports_for_it_by_the_post(met: Committee) -> None:
    followed = met.give()
    met.report_done(met.task(followed), met.head)
    with pytest.raises(PermissionDenied):
        met.report_done(met.task(followed, "b"), met.head)


def test_what_is_reported_done_has_its_evidence(met: Committee) -> None:
    task = met.task(met.give())
    with pytest.raises(ValidationError, match="Show that it is done"):
        reporting.report(by=met.editor, task=task, words="হয়েছে", percent=100, is_done=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        TaskEvent.objects.create(task=task, number=1, what="done", words="x", by=met.editor, at=NOW)


def test_nobody_agrees_on_their_own_report(met: Committee) -> None:
    followed = met.follow()
    with clock.set_to(NOW):
        from charter_pages.decisions import giving

        giving.give(
            by=met.moderator, followed=followed, whom="chosen", chosen=[met.offices.hq.pk], due_on=DUE
        )
    task = met.report_done(met.task(followed, "hq"), met.moderator)
    with pytest.raises(ValidationError, match="yourself"):
        closing.agree(by=met.moderator, task=task, seen=1, minutes=met.second)
    closing.agree(by=met.second_moderator, task=task, seen=1, minutes=met.second)


def test_only_who_keeps_the_decision_agrees_returns_or_moves(met: Committee) -> None:
    task = met.report_done(met.task(met.give()))
    for person in (met.editor, met.other_editor, met.reviewer, met.auditor, met.hq_editor, met.head):
        with pytest.raises(PermissionDenied):
            closing.agree(by=person, task=task, seen=1, minutes=met.second)
        with pytest.raises(PermissionDenied):
            closing.give_back(by=person, task=task, seen=1, reason="কারণ")
        with pytest.raises(PermissionDenied):
            closing.drop(by=person, task=task, reason="কারণ")
        with pytest.raises(PermissionDenied):
            closing.move(by=person, task=task, due_on=DUE, reason="কারণ")


def test_a_closure_names_published_minutes_of_a_later_meeting_of_the_same_committee(met: Committee) -> None:
    task = met.report_done(met.task(met.give()))
    from portal.models import OfficePage

    above = OfficePage.objects.get(register_entry=met.offices.hq, language="bn")
    other = committee.minutes(above, committee.SECOND, ("১", "অন্য"), series="অন্য কমিটি")
    earlier = committee.minutes(above, datetime.date(2026, 5, 3), ("১", "আগে"))
    MinutesPage.objects.filter(pk=met.second.pk).update(live=False)
    for page in (met.first, met.second, other, earlier):
        with pytest.raises(ValidationError, match="later meeting"):
            closing.agree(by=met.moderator, task=task, seen=1, minutes=page)
    MinutesPage.objects.filter(pk=met.second.pk).update(live=True)
    closing.agree(by=met.moderator, task=task, seen=1, minutes=met.second)


def test_what_was_reported_meanwhile_is_looked_at_before_it_is_decided_on(met: Committee) -> None:
    task = met.report_done(met.task(met.give()))
    closing.give_back(by=met.moderator, task=task, seen=1, reason="ছবি নেই")
    met.report_done(task)
    with pytest.raises(ValidationError, match="meanwhile"):
        closing.agree(by=met.moderator, task=task, seen=1, minutes=met.second)
    closing.agree(by=met.moderator, task=task, seen=3, minutes=met.second)


def test_what_is_returned_is_owed_again_and_the_office_is_told_why(met: Committee) -> None:
    task = met.report_done(met.task(met.give()))
    with pytest.raises(ValidationError, match="Say why"):
        closing.give_back(by=met.moderator, task=task, seen=1, reason=" ")
    closing.give_back(by=met.moderator, task=task, seen=1, reason="ছবি নেই")
    task.refresh_from_db()
    assert (task.state, task.reported_at) == (State.RETURNED, None)
    letter = Letter.objects.get(template="decision_returned")
    assert letter.to == "natore-editor@example.org"
    assert letter.context["reason"] == "ছবি নেই"


def test_a_dropped_task_counts_for_nobody_and_stays_dropped(met: Committee) -> None:
    task = met.task(met.give())
    closing.drop(by=met.moderator, task=task, reason="আর প্রয়োজন নেই")
    with pytest.raises(ValidationError, match="not possible now"):
        met.report_done(task)


def test_another_day_has_its_reason_and_stands_in_the_story(met: Committee) -> None:
    task = met.task(met.give())
    later = DUE + datetime.timedelta(days=20)
    with clock.set_to(NOW):
        closing.move(by=met.moderator, task=task, due_on=later, reason="বরাদ্দ বিলম্বিত")
    task.refresh_from_db()
    assert (task.due_on, task.events.get().due_on) == (later, later)


def test_the_database_itself_keeps_what_was_said(met: Committee) -> None:
    task = met.report_done(met.task(met.give()))
    for change in (
        lambda: TaskEvent.objects.filter(task=task).update(words="অন্য কথা"),
        lambda: TaskEvent.objects.filter(task=task).delete(),
        lambda: Task.objects.filter(pk=task.pk).update(state=State.OPEN, reported_at=None),
        lambda: Task.objects.filter(pk=task.pk).update(office=met.offices.b),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_many_are_agreed_at_once_and_what_cannot_be_is_told(met: Committee) -> None:
    followed = met.give()
    task = met.report_done(met.task(followed))
    outcome = closing.agree_all(
        by=met.moderator, chosen=[(task, 1), (met.task(followed, "b"), 0)], minutes=met.second
    )
    assert outcome.done == 1
    assert [each.office for each, _why in outcome.refused] == [met.offices.b]


def test_open_decisions_are_carried_to_one_draft_of_the_next_minutes(met: Committee) -> None:
    followed, never_given = met.give(), met.follow(1)
    met.report_done(met.task(followed))
    with clock.set_to(clock.midnight(DUE + datetime.timedelta(days=1))):
        draft = carrying.carry(by=met.moderator, followed=followed)
    assert not draft.live
    assert draft.series == committee.SERIES
    first, second = draft.agenda.all()
    assert first.number == "১"
    assert "(৬.১)" in first.subject
    assert "অভিযোগ বাক্স" in first.subject
    assert "২টি" in first.discussion
    assert "১টি" in first.discussion
    assert "(৬.৩)" in second.subject
    assert carrying.carry(by=met.moderator, followed=never_given) == draft
    assert Carried.objects.filter(minutes=draft).count() == 2
    assert "(৬.১)" in str(draft.get_latest_revision().content["agenda"])


def test_nothing_is_carried_where_all_is_closed_and_nobody_carries_anothers(met: Committee) -> None:
    followed = met.give()
    for office in ("a", "b"):
        task = met.report_done(met.task(followed, office))
        closing.agree(by=met.moderator, task=task, seen=1, minutes=met.second)
    with pytest.raises(ValidationError, match="nothing to carry"):
        carrying.carry(by=met.moderator, followed=followed)
    with pytest.raises(PermissionDenied):
        carrying.carry(by=met.editor, followed=followed)


def test_a_corrected_paper_shows_both_what_was_taken_up_and_what_it_says_now(met: Committee) -> None:
    followed = met.follow()
    page = MinutesPage.objects.get(pk=met.first.pk)
    rows = list(page.decisions.all())
    rows[0].text = "প্রতিটি কারাগারে দুটি অভিযোগ বাক্স বসাতে হবে"
    page.decisions = rows
    page.change_note = "সংশোধন"
    page.save_revision().publish()
    assert following.words_now(followed).startswith("প্রতিটি কারাগারে দুটি")
    followed.refresh_from_db()
    assert "দুটি" not in followed.text
