"""A world that several modules ask about, laid once for all of them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import transaction

from publishing import noting

World = TypeVar("World")


@contextmanager
def laid(blocker: Any, build: Callable[[], World]) -> Iterator[World]:
    """Lay a world in a transaction around the block, which takes it back."""
    with blocker.unblock(), transaction.atomic():
        with noting.once():
            world = build()
        yield world
        transaction.set_rollback(True)
