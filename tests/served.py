"""The demonstration, served as `make run` serves it: the production server, the worker, a real database, real files."""

import datetime
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connections

from tests import databases
from tests.databases import ROOT

DHAKA = ZoneInfo("Asia/Dhaka")
SOURCES = ("*.py", "*.json", "*.toml")
# Serves a site whose clock a test may put forward: served.start(name, **FORWARD).
FORWARD = {"DJANGO_SETTINGS_MODULE": "tests.forward", "PYTHONPATH": f"{ROOT / 'site'}{os.pathsep}{ROOT}"}


@dataclass
class Served:
    """A running site: where it answers, where its data lies, what it has logged."""

    address: str
    folder: Path
    database_url: str
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    # What its processes are told besides, and the commands that are run on its data.
    variables: dict[str, str] = field(default_factory=dict)
    # Runs the commands, once there was one.
    commands: subprocess.Popen[str] | None = None

    @property
    def media(self) -> Path:
        return self.folder / "media"

    @property
    def private(self) -> Path:
        return self.folder / "private"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def environment(self) -> dict[str, str]:
        return {**environment(self.folder, self.database_url), **self.variables}

    def put_forward(self, seconds: float) -> None:
        """Put the site's clock forward by so much; it must be served with FORWARD (tests.forward)."""
        part = self.folder / "forward.part"
        part.write_text(str(seconds))
        part.rename(self.folder / "forward")

    def manage(self, *arguments: str) -> str:
        """Run a management command on the site's own data; return what it printed."""
        if self.commands is None:
            paths = {"PYTHONPATH": f"{ROOT / 'site'}{os.pathsep}{ROOT}"}
            self.commands = subprocess.Popen(
                [sys.executable, "-m", "tests.commands"],
                cwd=ROOT, env={**self.environment(), **paths}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            )  # fmt: skip
        assert self.commands.stdin is not None
        assert self.commands.stdout is not None
        self.commands.stdin.write(json.dumps(arguments) + "\n")
        self.commands.stdin.flush()
        well, said = json.loads(self.commands.stdout.readline())
        if not well:
            raise AssertionError(f"manage.py {' '.join(arguments)}:\n{said}")
        return str(said)

    def stop(self) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(timeout=20)
        if self.commands is not None:
            self.commands.communicate(timeout=20)


def environment(folder: Path, url: str) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "PYTHONPATH": str(ROOT / "site"),
        "DATABASE_URL": url,
        "VAR_ROOT": str(folder),
        "MEDIA_ROOT": str(folder / "media"),
        "DEMONSTRATION": "true",
        "SMS_SENDER": "letters.senders.FileSms",
    }


def lay_demonstration(own: str, folder: Path) -> str:
    """Copy the loaded demonstration, made once for these sources: its files to `folder`; return its DATABASE_URL."""
    migrated = databases.migrated_template()
    # Copied under the lock, too: another run with newer sources may take the old ones away.
    with databases.only_one(f"demonstration-{kind()}"):
        template, files = loaded(migrated)
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(files, folder)
        return databases.lay(template, own)


def lay_demonstration_here() -> tuple[str, datetime.datetime]:
    """Make the loaded demonstration this test process's own: its database, its files; return what the loading told,
    and when: payments that nobody finished run out soon after.

    The caller takes the files away again; databases.renew does so with the database.
    """
    migrated = databases.migrated_template()
    with databases.only_one(f"demonstration-{kind()}"):
        template, files = loaded(migrated)
        connections["default"].close()
        databases.lay(template, databases.own_name())
        shutil.copytree(files, settings.VAR, dirs_exist_ok=True)
        told = told_of(files)
        return told.read_text(), datetime.datetime.fromtimestamp(told.stat().st_mtime, DHAKA)


def demonstration() -> None:
    """Load the demonstration for these sources, unless it is."""
    migrated = databases.migrated_template()
    with databases.only_one(f"demonstration-{kind()}"):
        loaded(migrated)


def kind() -> str:
    return "postgresql" if databases.is_postgresql() else "sqlite"


def told_of(files: Path) -> Path:
    """Return where lies what the loading of these files told."""
    return files.with_name(f"{files.name}.told")


def loaded(migrated: str) -> tuple[str, Path]:
    """Return the loaded demonstration's database and the folder of its files; the caller holds the lock."""
    # What is shown as of today is of today.
    key = f"{databases.digest(SOURCES)}_{datetime.datetime.now(DHAKA):%d}"
    files = databases.TEMPLATES / f"demonstration-{kind()}-{key}"
    name = f"demonstration_{key}"
    template = name if databases.is_postgresql() else str(databases.TEMPLATES / f"{name}.sqlite3")
    if not told_of(files).exists() or (databases.is_postgresql() and not databases.exists(name)):
        load(migrated, template, files)
    return template, files


def load(migrated: str, template: str, files: Path) -> None:
    """Load the demonstration into a copy of the migrated database; what older sources made goes."""
    for stale in databases.TEMPLATES.glob(f"{files.name.rpartition('-')[0]}-*"):
        if stale.is_dir():
            shutil.rmtree(stale)
        elif stale.suffix == ".told":
            stale.unlink()
    making = files.with_suffix(".making")
    if databases.is_postgresql():
        databases.administrate(
            f"DROP DATABASE IF EXISTS making_{template} WITH (FORCE)",
            f"DROP DATABASE IF EXISTS {template} WITH (FORCE)",
            f"CREATE DATABASE making_{template} TEMPLATE {migrated}",
        )
        told = load_into(making, databases.postgresql_url(f"making_{template}"))
        databases.administrate(f"ALTER DATABASE making_{template} RENAME TO {template}")
    else:
        for stale in databases.TEMPLATES.glob("demonstration_*.sqlite3*"):
            stale.unlink()
        shutil.copyfile(migrated, f"{template}.making")
        told = load_into(making, f"sqlite:///{template}.making")
        Path(f"{template}.making").rename(template)
    making.rename(files)
    told_of(files).write_text(told)


def load_into(folder: Path, url: str) -> str:
    site = Served("", folder, url)
    try:
        return site.manage("load_demonstration")
    finally:
        site.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(name: str, **extra: str) -> Served:
    """Serve a fresh copy of the demonstration under a name of its own; the caller stops it."""
    return serve(prepared(name), **extra)


def prepared(name: str) -> Served:
    """Lay a fresh copy of the demonstration, which nobody serves yet."""
    own = f"site_{os.environ['TEST_RUN']}_{databases.worker()}_{name}"
    folder = Path(os.environ["VAR_ROOT"]) / own
    return Served(f"http://127.0.0.1:{free_port()}", folder, lay_demonstration(own, folder))


def serve(site: Served, **extra: str) -> Served:
    """Start the server and the worker on what was laid."""
    port = site.address.rpartition(":")[2]
    site.variables = {"SITE_URL": site.address, **extra}
    variables = site.environment()
    granian = [
        str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--host", "127.0.0.1", "--port", port,
        "--workers", "1", "--blocking-threads", "4", "--no-ws", "config.wsgi:application",
    ]  # fmt: skip
    worker = [sys.executable, "manage.py", "work"]
    with site.log.open("ab") as log:
        for command in (granian, worker):
            site.processes.append(subprocess.Popen(command, cwd=ROOT, env=variables, stdout=log, stderr=log))
    wait_until_up(site)
    return site


def wait_until_up(site: Served) -> None:
    for _ in range(600):
        if site.processes[0].poll() is not None:
            raise AssertionError(f"The server stopped:\n{site.log.read_text()}")
        try:
            urllib.request.urlopen(f"{site.address}/health/", timeout=10).close()
            return
        except urllib.error.HTTPError as error:
            raise AssertionError(f"/health/ answered {error.code}:\n{site.log.read_text()}") from error
        except OSError:
            time.sleep(0.1)
    raise AssertionError("The server did not come up in a minute.")
