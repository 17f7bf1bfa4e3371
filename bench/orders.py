"""Orders placed, paid and credited by eight clients at once, each a process; on both databases, beside stock Oscar.

One of ours is sold to its end: placed, its payment opened and told (the demonstration provider, no HTTP), packed,
handed over, delivered, the makers credited. Stock Oscar's is its placement alone: no payment, no parcel, no book, no
held stock that another may not take. Both on the same database settings, PostgreSQL waiting for the disk at each
commit as SQLite does. Flat out: as fast as the clients can. At a fixed rate: orders arrive at their instants whether
a client is ready or not, and a wait is counted from the arrival. Targets (issue 4): flat out, all of ours at least as
fast as its placement alone; at the fixed rate no client of ours waits longer than 500 ms on PostgreSQL, 5 s on SQLite.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

from bench import scratch
from bench.clients import LAST, Waits
from bench.measuring import Row

CLIENTS = 8
# Of each client, flat out and at the fixed rate; orders a second of all clients together.
FLAT, FIXED = int(os.environ.get("BENCH_ORDERS", "60")), int(os.environ.get("BENCH_ORDERS", "60"))
RATE = float(os.environ.get("BENCH_RATE", "5"))


def run() -> list[Row]:
    return scratch.on_both(compared)


def compared(where: str, server: Path | None) -> list[Row]:
    with scratch.database("oscar", server, "bench.oscar_settings") as environment:
        peer = measured("oscar_orders", environment)
    with scratch.database("ours", server, "bench.settings") as environment:
        ours = measured("our_orders", environment)
    for who, waits in (("ours, all", ours["flat out"]), ("stock Oscar, placing", peer["placed"])):
        say(f"{where}, flat out, {who}", waits)
    for who, waits in (("ours, all", ours["fixed"]), ("stock Oscar, placing", peer["fixed"])):
        say(f"{where}, {RATE:g} orders/s, {who}", waits)
    flat, fixed, theirs = ours["flat out"], ours["fixed"], peer["fixed"]
    rows = [
        Row(
            f"{where}: flat out: placed, paid, credited",
            "orders/s",
            flat.count,
            flat.rate,
            peer["placed"].rate,
        ),
        Row(
            f"{where}: flat out: placed alone",
            "orders/s",
            ours["placed"].count,
            ours["placed"].rate,
            peer["placed"].rate,
        ),
    ]
    for part, told in (("placed", "placed"), (LAST, "placed, paid, credited")):
        for name, ms in (
            ("median wait", Waits.median_ms),
            ("slowest client's p99", lambda waits, part: max(waits.p99_ms(part))),
            ("longest wait", lambda waits, part: max(waits.longest_ms(part))),
        ):
            title = f"{where}: at {RATE:g}/s: {told}: {name}"
            rows.append(Row(title, "ms", fixed.count, ms(fixed, part), ms(theirs, LAST)))
    return rows


def measured(program: str, environment: dict[str, str]) -> dict[str, Waits]:
    asked = [str(word) for word in (CLIENTS, FLAT, RATE, FIXED)]
    said: dict[str, Any] = json.loads(
        scratch.run("-m", f"bench.{program}", *asked, environment=environment).splitlines()[-1]
    )
    return {name: Waits(**waits) for name, waits in said.items()}


def say(what: str, waits: Waits) -> None:
    """Tell each client's own waits."""
    print(f"  {what}: {waits.rate} orders/s", file=sys.stderr)
    print(f"    p99 of each client, ms: {' '.join(f'{ms:.0f}' for ms in waits.p99_ms())}", file=sys.stderr)
    print(
        f"    longest wait of each, ms: {' '.join(f'{ms:.0f}' for ms in waits.longest_ms())}", file=sys.stderr
    )
