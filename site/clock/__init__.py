"""The one clock. Every verb takes its instant from here, so that a history can be told again.

Only the demonstration and the tests may set it: anything else that could move the clock could
move money from one policy to another.
"""

import contextlib
import contextvars
import datetime
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from django.conf import settings

DHAKA = ZoneInfo("Asia/Dhaka")

_told: contextvars.ContextVar[datetime.datetime | None] = contextvars.ContextVar("told", default=None)


def now() -> datetime.datetime:
    """Return the present instant, aware, in UTC."""
    return _told.get() or datetime.datetime.now(datetime.UTC)


def today() -> datetime.date:
    """Return today's date in Dhaka, where the Department's days begin."""
    return local(now()).date()


def local(instant: datetime.datetime) -> datetime.datetime:
    """Return the same instant on Dhaka's clocks."""
    return instant.astimezone(DHAKA)


def midnight(date: datetime.date) -> datetime.datetime:
    """Return the instant at which a day begins in Dhaka, in UTC."""
    return datetime.datetime.combine(date, datetime.time(), DHAKA).astimezone(datetime.UTC)


@contextlib.contextmanager
def set_to(instant: datetime.datetime) -> Iterator[None]:
    """Tell the present as `instant` (aware) inside the block; refused outside demonstration and tests."""
    if not settings.CLOCK_MAY_BE_SET:
        raise RuntimeError("The clock may be set only by the demonstration and the tests.")
    if instant.tzinfo is None:
        raise ValueError("An instant needs its time zone.")
    token = _told.set(instant.astimezone(datetime.UTC))
    try:
        yield
    finally:
        _told.reset(token)
