"""A copy of the whole database while the site goes on: one moment of it, whole, with its SHA-256 beside it.

SQLite by its own online backup, PostgreSQL by pg_dump. A copy bears its name only once it is complete.
"""

import datetime
import hashlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

PAGES_A_STEP = 1000
# Told how much is done, of how much.
Watch = Callable[[int, int], object]


class Failed(RuntimeError):
    """No copy was made; the message says why."""


def make(folder: Path, watch: Watch) -> Path:
    """Copy the database into a folder; return the file. Raises Failed, leaving nothing behind."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    copy, suffix = (_of_sqlite, "sqlite3") if connection.vendor == "sqlite" else (_of_postgresql, "dump")
    moment = datetime.datetime.now(datetime.UTC).strftime("%Y%m%dT%H%M%S%fZ")
    made = folder / f"prisons-{moment}.{suffix}"
    part = made.with_name(f"{made.name}.part")
    part.touch(mode=0o600)  # addresses of buyers in clear: for its owner's eyes
    try:
        copy(part, watch)
        summed = _flushed_sum(part)
        part.rename(made)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    # As `sha256sum --check` reads it.
    made.with_name(f"{made.name}.sha256").write_text(f"{summed}  {made.name}\n")
    return made


def _of_sqlite(part: Path, watch: Watch) -> None:
    address = f"{Path(settings.DATABASES['default']['NAME']).resolve().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as source, closing(sqlite3.connect(part)) as target:
            # Held open, one moment is read to the end; else each write of the shop would begin the copy anew.
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
            source.backup(
                target,
                pages=PAGES_A_STEP,
                progress=lambda _, left, all_pages: watch(all_pages - left, all_pages),
            )
            # The copy is one file: no -wal beside it has to be taken along.
            target.execute("PRAGMA journal_mode=DELETE")
            if (said := target.execute("PRAGMA quick_check").fetchone()[0]) != "ok":
                raise Failed(f"The copy is not whole: {said}")
    except sqlite3.Error as error:
        raise Failed(f"SQLite could not copy the database: {error}") from error


def _of_postgresql(part: Path, watch: Watch) -> None:
    tables = len(connection.introspection.table_names())
    command = [
        _program("pg_dump"), "--format=custom", f"--file={part}", "--no-password", "--verbose",
        f"--lock-wait-timeout={settings.DATABASE_WAIT_SECONDS}s",
    ]  # fmt: skip
    said: list[str] = []
    with subprocess.Popen(command, env=_environment(), stderr=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stderr is not None
        done = 0
        for line in process.stderr:
            said = [*said[-4:], line.strip()]
            done += "dumping contents of table" in line
            watch(min(done, tables), tables)
    if process.returncode:
        raise Failed(f"pg_dump could not copy the database: {' / '.join(said)}")


def _environment() -> dict[str, str]:
    """Return how pg_dump finds the database: never among the arguments, which every process may read."""
    wanted: dict[str, Any] = settings.DATABASES["default"]
    words = {
        "HOST": "PGHOST",
        "PORT": "PGPORT",
        "USER": "PGUSER",
        "PASSWORD": "PGPASSWORD",
        "NAME": "PGDATABASE",
    }
    given = {words[key]: str(wanted[key]) for key in words if wanted.get(key)}
    if mode := wanted.get("OPTIONS", {}).get("sslmode"):
        given["PGSSLMODE"] = mode
    return {**os.environ, **given}


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
        if not installed:
            raise Failed(f"{name} is not here. On Debian or Ubuntu: apt-get install postgresql-client")
        found = str(installed[-1])
    return found


def _flushed_sum(part: Path) -> str:
    """Return the SHA-256 of a file that lies on the disk, not in memory only."""
    with part.open("rb") as read:
        os.fsync(read.fileno())
        return hashlib.file_digest(read, "sha256").hexdigest()
