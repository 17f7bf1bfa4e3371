"""Look for what is wrong without changing anything; with --fix, mend what can be mended by itself."""

import argparse
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from steps import ROOT

BIN = Path(sys.executable).parent
PYTHON = ["manage.py", "site", "shop", "charter_pages", "tests", "scripts", "bench"]
# `check --deploy` reads production's settings; these values are as long as real ones and open nothing.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "not-a-secret-but-as-long-as-one-so-that-the-check-can-read-it-0123456789",
    "IDENTITY_KEYS": "bm90LWEta2V5LWJ1dC1hcy1sb25nLWFzLW9uZS0wMDA=",
    "ALLOWED_HOSTS": "prison.example",
    "SITE_URL": "https://prison.example",
    "DEMONSTRATION": "false",
    "DATABASE_URL": "sqlite:///:memory:",
}
DEVELOPMENT = {"DJANGO_SETTINGS_MODULE": "config.settings.testing"}

CHECKS: dict[str, tuple[list[str], dict[str, str]]] = {
    "format": ([str(BIN / "ruff"), "format", "--check", *PYTHON], {}),
    "lint": ([str(BIN / "ruff"), "check", *PYTHON], {}),
    "types": ([str(BIN / "mypy"), "-p", "bangla", "-p", "shop.ledger", "-p", "shop.wages", "-p", "shop.production",
               "-p", "shop.orders", "-p", "shop.payments", "-p", "shop.fulfilment", "-p", "shop.checkout",
               "-p", "shop.storefront", "-p", "shop.reports", "-p", "offices", "-p", "accounts", "-p", "letters",
               "-p", "language", "-p", "search", "-p", "publishing", "-p", "printing", "-p", "portal", "-p", "charter_pages",
               "-p", "demonstration", "-p", "config", "-p", "clock", "-p", "secrecy",
               "-p", "worker"], {"PYTHONPATH": ".:site"}),
    "import contracts": ([str(BIN / "lint-imports"), "--no-cache"], {"PYTHONPATH": ".:site"}),
    "templates": ([str(BIN / "djlint"), "templates", "--lint", "--quiet"], {}),
    "missing migrations": ([sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"], DEVELOPMENT),
    "catalogue": ([sys.executable, "scripts/compile_catalogue.py", "--check"], {}),
    "deployment": ([sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
}  # fmt: skip
# In this order: what the linter rewrites is formatted afterwards. Templates are mended by hand: djlint would break up and
# join their lines against what stands in them (spaces between words, tables of PDFs, letters as text).
FIXES = {
    "lint": [str(BIN / "ruff"), "check", "--fix", *PYTHON],
    "format": [str(BIN / "ruff"), "format", *PYTHON],
    "catalogue": [sys.executable, "scripts/compile_catalogue.py"],
}


def look(name: str) -> tuple[str, int, str, float]:
    command, environment = CHECKS[name]
    begun = time.monotonic()
    result = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True
    )
    return name, result.returncode, result.stdout + result.stderr, time.monotonic() - begun


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fix", action="store_true")
    parser.add_argument("names", nargs="*", help="only these checks")
    options = parser.parse_args()
    if options.fix:
        # What cannot be mended by itself is said, and fails.
        mending = [command for name, command in FIXES.items() if name in (options.names or FIXES)]
        return max((subprocess.run(command, cwd=ROOT).returncode for command in mending), default=0)
    wrong = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, code, said, seconds in pool.map(look, options.names or CHECKS):
            print(f"{'✗' if code else '✓'} {name}, {seconds:.1f} s", flush=True)
            if code:
                wrong += 1
                print(said)
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
