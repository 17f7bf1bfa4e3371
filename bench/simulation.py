"""Trying a policy on what was sold: three rates side by side, by prison and trade, on both databases.

Target (issue 3): 200,000 lines in under 5 s. Three makers a line; of one line in fifty a unit went back, so that
the makers' own parts are reckoned as the book does. `reckoned` is the reading and the arithmetic, `page` the whole
answer to the reader.
"""

from bench import scratch
from bench.measuring import Row

LINES = 200_000


def run() -> list[Row]:
    with scratch.database("simulation", None, "bench.settings") as environment:
        rows = scratch.rows("bench.sold", LINES, environment=environment)
    with (
        scratch.postgresql() as server,
        scratch.database("simulation", server, "bench.settings") as environment,
    ):
        return rows + scratch.rows("bench.sold", LINES, environment=environment)
