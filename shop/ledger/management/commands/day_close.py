"""Close a day of the book: hash all entries since the last close, chained to it. For a timer, after midnight."""

import datetime
import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from shop.ledger import closes


class Command(BaseCommand):
    help = (
        "Close a day of Dhaka that is over; may run again, and on two servers: a closed day stays as it is."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--on", type=datetime.date.fromisoformat, metavar="DATE", help="the day; by default yesterday"
        )
        parser.add_argument("--json", action="store_true", help="print the close as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            day = closes.close(options["on"])
        except closes.NotOver as refused:
            raise CommandError(str(refused)) from None
        if options["json"]:
            self.stdout.write(
                json.dumps(
                    {
                        "on": day.on.isoformat(),
                        "from_entry_id": day.from_entry_id,
                        "to_entry_id": day.to_entry_id,
                        "entries": day.entries,
                        "transfers": day.transfers,
                        "poisha": day.poisha,
                        "previous": day.previous,
                        "sha256": day.sha256,
                        "closed_at": day.closed_at.isoformat(),
                    }
                )
            )
            return
        self.stdout.write(
            f"{day.on}: {day.entries} entries, {day.transfers} transfers, {day.poisha:,} poisha\n{day.sha256}"
        )
