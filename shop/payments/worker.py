"""The work that no request does: letters, events, providers asked, reservations ended, wages released, days closed."""

import signal
import threading
from collections.abc import Callable

import structlog
from django.db import close_old_connections

from letters import outbox
from shop.ledger import closes
from shop.payments import attempts, inbox, late, reconciling, refund_calls
from shop.wages import holds, releases

log = structlog.get_logger(__name__)

# The inbox first: what is paid must not expire in the same round.
ROUND: tuple[tuple[str, Callable[[], int]], ...] = (
    ("events", inbox.process),
    ("attempts", attempts.sweep),
    ("expired", attempts.expire_due),
    ("paid_late", late.ask),
    ("refunds", refund_calls.send_due),
    ("letters", outbox.send_due),
    # Each of these is one look at an index where nothing is due: a command of cron's may do them just as well.
    ("released", releases.release),
    ("holds", holds.lift_expired),
    ("reconciled", reconciling.reconcile_due),
    # After what it books of yesterday.
    ("closes", closes.close_due),
)
_added: dict[str, Callable[[], int]] = {}


def also(name: str, verb: Callable[[], int]) -> None:
    """Add the work of a package above payments to every round; called from its AppConfig.ready."""
    _added[name] = verb


def work_once() -> dict[str, int]:
    """Do one round; return how much of each was done. What fails is logged and does not stop the rest."""
    done: dict[str, int] = {}
    for name, verb in (*ROUND, *_added.items()):
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
