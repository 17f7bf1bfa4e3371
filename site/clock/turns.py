"""Work that time brings: the worker asks for it every few seconds, and it is done once a day or now and then."""

from collections.abc import Callable

from django.core.cache import cache

import clock

# A day in Dhaka, and as much again for clocks that differ.
KEPT_SECONDS = 2 * 24 * 60 * 60
# Where days are counted, a look every ten minutes is soon enough.
LOOK_EVERY_SECONDS = 10 * 60


def now_and_then(name: str, verb: Callable[[], int], *, seconds: int = LOOK_EVERY_SECONDS) -> int:
    """Do what `verb` does unless somebody did it a moment ago; return how much, 0 where somebody did.

    What fails is tried again when so many seconds are over: it may well fail again, and each look costs.
    """
    return verb() if cache.add(name, 1, seconds) else 0


def once_a_day(name: str, verb: Callable[[], int]) -> int:
    """Do what `verb` does if today it has not been done; return how much, 0 where it has.

    What fails is tried again by the next round. A second time on another server is no harm: a verb does nothing twice.
    """
    key = f"{name}:{clock.today()}"
    if not cache.add(key, 1, KEPT_SECONDS):
        return 0
    try:
        return verb()
    except Exception:
        cache.delete(key)
        raise
