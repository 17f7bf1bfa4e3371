"""Load the demonstration: a Department with its papers, products and six months of sales."""

import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from demonstration import loading, marks


class Command(BaseCommand):
    help = "Load the demonstration. Run twice it changes nothing; a database that holds real rows is refused."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("The setting DEMONSTRATION is off: nothing was written.")
        strangers = marks.strangers()
        if strangers:
            held = ", ".join(f"{count} {name}" for name, count in strangers.items())
            raise CommandError(
                f"This database holds {held} that the demonstration did not make: nothing was written."
            )
        began = time.monotonic()
        self.stdout.write("Loading the demonstration …")
        loading.load_all()
        call_command("ledger_verify", stdout=self.stdout)
        self.stdout.write(f"The demonstration stands ({time.monotonic() - began:.0f} s).")
        call_command("demonstration_sign_ins", stdout=self.stdout)
