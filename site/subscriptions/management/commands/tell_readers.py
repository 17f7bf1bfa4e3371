"""Tells readers of what was published; the worker does the same in every round."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from letters import outbox
from subscriptions import subscribing, telling


class Command(BaseCommand):
    help = "Finds who asked to be told, writes the morning mails that are due, and sends all: each once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        done = {"announced": telling.tell_due(), "mornings": telling.write_digests(), "sent": 0}
        while sent := outbox.send_to_many():
            done["sent"] += sent
        done["forgotten"] = subscribing.forget()
        said = json.dumps(done) if options["json"] else ", ".join(f"{name} {n}" for name, n in done.items())
        self.stdout.write(said)
