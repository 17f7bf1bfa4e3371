"""Turns at what takes long: a file that was asked for is made by a process of its own, once, by whoever is alive.

The row is the queue (docs/adr/0022), and docs/adr/0040 says how two workers make it once and what becomes of a turn
that was killed. A subclass of `Turn` says what is made and which files that leaves.
"""

import datetime
import hashlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar, Self, TypeVar

import structlog
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from wagtail.log_actions import log as write_down

import clock
from accounts.models import User
from bangla import fiscal
from charter_pages.models.making import MadeByWorker
from offices.models import Office
from printing import pdf

log = structlog.get_logger(__name__)
State = MadeByWorker.State
Row = TypeVar("Row", bound=MadeByWorker)

# Whoever makes something says so after each part. One who was silent for so long is taken for dead.
SILENT = datetime.timedelta(minutes=3)
# What kills its process each time must not do so for ever.
MOST_TURNS = 4
_children: dict[str, subprocess.Popen[bytes]] = {}


class Lost(Exception):
    """Another process has taken the row over."""


def ask(
    model: type[Row],
    *,
    by: User,
    office: Office,
    quarter: fiscal.Quarter,
    action: str,
    refusal: str,
    **facts: Any,
) -> Row:
    """Put a row into the queue, and write the action down. Raises ValidationError, with the refusal, while the same
    is being made.
    """
    try:
        with transaction.atomic():
            row = model._default_manager.create(
                office=office,
                fiscal_year=quarter.fiscal_year.start,
                quarter=quarter.number,
                asked_by=by,
                asked_at=clock.now(),
                **facts,
            )
    except IntegrityError as error:
        raise ValidationError({"quarter": refusal}) from error
    write_down(row, action, user=by)
    return row


class Turn:
    """One process's turn at a row. It holds as long as `taken_at` is what it wrote last."""

    model: ClassVar[type[MadeByWorker]]
    # Below VAR, and in the private storage.
    place: ClassVar[str]
    # The management command that calls `make_due`.
    command: ClassVar[str]
    # The fields of the row that hold files; each has its hash in the field `<name>_sha256`.
    files: ClassVar[Sequence[str]] = ("pdf",)

    def __init__(self, row: Any, taken_at: datetime.datetime) -> None:
        self.row = row
        self.taken_at = taken_at
        self.steps_done = 0
        self.steps = 0

    def make(self, folder: Path) -> Any:
        """Make the files in a folder; return them by the names of their fields, with `pages` and `at`.

        `begin` is to be told how many steps there are, `step` of each that is done.
        """
        raise NotImplementedError

    @classmethod
    def rows(cls) -> QuerySet[Any]:
        return cls.model._default_manager.all()

    @classmethod
    def due(cls) -> QuerySet[Any]:
        """Return what waits, and what was begun by a process that is silent since."""
        silent = Q(state=State.MAKING, taken_at__lt=clock.now() - SILENT)
        return cls.rows().filter(Q(state=State.ASKED) | silent).order_by("asked_at", "pk")

    @classmethod
    def start_due(cls) -> int:
        """Start a process that makes what is due, unless ours is at it: the worker's step, which must not wait.

        It takes a minute or more, and payments go through the same worker.
        """
        child = _children.get(cls.command)
        if child is not None and child.poll() is None:
            return 0
        _children.pop(cls.command, None)
        if not pdf.available() or not cls.due().exists():
            return 0
        manage = Path(settings.ROOT) / "manage.py"
        _children[cls.command] = subprocess.Popen(  # noqa: S603 (our own command)
            [sys.executable, str(manage), cls.command]
        )
        return 1

    @classmethod
    def make_due(cls) -> int:
        """Make all that is due, one after another; return how many were made by us."""
        made = 0
        while (row := cls.due().first()) is not None:
            turn = cls.take(row)
            if turn is not None:
                made += turn.run()
        return made

    @classmethod
    def take(cls, row: Any) -> Self | None:
        """Take a row that is due; None if another process was quicker, or if it has failed too often."""
        now = clock.now()
        standing = cls.rows().filter(pk=row.pk, state=row.state, taken_at=row.taken_at)
        if row.turns >= MOST_TURNS:
            standing.update(state=State.FAILED, failure="Killed")
            return None
        taken = standing.update(
            state=State.MAKING, taken_at=now, turns=F("turns") + 1, steps_done=0, steps=0, failure=""
        )
        if not taken:
            return None
        turn = cls(row, now)
        turn.clear()
        return turn

    def run(self) -> bool:
        """Make the files and keep them; a failure is written down, and nothing of it is left behind."""
        self.folder().mkdir(parents=True, exist_ok=True)
        try:
            with tempfile.TemporaryDirectory(prefix=self.prefix, dir=self.folder()) as name:
                self.keep(self.make(Path(name)))
        except Lost:
            log.warning("turn_lost", place=self.place, row=self.row.pk)
            return False
        except Exception as error:
            log.exception("turn_failed", place=self.place, row=self.row.pk)
            self._mine().update(state=State.FAILED, failure=type(error).__name__[:100])
            return False
        return True

    def begin(self, steps: int) -> None:
        self.steps = steps
        self._tell()

    def step(self) -> None:
        """Say that one more thing is done, at most once a second: it is also the sign of life."""
        self.steps_done += 1
        if clock.now() - self.taken_at >= datetime.timedelta(seconds=1):
            self._tell()

    def keep(self, made: Any) -> None:
        """Move the files into the private storage and write the row down as made, all at once."""
        self._tell()
        kept: dict[str, Any] = {}
        try:
            for name in self.files:
                path: Path = getattr(made, name)
                with path.open("rb") as file:
                    kept[name] = self.storage(name).save(self.stored(name), File(file))
                kept[f"{name}_sha256"] = sha256(path)
            standing = self._mine().update(
                state=State.MADE, pages=made.pages, steps_done=self.steps, made_at=made.at, **kept
            )
            if not standing:
                raise Lost
        except Exception:
            for name in self.files:
                if name in kept:
                    self.storage(name).delete(kept[name])
            raise

    def clear(self) -> None:
        """Take away what a turn that was killed has left, here and in the storage."""
        for left in self.folder().glob(f"{self.prefix}*"):
            shutil.rmtree(left, ignore_errors=True)
        for name in self.files:
            self.storage(name).delete(self.stored(name))

    @classmethod
    def folder(cls) -> Path:
        """Return where files are put together: on this machine, and no storage of anything."""
        return Path(settings.VAR) / cls.place

    @classmethod
    def storage(cls, name: str) -> Any:
        field: Any = cls.model._meta.get_field(name)
        return field.storage

    def stored(self, name: str) -> str:
        return f"{self.place}/{self.prefix}{name}.{name}"

    @property
    def prefix(self) -> str:
        return f"{self.row.pk}-"

    def _mine(self) -> QuerySet[Any]:
        return self.rows().filter(pk=self.row.pk, state=State.MAKING, taken_at=self.taken_at)

    def _tell(self) -> None:
        now = max(clock.now(), self.taken_at + datetime.timedelta(microseconds=1))
        done = min(self.steps_done, self.steps)
        if not self._mine().update(taken_at=now, steps_done=done, steps=self.steps):
            raise Lost
        self.taken_at = now


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
