"""An order's story as one line of time, the newest last: steps, what providers told, the book, letters."""

import dataclasses
import datetime
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shop.fulfilment.desk.story import Story
from shop.fulfilment.models import Consignment, OrderComplaint
from shop.orders.models import Purchase, StateChange
from shop.payments import channels
from shop.payments.models import CashDue, Dispute, PaymentAttempt, Refund

# What a step is a step of: its name, and the names of its states.
SUBJECTS: dict[str, tuple[Any, Any]] = {
    "orders.Purchase": (gettext_lazy("Order"), Purchase.State),
    "payments.PaymentAttempt": (gettext_lazy("Payment"), PaymentAttempt.State),
    "payments.CashDue": (gettext_lazy("Cash at the door"), CashDue.State),
    "payments.Refund": (gettext_lazy("Refund"), Refund.State),
    "payments.Dispute": (gettext_lazy("Dispute"), Dispute.State),
    "fulfilment.Consignment": (gettext_lazy("Parcel"), Consignment.State),
    "fulfilment.OrderComplaint": (gettext_lazy("Complaint"), OrderComplaint.State),
}
LETTERS: dict[str, Any] = {
    "order_to_pay": gettext_lazy("how to pay"),
    "order_paid": gettext_lazy("paid and placed"),
    "order_placed_cash": gettext_lazy("placed, to be paid at the door"),
    "order_expired": gettext_lazy("not paid in time"),
    "order_shipped": gettext_lazy("handed to the courier"),
    "order_delivered": gettext_lazy("delivered"),
    "order_cancelled": gettext_lazy("cancelled"),
    "order_refund": gettext_lazy("money goes back"),
    "order_refund_due": gettext_lazy("money goes back"),
    "order_refunded": gettext_lazy("money is back"),
    "order_code": gettext_lazy("code for the address"),
    "order_complaint_answered": gettext_lazy("complaint answered"),
    "staff_held_payment": gettext_lazy("to headquarters: a payment is held for its risk"),
    "staff_refund_failed": gettext_lazy("to headquarters: a refund failed"),
    "staff_dispute": gettext_lazy("to headquarters: a payment is disputed"),
}


@dataclasses.dataclass(frozen=True)
class Moment:
    """One thing that happened. `kind`: step, event, entry or letter; `source` is its row."""

    at: datetime.datetime
    kind: str
    title: str
    source: Any
    by: Any = None
    note: str = ""
    poisha: int | None = None
    entry_id: int | None = None


# Of things of one instant: what was told to us, what we did, what the book says of it, what we said.
ORDER = {"event": 0, "step": 1, "entry": 2, "letter": 3}


def of(story: Story) -> list[Moment]:
    """Return the moments of a story, the newest last."""
    moments = [*_steps(story), *_events(story), *_entries(story), *_letters(story)]
    return sorted(moments, key=lambda moment: (moment.at, ORDER[moment.kind], moment.source.pk))


def _steps(story: Story) -> Iterator[Moment]:
    names = _names(story)
    for change in story.changes:
        thing, states = SUBJECTS.get(change.subject_kind, (change.subject_kind, None))
        named = names.get((change.subject_kind, change.subject_id))
        title = f"{thing}, {named}" if named else str(thing)
        state = _label(states, change.to_state)
        yield Moment(change.at, "step", f"{title}: {state}", change, by=change.by, note=_note(change))


def _names(story: Story) -> dict[tuple[str, int], str]:
    """Return what tells two things of one kind apart: the prison, or the way of payment."""
    names = {
        ("payments.PaymentAttempt", attempt.pk): str(channels.name(attempt.provider))
        for attempt in story.attempts
    }
    for part in story.parts:
        names["fulfilment.Consignment", part.parcel.pk] = part.parcel.office.name
        if part.due:
            names["payments.CashDue", part.due.pk] = part.parcel.office.name
    return names | {("fulfilment.OrderComplaint", row.pk): row.office.name for row in story.complaints}


def _label(states: Any, value: str) -> Any:
    return dict(states.choices).get(value, value) if states is not None else value


def _note(change: StateChange) -> str:
    """Return a step's note; where it is a refund's reason, in words."""
    return str(dict(Refund.Reason.choices).get(change.note, change.note))


def _events(story: Story) -> Iterator[Moment]:
    for event in story.events:
        title = _("%(provider)s told us: %(what)s") % {
            "provider": channels.name(event.provider),
            "what": event.kind,
        }
        yield Moment(event.received_at, "event", title, event)


def _entries(story: Story) -> Iterator[Moment]:
    for told in story.entries:
        yield Moment(
            told.entry.recorded_at,
            "entry",
            told.entry.kind,
            told.entry,
            poisha=told.poisha,
            entry_id=told.entry.pk,
        )


def _letters(story: Story) -> Iterator[Moment]:
    for letter in story.letters:
        yield Moment(letter.written_at, "letter", str(LETTERS.get(letter.template, letter.template)), letter)
