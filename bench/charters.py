"""A row of headquarters' master charter changes in 80 offices, each in Bangla and English: under two seconds (issue 5).

What is timed is publishing itself, of the Bangla master and of the English one together: its rows, 160 versions of 40
rows with their differences and hashes, and the list of what changed. The work between two publishings is left out.
"""

import json
import os
from pathlib import Path

from bench import scratch
from bench.measuring import Row

OFFICES = int(os.environ.get("BENCH_OFFICES", "80"))
TIMES = 5


def run() -> list[Row]:
    return scratch.on_both(measured)


def measured(where: str, server: Path | None) -> list[Row]:
    with scratch.database("charters", server, "config.settings.testing") as environment:
        arguments = ("-m", "bench.changed_charters", str(OFFICES), str(TIMES))
        said = json.loads(scratch.run(*arguments, environment=environment).splitlines()[-1])
    size = int(said["charters"])
    return [
        Row(
            f"{where}: a master's change, both languages, median", "ms", size, round(said["median"] * 1000, 1)
        ),
        Row(
            f"{where}: a master's change, both languages, slowest",
            "ms",
            size,
            round(said["slowest"] * 1000, 1),
        ),
        Row(f"{where}: queries of one language's publishing", "", size // 2, said["queries"]),
    ]
