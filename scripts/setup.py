"""Make a fresh clone ready: environment, packages, settings, assets, catalogue, database. Each step once.

Runs on any Python 3.11 or newer with nothing installed; says by name what a machine lacks.
"""

import argparse
import base64
import ctypes.util
import re
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

import steps
from steps import ROOT, STAMPS, VENV_PYTHON, Step

SOURCES = [ROOT / "site", ROOT / "shop", ROOT / "charter_pages"]


def make_environment() -> None:
    if sys.version_info < (3, 11):
        steps.fail(
            f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}. Try `make run PYTHON=python3.12`."
        )
    if VENV_PYTHON.exists():
        return
    with Step("virtual environment"):
        try:
            subprocess.run([sys.executable, "-m", "venv", str(ROOT / ".venv")], check=True)
        except subprocess.CalledProcessError:
            steps.fail("Python lacks its venv module. On Debian or Ubuntu: apt-get install python3-venv")


def by_pip(requirements: str | Path) -> bool:
    return _installs(requirements, "-m", "pip", "install", "--disable-pip-version-check", "--no-compile")


def by_uv(requirements: str | Path) -> bool:
    """Install by uv, in a fifth of pip's time; return False where uv cannot.

    It may not reach the packages where pip does: a mirror or a certificate that only pip's settings name.
    """
    if not VENV_PYTHON.with_name("uv").exists():
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as pinned:
            pinned.write(pin_of("uv"))
            pinned.flush()
            if not by_pip(pinned.name):
                return False
    return _installs(requirements, "-m", "uv", "pip", "install")


def _installs(requirements: str | Path, *command: str) -> bool:
    # Both show how far they are, to whoever looks.
    quiet = [] if sys.stdout.isatty() else ["--quiet"]
    arguments = ["--require-hashes", "--no-deps", *quiet, "-r", str(requirements)]
    return not subprocess.run([VENV_PYTHON, *command, *arguments], cwd=ROOT).returncode


def pin_of(package: str) -> str:
    """Return the lines of the developers' lock file that pin a package: its version and its hashes."""
    pinned = (ROOT / "requirements-dev.txt").read_text()
    return re.search(rf"^{package}==.*\n(?: .*\n)*", pinned, re.MULTILINE)[0]


def install_packages(lock: str) -> subprocess.Popen[bytes] | None:
    """Install what the lock file names; return the process that compiles it, while other steps go on, if any does.

    Compiling takes as long as the rest of installing: on all processors and beside the next step nobody waits for it.
    """
    inputs = steps.digest([ROOT / lock], sys.version)
    name = f"packages-{Path(lock).stem}"
    if steps.is_done(name, inputs):
        return None
    with Step(f"packages of {lock}"):
        if not by_uv(lock):
            print("  ! uv could not install them, and says why above; now pip does.", flush=True)
            if not by_pip(lock):
                steps.fail(f"Not all packages of {lock} could be had; pip says why above.")
    steps.done(name, inputs)
    # Some packages bring files of other Pythons, which do not compile: nobody imports them, and pip is silent, too.
    compileall = [str(VENV_PYTHON), "-m", "compileall", "-q", "-j", "0", str(ROOT / ".venv" / "lib")]
    return subprocess.Popen(compileall, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def write_settings() -> None:
    """Write a `.env` with fresh secrets, unless there is one."""
    path = ROOT / ".env"
    if path.exists():
        return
    identity_key = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
    path.write_text(
        "# Written by `make setup`; .env.example says what each name means.\n"
        f"SECRET_KEY={secrets.token_urlsafe(50)}\n"
        f"IDENTITY_KEYS={identity_key}\n"
        "DEMONSTRATION=true\n"
    )
    path.chmod(0o600)
    print("  ✓ .env, with secrets of this machine's own")


def build_assets() -> None:
    steps.run(str(VENV_PYTHON), "scripts/build_assets.py")


def compile_catalogue() -> None:
    steps.run(str(VENV_PYTHON), "scripts/compile_catalogue.py")


def look_for_pango() -> None:
    """Name the package that PDFs need; only they are off without it."""
    if not ctypes.util.find_library("pango-1.0") or not ctypes.util.find_library("pangoft2-1.0"):
        print(
            "  ! Pango is missing, so PDFs are off and everything else works.\n"
            "    On Debian or Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0"
        )


def database_identity() -> str:
    """Return what tells this database from another, or '' where only asking it can tell."""
    url = steps.setting("DATABASE_URL")
    path = Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite") else ROOT / "var" / "db.sqlite3"
    if url and not url.startswith("sqlite"):
        return ""
    return f"{path}:{path.stat().st_ino}" if path.exists() and path.stat().st_size else "none"


def migrations() -> list[Path]:
    return [path for source in SOURCES for path in source.rglob("migrations/*.py")]


def migrate() -> None:
    (ROOT / "var").mkdir(exist_ok=True)
    inputs = steps.digest([*migrations(), ROOT / "requirements.txt"], database_identity())
    if database_identity() and steps.is_done("migrated", inputs):
        return
    with Step("database"):
        steps.run(
            str(VENV_PYTHON), "manage.py", "migrate", "--verbosity", "1" if sys.stdout.isatty() else "0"
        )
        # Both may run again and again: the homes of both languages, and the groups that follow from the roles.
        for command in ("lay_tree", "set_up_roles"):
            steps.run(str(VENV_PYTHON), "manage.py", command, quiet=True)
    steps.done("migrated", steps.digest([*migrations(), ROOT / "requirements.txt"], database_identity()))


def index_words(*, is_new: bool) -> None:
    """Write the search index anew where words are told otherwise than when it was written; a new database has none."""
    rules = [*(ROOT / "site" / "bangla").glob("*.py"), *(ROOT / "site" / "search").glob("*.py")]
    inputs = steps.digest(rules, database_identity())
    if steps.is_done("indexed", inputs):
        return
    if not is_new:
        with Step("search index"):
            steps.run(str(VENV_PYTHON), "manage.py", "wagtail_update_index", quiet=True)
    steps.done("indexed", inputs)


def collect_static() -> None:
    built = [path for path in (ROOT / "var" / "build" / "static").rglob("*") if path.is_file()]
    own = [path for source in SOURCES for path in source.rglob("static/**/*") if path.is_file()]
    inputs = steps.digest([*built, *own, ROOT / "requirements.txt"])
    if steps.is_done("static", inputs) and (ROOT / "var" / "static" / "staticfiles.json").exists():
        return
    with Step("static files"):
        steps.run(
            str(VENV_PYTHON),
            "manage.py",
            "collectstatic",
            "--no-input",
            "--clear",
            "--verbosity",
            "0",
            # Oscar's own pages are not mounted, and its files are most of the work.
            "--ignore",
            "oscar",
        )
    steps.done("static", inputs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--for-tests", action="store_true", help="also what tests and checks need")
    parser.add_argument("--no-database", action="store_true", help="leave the database alone")
    parser.add_argument(
        "--static", action="store_true", help="collect static files where the database is left alone"
    )
    parser.add_argument("--quiet-when-done", action="store_true", help="say nothing at the end")
    options = parser.parse_args()
    STAMPS.mkdir(parents=True, exist_ok=True)
    make_environment()
    compiling = install_packages("requirements-dev.txt" if options.for_tests else "requirements.txt")
    write_settings()
    build_assets()
    compile_catalogue()
    look_for_pango()
    if compiling:
        compiling.wait()
    if not options.no_database:
        is_new = database_identity() == "none"
        migrate()
        index_words(is_new=is_new)
    if options.static or not options.no_database:
        collect_static()
    if not options.quiet_when_done:
        print("Ready: `make run` serves the demonstration, `.venv/bin/python manage.py` takes commands.")


if __name__ == "__main__":
    main()
