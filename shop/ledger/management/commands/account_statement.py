"""Print what happened on one account: what stood on it, each movement, and what stands."""

import datetime
import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

import clock
from shop.ledger import balances


class Command(BaseCommand):
    help = (
        "Print an account's opening balance, movements and closing balance, in poisha, on its natural side."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        date = datetime.date.fromisoformat
        parser.add_argument("code", help="the account, such as department:cj-dhaka")
        parser.add_argument(
            "--from", type=date, dest="start", help="the first day; by default the book's first"
        )
        parser.add_argument("--to", type=date, dest="end", help="the last day; by default today")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        start = options["start"] or clock.local(settings.BOOK_FIRST_INSTANT).date()
        end = options["end"] or clock.today()
        if end < start:
            raise CommandError("The last day lies before the first.")
        try:
            statement = balances.statement(options["code"], start, end)
        except balances.NeverUsed as unknown:
            raise CommandError(str(unknown)) from None
        if options["json"]:
            self.stdout.write(
                json.dumps(
                    {
                        "account": options["code"],
                        "from": start.isoformat(),
                        "to": end.isoformat(),
                        "opening": statement.opening,
                        "movements": [
                            {
                                "at": line.effective_at.isoformat(),
                                "entry": line.entry_key,
                                "kind": line.kind,
                                "narrative": line.narrative,
                                "poisha": line.poisha,
                            }
                            for line in statement.movements
                        ],
                        "closing": statement.closing,
                    },
                    ensure_ascii=False,
                )
            )
            return
        self.stdout.write(f"{options['code']}, {start} to {end}, in poisha")
        self.stdout.write(f"{'opening':<54} {statement.opening:>37,}")
        standing = statement.opening
        for line in statement.movements:
            standing += line.poisha
            at = clock.local(line.effective_at)
            self.stdout.write(f"{at:%Y-%m-%d %H:%M} {line.entry_key:<37} {line.poisha:>18,} {standing:>18,}")
        self.stdout.write(f"{'closing':<54} {statement.closing:>37,}")
