"""Steps that are skipped while what they read has not changed. Standard library only: it runs before there is a venv."""

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STAMPS = ROOT / "var" / "stamps"
# Compiled modules halve the time to start (1.6 s against 3.5 s of imports), whatever the shell has set.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

VENV_PYTHON = ROOT / ".venv" / "bin" / "python"


def fail(message: str) -> None:
    """Stop with a message that says what to do."""
    print(f"\n✗ {message}", file=sys.stderr)
    raise SystemExit(1)


def setting(name: str) -> str:
    """Return what the environment says of a name, else what `.env` says, else ''."""
    if name in os.environ:
        return os.environ[name]
    lines = (ROOT / ".env").read_text().splitlines()
    return next((line.partition("=")[2] for line in lines if line.startswith(f"{name}=")), "")


def digest(paths: Iterable[Path], *words: str) -> str:
    """Return the SHA-256 of the files' paths and bytes, and of the words."""
    summed = hashlib.sha256()
    for path in sorted(set(paths)):
        summed.update(str(path).encode() + b"\0" + path.read_bytes() + b"\0")
    for word in words:
        summed.update(word.encode() + b"\0")
    return summed.hexdigest()


def is_done(name: str, inputs: str) -> bool:
    stamp = STAMPS / name
    return stamp.exists() and stamp.read_text() == inputs


def done(name: str, inputs: str) -> None:
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / name).write_text(inputs)


class Step:
    """Prints what is being done and how long it took; `with Step("packages"):`."""

    def __init__(self, title: str) -> None:
        self.title = title

    def __enter__(self) -> "Step":
        print(f"• {self.title} …", flush=True)
        self.begun = time.monotonic()
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if error is None:
            print(f"  ✓ {self.title}, {time.monotonic() - self.begun:.1f} s", flush=True)


def run(*command: str, environment: dict[str, str] | None = None, quiet: bool = False) -> None:
    """Run a command in the project's folder; what it printed is shown when it fails."""
    result = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
        text=True,
    )
    if result.returncode:
        if quiet:
            print(result.stdout)
        fail(f"`{' '.join(command)}` did not work; what it said stands above.")
