"""A database for each test process, copied from one that was migrated once.

Migrating takes half a minute, copying a moment. Tests that commit get a fresh copy afterwards instead of a flush:
a flush would also empty what migrations laid (the founding policy, the languages) and is refused by the book.
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import connections

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = ROOT / "var" / "test" / "templates"
SOURCE_ROOTS = ("site", "shop", "charter_pages")
# What `begin` made in this process, to be copied instead of the migrated database.
_laid = ""


def worker() -> str:
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


def is_postgresql() -> bool:
    return "postgresql" in settings.DATABASES["default"]["ENGINE"]


def digest(patterns: tuple[str, ...]) -> str:
    """Return a short hash of the sources that match, the lock file with them."""
    paths = {path for root in SOURCE_ROOTS for pattern in patterns for path in (ROOT / root).rglob(pattern)}
    summed = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for path in sorted(path for path in paths if path.is_file() and "__pycache__" not in path.parts):
        summed.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return summed.hexdigest()[:12]


@contextmanager
def only_one(name: str):
    """Let one process at a time into the block."""
    TEMPLATES.mkdir(parents=True, exist_ok=True)
    with (TEMPLATES / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def administrate(*statements: str) -> list[tuple]:
    """Run statements on the server's own database, each by itself."""
    import psycopg

    url = os.environ["DATABASE_URL"].replace("postgresql://", "postgres://")
    rows: list[tuple] = []
    with psycopg.connect(url.replace("postgres://", "postgresql://", 1), autocommit=True) as connection:
        for statement in statements:
            cursor = connection.execute(statement)
            if cursor.description:
                rows = cursor.fetchall()
    return rows


def postgresql_url(name: str) -> str:
    return f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}"


def manage(*arguments: str, url: str, **environment: str) -> None:
    """Run a management command in a process of its own; what it said is shown when it fails."""
    run_apart(str(ROOT / "manage.py"), *arguments, url=url, **environment)


def run_apart(*words: str, url: str, **environment: str) -> None:
    """Run Python in a process of its own, on a database; what it said is shown when it fails."""
    result = subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env={
            **os.environ,
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "config.settings.testing",
            "PYTHONPATH": f"{ROOT / 'site'}{os.pathsep}{ROOT}",
            **environment,
        },
        capture_output=True,
        text=True,
    )
    if result.returncode:
        raise RuntimeError(f"{' '.join(words)} failed:\n{result.stdout}\n{result.stderr}")


def exists(name: str) -> bool:
    return bool(administrate(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"))


def migrated_template() -> str:
    """Return the name (PostgreSQL) or the path (SQLite) of the migrated database, made when it is not there."""
    key = digest(("migrations/*.py", "triggers.py", "guards.py"))
    name = f"template_{key}"
    with only_one(f"migrated-{'postgresql' if is_postgresql() else 'sqlite'}"):
        if is_postgresql():
            if not exists(name):
                begun = _begun(lambda stem: stem if exists(stem) else "")
                administrate(
                    f"DROP DATABASE IF EXISTS making_{key} WITH (FORCE)",
                    f"CREATE DATABASE making_{key}"
                    + (f" TEMPLATE {begun} STRATEGY FILE_COPY" if begun else ""),
                )
                run_apart("-m", "tests.migrating", url=postgresql_url(f"making_{key}"))
                administrate(f"ALTER DATABASE making_{key} RENAME TO {name}")
                _note(name)
            return name
        path = TEMPLATES / f"{name}.sqlite3"
        if not path.exists():
            making = path.with_suffix(".making")
            for leftover in TEMPLATES.glob("template_*.making*"):
                leftover.unlink()
            if begun := _begun(lambda stem: stem if (TEMPLATES / f"{stem}.sqlite3").exists() else ""):
                shutil.copyfile(TEMPLATES / f"{begun}.sqlite3", making)
            run_apart("-m", "tests.migrating", url=f"sqlite:///{making}")
            making.rename(path)
            _note(name)
        return str(path)


def _migrations() -> dict[str, str]:
    """Return each migration of ours, and the lock file, with a hash of what it says."""
    paths = [ROOT / "requirements.txt"]
    paths += [path for root in SOURCE_ROOTS for path in (ROOT / root).rglob("migrations/*.py")]
    return {str(path.relative_to(ROOT)): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def _begun(there: Callable[[str], str]) -> str:
    """Return the newest template that only lacks migrations which came since: it is quicker to go on from it."""
    now = _migrations().items()
    notes = TEMPLATES.glob(f"template_*.{'postgresql' if is_postgresql() else 'sqlite3'}.json")
    for note in sorted(notes, key=lambda note: note.stat().st_mtime, reverse=True):
        if json.loads(note.read_text()).items() <= now and there(note.name.split(".")[0]):
            return note.name.split(".")[0]
    return ""


def _note(name: str) -> None:
    """Write down which migrations a template went through."""
    kind = "postgresql" if is_postgresql() else "sqlite3"
    (TEMPLATES / f"{name}.{kind}.json").write_text(json.dumps(_migrations()))


def lay(template: str, name: str) -> str:
    """Copy a template to the database `name`, replacing it; return its DATABASE_URL."""
    if is_postgresql():
        administrate(
            f"DROP DATABASE IF EXISTS {name} WITH (FORCE)",
            f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY",
        )
        return postgresql_url(name)
    path = _path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    # A new file, not the old one written over: a connection of an error that nobody has cleared away yet may hold that.
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    shutil.copyfile(template, path)
    return f"sqlite:///{path}"


def own_name() -> str:
    return f"test_{os.environ['TEST_RUN']}_{worker()}"


def own_url() -> str:
    """Return the DATABASE_URL of this test process's database, for the processes that it starts."""
    if is_postgresql():
        return postgresql_url(own_name())
    return f"sqlite:///{_path(own_name())}"


def begin(build: Callable[[], object]) -> None:
    """Let `build` work on this process's database: with what it made `renew` begins from now on."""
    global _laid
    renew()
    build()
    connections["default"].close()
    lay(_template_of(own_name()), f"begun_{own_name()}")
    _laid = _template_of(f"begun_{own_name()}")


def renew() -> None:
    """Give this process a database as the migrations leave it, with what it began with."""
    connection = connections["default"]
    connection.close()
    lay(_laid or migrated_template(), own_name())
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = _template_of(own_name())
    cache.clear()


def _template_of(name: str) -> str:
    """Return what `lay` copies, and Django connects to, of a database of this process."""
    return name if is_postgresql() else str(_path(name))


def _path(name: str) -> Path:
    return Path(settings.VAR) / f"{name}.sqlite3"


def discard() -> None:
    connections.close_all()
    if is_postgresql():
        for name in (own_name(), f"begun_{own_name()}"):
            administrate(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def socket_folder() -> Path:
    return Path(os.environ["TEST_POSTGRES"])
