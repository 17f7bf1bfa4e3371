"""The work that no request does, round after round: each step is a verb that looks for what is due, and does it.

It knows none of them: which there are, and in which order, say the settings (`config/settings/worker.py`).
"""

import signal
import threading
from collections.abc import Callable

import structlog
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import close_old_connections
from django.utils.module_loading import import_string

log = structlog.get_logger(__name__)


def steps() -> dict[str, Callable[[], int]]:
    """Return what a round does, in its order. Raises ImproperlyConfigured where two steps have one name."""
    found: dict[str, Callable[[], int]] = {}
    for name, verb in settings.WORKER_ROUND:
        if name in found:
            raise ImproperlyConfigured(f"Two steps of the worker are called {name}: one would never be done.")
        found[name] = import_string(verb)
    return found


def work_once() -> dict[str, int]:
    """Do one round; return how much of each was done. What fails is logged and does not stop the rest."""
    done: dict[str, int] = {}
    for name, verb in steps().items():
        try:
            done[name] = verb()
        except Exception:
            log.exception("worker_step_failed", step=name)
            done[name] = 0
    return done


def work(*, pause_seconds: float = 2.0) -> None:
    """Do round after round until the process is told to end; a round that is under way is finished."""
    ending = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ending.set())
    while not ending.is_set():
        close_old_connections()
        if not any(work_once().values()):
            ending.wait(pause_seconds)
