"""Run `migrate`, sparing what Django does over and over (docs/adr/0059): python -m tests.migrating

Nearly all of its time goes to models as they once were: after each step the one that changed is made anew, with all that
refer to it, and all that refer to those. Here it is made anew alone, with those that inherit from it; before a migration
that works on rows, Django makes all of them anew, as it does by itself for steps that it puts off.
"""

import functools
import gc
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import connections
from django.db.migrations.state import ModelState, ProjectState

from config import frames, starting


def with_heirs(
    state: ProjectState, app_label: str, model_name: str, delay: bool = False
) -> set[tuple[str, str]]:
    """Return the model that changed, and those that inherit from it."""
    state.is_delayed = True
    found = {(app_label, model_name)}
    while more := {key for key, model in state.models.items() if key not in found and inherits(model, found)}:
        found |= more
    return found


def inherits(model: ModelState, of: set[tuple[str, str]]) -> bool:
    return any(isinstance(base, str) and tuple(base.lower().split(".")) in of for base in model.bases)


def main() -> None:
    starting.set_up()
    # The collector of garbage would go through all those models again and again.
    gc.set_threshold(200_000, 50, 1_000)
    # For each of their fields all models of today are asked which setting swaps them, which no migration changes.
    swapped: Any = functools.cache(apps.get_swappable_settings_name)
    apps.get_swappable_settings_name = swapped  # type: ignore[method-assign]
    ProjectState._find_reload_model = with_heirs  # type: ignore[attr-defined]
    frames.with_room(call_command)("migrate", verbosity=0)
    # Or the last of it stays in a file beside the database, which nobody copies.
    connections.close_all()


if __name__ == "__main__":
    main()
