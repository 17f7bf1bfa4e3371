"""A process keeps its connection to the database between requests, for a while (docs/adr/0061)."""

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import close_old_connections, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler, OperationalError

from offices.models import Office


def a_request_ends_and_the_next_begins(kept: BaseDatabaseWrapper) -> None:
    """Do what Django does around each request; the clients of tests leave it out."""
    kept.close_if_unusable_or_obsolete()
    kept.close_if_unusable_or_obsolete()


@pytest.mark.django_db(transaction=True)
def test_a_request_finds_the_connection_of_the_last_one() -> None:
    Office.objects.count()
    kept = connection.connection
    close_old_connections()
    Office.objects.count()
    assert connection.connection is kept


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_was_kept_too_long_is_made_anew() -> None:
    Office.objects.count()
    old = connection.connection
    connection.close_at = 0
    close_old_connections()
    Office.objects.count()
    assert connection.connection is not old


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "site.sqlite3"


@pytest.fixture
def kept(place: Path) -> Iterator[BaseDatabaseWrapper]:
    """A connection as the site has it on SQLite, to a file of its own with one table."""
    handler = ConnectionHandler(
        {
            "default": {
                **connection.settings_dict,
                "ENGINE": "config.sqlite",
                "NAME": str(place),
                "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL"},
            }
        }
    )
    with handler["default"].cursor() as cursor:
        cursor.execute("CREATE TABLE said (words)")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    yield handler["default"]
    handler["default"].close()


def say(kept: BaseDatabaseWrapper, words: str) -> None:
    with kept.cursor() as cursor:
        cursor.execute("INSERT INTO said VALUES (%s)", [words])


def said(place: Path) -> list[str]:
    with contextlib.closing(sqlite3.connect(place)) as read:
        return [words for (words,) in read.execute("SELECT words FROM said")]


@pytest.mark.once
@pytest.mark.django_db
def test_what_is_written_after_a_copy_was_put_in_place_is_in_the_copy(
    kept: BaseDatabaseWrapper, place: Path
) -> None:
    copy = place.with_suffix(".copy")
    shutil.copyfile(place, copy)
    say(kept, "before")
    copy.replace(place)
    for log in ("-wal", "-shm"):
        place.with_name(place.name + log).unlink()
    a_request_ends_and_the_next_begins(kept)
    say(kept, "after")
    assert said(place) == ["after"]


@pytest.mark.once
@pytest.mark.django_db
def test_nothing_is_written_to_a_file_that_was_taken_away(kept: BaseDatabaseWrapper, place: Path) -> None:
    away = place.rename(place.with_suffix(".away"))
    place.mkdir()
    a_request_ends_and_the_next_begins(kept)
    with pytest.raises(OperationalError):
        say(kept, "lost")
    assert said(away) == []
