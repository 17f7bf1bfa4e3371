"""Serve the site with the production server, its worker beside it, and the demonstration in it."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import steps
from setup import database_identity
from steps import ROOT, VENV_PYTHON

SITE = str(ROOT / "site")
DEMONSTRATION = ROOT / "site" / "demonstration"


def demonstration_is_on() -> bool:
    return steps.setting("DEMONSTRATION").strip().lower() in {"true", "1", "yes", "on"}


def load_demonstration() -> bool:
    """Load the demonstration once; where the database holds anything else, serve that and leave it alone.

    Return whether the command ran: it says the sign-ins itself.
    """
    sources = [path for path in DEMONSTRATION.rglob("*") if path.suffix in {".py", ".json", ".toml"}]
    inputs = steps.digest(sources, database_identity())
    if database_identity() and steps.is_done("demonstration", inputs):
        return False
    result = subprocess.run([str(VENV_PYTHON), "manage.py", "load_demonstration"], cwd=ROOT)
    if result.returncode:
        print("  ! The demonstration was not loaded (see above); the site serves what the database holds.")
    else:
        steps.done("demonstration", inputs)
    return True


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": SITE}


def start_server() -> "subprocess.Popen[bytes]":
    port = os.environ.get("PORT", "8000")
    return subprocess.Popen(
        [
            str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--host", "127.0.0.1",
            "--port", port, "--workers", str(min(4, os.cpu_count() or 1)), "--blocking-threads", "4", "--no-ws",
            "--log-level", "warning", "config.wsgi:application",
        ],
        cwd=ROOT,
        env=environment(),
    )  # fmt: skip


def start_worker() -> "subprocess.Popen[bytes]":
    """Start what sends letters, reads providers' events and lets reservations expire."""
    return subprocess.Popen([str(VENV_PYTHON), "manage.py", "work"], cwd=ROOT, env=environment())


def wait_until_up(address: str, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        if server.poll() is not None:
            steps.fail(
                "The server stopped; what it said stands above. Is the port taken? `make run PORT=8001`"
            )
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)


def main() -> int:
    shows_sign_ins = demonstration_is_on() and not load_demonstration()
    address = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
    processes = [start_server()]
    stop = [False]

    def end(*_: object) -> None:
        stop[0] = True

    signal.signal(signal.SIGINT, end)
    signal.signal(signal.SIGTERM, end)
    wait_until_up(f"{address}/health/", processes[0])
    # After the server: it must not wait for the worker's imports.
    processes.append(start_worker())
    print(f"\n  {address}/bn/        the portal, in Bangla\n  {address}/en/        in English")
    print(
        f"  {address}/bn/shop/   the shop\n  {address}/admin/     for staff\n  {address}/styleguide/  every component"
    )
    if shows_sign_ins:
        subprocess.run([str(VENV_PYTHON), "manage.py", "demonstration_sign_ins"], cwd=ROOT)
    print("\n  Ctrl-C stops it.", flush=True)
    while not stop[0] and all(process.poll() is None for process in processes):
        time.sleep(0.2)
    for process in processes:
        process.terminate()
    for process in processes:
        process.wait(timeout=20)
    return 0 if stop[0] else 1


if __name__ == "__main__":
    raise SystemExit(main())
