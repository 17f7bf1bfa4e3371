"""Two servers give once and remind once; agreeing, reporting and taking back at once: one wins cleanly."""

import datetime

import pytest
from django.core.exceptions import ValidationError

import clock
from accounts.models import User
from charter_pages.decisions import carrying, closing, giving, machine, reminding, reporting
from charter_pages.decisions.models import Carried, Followed, Giving, Task, TaskEvent
from charter_pages.models import MinutesPage
from letters.models import Letter
from tests import at_once
from tests.charter_pages.decisions import committee
from tests.charter_pages.decisions.committee import DUE, NOW

pytestmark = pytest.mark.django_db(transaction=True)
WORKERS = 4


def give_it(argument: tuple[int, int]) -> int:
    user, pk = argument
    with clock.set_to(NOW):
        return giving.give(
            by=User.objects.get(pk=user),
            followed=Followed.objects.get(pk=pk),
            whom=Giving.Whom.PRISONS,
            due_on=DUE,
        ).made


def test_who_gives_at_once_gives_once() -> None:
    met = committee.lay()
    followed = met.follow()
    tries = [(met.moderator.pk, followed.pk), (met.second_moderator.pk, followed.pk)] * 2
    assert sorted(map(str, at_once.run(give_it, tries))) == ["0", "0", "0", "2"]
    assert Task.objects.count() == 2
    assert Giving.objects.count() == 1


def act(argument: tuple[str, int, int]) -> str:
    verb, user, pk = argument
    by, task = User.objects.get(pk=user), Task.objects.get(pk=pk)
    second = MinutesPage.objects.get(meeting_on=committee.SECOND, language="bn")
    try:
        if verb == "agree":
            closing.agree(by=by, task=task, seen=1, minutes=second)
        elif verb == "return":
            closing.give_back(by=by, task=task, seen=1, reason="ছবি নেই")
        elif verb == "undo":
            giving.undo(by=by, giving=task.giving)
        else:
            reporting.report(
                by=by, task=task, words="শেষ", percent=100, is_done=True,
                shown=reporting.Shown(link="https://example.org/"),
            )  # fmt: skip
    except (ValidationError, Task.DoesNotExist):
        return "refused"
    return "done"


@pytest.mark.parametrize("round_", range(3))
def test_of_two_who_agree_and_one_who_returns_at_once_one_wins(round_: int) -> None:
    met = committee.lay()
    task = met.report_done(met.task(met.give()))
    tries = [
        ("agree", met.moderator.pk, task.pk),
        ("return", met.second_moderator.pk, task.pk),
        ("agree", met.second_moderator.pk, task.pk),
    ]
    answers = at_once.run(act, tries[round_:] + tries[:round_])
    assert sorted(answers) == ["done", "refused", "refused"]
    assert task.events.count() == 2
    task.refresh_from_db()
    assert task.events_count == 2
    assert task.state in (machine.State.AGREED, machine.State.RETURNED)


def test_a_report_while_it_is_closed_is_refused_or_comes_after_a_return_alone() -> None:
    met = committee.lay()
    task = met.report_done(met.task(met.give()))
    answers = at_once.run(act, [("agree", met.moderator.pk, task.pk), ("report", met.editor.pk, task.pk)])
    assert answers == ["done", "refused"]
    assert TaskEvent.objects.filter(task=task).count() == 2


def test_a_report_and_the_taking_back_of_its_task_at_once_never_leave_half_of_either() -> None:
    met = committee.lay()
    task = met.task(met.give())
    answers = at_once.run(act, [("undo", met.moderator.pk, task.pk), ("report", met.editor.pk, task.pk)])
    assert sorted(answers) == ["done", "refused"]
    assert Task.objects.count() == (0 if answers[0] == "done" else 2)
    assert TaskEvent.objects.count() == (1 if answers[1] == "done" else 0)


def carry_it(argument: tuple[int, int]) -> int:
    user, pk = argument
    return carrying.carry(by=User.objects.get(pk=user), followed=Followed.objects.get(pk=pk)).pk


def test_who_carries_over_at_once_lays_one_draft() -> None:
    met = committee.lay()
    followed = met.give()
    answers = at_once.run(carry_it, [(met.moderator.pk, followed.pk), (met.second_moderator.pk, followed.pk)])
    assert len(set(answers)) == 1, answers
    assert Carried.objects.count() == 1


def remind_it(_argument: object) -> int:
    with clock.set_to(clock.midnight(DUE + datetime.timedelta(days=1)) + datetime.timedelta(hours=9)):
        return reminding.remind()


def test_workers_that_remind_at_once_write_each_letter_once() -> None:
    met = committee.lay()
    met.give()
    answers = at_once.run(remind_it, [None] * WORKERS)
    assert sorted(map(str, answers)) == ["0", "0", "0", "2"]
    assert Letter.objects.filter(template="decision_reminder").count() == 2
