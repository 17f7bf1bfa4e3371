"""What the commands share that do one part of the worker's work: for a timer, or by hand."""

import json
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand

# Each step takes some fifty rows at a time: more rounds than this are for the next run.
MOST_ROUNDS = 1000


class Working(BaseCommand):
    """Does its steps until nothing more is done, and says how much was, and what is left."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print what was done as one JSON object")

    def steps(self) -> dict[str, Callable[[], int]]:
        """Return the verbs by name; each does some of what is due and answers how much."""
        raise NotImplementedError

    def left(self) -> dict[str, int]:
        """Return what still waits, and what waits for a person."""
        raise NotImplementedError

    def handle(self, *args: Any, **options: Any) -> None:
        done: dict[str, int] = {}
        for name, verb in self.steps().items():
            done[name] = 0
            for _round in range(MOST_ROUNDS):
                now = verb()
                done[name] += now
                if not now:
                    break
        left = self.left()
        if options["json"]:
            self.stdout.write(json.dumps({"done": done, "left": left}))
            return
        self.stdout.write("\n".join(f"{name}: {count}" for name, count in done.items()))
        self.stdout.write(", ".join(f"{count} {name.replace('_', ' ')}" for name, count in left.items()))
