"""The index is laid anew where a migration emptied it: what it holds is a copy of what stands elsewhere."""

from typing import Any

from django.core.management import call_command
from django.db.migrations import Migration

# The migrations of this app after which the index is empty.
EMPTYING = {"0002_narrowed"}


def after_migrating(plan: list[tuple[Migration, bool]], verbosity: int, using: str, **kwargs: Any) -> None:
    """Index everything if the migrations that were just run emptied the index."""
    emptied = {step.name for step, is_back in plan if step.app_label == "found" and not is_back}
    if emptied & EMPTYING and _all_is_migrated(using):
        call_command("wagtail_update_index", verbosity=0)


def _all_is_migrated(using: str) -> bool:
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections[using])
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
