"""Row 27: the database is copied while it is written to; the copy is restored, verified, and lacks nothing."""

import io
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, connections, transaction

from shop.ledger.models import Entry
from tests import databases, postgres
from tests.faults import writers

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _programs_of_postgresql(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command finds pg_dump on the path; here it is that of the tests' own server."""
    if databases.is_postgresql():
        monkeypatch.setenv("PATH", f"{postgres.programs()}{os.pathsep}{os.environ['PATH']}")


def backed_up(folder: Path) -> Path:
    """Copy the database as docs/operations.md tells operators to; return the copy, its sum checked."""
    call_command("backup", to=folder, stdout=io.StringIO())
    (sums,) = folder.glob("*.sha256")
    subprocess.run(["sha256sum", "--check", "--quiet", sums.name], cwd=folder, check=True)
    assert not list(folder.glob("*.part"))
    copy = sums.with_suffix("")
    assert copy.stat().st_mode & 0o077 == 0, "others than its owner may read it"
    return copy


@pytest.fixture
def restore() -> Iterator[Callable[[Path], str]]:
    """Return what lays a copy into a fresh database and says that one's name."""
    name = f"{databases.own_name()}_restored"

    def lay(copy: Path) -> str:
        if databases.is_postgresql():
            databases.administrate(f"CREATE DATABASE {name}")
            address = databases.postgresql_url(name).replace("postgres://", "postgresql://", 1)
            command = ["pg_restore", "--exit-on-error", "--no-owner", f"--dbname={address}", str(copy)]
            subprocess.run(command, check=True)
            return name
        return shutil.copy(copy, str(Path(settings.VAR) / f"{name}.sqlite3"))

    yield lay
    connections.close_all()
    if databases.is_postgresql():
        databases.administrate(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def url_of(name: str) -> str:
    return databases.postgresql_url(name) if databases.is_postgresql() else f"sqlite:///{name}"


def test_a_copy_made_while_four_processes_write_is_whole_and_true(
    tmp_path: Path, restore: Callable[[Path], str]
) -> None:
    stories = writers.prepare(16)
    notes = tmp_path / "notes"
    seeds = [1, 2]
    load = [partial(writers.telling, stories[place::2], seeds, notes, place) for place in range(2)]
    load += [partial(writers.posting, notes, place) for place in range(2)]

    with writers.at_work(load):
        while len(writers.acknowledged(notes)[1]) < 40:
            time.sleep(0.05)
        # A small database is copied in a moment: until somebody has written in that moment.
        for number in range(20):
            before = writers.acknowledged(notes)[1]
            copy = backed_up(tmp_path / f"backups-{number}")
            if len(writers.acknowledged(notes)[1]) > len(before):
                break
        else:
            pytest.fail("Nobody wrote while the copies were made.")

    name = restore(copy)
    databases.manage("ledger_verify", url=url_of(name))
    with writers.in_database(name):
        kept = set(Entry.objects.values_list("key", flat=True))
        promised = {key for key in before if key.startswith("load:")}
        promised |= set[str]().union(*(story.keys(before) for story in stories))
        assert len(promised) > 10
        assert promised <= kept
        for attack in ("UPDATE ledger_transfer SET poisha = poisha + 1", "DELETE FROM ledger_entry"):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(attack)
        # The copy is a database to go on with: what was cut off is told to its end in it.
        writers.tell(stories)
        assert writers.findings() == []


def test_a_copy_that_fails_leaves_nothing_that_could_be_taken_for_one(tmp_path: Path) -> None:
    lost = "sqlite:////nowhere/lost.sqlite3"
    if databases.is_postgresql():
        lost = databases.postgresql_url("nowhere")
    with pytest.raises(RuntimeError, match=r"CommandError: .*could not"):
        databases.manage("backup", "--to", str(tmp_path / "backups"), url=lost)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
