"""The states of a task, by the table and by random walks over it."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from charter_pages.decisions import machine
from charter_pages.decisions.machine import State, Step
from charter_pages.decisions.models import Task

walks = st.lists(st.sampled_from(list(Step)), max_size=30)


def walk(steps: list[Step]) -> list[State]:
    """Return the states that a walk passes; a step that may not be taken changes nothing."""
    passed = [State.OPEN]
    for step in steps:
        to = machine.after(passed[-1], step)
        if to is not None:
            passed.append(to)
    return passed


def test_the_models_states_are_the_machines() -> None:
    assert [each.value for each in State] == Task.State.values


def test_every_state_is_an_offices_to_do_the_committees_to_decide_or_settled() -> None:
    assert sorted((*machine.OWED, *machine.WAITING, *machine.SETTLED)) == sorted(State)


@given(walks)
def test_what_is_settled_stays_settled(steps: list[Step]) -> None:
    passed = walk(steps)
    assert not any(state in machine.SETTLED for state in passed[:-1])


@given(walks)
def test_nothing_is_agreed_or_returned_that_was_not_reported(steps: list[Step]) -> None:
    passed = walk(steps)
    for before, after in itertools.pairwise(passed):
        if after in (State.AGREED, State.RETURNED):
            assert before == State.REPORTED


@given(walks)
def test_whatever_happened_a_task_can_still_come_to_its_end(steps: list[Step]) -> None:
    state = walk(steps)[-1]
    if state in machine.SETTLED:
        assert machine.steps(state) == []
        return
    reported = state if state == State.REPORTED else machine.after(state, Step.DONE)
    assert reported is not None
    assert machine.after(reported, Step.AGREE) == State.AGREED


@given(walks)
def test_the_guards_of_the_database_let_every_walk_pass(steps: list[Step]) -> None:
    passed = walk(steps)
    allowed = machine.next_states()
    assert all(after in allowed[before] for before, after in itertools.pairwise(passed))
