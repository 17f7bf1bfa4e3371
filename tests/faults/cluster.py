"""A PostgreSQL for one test alone, which may be stopped, started and held to small files."""

import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from tests import postgres

UNLIMITED = "unlimited"


class Cluster:
    """One data folder and its socket."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="prisons-faults-", dir="/tmp"))
        self.folder.chmod(0o755)
        self.data = self.folder / "data"
        self.server: subprocess.Popen[bytes] | None = None
        # PostgreSQL refuses root; and only its own user may set its limits.
        self.prefix = postgres.as_somebody_else(self.folder)
        # Small WAL segments: they are filled with zeros as a whole, and must stay below the limit.
        self._run("initdb", "-D", self.data, "-U", "postgres", "--auth=trust", "--no-sync", "--encoding=UTF8",
                  "--locale=C.UTF-8", "--wal-segsize=1")  # fmt: skip

    def _run(self, program: str, *words: object) -> None:
        command = [*self.prefix, str(postgres.programs() / program), *map(str, words)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")

    def start(self) -> None:
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        with (self.folder / "log").open("ab") as log:
            self.server = subprocess.Popen(
                [*self.prefix, str(postgres.programs() / "postgres"), "-D", str(self.data), "-k", str(self.folder),
                 *postgres.QUICK, "-c", "autovacuum=off"],
                stdout=log, stderr=log, cwd="/", start_new_session=True,
            )  # fmt: skip
        for _ in range(300):
            if postgres.answers(self.folder):
                return
            time.sleep(0.05)
        raise RuntimeError(f"PostgreSQL did not start:\n{(self.folder / 'log').read_text()}")

    def limit_files(self, file_bytes: int | str) -> None:
        """Let no file of the server grow beyond so much: to PostgreSQL, a full disk."""
        assert self.server is not None
        pid = self.server.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for each in (pid, *map(int, children)):
            limit = [*self.prefix, "prlimit", f"--pid={each}", f"--fsize={file_bytes}:"]
            done = subprocess.run(limit, capture_output=True, text=True)
            # The server of a connection that was just closed may be gone by now: it writes nothing.
            assert done.returncode == 0 or (each != pid and not Path(f"/proc/{each}").exists()), done.stderr

    def stop(self) -> None:
        """Stop it as an operator does for a restart: whoever is connected is cut off."""
        if self.server is not None:
            self.server.send_signal(signal.SIGINT)
            self.server.wait(30)
            self.server = None

    def discard(self) -> None:
        self.stop()
        shutil.rmtree(self.folder)

    def url(self, name: str = "site") -> str:
        return f"postgres://postgres@{quote(str(self.folder), safe='')}/{name}"

    def largest_file(self) -> int:
        return max(path.stat().st_size for path in self.data.rglob("*") if path.is_file())

    def take(self, url: str, name: str = "site") -> str:
        """Copy a database of another server into this one; return its address here."""
        copy = self.folder / "copy"
        source, target = (each.replace("postgres://", "postgresql://", 1) for each in (url, self.url(name)))
        programs = postgres.programs()
        subprocess.run([programs / "pg_dump", "--format=custom", f"--file={copy}", source], check=True)
        subprocess.run(
            [programs / "createdb", "-h", self.folder, "-U", "postgres", "--template=template0", name],
            check=True,
        )
        subprocess.run([programs / "pg_restore", "--exit-on-error", f"--dbname={target}", copy], check=True)
        copy.unlink()
        return self.url(name)
