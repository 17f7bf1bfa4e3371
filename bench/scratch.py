"""Databases to measure on: made for one bench, removed after it."""

import contextlib
import dataclasses
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import psycopg

from bench.measuring import Row
from tests import postgres

ROOT = Path(__file__).resolve().parents[1]


@contextlib.contextmanager
def postgresql(*, durable: bool = False) -> Iterator[Path]:
    """Start a private PostgreSQL; yield the folder of its socket, and remove it with all that is in it.

    A `durable` one waits for the disk at each commit, as in production.
    """
    with tempfile.TemporaryDirectory(prefix="bench-postgres-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        postgres.start(folder, durable=durable)
        try:
            yield folder
        finally:
            postgres.stop(folder)


def on_both(measured: Callable[[str, Path | None], Iterable[Row]], *, durable: bool = True) -> list[Row]:
    """Return what is measured on SQLite, then on a private PostgreSQL.

    `measured` is given the name of the database and the folder of its server, None for SQLite, as `database` takes it.
    """
    rows = list(measured("SQLite", None))
    with postgresql(durable=durable) as server:
        return [*rows, *measured("PostgreSQL", server)]


@contextlib.contextmanager
def database(name: str, server: Path | None, settings: str, app: str = "") -> Iterator[dict[str, str]]:
    """Migrate a database, on SQLite where there is no server; yield the environment that programs find it by.

    `app`: this one only, with what it depends on.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        environment = {
            **os.environ,
            "DATABASE_URL": f"sqlite:///{folder}/{name}.sqlite3",
            "DJANGO_SETTINGS_MODULE": settings,
            "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
            "VAR_ROOT": folder,
            "MEDIA_ROOT": f"{folder}/media",
        }
        if server:
            with psycopg.connect(host=str(server), user="postgres", autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}".encode())
            environment["DATABASE_URL"] = f"postgres://postgres@{str(server).replace('/', '%2F')}/{name}"
        run("-m", "django", "migrate", app or "--run-syncdb", "--verbosity=0", environment=environment)
        yield environment


def run(*arguments: str, environment: dict[str, str]) -> str:
    """Run Python in the project's folder; return what it printed. Its bars go to our stderr."""
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def rows(program: str, *numbers: int, environment: dict[str, str]) -> list[Row]:
    """Run a bench's own program, which prints its rows as JSON; return them."""
    said = json.loads(run("-m", program, *map(str, numbers), environment=environment))
    # Each row says its ratio too, which follows from the rest.
    return [Row(**{field.name: row[field.name] for field in dataclasses.fields(Row)}) for row in said]
