"""Eight processes at once, each a Python of its own on the same database."""

import json
import os
import subprocess
import sys
from pathlib import Path

from shop.ledger import balances, journal
from shop.ledger.models import Account, Balance, Entry, Transfer
from tests.ledger.conftest import AT, PENDING

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import sys
sys.path[:0] = [{root!r}, {site!r}]
import django; django.setup()
import datetime, json
from shop.ledger import journal
AT = datetime.datetime.fromisoformat({at!r})
sys.stdin.readline()  # all start together
taken = 0
for n in range({times}):
    try:
        journal.post(key={key}, kind="told", effective_at=AT, narrative="A story.", transfers=[journal.Posting(*t) for t in {transfers}])
        taken += 1
    except journal.BelowFloor:
        pass
print(json.dumps(taken))
"""


def in_processes(database_url: str, *, key: str, transfers: str, times: int = 1, number: int = 8) -> list[int]:
    """Run the same posting in several processes; `key` and `transfers` are Python over `n` and `who`."""
    running = []
    for who in range(number):
        program = PROGRAM.format(
            root=str(ROOT), site=str(ROOT / "site"), at=AT.isoformat(), times=times, transfers=transfers,
            key=key.replace("WHO", str(who)),
        )  # fmt: skip
        running.append(
            subprocess.Popen(
                [sys.executable, "-W", "ignore", "-c", program],
                env={**os.environ, "DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": "config.settings.testing"},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
        )
    answers = []
    for process in running:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in running:
        out, error = process.communicate(timeout=120)
        assert process.returncode == 0, error
        answers.append(json.loads(out))
    return answers


def test_the_same_event_in_eight_processes_is_one_entry(database_url: str) -> None:
    in_processes(
        database_url,
        key="'sold:1'",
        transfers=f"[('advances:cj-dhaka', '{PENDING}', 7), ('advances:cj-dhaka', 'vat', 1)]",
        times=5,
    )
    assert (Entry.objects.count(), Transfer.objects.count(), Account.objects.count()) == (1, 2, 3)
    assert Balance.objects.get().poisha == 7


def test_eight_processes_never_take_more_than_stands_on_an_account(database_url: str) -> None:
    journal.post(
        key="sold:1",
        kind="told",
        effective_at=AT,
        narrative="A story.",
        transfers=[journal.Posting("advances:cj-dhaka", PENDING, 100)],
    )
    taken = in_processes(
        database_url,
        key="f'taken:WHO:{n}'",
        transfers=f"[('{PENDING}', 'bank', 9)]",
        times=3,
    )
    assert sum(taken) == 11
    assert (Balance.objects.get().poisha, balances.of(PENDING), balances.of("bank")) == (1, 1, -99)
