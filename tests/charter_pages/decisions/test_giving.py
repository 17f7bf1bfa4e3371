"""Taking up and giving: to every prison, once, without touching the published paper; undone while nobody reported."""

import datetime
import time
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import Revision

import clock
from charter_pages.decisions import following, giving, turns
from charter_pages.decisions.models import Followed, Giving, Task
from charter_pages.models import MinutesPage, Post
from offices import register
from offices.models import Office
from tests.charter_pages.decisions import committee
from tests.charter_pages.decisions.committee import DUE, NOW, Committee

pytestmark = pytest.mark.django_db
Whom = Giving.Whom


def words_of(error: Any) -> str:
    return " ".join(error.value.messages)


def test_a_decision_keeps_its_number_and_words_as_they_were_published(met: Committee) -> None:
    followed = met.follow()
    assert (followed.number, followed.text) == ("(৬.১)", "প্রতিটি কারাগারে অভিযোগ বাক্স বসাতে হবে")
    assert (followed.owner, followed.due_text) == ("জেল সুপার (সকল)", "প্রতি ত্রৈমাসিক")
    assert (followed.fiscal_year, followed.quarter, followed.series) == (2026, 1, committee.SERIES)
    assert met.follow() == followed
    assert not followed.is_public


def test_owner_and_day_are_set_without_touching_the_published_paper(met: Committee, client: Client) -> None:
    page = MinutesPage.objects.get(pk=met.first.pk)

    def stands() -> tuple[object, ...]:
        found = MinutesPage.objects.get(pk=page.pk)
        response = client.get(found.url)
        assert response.status_code == 200
        facts = (found.live_revision_id, found.latest_revision_id, found.last_published_at, found.change_note)
        return response.content, Revision.objects.for_instance(page).count(), found.serializable_data(), facts

    before = stands()
    followed = met.give()
    met.report_done(met.task(followed))
    assert stands() == before


def test_all_prisons_are_given_a_decision_once(met: Committee) -> None:
    followed = met.give()
    assert [task.office.code for task in followed.tasks.order_by("office__code")] == ["dj-natore", "dj-pabna"]
    assert {task.due_on for task in followed.tasks.all()} == {DUE}
    with clock.set_to(NOW):
        again = giving.give(by=met.moderator, followed=followed, whom=Whom.PRISONS, due_on=DUE)
    assert again == giving.Given(None, 0)
    assert Giving.objects.count() == 1


def test_an_office_that_has_the_task_keeps_it_when_all_are_given_it(met: Committee) -> None:
    followed = met.follow()
    with clock.set_to(NOW):
        giving.give(
            by=met.moderator, followed=followed, whom=Whom.CHOSEN, chosen=[met.offices.a.pk], due_on=DUE
        )
        later = DUE + datetime.timedelta(days=30)
        made = giving.give(by=met.moderator, followed=followed, whom=Whom.PRISONS, due_on=later).made
    assert made == 1
    assert met.task(followed, "a").due_on == DUE
    assert met.task(followed, "b").due_on == later


def test_each_office_has_its_own_officer_of_a_kind(met: Committee) -> None:
    followed = met.follow()
    with clock.set_to(NOW):
        giving.give(
            by=met.moderator, followed=followed, whom=Whom.PRISONS, due_on=DUE, role=Post.Role.SUPERINTENDENT
        )
    assert met.task(followed, "a").post == Post.objects.get(office=met.offices.a, role="superintendent")
    assert met.task(followed, "b").post is None


def test_a_division_gives_to_its_prisons_what_its_own_meeting_decided_and_nothing_else(
    met: Committee,
) -> None:
    with pytest.raises(PermissionDenied):
        following.follow(by=met.reviewer, minutes=met.first, decision_key=met.keys[0])
    with pytest.raises(PermissionDenied):
        giving.give(by=met.reviewer, followed=met.follow(), whom=Whom.PRISONS, due_on=DUE)
    from portal.models import OfficePage

    above = OfficePage.objects.get(register_entry=met.offices.division, language="bn")
    page = committee.minutes(above, committee.FIRST, ("১", "নিজস্ব সিদ্ধান্ত"))
    key = page.decisions.get().translation_key
    own = following.follow(by=met.reviewer, minutes=page, decision_key=key)
    with clock.set_to(NOW):
        made = giving.give(
            by=met.reviewer, followed=own, whom=Whom.PRISONS_OF, division=met.offices.division, due_on=DUE
        ).made
        assert made == 2
        with pytest.raises(ValidationError):
            giving.give(
                by=met.reviewer, followed=own, whom=Whom.CHOSEN, chosen=[met.offices.hq.pk], due_on=DUE
            )
    with pytest.raises(PermissionDenied):
        following.show(by=met.reviewer, followed=own, is_public=True)


def test_only_what_is_published_is_followed_up(met: Committee) -> None:
    MinutesPage.objects.filter(pk=met.first.pk).update(live=False)
    with translation.override("en"), pytest.raises(ValidationError) as error:
        met.follow()
    assert "published" in words_of(error)


def test_what_was_given_is_taken_back_while_nobody_has_reported(met: Committee) -> None:
    followed = met.give()
    standing = followed.givings.get()
    assert giving.undo(by=met.moderator, giving=standing) == 2
    assert not followed.tasks.exists()
    standing.refresh_from_db()
    assert standing.undone_by == met.moderator
    with translation.override("en"), pytest.raises(ValidationError, match="already"):
        giving.undo(by=met.moderator, giving=standing)
    assert met.give(followed).tasks.count() == 2


def test_what_one_office_has_reported_on_is_not_taken_back(met: Committee) -> None:
    followed = met.give()
    met.report_done(met.task(followed))
    with translation.override("en"), pytest.raises(ValidationError, match="reported"):
        giving.undo(by=met.moderator, giving=followed.givings.get())
    assert followed.tasks.count() == 2


def test_closed_offices_are_not_given_and_drop_what_they_had(met: Committee) -> None:
    followed = met.give()
    closed = met.offices.b
    closed.closed_on = NOW.date()
    with clock.set_to(NOW):
        register.change(office=closed)
        turns.turn()
        turns.turn()
    task = met.task(followed, "b")
    assert task.state == Task.State.DROPPED
    assert "দপ্তর বন্ধ" in task.events.get().words
    other = met.follow(1)
    assert met.give(other).tasks.count() == 1


def test_an_office_that_opens_is_given_what_all_of_its_kind_have_while_there_is_time(met: Committee) -> None:
    followed, chosen = met.give(), met.follow(1)
    with clock.set_to(NOW):
        giving.give(
            by=met.moderator, followed=chosen, whom=Whom.CHOSEN, chosen=[met.offices.a.pk], due_on=DUE
        )
        new = register.enter(
            office=Office(
                code="dj-new",
                kind="district_prison",
                parent=met.offices.division,
                name_bn="নতুন",
                name_en="New",
            )
        )
        turns.turn()
        turns.turn()
    assert Task.objects.get(followed=followed, office=new).due_on == DUE
    assert not chosen.tasks.filter(office=new).exists()
    with clock.set_to(clock.midnight(DUE + datetime.timedelta(days=1))):
        late = register.enter(
            office=Office(
                code="dj-late",
                kind="district_prison",
                parent=met.offices.division,
                name_bn="শেষ",
                name_en="Late",
            )
        )
        turns.turn()
    assert not Task.objects.filter(office=late).exists()


def test_eighty_offices_are_given_a_decision_in_few_statements_and_little_time(met: Committee) -> None:
    Office.objects.bulk_create(
        Office(
            code=f"dj-{number}",
            kind="district_prison",
            parent=met.offices.division,
            name_bn=f"ক{number}",
            name_en="x",
        )
        for number in range(80)
    )
    followed = met.follow()
    with (
        clock.set_to(NOW),
        CaptureQueriesContext(
            connection,
        ) as asked,
    ):
        began = time.process_time()
        made = giving.give(
            by=met.moderator, followed=followed, whom=Whom.PRISONS, due_on=DUE, role=Post.Role.SUPERINTENDENT
        ).made
        seconds = time.process_time() - began
    assert made == 82
    assert len(asked) <= 24, [each["sql"][:90] for each in asked]
    assert seconds < 2
    assert Followed.objects.get().tasks.count() == 82
