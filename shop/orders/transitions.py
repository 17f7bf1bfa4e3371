"""The one table of steps that orders, attempts, parcels and cash may take, and the one way to take them."""

from collections.abc import Mapping

from django.db import models, transaction

import clock
from accounts.models import User
from shop.orders.models import Purchase, StateChange

# MONEY.md "Orders, stock, payments". A parcel is `reserved` from the placing on; that it is confirmed is
# derived from its purchase being placed, so that payments, which lie below, need not know parcels.
TABLE: Mapping[str, Mapping[str, frozenset[str]]] = {
    "orders.Purchase": {
        "": frozenset({"awaits_payment", "placed"}),
        "awaits_payment": frozenset({"placed", "expired", "cancelled"}),
        "expired": frozenset({"placed"}),
        "placed": frozenset({"cancelled"}),
    },
    "payments.PaymentAttempt": {
        "": frozenset({"created"}),
        "created": frozenset({"open", "failed", "expired", "paid", "mismatch"}),
        "open": frozenset({"processing", "paid", "failed", "expired", "mismatch"}),
        "processing": frozenset({"paid", "failed", "expired", "mismatch"}),
        # A buyer may pay a session that was told to be over: the money is never turned away unseen.
        "failed": frozenset({"paid", "mismatch"}),
        "expired": frozenset({"paid", "mismatch"}),
    },
    "payments.CashDue": {
        "": frozenset({"due"}),
        "due": frozenset({"collected", "short", "refused", "cancelled"}),
        "collected": frozenset({"handed_in", "short"}),
        # What was missing has come after all.
        "short": frozenset({"collected"}),
    },
    "payments.Refund": {
        "": frozenset({"requested", "submitted"}),
        "requested": frozenset({"approved", "withdrawn"}),
        "approved": frozenset({"submitted"}),
        "submitted": frozenset({"succeeded", "failed"}),
        # A bank may turn it away days after the provider said that it was done.
        "succeeded": frozenset({"failed"}),
        "failed": frozenset({"submitted", "succeeded"}),
    },
    "payments.Dispute": {
        "": frozenset({"opened"}),
        "opened": frozenset({"won", "lost"}),
        "lost": frozenset({"won"}),
    },
    "fulfilment.Consignment": {
        "": frozenset({"reserved"}),
        "reserved": frozenset({"packed", "cancelled"}),
        "packed": frozenset({"shipped", "cancelled"}),
        "shipped": frozenset({"delivered", "refused"}),
        "delivered": frozenset({"closed", "returned"}),
        "refused": frozenset({"received_back"}),
        "returned": frozenset({"received_back"}),
    },
    "fulfilment.OrderComplaint": {"": frozenset({"open"}), "open": frozenset({"answered"})},
}


class IllegalStep(Exception):
    """A step that the table does not know: an error of ours, never of the user's."""


class Overtaken(Exception):
    """Somebody else has moved the subject since it was read; nothing was changed."""


def may_step(*, subject: models.Model, to: str) -> bool:
    """Return whether the table knows the step from the state that `subject` was read with."""
    return to in TABLE[subject._meta.label].get(subject.state, frozenset())  # type: ignore[attr-defined]


def begin(*, subject: models.Model, by: User | None = None, note: str = "") -> None:
    """Record that a subject came to be, in the state that it was saved with."""
    state: str = subject.state  # type: ignore[attr-defined]
    if state not in TABLE[subject._meta.label][""]:
        raise IllegalStep(f"{subject._meta.label} cannot begin as {state}")
    _record(subject=subject, was="", to=state, by=by, note=note)


def step(
    *, subject: models.Model, to: str, by: User | None = None, note: str = "", **changes: object
) -> None:
    """Move a subject on and write the step down, with other `changes` of the same row, inside a transaction.

    Raises IllegalStep where the table knows no such step, Overtaken where the row is no longer in the state
    it was read with: of two who try at once, one succeeds.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A step and its record belong in one transaction.")
    was: str = subject.state  # type: ignore[attr-defined]
    if not may_step(subject=subject, to=to):
        raise IllegalStep(f"{subject._meta.label} {subject.pk} cannot step from {was} to {to}")
    moved = type(subject)._default_manager.filter(pk=subject.pk, state=was).update(state=to, **changes)
    if not moved:
        raise Overtaken(f"{subject._meta.label} {subject.pk} is no longer {was}")
    for field, value in {"state": to, **changes}.items():
        setattr(subject, field, value)
    _record(subject=subject, was=was, to=to, by=by, note=note)


def _record(*, subject: models.Model, was: str, to: str, by: User | None, note: str) -> None:
    purchase_id = subject.pk if isinstance(subject, Purchase) else subject.purchase_id  # type: ignore[attr-defined]
    StateChange.objects.create(
        subject_kind=subject._meta.label,
        subject_id=subject.pk,
        purchase_id=purchase_id,
        from_state=was,
        to_state=to,
        at=clock.now(),
        by=by,
        note=note,
    )
