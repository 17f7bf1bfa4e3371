import argparse

from django.core.management.base import BaseCommand

from shop.payments import worker


class Command(BaseCommand):
    help = "Send letters, act on providers' events, ask about open payments, end reservations; until stopped."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do one round and end")
        parser.add_argument("--pause", type=float, default=2.0, help="seconds to wait when nothing was to do")

    def handle(self, *args: object, **options: object) -> None:
        if options["once"]:
            for name, count in worker.work_once().items():
                self.stdout.write(f"{name}: {count}")
            return
        worker.work(pause_seconds=float(str(options["pause"])))
