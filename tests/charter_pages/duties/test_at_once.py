"""Two servers raise once, remind once; accept, return and new evidence at once: one wins cleanly."""

import pytest
from django.core.exceptions import ValidationError

import clock
from accounts.models import User
from charter_pages.charters import reading
from charter_pages.duties import deciding, raising, reminding, reviewing
from charter_pages.models import CharterVersion, Duty, DutyEvent, DutyKind, Evidence
from letters.models import Letter
from offices.models import Office
from tests import at_once, publishing_samples
from tests.charter_pages.duties import country
from tests.charter_pages.duties.country import QUARTER, WITHIN

pytestmark = pytest.mark.django_db(transaction=True)
WORKERS = 4


def raise_it(_argument: object) -> int:
    with clock.set_to(WITHIN):
        return raising.raise_for(QUARTER)


def test_workers_that_raise_at_once_raise_once() -> None:
    publishing_samples.offices()
    answers = at_once.run(raise_it, [None] * WORKERS)
    assert sorted(map(str, answers)) == ["0", "0", "0", str(4 * len(DutyKind))]
    assert Duty.objects.count() == DutyEvent.objects.count() == 4 * len(DutyKind)


def remind_it(_argument: object) -> int:
    with clock.set_to(clock.midnight(QUARTER.last_day)):
        return reminding.remind()


def test_workers_that_remind_at_once_write_one_letter() -> None:
    country.lay()
    answers = at_once.run(remind_it, [None] * WORKERS)
    assert sorted(map(str, answers))[:3] == ["0", "0", "0"]
    assert Letter.objects.count() == max(answer for answer in answers if isinstance(answer, int))
    reminded = DutyEvent.objects.filter(what="reminded")
    assert reminded.count() == len(set(reminded.values_list("duty", flat=True)))


def act(argument: tuple[str, int, int]) -> str:
    verb, user, pk = argument
    by, duty = User.objects.get(pk=user), Duty.objects.get(pk=pk)
    try:
        if verb == "accept":
            deciding.accept(by=by, duty=duty, number=1)
        elif verb == "return":
            deciding.give_back(by=by, duty=duty, number=1, reason="কারণ আছে")
        else:
            country.show(by, duty, "newer")
    except ValidationError:
        return "refused"
    return "done"


@pytest.mark.parametrize("round_", range(3))
def test_of_accept_return_and_new_evidence_at_once_one_wins_and_the_story_is_whole(round_: int) -> None:
    made = country.lay()
    duty = made.duty("training", "division")
    country.show(made.reviewer, duty, "first")
    tries = [
        ("accept", made.moderator.pk, duty.pk),
        ("return", made.second_moderator.pk, duty.pk),
        ("show", made.reviewer.pk, duty.pk),
        ("accept", made.second_moderator.pk, duty.pk),
    ][round_:] + [("accept", made.moderator.pk, duty.pk)][:round_]
    answers = at_once.run(act, tries)
    assert set(answers) <= {"done", "refused"}
    duty.refresh_from_db()
    told = list(duty.events.order_by("pk").values_list("what", flat=True))
    decided = [what for what in told if what in ("accepted", "returned")]
    assert len(decided) <= 1, told
    last = {"shown": "submitted"}.get(told[-1], told[-1])
    assert duty.state == last
    assert Letter.objects.filter(template__in=("duty_accepted", "duty_returned")).exists() == bool(decided)
    assert Evidence.objects.count() == told.count("shown")


def sign(argument: tuple[int, int, str]) -> int:
    user, pk, seen = argument
    with clock.set_to(WITHIN):
        return reviewing.sign(by=User.objects.get(pk=user), duty=Duty.objects.get(pk=pk), seen=seen).pk


def test_a_double_click_signs_once() -> None:
    made = country.people_of(publishing_samples.whole_site().offices)
    duty = made.duty("charter")
    page = reviewing.charter_of(duty)
    assert page is not None
    before = CharterVersion.objects.count()
    answers = at_once.run(sign, [(made.editor.pk, duty.pk, reading.read(page).sha256())] * WORKERS)
    assert len(set(answers)) == 1, answers
    assert Evidence.objects.count() == 1
    assert CharterVersion.objects.count() == before + 1
    assert Office.objects.count() == 4
