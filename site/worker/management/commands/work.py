import argparse

from django.core.management.base import BaseCommand

from worker import rounds


class Command(BaseCommand):
    help = "Do what is due, round after round, until stopped: letters, payments, duties, papers, what each day brings."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do one round and end")
        parser.add_argument("--pause", type=float, default=2.0, help="seconds to wait when nothing was to do")

    def handle(self, *args: object, **options: object) -> None:
        if options["once"]:
            for name, count in rounds.work_once().items():
                self.stdout.write(f"{name}: {count}")
            return
        rounds.work(pause_seconds=float(str(options["pause"])))
