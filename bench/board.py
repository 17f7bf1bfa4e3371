"""The compliance board over 80 offices × 20 quarters × 5 duties, on both databases. Run: make bench NAME=board"""

from bench import scratch
from bench.measuring import Row

OFFICES = 80


def run() -> list[Row]:
    rows: list[Row] = []
    with scratch.postgresql() as server:
        for where in (None, server):
            with scratch.database("board", where, "bench.settings") as environment:
                rows += scratch.rows("bench.compliance", OFFICES, environment=environment)
    return rows
