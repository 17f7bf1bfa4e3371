"""A task in the hands of whoever changes it: held, its next state asked for, what happened to it written down."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

import clock
from accounts.models import User
from charter_pages.decisions import machine
from charter_pages.decisions.machine import State, Step
from charter_pages.decisions.models import Task, TaskEvent


def lock(task: Task) -> Task:
    """Return the task as it stands, kept from others until the transaction ends."""
    return (
        Task.objects.select_for_update(of=("self",))
        .select_related("followed__office", "office")
        .get(pk=task.pk)
    )


def next_state(task: Task, step: Step) -> State:
    """Return the state that a step leads to. Raises ValidationError where it may not be taken now."""
    state = machine.after(State(task.state), step)
    if state is None:
        raise ValidationError(
            _("This is not possible now: its state is “%(state)s”.") % {"state": task.get_state_display()}
        )
    return state


def write_down(
    held: Task, what: str, *, by: User | None = None, changes: dict[str, Any], **told: Any
) -> TaskEvent:
    """Write down what happened to a task that is held, and what changes of it by that; both stand in `held`, too."""
    event = TaskEvent.objects.create(
        task=held, number=held.events_count + 1, what=what, by=by, at=clock.now(), **told
    )
    stored = {**changes, "events_count": event.number}
    Task.objects.filter(pk=held.pk).update(**stored)
    for name, value in stored.items():
        setattr(held, name, value)
    return event
