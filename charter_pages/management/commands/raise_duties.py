"""Raise what every office owes in a quarter, by the rules."""

import argparse
import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bangla import digits, fiscal
from charter_pages.duties import raising


class Command(BaseCommand):
    help = (
        "Raise the duties of the present quarter (or of --quarter), and waive what closed offices owe. "
        "The worker does the same; twice, or on two servers, is once."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--quarter", help="2026-1: July to September of the fiscal year 2026-2027")

    def handle(self, *args: Any, **options: Any) -> None:
        asked = options["quarter"]
        raised = raising.raise_for(_quarter(asked)) if asked else raising.raise_due()
        self.stdout.write(f"{raised} duties raised, {raising.waive_closed()} waived.")


def _quarter(text: str) -> fiscal.Quarter:
    found = re.fullmatch(r"(20\d\d)-([1-4])", digits.to_ascii(text))
    if not found:
        raise CommandError("A quarter is the year in which the fiscal year begins and 1 to 4: 2026-1.")
    return fiscal.Quarter(fiscal.FiscalYear(int(found[1])), int(found[2]))
