"""Two things at the same moment, in real processes on committed rows: one wins, and nothing happens twice."""

import datetime
from typing import Any

import pytest
from django.contrib.auth import get_user_model

import clock
from charter_pages.grievances import following, handling, turns
from charter_pages.grievances.models import Event, Grievance, Message
from letters.models import Letter
from tests import at_once
from tests.charter_pages.grievances import world

pytestmark = pytest.mark.django_db(transaction=True)

ANSWER = "আবেদনটি আজ গ্রহণ করা হয়েছে।"


def test_an_appeal_pressed_twice_at_once_is_one_appeal() -> None:
    offices = world.lay()
    grievance = world.complain(offices.natore)
    handling.answer(by=offices.first, grievance=grievance, text=ANSWER)
    answers = at_once.run(_appeal_as_read, [grievance.pk] * 4)
    assert answers == ["appealed"] * 4
    assert Event.objects.filter(what="appealed").count() == 1
    assert Grievance.objects.get().level == 2
    assert Letter.objects.filter(template="grievance_new", to="dig@prison.example").count() == 1


# Read before the processes begin: each of them presses the button of a page that shows the first level.
def _appeal_as_read(pk: int) -> str:
    read = Grievance.objects.get(pk=pk)
    read.level = 1
    following.appeal(grievance=read)
    return "appealed"


def _answer_or_pass(step: tuple[str, int, datetime.datetime]) -> Any:
    name, pk, now = step
    with clock.set_to(now):
        if name == "pass":
            return turns.pass_late()
        officer = get_user_model().objects.get(username="natore-super")
        read = Grievance.objects.select_related("post").get(pk=pk)
        handling.answer(by=officer, grievance=read, text=ANSWER)
        return "answered"


def test_of_an_answer_and_an_escalation_at_the_same_moment_one_wins() -> None:
    offices = world.lay()
    grievance = world.complain(offices.natore)
    after = datetime.datetime.combine(
        grievance.due_on + datetime.timedelta(days=1), datetime.time(1), clock.DHAKA
    )
    steps = [("answer", grievance.pk, after), ("pass", grievance.pk, after), ("pass", grievance.pk, after)]
    answered, first, second = at_once.run(_answer_or_pass, steps)
    row = Grievance.objects.get()
    if answered == "answered":
        assert (row.state, row.level, first, second) == ("answered", 1, 0, 0)
        assert not Event.objects.filter(what="escalated").exists()
    else:
        assert answered in ("Overtaken", "PermissionDenied")
        assert (row.state, row.level, sorted([first, second])) == ("open", 2, [0, 1])
        assert not Message.objects.exists()
    assert Event.objects.filter(what__in=("answered", "escalated")).count() == 1


def _remind(now: datetime.datetime) -> int:
    with clock.set_to(now):
        return turns.work()


def test_two_workers_do_each_thing_once() -> None:
    offices = world.lay()
    for _ in range(3):
        world.complain(offices.natore)
    due = Grievance.objects.order_by("-due_on").values_list("due_on", flat=True)[0]
    soon = datetime.datetime.combine(due - datetime.timedelta(days=3), datetime.time(1), clock.DHAKA)
    assert sum(at_once.run(_remind, [soon] * 3)) == 3
    assert Letter.objects.filter(template="grievance_soon").count() == 3
