"""Run `migrate`, sparing what Django does over and over (docs/adr/0059): python -m tests.migrating

Nearly all of its time goes to models as they once were: after each step the one that changed is made anew, with all that
refer to it, and all that refer to those. Here it is made anew alone, with those that inherit from it. A migration that
works on rows goes from one model to another, so before it those that refer to what changed since the last such migration
are made anew, and those that refer to them; there Django makes all anew that there are.
"""

import functools
import gc
from collections.abc import Iterator, Set
from copy import copy
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import connections
from django.db.migrations.operations import RunPython
from django.db.migrations.state import ModelState, ProjectState
from django.db.migrations.utils import resolve_relation

from config import frames, starting

# A model by the app and the name, as states of migrations name it.
Key = tuple[str, str]
_clone, _on_rows = ProjectState.clone, RunPython.database_forwards


def with_heirs(state: ProjectState, app_label: str, model_name: str, delay: bool = False) -> set[Key]:
    """Return the model that changed, and those that inherit from it; note that others still refer to what they were."""
    found = {(app_label, model_name)}
    while more := {key for key, model in state.models.items() if key not in found and inherits(model, found)}:
        found |= more
    note(state, changed_in(state) | found)
    return found


def changed_in(state: ProjectState) -> frozenset[Key]:
    """Return the models that were made anew alone since the last migration that worked on rows."""
    return vars(state).get("changed", frozenset())


def note(state: ProjectState, changed: Set[Key]) -> None:
    vars(state)["changed"] = frozenset(changed)


def inherits(model: ModelState, of: set[Key]) -> bool:
    return any(isinstance(base, str) and tuple(base.lower().split(".")) in of for base in model.bases)


def references(key: Key, model: ModelState) -> Iterator[Key]:
    """Yield the models that a model refers to: by its fields, by the tables between two, or as its parents."""
    for field in model.fields.values():
        if field.remote_field:
            yield resolve_relation(field.remote_field.model, *key)
            if through := getattr(field.remote_field, "through", None):
                yield resolve_relation(through, *key)
    for base in model.bases:
        if isinstance(base, str):
            yield resolve_relation(base, *key)


def with_referrers(state: ProjectState, keys: Set[Key]) -> set[Key]:
    """Return these models, all that refer to them, and all that refer to those."""
    referred = {key: set(references(key, model)) for key, model in state.models.items()}
    found = set(keys)
    while more := {key for key, others in referred.items() if key not in found and others & found}:
        found |= more
    return found


def make_whole(state: ProjectState) -> None:
    """Let all models refer to each other as they are now."""
    if "apps" in vars(state) and (changed := changed_in(state)):
        state._reload(with_referrers(state, changed) & state.models.keys())  # type: ignore[attr-defined]
        note(state, frozenset())


def work_on_rows(
    work: RunPython, app_label: str, schema_editor: Any, _from_state: ProjectState, state: ProjectState
) -> None:
    """Do what Django does, but with the state that goes on, so that what was made whole stays so: such work leaves the
    models as they are.
    """
    _on_rows(work, app_label, schema_editor, state, state)


def cloned(state: ProjectState) -> ProjectState:
    clone = _clone(state)
    note(clone, changed_in(state))
    return clone


def cloned_model(model: ModelState) -> ModelState:
    """Do what Django does, but for asking again whether each field is whole."""
    clone = copy(model)
    clone.fields, clone.options = dict(model.fields), dict(model.options)
    clone.managers = list(model.managers)
    return clone


def main() -> None:
    starting.set_up()
    # The collector of garbage would go through all those models again and again.
    gc.set_threshold(200_000, 50, 1_000)
    # For each of their fields all models of today are asked which setting swaps them, which no migration changes.
    swapped: Any = functools.cache(apps.get_swappable_settings_name)
    apps.get_swappable_settings_name = swapped  # type: ignore[method-assign]
    ProjectState._find_reload_model = with_heirs  # type: ignore[attr-defined]
    ProjectState.clear_delayed_apps_cache = make_whole  # type: ignore[method-assign]
    RunPython.database_forwards = work_on_rows  # type: ignore[method-assign, assignment]
    ProjectState.clone, ModelState.clone = cloned, cloned_model  # type: ignore[method-assign]
    frames.with_room(call_command)("migrate", verbosity=0)
    # Or the last of it stays in a file beside the database, which nobody copies.
    connections.close_all()


if __name__ == "__main__":
    main()
