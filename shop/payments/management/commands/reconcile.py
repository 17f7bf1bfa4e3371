"""Compare providers, orders and the book; exit 1 while something differs that nobody has explained."""

import datetime
import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

import clock
from shop.payments import providers, reconciling
from shop.payments.models import Break, ReconciledDay
from shop.payments.providers.interface import Unreachable


class Command(BaseCommand):
    help = (
        "Compare a day of each provider with our orders and with the book, by default all that is due up to yesterday. "
        "Exit 1 while breaks stand that nobody has explained; may run twice, and at once with the worker."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--day", type=datetime.date.fromisoformat, metavar="DATE", help="one day of Dhaka, today too"
        )
        parser.add_argument("--provider", metavar="CODE", help="one provider alone")
        parser.add_argument("--json", action="store_true", help="print days and breaks as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        codes = [each.code for each in providers.REGISTERED if each.exists()]
        if options["provider"]:
            if options["provider"] not in codes:
                raise CommandError(f"There is no provider {options['provider']!r} here.")
            codes = [options["provider"]]
        yesterday = clock.today() - datetime.timedelta(days=1)
        days = {
            code: [options["day"]] if options["day"] else reconciling.days_due(code, yesterday)
            for code in codes
        }
        compared, unreachable = self._compare(days)
        standing = list(Break.objects.standing().filter(provider__in=codes))
        if options["json"]:
            self.stdout.write(json.dumps(told(compared, standing, unreachable), ensure_ascii=False))
        else:
            self._say(compared, standing)
        if unreachable:
            raise CommandError(f"Not reached, to be asked again: {', '.join(unreachable)}.", returncode=2)
        if standing:
            raise SystemExit(1)

    def _compare(self, days: dict[str, list[datetime.date]]) -> tuple[list[ReconciledDay], list[str]]:
        compared: list[ReconciledDay] = []
        unreachable: list[str] = []
        # On stderr, and where that is a terminal only.
        with tqdm(total=sum(map(len, days.values())), unit=" days", disable=None, leave=False) as bar:
            for code, of_code in days.items():
                bar.set_description(code)
                for on in of_code:
                    try:
                        compared.append(reconciling.reconcile(provider_code=code, on=on))
                    except reconciling.NotYet as refused:
                        raise CommandError(str(refused)) from None
                    except Unreachable:
                        unreachable.append(f"{code} {on}")
                    bar.update()
        return compared, unreachable

    def _say(self, compared: list[ReconciledDay], standing: list[Break]) -> None:
        for day in compared:
            booked = sum(sums["booked"] or 0 for sums in day.sums.values())
            theirs = [sums["theirs"] for sums in day.sums.values()]
            there = "keeps no account" if None in theirs else f"{sum(theirs):,} poisha there"
            self.stdout.write(f"{day.on} {day.provider}: {booked:,} poisha in the book, {there}")
        for each in standing:
            self.stderr.write(
                f"{each.on} {each.provider} {each.kind} {each.reference}"
                f"{f' (order {each.order_number})' if each.order_number else ''}: "
                f"there {each.theirs_poisha}, in the orders {each.ours_poisha}, in the book {each.booked_poisha}"
            )
        self.stdout.write(f"{len(standing) or 'no'} breaks to be explained.")


def told(compared: list[ReconciledDay], standing: list[Break], unreachable: list[str]) -> dict[str, Any]:
    return {
        "ok": not standing and not unreachable,
        "days": [{"provider": day.provider, "on": day.on.isoformat(), "sums": day.sums} for day in compared],
        "breaks": [
            {
                "id": each.pk,
                "provider": each.provider,
                "on": each.on.isoformat(),
                "kind": each.kind,
                "reference": each.reference,
                "order": each.order_number or None,
                "theirs_poisha": each.theirs_poisha,
                "ours_poisha": each.ours_poisha,
                "booked_poisha": each.booked_poisha,
            }
            for each in standing
        ],
        "unreachable": unreachable,
    }
