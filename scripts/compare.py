"""Put stock Oscar and ours to the same checks in one run: `make compare`.

Each is laid on a scratch database of its own with the same settings, SQLite and then PostgreSQL. The table says what
each came to; build/compare.json has it all. It fails where ours does not hold, and where stock Oscar does: then what
we say of it is out of date.
"""

import argparse
import contextlib
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from steps import ROOT

sys.path[:0] = [str(ROOT), str(ROOT / "site")]

BUILD = ROOT / "build"
# So far apart that nobody who knows one number finds the next by trying.
FAR = 1_000


class Check(NamedTuple):
    """What is asked, how an answer is told, and whether it holds."""

    key: str
    asked: str
    tell: Callable[[Any], str]
    holds: Callable[[Any], bool]


def refunds_hold(said: dict[str, float]) -> bool:
    return said["given"] <= said["paid"] and said["recorded"] == said["given"]


CHECKS = (
    Check(
        "last unit",
        "orders made of the last unit, a process for each buyer",
        lambda said: ", ".join(map(str, said)),
        lambda said: set(said) == {1},
    ),
    Check(
        "refunds",
        "concurrent refunds of one payment: given back / noted, of what was paid",
        lambda said: f"{said['given']:,.0f} / {said['recorded']:,.0f} of {said['paid']:,.0f}",
        refunds_hold,
    ),
    Check(
        "partner link",
        "a mere GET makes a stranger a partner's staff",
        lambda said: f"{'access granted' if said['granted'] else 'nothing'} ({said['status']})",
        lambda said: not said["granted"],
    ),
    Check(
        "changed while paying",
        "a line is deleted while the buyer pays: charged / ordered",
        lambda said: f"{said['charged']:,.0f} / {said['ordered']:,.0f}",
        lambda said: said["charged"] == said["ordered"],
    ),
    Check(
        "numbers",
        "how far an order's number is from the one before",
        lambda said: ", ".join(f"{step:+,}" for step in said),
        lambda said: all(abs(step) > FAR for step in said),
    ),
    Check(
        "killed after paying",
        "kill -9 once the buyer has paid: payments / orders",
        lambda said: f"{said['paid']} / {said['orders']}",
        lambda said: said["paid"] == said["orders"] == 1,
    ),
)


def compared(database: str, buyers: int, rounds: int) -> list[dict[str, Any]]:
    """Run both on scratch databases of one kind; return a row for each check."""
    from bench import scratch

    answers = {}
    with contextlib.ExitStack() as standing:
        server = standing.enter_context(scratch.postgresql()) if database == "PostgreSQL" else None
        for who, settings in (("stock", "bench.oscar_settings"), ("ours", "bench.settings")):
            with scratch.database(who, server, settings) as environment:
                said = scratch.run(
                    "-m", f"bench.compared_{who}", str(buyers), str(rounds), environment=environment
                )
                answers[who] = json.loads(said.splitlines()[-1])
    return [
        {
            "database": database,
            "check": check.asked,
            "processes": buyers,
            **{who: answers[who][check.key] for who in answers},
            "stock_holds": check.holds(answers["stock"][check.key]),
            "ours_holds": check.holds(answers["ours"][check.key]),
            "told": [check.tell(answers[who][check.key]) for who in ("stock", "ours")],
        }
        for check in CHECKS
    ]


def table(rows: list[dict[str, Any]]) -> str:
    width = max(len(row["check"]) for row in rows)
    lines = [f"{'':<{width}}  {'stock Oscar':<38}  ours"]
    for row in rows:
        stock, ours = (
            f"{'✓' if row[f'{who}_holds'] else '✗'} {told}"
            for who, told in zip(("stock", "ours"), row["told"], strict=True)
        )
        lines.append(f"{row['check']:<{width}}  {stock:<38}  {ours}")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--buyers", type=int, default=8, help="so many processes at once")
    parser.add_argument("--rounds", type=int, default=5, help="so many last units")
    parser.add_argument("--database", choices=["SQLite", "PostgreSQL"], action="append")
    parser.add_argument("--to", type=Path, default=BUILD / "compare.json")
    options = parser.parse_args()
    rows: list[dict[str, Any]] = []
    for database in options.database or ["SQLite", "PostgreSQL"]:
        begun = time.monotonic()
        of_this = compared(database, options.buyers, options.rounds)
        rows += of_this
        print(f"== {database}, {options.buyers} processes, {time.monotonic() - begun:.0f} s")
        print(table(of_this), flush=True)
    options.to.parent.mkdir(parents=True, exist_ok=True)
    options.to.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n")
    print(f"== {options.to}")
    fails = [row["check"] for row in rows if not row["ours_holds"]]
    outdated = [row["check"] for row in rows if row["stock_holds"]]
    for name, found in (
        ("✗ ours does not hold", fails),
        ("✗ stock Oscar does (say so no more)", outdated),
    ):
        if found:
            print(f"{name}: {'; '.join(found)}", file=sys.stderr)
    return 1 if fails or outdated else 0


if __name__ == "__main__":
    raise SystemExit(main())
