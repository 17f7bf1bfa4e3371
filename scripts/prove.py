"""Tell 10,000 histories of the book on each database, in as many processes as the machine has cores.

What each came to is written to build/prove/<database>.json: histories, steps, verbs, crashes, seeds, time. A history
that breaks an invariant is printed with its steps and its seed, and the command fails.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build" / "prove"
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
# Short enough that a broken one is told soon, long enough that starting a process and laying the world do not count.
AT_A_TIME = 250
COUNTED = ("histories", "steps", "statements")


def environment(database: str) -> dict[str, str]:
    return {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
        "DJANGO_SETTINGS_MODULE": "config.settings.testing",
        "TEST_DATABASE": database,
        "PYTHONHASHSEED": "0",
    }


def tell(database: str, seed: int, histories: int, hear: Any) -> dict[str, Any]:
    """Run one worker; return its last word."""
    command = [sys.executable, "-W", "error", "-m", "tests.proof.worker", str(seed), str(histories)]
    # A database of its own for each: named by the run and the worker.
    named = {"TEST_RUN": f"prove_{os.getpid()}", "PYTEST_XDIST_WORKER": f"s{seed}"}
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**environment(database), **named},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    last: dict[str, Any] = {}
    for line in process.stdout:
        if line.startswith("{"):
            last = json.loads(line)
            if "steps" in last:
                hear()
    process.wait()
    if "did" not in last and "broken" not in last:
        last = {"seed": seed, "broken": process.stderr.read() if process.stderr else ""}
    return last


class Tally:
    """What the histories on one database have come to so far; written down as they come."""

    def __init__(self, database: str, processes: int) -> None:
        self.database, self.processes = database, processes
        self.begun, self.cpu = time.monotonic(), 0.0
        self.did: Counter[str] = Counter()
        self.seeds: list[int] = []
        self.broken: list[int] = []

    def add(self, said: dict[str, Any]) -> None:
        self.seeds.append(said["seed"])
        if "broken" in said:
            self.broken.append(said["seed"])
        else:
            self.cpu += said["seconds"]
            self.did.update(said["did"])
        self.write()

    def write(self) -> None:
        verbs = {
            name: number
            for name, number in sorted(self.did.items())
            if name not in ("histories", "steps", "statements")
        }
        found = {
            "database": self.database,
            "histories": self.did["histories"],
            "steps": self.did["steps"],
            "statements": self.did["statements"],
            "crashes": self.crashes,
            "broken": sorted(self.broken),
            "seconds": round(time.monotonic() - self.begun, 1),
            "cpu_ms_a_step": round(1000 * self.cpu / max(1, self.did["steps"]), 2),
            "processes": self.processes,
            "seeds": sorted(self.seeds),
            "did": verbs,
        }
        BUILD.mkdir(parents=True, exist_ok=True)
        self.path.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n")

    @property
    def crashes(self) -> int:
        return sum(number for name, number in self.did.items() if name.startswith("crash "))

    @property
    def path(self) -> Path:
        return BUILD / f"{self.database}.json"

    def __str__(self) -> str:
        return (
            f"{self.database}: {self.did['histories']} histories, {self.did['steps']} steps, {self.crashes} crashes in "
            f"{time.monotonic() - self.begun:.0f} s, seeds {min(self.seeds)} to {max(self.seeds)}: "
            f"{len(self.broken)} broken. {self.path}"
        )


def prove(database: str, histories: int, first_seed: int, processes: int) -> bool:
    """Tell so many histories on a database; return whether all held."""
    tally = Tally(database, processes)
    jobs = [
        (first_seed + n, min(AT_A_TIME, histories - n * AT_A_TIME)) for n in range(-(-histories // AT_A_TIME))
    ]
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns) as progress, ThreadPoolExecutor(processes) as pool:
        bar = progress.add_task(f"histories on {database}", total=histories)
        told = [pool.submit(tell, database, *job, lambda: progress.advance(bar)) for job in jobs]
        for done in as_completed(told):
            said = done.result()
            tally.add(said)
            if "broken" in said:
                progress.console.print(f"seed {said['seed']}:\n{said['broken']}", markup=False)
    print(tally)
    return not tally.broken and tally.did["histories"] >= histories


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--histories", type=int, default=10_000, help="on each database")
    parser.add_argument("--seed", type=int, default=1000, help="of the first fifty; the next follow it")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], action="append")
    options = parser.parse_args()
    held = True
    for database in options.database or ["sqlite", "postgresql"]:
        started = False
        if database == "postgresql":
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.testing")
            os.environ["TEST_DATABASE"] = database
            import config.settings.testing  # noqa: F401  (says where the tests' server listens)
            from tests import databases, postgres

            started = postgres.start(databases.socket_folder())
        held &= prove(database, options.histories, options.seed, options.processes)
        if started:
            postgres.stop(databases.socket_folder())
    return 0 if held else 1


if __name__ == "__main__":
    raise SystemExit(main())
