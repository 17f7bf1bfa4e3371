"""How well search finds what people mean, ours and Wagtail's stock backend, on both databases (issue 7).

The queries of tests/search over the real papers and the demonstration, as `manage.py search_bench` measures them.
"""

import functools
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import scratch
from bench.measuring import Row, track
from tests.search import demonstration

QUERIES = scratch.ROOT / "tests" / "search" / "queries"
PAPERS = Path(os.environ.get("PAPERS_DIR", scratch.ROOT.parent / "shared" / "content"))


def run() -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="bench-search-") as folder:
        corpora = demonstration.corpora(PAPERS, Path(folder))
        return scratch.on_both(functools.partial(measured, corpora=corpora), durable=False)


def measured(where: str, server: Path | None, corpora: dict[str, Path]) -> Iterator[Row]:
    # The stock backend's tables are a migration's; ours, in a scratch index, need none.
    with scratch.database("search", server, "config.settings.testing", app="wagtailsearch") as environment:
        for name, corpus in track(where, list(corpora.items())):
            ours, stock = (
                json.loads(
                    scratch.run(
                        "manage.py",
                        "search_bench",
                        str(corpus),
                        str(QUERIES / f"{name}.json"),
                        "--json",
                        *more,
                        environment=environment,
                    )
                )
                for more in ((), ("--stock",))
            )
            for figure in ("recall", "precision"):
                yield Row(
                    f"{where}: {figure}, {name}",
                    "%",
                    ours["queries"],
                    round(100 * ours[figure], 1),
                    round(100 * stock[figure], 1),
                )
