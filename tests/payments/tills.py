"""What a test does in a provider's name, told alike for every provider that the shop knows.

A new provider joins the contract with a class here and a line in `TILLS`.
"""

import datetime
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Protocol

import clock
from shop.payments.models import DemonstrationRefund, DemonstrationSession, PaymentAttempt
from shop.payments.providers import demonstration
from tests.payments import fake_sslcommerz, fake_stripe


class Till(Protocol):
    """One provider's side of the counter."""

    code: str
    # Whether a payment that was opened twice is one there, and one that was closed can be paid no more.
    keeps_one_session: bool
    # Whether it stands elsewhere: then it can be away, and its answers be lost.
    is_elsewhere: bool

    def pay(self, attempt: PaymentAttempt) -> None: ...

    def go_away(self) -> None:
        """Answer nothing but failures until `come_back`."""

    def come_back(self) -> None: ...

    def lose_the_next_answer(self, to: str) -> None:
        """Do what the next call of a kind asks, "open" or "refund", and do not answer it."""

    def payments(self) -> int:
        """Return how many payments were begun there."""

    def refunds(self) -> list[int]:
        """Return what was given back there, in poisha."""


class DemonstrationTill:
    """A part of the shop itself: it is never away and loses no answer."""

    code = "demonstration"
    keeps_one_session, is_elsewhere = True, False

    def pay(self, attempt: PaymentAttempt) -> None:
        demonstration.move(token=attempt.provider_reference, to="paid")

    def go_away(self) -> None: ...

    def come_back(self) -> None: ...

    def lose_the_next_answer(self, to: str) -> None: ...

    def payments(self) -> int:
        return DemonstrationSession.objects.count()

    def refunds(self) -> list[int]:
        return list(DemonstrationRefund.objects.order_by("pk").values_list("amount_poisha", flat=True))


class StripeTill:
    code = "stripe"
    keeps_one_session, is_elsewhere = True, True
    ADDRESSES = {"open": "POST /v1/checkout/sessions", "refund": "POST /v1/refunds"}

    def __init__(self, fake: fake_stripe.FakeStripe) -> None:
        self.fake = fake

    def pay(self, attempt: PaymentAttempt) -> None:
        self.fake.pay(attempt.provider_reference, fee=3930)

    def go_away(self) -> None:
        self.fake.faults = ["500"] * 20

    def come_back(self) -> None:
        self.fake.faults = []

    def lose_the_next_answer(self, to: str) -> None:
        self.fake.faults = [f"reset {self.ADDRESSES[to]}"] * 2  # the library itself tries twice

    def payments(self) -> int:
        return len(self.fake.sessions)

    def refunds(self) -> list[int]:
        return [refund["amount"] for refund in self.fake.refunds.values()]


class SslcommerzTill:
    code = "sslcommerz"
    keeps_one_session, is_elsewhere = False, True

    def __init__(self, fake: fake_sslcommerz.FakeSslcommerz) -> None:
        self.fake = fake

    def pay(self, attempt: PaymentAttempt) -> None:
        keys = [
            key for key, asked in self.fake.sessions.items() if asked["tran_id"] == attempt.provider_reference
        ]
        self.fake.pay(keys[-1])

    def go_away(self) -> None:
        self.fake.faults = ["500"] * 20

    def come_back(self) -> None:
        self.fake.faults = []

    def lose_the_next_answer(self, to: str) -> None:
        self.fake.faults = ["reset"] if to == "open" else ["", "", "reset"]  # it is found and validated first

    def payments(self) -> int:
        return len({asked["tran_id"] for asked in self.fake.sessions.values()})

    def refunds(self) -> list[int]:
        return [int(Decimal(refund["_amount"]) * 100) for refund in self.fake.refunds.values()]


TILLS: dict[str, Any] = {
    "demonstration": lambda _: DemonstrationTill(),
    "stripe": lambda there: StripeTill(there("stripe_there")),
    "sslcommerz": lambda there: SslcommerzTill(there("sslcommerz_there")),
}


def between(instants: Iterator[datetime.datetime]) -> bool:
    """Return whether instants follow each other and none lies ahead of us."""
    told = list(instants)
    return told == sorted(told) and all(at.tzinfo and at <= clock.now() for at in told)
