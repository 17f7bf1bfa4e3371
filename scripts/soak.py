"""Sell under load on each database: `make soak`. Eight processes place, pay, cancel, refund and deliver at once.

What was done, by verb, and refused, by kind, is printed and written to build/soak/<database>.json. It fails where
anything but a refusal was raised or logged, or where stock, money, the book or the reconciliation do not agree.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build" / "soak"
sys.path[:0] = [str(ROOT), str(ROOT / "site")]


def soaked(database: str, seconds: float, seed: int) -> dict[str, Any]:
    """Run one soak in a process of its own; return its last word."""
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
        "DJANGO_SETTINGS_MODULE": "config.settings.testing",
        "TEST_DATABASE": database,
        "TEST_RUN": f"soak_{os.getpid()}",
    }
    command = [sys.executable, "-m", "tests.races.worker", str(seconds), str(seed)]
    said = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    lines = [line for line in said.stdout.splitlines() if line.startswith('{"done"')]
    if not lines:
        return {
            "done": {},
            "refused": {},
            "left": {},
            "faults": [said.stdout + said.stderr],
            "violations": [],
        }
    last: dict[str, Any] = json.loads(lines[-1])
    return last


def tell(title: str, counts: dict[str, int]) -> None:
    print(f"  {title}: " + ", ".join(f"{name} {count:,}" for name, count in sorted(counts.items())))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], action="append")
    options = parser.parse_args()
    held = True
    for database in options.database or ["sqlite", "postgresql"]:
        begun, started = time.monotonic(), False
        if database == "postgresql":
            os.environ["TEST_DATABASE"] = database
            import config.settings.testing  # noqa: F401  (says where the tests' server listens)
            from tests import databases, postgres

            started = postgres.start(databases.socket_folder())
        said = soaked(database, options.seconds, options.seed)
        if started:
            postgres.stop(databases.socket_folder())
        BUILD.mkdir(parents=True, exist_ok=True)
        (BUILD / f"{database}.json").write_text(json.dumps(said, indent=1, ensure_ascii=False) + "\n")
        print(f"== {database}: {options.seconds:g} s of 8 processes, {time.monotonic() - begun:.0f} s in all")
        tell("done", said["done"])
        tell("refused", said["refused"])
        tell("left to the worker", said["left"])
        print(f"  faults: {len(said['faults'])}, violations: {len(said['violations'])}", flush=True)
        for each in (*said["faults"][:5], *said["violations"][:20]):
            print(f"  ✗ {each}", file=sys.stderr)
        held &= bool(said["done"]) and not said["faults"] and not said["violations"]
    return 0 if held else 1


if __name__ == "__main__":
    raise SystemExit(main())
