"""Row 26: the disk is full in the middle of the work; what cannot be kept is refused whole, and told again later."""

import contextlib
import multiprocessing
import resource
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections

from config import outages
from shop.ledger import balances, journal
from shop.ledger.models import Entry
from tests import databases
from tests.faults import cluster, writers

# What a file may grow by before the disk is full.
ROOM_BYTES = 300_000
STORIES = 8
FILLED_AT_ONCE = 250

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class Told:
    """What a process met that wrote until it could not, and then went on trying."""

    filled: int
    outages: int
    others: list[str]


def fill(number: int) -> None:
    """Post many entries in one transaction, each of one poisha, with all the narrative that one may have."""
    journal.post_all(
        [
            journal.Telling(
                key=f"fill:{number}:{place}",
                kind="settlement",
                effective_at=writers.PAID_AT,
                narrative=f"{place:0300}",
                transfers=[journal.Posting("bank", "vat", 1)],
            )
            for place in range(FILLED_AT_ONCE)
        ]
    )


def write_until_full(stories: list[writers.Story]) -> Told:
    """Fill the disk; then try each step of the stories all the same."""
    told = Told(0, 0, [])

    def attempt(verb: Callable[[], object]) -> bool:
        try:
            verb()
            return True
        except Exception as error:
            if outages.is_outage(error):
                told.outages += 1
            else:
                told.others.append(repr(error))
            return False

    while told.filled < 200 and attempt(lambda: fill(told.filled)):
        told.filled += 1
    for story in stories:
        for _name, verb in story.steps():
            if not attempt(verb):
                break
    return told


def in_a_process(limit: Callable[[], object], stories: list[writers.Story]) -> Told:
    """Write until full in a process of its own, to which alone the limit applies."""
    context = multiprocessing.get_context("fork")
    answers = context.Queue()

    def child() -> None:
        limit()
        answers.put(write_until_full(stories))
        connections.close_all()

    connections.close_all()
    process = context.Process(target=child)
    process.start()
    told = answers.get(timeout=120)
    process.join(30)
    return told


def check_and_go_on(told: Told, stories: list[writers.Story]) -> None:
    """Nothing is kept by halves; with room again the same keys come to the same book."""
    assert told.others == []
    assert 1 <= told.filled < 200
    assert told.outages >= 1
    assert writers.findings() == []
    # The batch that did not fit is not there at all; those before it are, whole.
    assert Entry.objects.filter(key__startswith="fill:").count() == told.filled * FILLED_AT_ONCE
    assert balances.of("vat") == told.filled * FILLED_AT_ONCE

    fill(told.filled)
    writers.tell(stories)

    assert writers.findings() == []
    filled = (told.filled + 1) * FILLED_AT_ONCE
    expected = writers.by_hand(len(stories))
    expected["bank"] += filled
    assert writers.summed(balances.trial_balance()) == {**expected, "vat": -filled}


def limit_pages() -> None:
    """SQLite's own limit: so many pages and no more."""
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages + ROOM_BYTES // 4096}")


def limit_files() -> None:
    """The system's: no file that this process writes grows beyond so much (Python ignores the signal for it)."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM_BYTES, resource.RLIM_INFINITY))


@contextlib.contextmanager
def own_cluster() -> Iterator[cluster.Cluster]:
    """Speak to a PostgreSQL of this test's own, with a copy of the test's database."""
    connections.close_all()
    own = cluster.Cluster()
    try:
        own.start()
        own.take(databases.own_url())
        with writers.in_database("site", host=str(own.folder)):
            yield own
    finally:
        own.discard()


LIMITS = {"files": limit_files} if databases.is_postgresql() else {"pages": limit_pages, "files": limit_files}


@pytest.mark.parametrize("limit", LIMITS.values(), ids=LIMITS)
def test_a_full_disk_refuses_whole_entries_and_the_work_goes_on_once_there_is_room(
    limit: Callable[[], object],
) -> None:
    stories = writers.prepare(STORIES)
    if not databases.is_postgresql():
        size = Path(settings.DATABASES["default"]["NAME"]).stat().st_size
        assert size > ROOM_BYTES
        check_and_go_on(in_a_process(limit, stories), stories)
        return
    with own_cluster() as own:
        # Half a page more: PostgreSQL says "disk full" where a page fits by half.
        own.limit_files(own.largest_file() + 4096)
        told = in_a_process(lambda: None, stories)
        own.limit_files(cluster.UNLIMITED)
        check_and_go_on(told, stories)
