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


def test_writers_killed_at_any_moment_leave_a_true_book_and_the_rest_to_be_told(tmp_path: Path) -> None:
    seed = int(os.environ.get("FAULTS_SEED", time.time_ns() % 1_000_000))
    print(f"FAULTS_SEED={seed}")
    chance = random.Random(seed)
    stories = writers.prepare(ROUNDS * STORIES_A_ROUND)
    undisturbed = told(stories)
    assert writers.summed(undisturbed.balance) == writers.by_hand(len(stories))
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

    # More than one of each round was killed at work, and some in the very middle of a step that nobody had finished.
    assert killed > ROUNDS
    assert cut > 0
    writers.tell(stories)
    assert writers.findings() == []
    assert writers.book() == undisturbed
