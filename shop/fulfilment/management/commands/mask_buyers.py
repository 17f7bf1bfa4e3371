"""Close parcels that cannot be returned any more, and forget the buyers of orders that closed long ago."""

import json
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand

from shop.fulfilment import closing
from shop.fulfilment.models import Consignment
from shop.orders import privacy


class Command(BaseCommand):
    help = (
        "Close delivered parcels whose return window is over, and mask name, phone and address of orders that closed "
        "MASK_BUYERS_AFTER_MONTHS ago. The book is not touched. Run it daily, on any server; twice is once."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        delivered = Consignment.objects.filter(state=Consignment.State.DELIVERED).count()
        closed = closing.close_delivered(told=self._bar("parcels closed", of=delivered))
        due = closing.forgettable(privacy.forgets_before()).count()
        masked = closing.forget_buyers(told=self._bar("buyers forgotten", of=due))
        if options["json"]:
            self.stdout.write(json.dumps({"closed": closed, "masked": masked}))
        else:
            self.stdout.write(f"{closed} parcels closed, {masked} buyers forgotten.")

    def _bar(self, what: str, *, of: int) -> Callable[[int], None]:
        done = 0

        def tell(more: int) -> None:
            nonlocal done
            done += more
            if self.stderr.isatty():
                self.stderr.write(f"\r  {done:,} of {of:,} {what}", ending="")

        return tell
