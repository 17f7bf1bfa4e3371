"""What every way to pay can do. Amounts are whole poisha; instants are the provider's own, aware."""

import dataclasses
import datetime
import enum
from collections.abc import Mapping
from typing import Protocol

from django.utils.functional import Promise

from shop.payments.models import PaymentAttempt


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
    # What the provider took of it; None where it does not say, or says it in another currency.
    fee_poisha: int | None = None


@dataclasses.dataclass(frozen=True)
class Opened:
    """A payment that a provider awaits: its name there, and where the buyer pays."""

    reference: str
    url: str


@dataclasses.dataclass(frozen=True)
class Event:
    """What a webhook told, as far as it is needed: enough to know what to ask about."""

    event_id: str
    kind: str
    reference: str


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
