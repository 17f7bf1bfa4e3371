"""Print the trial balance of the book, now or at the end of a past day in Dhaka."""

import datetime
import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from shop.ledger import balances


class Command(BaseCommand):
    help = "Print debits less credits of every account, in poisha; the sum is zero."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--on", type=datetime.date.fromisoformat, metavar="DATE", help="at the end of this day"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object, code: poisha")

    def handle(self, *args: Any, **options: Any) -> None:
        balance = balances.trial_balance(options["on"])
        if options["json"]:
            self.stdout.write(json.dumps(balance, ensure_ascii=False))
            return
        for code, poisha in balance.items():
            self.stdout.write(f"{code:<62} {poisha:>18,}")
        self.stdout.write(f"{'':<62} {sum(balance.values()):>18,}")
