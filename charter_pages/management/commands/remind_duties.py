"""Remind offices of what they owe."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand

import clock
from charter_pages.duties import reminding


class Command(BaseCommand):
    help = (
        "Write today's reminders of duties into the outbox. The worker does the same; "
        "twice, or on two servers, is once."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="print whom it would remind of what")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["dry_run"]:
            self.stdout.write(f"{reminding.remind()} letters written.")
            return
        reminders = reminding.due()
        for each in reminders:
            told = ", ".join(
                f"{duty.kind} {duty.fiscal_year}-{duty.quarter} ({(duty.due_on - clock.today()).days:+} days)"
                for duty in each.why
            )
            self.stdout.write(f"{each.office.code}: {told}")
        self.stdout.write(f"{len(reminders)} offices; nothing was written.")
