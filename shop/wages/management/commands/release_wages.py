"""Release what can no longer be returned, and end the holds whose time is over. Daily; twice is once."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

import clock
from shop.wages import holds, releases
from shop.wages.models import Credit


class Command(BaseCommand):
    help = "Make wages available whose return window is over, and end holds. Run it daily, on any server."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        due, done = Credit.objects.due(clock.now()).count(), 0

        def tell(released: int) -> None:
            nonlocal done
            done += released
            if self.stderr.isatty():
                self.stderr.write(f"\r  {done:,} of {due:,} credits", ending="")

        released = releases.release(told=tell)
        ended = holds.lift_expired()
        if options["json"]:
            self.stdout.write(json.dumps({"released": released, "holds_ended": ended}))
        else:
            self.stdout.write(f"{released} credits released, {ended} holds ended.")
