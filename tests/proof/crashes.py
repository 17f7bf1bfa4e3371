"""Dying at a named point: before or after a statement that writes a table, or right before the commit.

What the database does with a transaction that was never committed is its own affair (tests of real kills are in
tests/proof/test_at_once.py); here each point of each verb is reached on purpose, many thousand times.
"""

import contextlib
import re
from collections.abc import Callable, Iterator
from typing import Any

from django.db import DatabaseError, connection

WRITES = re.compile(r'\s*(INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?')


class Crash(BaseException):
    """The process is gone: no handler of an Exception sees it."""


class CommitLost(DatabaseError):
    """The process is gone when all was said: what its outermost transaction wrote is not kept."""


class Watch:
    """Stands between Django and the database: notes which tables are written, and cuts off where it is told."""

    def __init__(self) -> None:
        self.touched: set[str] = set()
        self.statements = 0
        self.point = ""
        self._left = 0
        self._after = False
        self._depth: int | None = None

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        self.statements += 1
        found = WRITES.match(sql)
        if found is None:
            # A history is itself one transaction: a verb's own commit is the release of its savepoint.
            if sql.startswith("ROLLBACK"):
                self._depth = None  # refused: there is no commit to lose
            elif self._depth == len(connection.savepoint_ids) and sql.startswith("RELEASE"):
                self.point, self._depth = "before commit", None
                raise CommitLost
            return execute(sql, params, many, context)
        verb, table = found[1].split(" ")[0].lower(), found[2]
        self._left -= 1
        if self._left == 0 and not self._after:
            self.point = f"before {verb} {table}"
            raise Crash
        answer = execute(sql, params, many, context)
        self.touched.add(table)
        if self._left == 0:
            self.point = f"after {verb} {table}"
            raise Crash
        return answer

    @contextlib.contextmanager
    def cut_off(self, nth: int, after: bool) -> Iterator[None]:
        """Cut off before or after the nth statement that writes, with 0 right before the first commit.

        The verb's own transactions take back what they wrote, nothing else does.
        """
        self._left, self._after = nth, after
        self._depth = len(connection.savepoint_ids) if nth == 0 else None
        try:
            yield
        finally:
            self._left, self._depth = 0, None


@contextlib.contextmanager
def watching() -> Iterator[Watch]:
    watch = Watch()
    with connection.execute_wrapper(watch):
        yield watch
