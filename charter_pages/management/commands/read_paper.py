"""Print what an official paper says, field by field. Writes nothing."""

import argparse
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

import clock
from charter_pages.importing.documents import Unreadable
from charter_pages.papers import files, printing, reading, wording


class Command(BaseCommand):
    help = (
        "Read an official paper (.docx, .pdf with text, .txt) and print its fields: minutes, letter, notice, report, "
        "charter, news, programme. Every word of it stands in a field or in the remainder. Nothing is written."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="for machines: one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            text = files.text_of(path.name, path.read_bytes())
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror or error}") from error
        except Unreadable as error:
            raise CommandError(f"{path}: {wording.why_unreadable(error.reason)}") from error
        paper = reading.read(text, today=clock.today())
        for doubt in paper.warnings:
            doubt.message = wording.say(doubt)
        if options["json"]:
            self.stdout.write(json.dumps(printing.as_values(paper), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(printing.as_lines(paper)))
