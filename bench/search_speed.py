"""5,000 pages and 20,000 products: how fast they are searched and indexed, and any input answered (issue 7).

A search is the whole results page, as a reader asks for it: facets, snippets and all.
"""

import json
import os
from pathlib import Path

from bench import scratch
from bench.measuring import Row

PAGES = int(os.environ.get("BENCH_PAGES", "5000"))
PRODUCTS = int(os.environ.get("BENCH_PRODUCTS", "20000"))


def run() -> list[Row]:
    return scratch.on_both(measured)


def measured(where: str, server: Path | None) -> list[Row]:
    with scratch.database("searched", server, "config.settings.testing") as environment:
        said = scratch.run("-m", "bench.searched", str(PAGES), str(PRODUCTS), environment=environment)
    told = json.loads(said.splitlines()[-1])
    every = PAGES + PRODUCTS
    return [
        Row(f"{where}: a results page, median", "ms", every, round(told["median_wall_ms"], 1)),
        Row(f"{where}: a results page, p95 (wanted: 60)", "ms", every, round(told["p95_wall_ms"], 1)),
        Row(f"{where}: of it our process's own, p95", "ms", every, round(told["p95_own_ms"], 1)),
        Row(f"{where}: the worst input (wanted: 200)", "ms", every, round(told["slowest_input_ms"], 1)),
        Row(f"{where}: indexing the pages (wanted: 15)", "s", PAGES, round(told["pages_s"], 1)),
        Row(f"{where}: indexing the products", "s", PRODUCTS, round(told["products_s"], 1)),
        Row(f"{where}: publishing an edit and finding it (wanted: 1)", "s", every, round(told["edit_s"], 2)),
    ]
