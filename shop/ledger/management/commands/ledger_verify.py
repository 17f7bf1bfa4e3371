"""Re-check every invariant of the book; exit 1 and name the entry and its day where one does not hold."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from tqdm import tqdm

from shop.ledger import verification
from shop.ledger.models import DayClose, Entry, Transfer


class Command(BaseCommand):
    help = "Re-check every invariant of the book: exit 0 where all hold, else 1, naming the entries and days."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print the findings as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._verify(options["json"])
        except DatabaseError as error:
            raise CommandError(f"The database could not be read: {error}") from error

    def _verify(self, as_json: bool) -> None:
        entries, transfers = Entry.objects.count(), Transfer.objects.count()
        # On stderr, and where that is a terminal only.
        with tqdm(total=entries, unit=" entries", disable=None, leave=False) as bar:

            def watch(name: str, walked: int) -> None:
                bar.set_description(name, refresh=not walked)
                bar.update(max(0, walked - bar.n))

            found = list(verification.findings(watch))
        last = DayClose.objects.order_by("on").last()
        if as_json:
            self.stdout.write(
                json.dumps(
                    {
                        "ok": not found,
                        "entries": entries,
                        "transfers": transfers,
                        "last_close": {"on": last.on.isoformat(), "sha256": last.sha256} if last else None,
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
            closed = f"; closed until {last.on}, {last.sha256}" if last else ""
            self.stdout.write(
                f"{entries} entries, {transfers} transfers: {len(found) or 'no'} findings{closed}."
            )
        if found:
            raise SystemExit(1)
