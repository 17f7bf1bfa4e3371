"""Copy the database while the site goes on, and say where the copy lies."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from tqdm import tqdm

from config import backups


class Command(BaseCommand):
    help = "Copy the whole database into a folder, with its SHA-256 beside it, while the site goes on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        default = settings.VAR / "backups"
        parser.add_argument("--to", type=Path, default=default, help=f"the folder (default: {default})")

    def handle(self, *args: Any, **options: Any) -> None:
        # On stderr, and where that is a terminal only.
        with tqdm(disable=None, leave=False, unit=" parts") as bar:

            def watch(done: int, all_parts: int) -> None:
                bar.total = all_parts
                bar.update(done - bar.n)

            try:
                made = backups.make(options["to"], watch)
            except DatabaseError as error:
                raise CommandError(f"The database could not be read: {error}") from error
            except (backups.Failed, OSError) as error:
                raise CommandError(str(error)) from error
        self.stdout.write(str(made))
