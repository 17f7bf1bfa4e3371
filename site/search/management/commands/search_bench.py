"""Says how well search finds, over texts and queries of one's own. The site's index stays as it is."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search import measuring, scratch


class Command(BaseCommand):
    help = (
        "Index every non-empty line of CORPUS_DIR's .txt files as a document, ask the queries of QUERIES and say"
        " which part of what is relevant was found (recall) and which part of what was found is relevant"
        " (precision), summed over all queries, with each query's misses."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("corpus", metavar="CORPUS_DIR", type=Path)
        parser.add_argument(
            "queries", metavar="QUERIES", type=Path, help='JSON: [{"query": …, "relevant": [regex, …]}, …]'
        )
        parser.add_argument(
            "--stock", action="store_true", help="ask Wagtail's own backend for this database"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, **options: Any) -> None:
        report = self._report(options["corpus"], options["queries"], stock=options["stock"])
        if options["json"]:
            self.stdout.write(json.dumps(report.as_dict(), ensure_ascii=False, indent=1))
            return
        for one in report.misses:
            self.stdout.write(f"{one.query}: {one.relevant} relevant, {one.returned} found")
            for name, texts in (("missed", one.missed), ("not relevant", one.extra)):
                for text in texts:
                    self.stdout.write(f"  {name}: {text[:100]}")
        self.stdout.write(
            f"{report.queries} queries over {report.documents} documents:"
            f" recall {report.recall:.3f}, precision {report.precision:.3f}"
        )

    def _report(self, corpus: Path, queries: Path, *, stock: bool) -> measuring.Report:
        documents = measuring.documents_in(corpus)
        if not documents:
            raise CommandError(f"{corpus} holds no .txt file with a line in it.")
        try:
            asked = measuring.queries_in(queries)
        except (OSError, ValueError) as error:
            raise CommandError(f"{queries} cannot be read: {error}") from error
        with (scratch.stock if stock else scratch.ours)(documents) as find:
            return measuring.measure(documents, asked, find)
