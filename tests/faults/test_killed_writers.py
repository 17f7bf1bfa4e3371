"""Row 26: processes that sell, credit, release and refund are killed at any moment; the book never notices."""

import os
import random
import time
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections

from shop.ledger import balances
from shop.ledger.models import Entry
from tests import databases
from tests.faults import writers

ROUNDS = 25
WRITERS = 4
STORIES_A_ROUND = 2

pytestmark = pytest.mark.django_db(transaction=True)


def told(stories: list[writers.Story]) -> writers.Book:
    """Tell the stories undisturbed, in a copy of the database; return what its book comes to."""
    connections.close_all()
    name = f"{databases.own_name()}_undisturbed"
    if databases.is_postgresql():
        databases.lay(databases.own_name(), name)
    else:
        databases.lay(str(Path(settings.VAR) / f"{databases.own_name()}.sqlite3"), name)
        name = str(Path(settings.VAR) / f"{name}.sqlite3")
    with writers.in_database(name):
        writers.tell(stories)
        assert writers.findings() == []
        return writers.book()


def by_hand(orders: int) -> dict[str, int]:
    """Return what so many orders come to, makers by the last words of their accounts.

    Two stools at 1,250.00 less 300.00 of materials: profit 1,900.00, 950.00 to the makers 5:3:2, 950.00 to the
    department. One of the two comes back sound, so half of all of it; the buyer's 2,560.00 are in the bank.
    """
    each = {
        "bank": 256000,
        "advances:dj-natore": -125000,
        "delivery:dj-natore": -6000,
        "materials:dj-natore": -30000,
        "department:dj-natore": -47500,
        "makers": -47500,
    }
    return {account: orders * poisha for account, poisha in each.items()}


def summed(balance: dict[str, int]) -> dict[str, int]:
    """Return a trial balance with the makers' available wages as one line."""
    makers = {code: poisha for code, poisha in balance.items() if code.startswith("inmate:")}
    assert all(code.endswith(":available") for code in makers)
    assert sorted(makers.values()) == [sum(makers.values()) * part // 10 for part in (5, 3, 2)]
    rest = {code: poisha for code, poisha in balance.items() if code not in makers}
    return {**rest, "makers": sum(makers.values())}


def test_writers_killed_at_any_moment_leave_a_true_book_and_the_rest_to_be_told(tmp_path: Path) -> None:
    seed = int(os.environ.get("FAULTS_SEED", time.time_ns() % 1_000_000))
    print(f"FAULTS_SEED={seed}")
    chance = random.Random(seed)
    stories = writers.prepare(ROUNDS * STORIES_A_ROUND)
    undisturbed = told(stories)
    assert summed(undisturbed.balance) == by_hand(len(stories))
    notes = tmp_path / "notes"

    killed, cut = 0, 0
    for number in range(ROUNDS):
        open_stories = stories[: (number + 1) * STORIES_A_ROUND][-4 * STORIES_A_ROUND :]
        seeds = [chance.randrange(10**9) for _ in range(WRITERS)]
        killed += writers.kill_while(
            partial(writers.telling, open_stories, seeds, notes),
            [chance.uniform(0.02, 0.3) for _ in range(WRITERS)],
        )
        begun, done = writers.acknowledged(notes)
        cut += len(begun - done)
        assert writers.findings() == [], f"round {number}"
        assert sum(balances.trial_balance().values()) == 0
        promised = set[str]().union(*(story.keys(done) for story in stories))
        assert promised <= set(Entry.objects.values_list("key", flat=True)), f"round {number}"

    # Most of them were killed at work, and some in the very middle of a step that nobody had finished.
    assert killed > ROUNDS * WRITERS // 2
    assert cut > 0
    writers.tell(stories)
    assert writers.findings() == []
    assert writers.book() == undisturbed
