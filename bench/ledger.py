"""The book: telling it, asking it, verifying it; at a tenth of the size and at the size, on both databases.

Targets (issue 3), at the size: the balance of an account with 100,000 transfers under 10 ms, the trial balance of
3,000 accounts over 400,000 transfers under 100 ms (medians of 20, after VACUUM ANALYZE), `ledger_verify` over
1,000,000 transfers under 20 s and 500 MB. A sold line credits three makers and the department: four transfers and
three notes of credit. The peer is django-hordak on the same PostgreSQL, telling the same entries (one debit and
four credits); it keeps neither keys nor digests nor floors.
"""

import json

from bench import scratch
from bench.measuring import Row

LINES = 100_000
VERIFIED = 1_000_000
# What of django-hordak's answers to which of our rows, at one size.
PEERS = {"balance of one account": "balance", "entries, one at a time": "singly", "entries, in bulk": "bulk"}


def run() -> list[Row]:
    rows: list[Row] = []
    with scratch.database("book", None, "bench.settings") as environment:
        rows += book(environment)
    with scratch.postgresql() as server:
        with scratch.database("book", server, "bench.settings") as environment:
            on_postgresql = book(environment)
        with scratch.database("hordak", server, "bench.hordak_settings") as environment:
            peer = json.loads(scratch.run("-m", "bench.hordak", str(LINES), environment=environment))
    for row in on_postgresql:
        for ours, theirs in PEERS.items():
            if row.name == f"PostgreSQL: {ours}":
                row.peer = peer[f"{theirs} {row.size}"]
    return rows + on_postgresql


def book(environment: dict[str, str]) -> list[Row]:
    return scratch.rows("bench.book", LINES, VERIFIED, environment=environment)
