"""Dying at a named point: before or after a statement that writes a table, or right before the commit.

What the database does with a transaction that was never committed is its own affair (tests of real kills are in
tests/proof/test_at_once.py); here each point of each verb is reached on purpose, many thousand times.
"""

import contextlib
import re
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection, transaction

WRITES = re.compile(r'\s*(INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?')


class Crash(BaseException):
    """The process is gone: no handler of an Exception sees it."""


class Watch:
    """Stands between Django and the database: notes which tables are written, and cuts off where it is told."""

    def __init__(self) -> None:
        self.touched: set[str] = set()
        self.statements = 0
        self.point = ""
        self._left = 0
        self._after = False

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        self.statements += 1
        found = WRITES.match(sql)
        if found is None:
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
        """Cut off before or after the nth statement that writes; where there are fewer, right before the commit."""
        self._left, self._after, self.point = nth, after, "before commit"
        try:
            with transaction.atomic():
                yield
                raise Crash
        finally:
            self._left = 0


@contextlib.contextmanager
def watching() -> Iterator[Watch]:
    watch = Watch()
    with connection.execute_wrapper(watch):
        yield watch
