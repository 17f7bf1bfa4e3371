"""Re-check every invariant of the book; exit 1 and name the entry where one does not hold."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from shop.ledger import verification
from shop.ledger.models import Entry, Transfer


class Command(BaseCommand):
    help = "Re-check every invariant of the book: exit 0 where all hold, else 1, naming the entries and days."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print the findings as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(verification.findings())
        entries, transfers = Entry.objects.count(), Transfer.objects.count()
        if options["json"]:
            self.stdout.write(
                json.dumps(
                    {
                        "ok": not found,
                        "entries": entries,
                        "transfers": transfers,
                        "findings": [
                            {
                                "check": check,
                                "entry": finding.entry_key or None,
                                "day": finding.on.isoformat() if finding.on else None,
                                "text": finding.text,
                            }
                            for check, finding in found
                        ],
                    },
                    ensure_ascii=False,
                )
            )
        else:
            for check, finding in found:
                self.stderr.write(f"{finding}  [{check}]")
            self.stdout.write(f"{entries} entries, {transfers} transfers: {len(found) or 'no'} findings.")
        if found:
            raise SystemExit(1)
