"""Dying at a named point: the statement at which a verb is cut off, as a power cut or kill -9 would.

What the database does with a transaction that was never committed is its own affair (tests of real kills are in
tests/proof/test_killed.py); here each point is reached on purpose, in every verb, many thousand times.
"""

import contextlib
import re
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection, transaction

WRITES = re.compile(r'\s*(INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?')

POINTS = {
    "entry": ("INSERT", "ledger_entry"),
    "transfers": ("INSERT", "ledger_transfer"),
    "balance": ("UPDATE", "ledger_balance"),
    "credited": ("INSERT", "wages_credit"),
    "credit": ("UPDATE", "wages_credit"),
    "line": ("UPDATE", "orders_soldline"),
    "refund": ("INSERT", "orders_linerefund"),
    "payout": ("INSERT", "wages_payout"),
    "payout's lines": ("INSERT", "wages_payoutline"),
    "payout's parts": ("INSERT", "wages_payoutpart"),
    "answer": ("UPDATE", "wages_payoutline"),
    "hold": ("UPDATE", "wages_hold"),
    "stock": ("UPDATE", "partner_stockrecord"),
    "batch": ("UPDATE", "production_batch"),
    "commit": ("", ""),
}


class Crash(BaseException):
    """The process is gone: no handler of an Exception sees it."""


class Watch:
    """Stands between Django and the database: notes which tables are written, and cuts off where it is told."""

    def __init__(self) -> None:
        self.touched: set[str] = set()
        self.statements = 0
        self._at: tuple[str, str] | None = None
        self._left = 0
        self._after = False

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        self.statements += 1
        found = WRITES.match(sql)
        if found is None:
            return execute(sql, params, many, context)
        verb, table = found[1].split(" ")[0], found[2]
        if self._at == (verb, table):
            self._left -= 1
            if not self._left and not self._after:
                raise Crash
        answer = execute(sql, params, many, context)
        self.touched.add(table)
        if self._at == (verb, table) and not self._left:
            raise Crash
        return answer

    @contextlib.contextmanager
    def cut_off(self, point: str, nth: int, after: bool) -> Iterator[None]:
        """Cut off before or after the nth statement of a point; "commit" is when all is said and nothing kept."""
        self._at, self._left, self._after = POINTS[point], nth, after
        try:
            with transaction.atomic():
                yield
                if point == "commit":
                    raise Crash
        finally:
            self._at = None


@contextlib.contextmanager
def watching() -> Iterator[Watch]:
    watch = Watch()
    with connection.execute_wrapper(watch):
        yield watch
