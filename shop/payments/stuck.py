"""What was tried so often that it waits for a person, and trying it again.

Events that could not be acted on, letters that did not go out, refunds that no provider took, payments that nobody
could settle for a day. Nothing is lost meanwhile: each row stays due, and one press makes it due now.
"""

import datetime
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import structlog
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

import clock
from accounts.models import User
from accounts.roles import Role
from letters import outbox
from letters.models import Letter
from shop.payments import inbox, reconciling
from shop.payments.models import LIVE, MOST_TRIES, InboxEvent, LostAnswer, PaymentAttempt, Refund, Replay

log = structlog.get_logger(__name__)

ROLES = (Role.FINANCE, Role.ICT_CELL)
# An order's reservation is over after half an hour: a payment still open after a day cannot be settled.
TOO_LONG = datetime.timedelta(days=1)


def events() -> QuerySet[InboxEvent]:
    return InboxEvent.objects.filter(processed_at__isnull=True, attempts__gte=inbox.MOST_ATTEMPTS)


def strangers() -> QuerySet[InboxEvent]:
    """Return the events about something that is not ours: heard, and nothing to be done. For reading alone."""
    return InboxEvent.objects.filter(processed_at__isnull=False, outcome="unknown")


def letters() -> QuerySet[Letter]:
    """Return the letters that never went out. Those whose address was forgotten are none: nobody waits for them."""
    dead = Letter.objects.filter(sent_at__isnull=True, attempts__gte=outbox.MOST_ATTEMPTS)
    return dead.exclude(to=outbox.FORGOTTEN)


def refunds() -> QuerySet[Refund]:
    submitted = Refund.objects.filter(state=Refund.State.SUBMITTED, due_at__isnull=False)
    return submitted.filter(tries__gte=MOST_TRIES)


def undecided_refunds() -> QuerySet[Refund]:
    """Leave out what somebody has recorded an answer of: that is confirmed, or taken back, first."""
    return refunds().exclude(pk__in=LostAnswer.objects.open().values("refund"))


def attempts() -> QuerySet[PaymentAttempt]:
    """Return the payments that nobody could settle; those held for their risk have a screen of their own."""
    old = PaymentAttempt.objects.filter(state__in=LIVE, created_at__lte=clock.now() - TOO_LONG)
    return old.filter(risk="")


class Sort(NamedTuple):
    """One sort of dead letter: which rows, and what makes one due again."""

    title: Any
    rows: Callable[[], QuerySet[Any]]
    tries: str
    failure: str
    due: Callable[[], dict[str, Any]]
    # Those of the rows that may be tried again; None where all may.
    triable: Callable[[], QuerySet[Any]] | None = None

    def to_try(self) -> QuerySet[Any]:
        return (self.triable or self.rows)()


SORTS: Mapping[str, Sort] = {
    "event": Sort(
        _("Events that could not be acted on"),
        events,
        "attempts",
        "outcome",
        lambda: {"attempts": 0, "due_at": clock.now()},
    ),
    "letter": Sort(
        _("Letters that did not go out"),
        letters,
        "attempts",
        "failure",
        lambda: {"attempts": 0, "due_at": clock.now()},
    ),
    "refund": Sort(
        _("Refunds that could not be sent"),
        refunds,
        "tries",
        "failure",
        lambda: {"tries": 0, "due_at": clock.now()},
        undecided_refunds,
    ),
    "attempt": Sort(
        _("Payments that could not be settled"), attempts, "", "failure", lambda: {"asked_at": None}
    ),
}


@transaction.atomic
def try_again(*, by: User, kind: str, subject_id: int) -> bool:
    """Make one dead letter due now, by finance or the ICT cell of headquarters; False where it is dead no more.

    The worker does the rest. Who pressed is written down. Raises PermissionDenied, LookupError.
    """
    reconciling.require_headquarters(by, *ROLES)
    return _try_again(by, kind, subject_id)


@transaction.atomic
def try_all_again(*, by: User) -> int:
    """Make everything due now that waits for a person; return how many. Raises PermissionDenied."""
    reconciling.require_headquarters(by, *ROLES)
    dead = [
        (kind, pk)
        for kind, sort in SORTS.items()
        for pk in sort.rows().order_by("pk").values_list("pk", flat=True)
    ]
    return sum(_try_again(by, kind, pk) for kind, pk in dead)


def _try_again(by: User, kind: str, subject_id: int) -> bool:
    sort = SORTS.get(kind)
    if sort is None:
        raise LookupError(kind)
    row = sort.rows().select_for_update().filter(pk=subject_id).first()
    if row is None or not sort.to_try().filter(pk=subject_id).update(**sort.due()):
        return False
    Replay.objects.create(
        kind=kind,
        subject_id=subject_id,
        by=by,
        at=clock.now(),
        tries=getattr(row, sort.tries) if sort.tries else 0,
        failure=getattr(row, sort.failure)[:100],
    )
    log.info("tried_again", kind=kind, row=subject_id, user=by.pk)
    return True


def count() -> int:
    return sum(sort.rows().count() for sort in SORTS.values())
