"""What every way to pay can do. Amounts are whole poisha; instants are the provider's own, aware."""

import dataclasses
import datetime
import enum
from collections.abc import Iterable, Mapping
from typing import Protocol, runtime_checkable

from django.utils.functional import Promise

from shop.payments.models import PaymentAttempt, Refund


class Told(enum.StrEnum):
    """What a provider says of a payment when asked."""

    OPEN = "open"
    PROCESSING = "processing"
    PAID = "paid"
    FAILED = "failed"
    EXPIRED = "expired"


@dataclasses.dataclass(frozen=True)
class Standing:
    """How a payment stands with its provider: fetched from there, never taken from an address or an event."""

    told: Told
    # The attempt's token as the provider has it: money for another attempt is not ours.
    attempt_token: str = ""
    amount_poisha: int = 0
    currency: str = ""
    paid_at: datetime.datetime | None = None
    failure: str = ""
    # Why it advises against handing anything over, though the money has moved: `told` is PROCESSING until staff decide.
    risk: str = ""
    # What the provider took of it; None where it does not say, or says it in another currency.
    fee_poisha: int | None = None


@dataclasses.dataclass(frozen=True)
class Opened:
    """A payment that a provider awaits: its name there, and where the buyer pays."""

    reference: str
    url: str


class About(enum.StrEnum):
    """What an event makes us ask about."""

    PAYMENT = "payment"
    REFUND = "refund"
    DISPUTE = "dispute"


@dataclasses.dataclass(frozen=True)
class Event:
    """What a webhook told, as far as it is needed: enough to know what to ask about.

    `reference` is the provider's name for the thing: of a payment what `Opened` answered, of a refund or a dispute its
    own. `attempt_token` is our own name for the attempt, where the event says it.
    """

    event_id: str
    kind: str
    reference: str
    about: About = About.PAYMENT
    attempt_token: str = ""


class RefundTold(enum.StrEnum):
    """What a provider says of a refund when asked."""

    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


@dataclasses.dataclass(frozen=True)
class RefundStanding:
    """How a refund stands with its provider, fetched from there."""

    told: RefundTold
    # The provider's name for the refund, and for the payment that it gives back (`Opened.reference`).
    reference: str
    payment_reference: str
    amount_poisha: int
    currency: str
    at: datetime.datetime | None = None
    failure: str = ""
    # Our key, where the provider keeps it with the refund: empty for one that was made at the provider.
    key: str = ""


class DisputeTold(enum.StrEnum):
    # A bank asks before it takes anything: no money has moved.
    ASKED = "asked"
    OPENED = "opened"
    WON = "won"
    LOST = "lost"


@dataclasses.dataclass(frozen=True)
class DisputeStanding:
    """How a dispute stands with its provider, fetched from there."""

    told: DisputeTold
    reference: str
    payment_reference: str
    amount_poisha: int
    currency: str
    opened_at: datetime.datetime
    reason: str = ""
    answer_by: datetime.datetime | None = None


class MovementKind(enum.StrEnum):
    """What moved money at a provider."""

    CHARGE = "charge"
    REFUND = "refund"
    REFUND_FAILED = "refund_failed"
    DISPUTE = "dispute"
    DISPUTE_WON = "dispute_won"
    PAYOUT = "payout"
    OTHER = "other"


@dataclasses.dataclass(frozen=True)
class Movement:
    """One movement in a provider's own account of us: `poisha` > 0 where our balance there grew, fee apart."""

    kind: MovementKind
    reference: str
    poisha: int
    fee_poisha: int
    at: datetime.datetime
    # Which payment, refund or dispute it belongs to, by the provider's name for it.
    about: str = ""


class Unreachable(Exception):
    """The provider did not answer, or answered that it cannot: ask again later, nothing is decided."""


class Declined(Exception):
    """The provider will not open this payment, now or later, and holds none under its key: nobody can pay it."""


class Forged(Exception):
    """An event that does not come from the provider, or is too old."""


class Provider(Protocol):
    @property
    def code(self) -> str: ...

    @property
    def name(self) -> str | Promise: ...

    @property
    def description(self) -> str | Promise: ...

    @property
    def needs_redirect(self) -> bool: ...

    @property
    def refunds_by_itself(self) -> bool:
        """Return whether it gives money back when asked; else a person does, and notes the number."""

    def exists(self) -> bool:
        """Return whether its key or setting is there."""

    def takes(self, *, amount_poisha: int, currency: str, country: str) -> bool:
        """Return whether an order of this amount may be paid this way."""

    def open(self, *, attempt: PaymentAttempt) -> Opened:
        """Begin the payment, or find it again by its idempotency key; raises Unreachable, Declined."""

    def ask(self, *, attempt: PaymentAttempt) -> Standing:
        """Return how the payment stands; raises Unreachable."""

    def close(self, *, attempt: PaymentAttempt) -> Standing:
        """Keep the buyer from paying any more and return how the payment then stands; raises Unreachable."""

    def read_event(self, *, body: bytes, headers: Mapping[str, str]) -> Event:
        """Return what a webhook's raw body tells; raises Forged."""

    def refund(self, *, refund: Refund) -> RefundStanding:
        """Give money back, or find the refund again by its idempotency key.

        Raises Unreachable; Declined where the provider will not make it, now or later, and has not.
        """

    def ask_refund(self, *, refund: Refund) -> RefundStanding:
        """Return how a refund that was made stands; raises Unreachable."""


@runtime_checkable
class TellsRefunds(Protocol):
    """A provider whose own staff can give money back, and that lists what went back of a payment."""

    def refund_of(self, *, reference: str) -> RefundStanding:
        """Return a refund by the provider's name for it, whoever made it; raises Unreachable, LookupError."""


@runtime_checkable
class TellsDisputes(Protocol):
    """A provider that takes money back while a buyer's bank disputes it."""

    def dispute_of(self, *, reference: str) -> DisputeStanding:
        """Return a dispute by the provider's name for it; raises Unreachable, LookupError."""


@runtime_checkable
class KeepsAnAccount(Protocol):
    """A provider that tells what moved in its account of us; the daily reconciliation asks."""

    def movements(self, *, since: datetime.datetime, until: datetime.datetime) -> Iterable[Movement]:
        """Return what moved from `since` up to but not at `until`, oldest first; raises Unreachable."""
