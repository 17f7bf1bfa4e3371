"""Worlds that several tests, modules or packages ask about, laid once: in a transaction around all that asks."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import transaction

from publishing import noting

World = TypeVar("World")


@contextmanager
def taken_back(blocker: Any) -> Iterator[None]:
    """Take back at the end of the block what was done to the database in it; only tests and `build` may touch that."""
    around = transaction.atomic()
    with blocker.unblock():
        around.__enter__()
    try:
        yield
    finally:
        with blocker.unblock():
            transaction.set_rollback(True)
            around.__exit__(None, None, None)


def build(blocker: Any, lay: Callable[[], World]) -> World:
    with blocker.unblock(), noting.once():
        return lay()


@contextmanager
def laid(blocker: Any, lay: Callable[[], World]) -> Iterator[World]:
    """Lay a world that stands until the end of the block."""
    with taken_back(blocker):
        yield build(blocker, lay)
