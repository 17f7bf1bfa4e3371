"""What a provider takes for its service, and when its money reaches our bank: both are in the book.

A fee: Dr fees:<provider> Cr clearing:<provider>. A settlement: Dr bank Cr clearing:<provider>, or back where the
provider took a payout back (MONEY.md, "Postings"). Each has a key of its own, so that telling it twice is once.
"""

import datetime

from django.db.models import Sum

import clock
from shop.ledger import journal
from shop.ledger.journal import Posting, Telling
from shop.ledger.models import Entry, Transfer
from shop.payments.models import CashDue, PaymentAttempt, SlipSettlement
from shop.payments.providers.interface import Movement

FEE = "fee"
SETTLEMENT = "settlement"


def key_of_fee(attempt: PaymentAttempt) -> str:
    return f"{FEE}:{attempt.purchase.number}:{attempt.pk}"


def key_of_payout(provider: str, reference: str) -> str:
    return f"{SETTLEMENT}:{provider}:{reference}"


def key_of_cash(due: CashDue) -> str:
    return f"{SETTLEMENT}:cash:{due.pk}"


def key_of_slip(slip: SlipSettlement) -> str:
    return key_of_payout(slip.provider, f"slip:{slip.pk}")


def key_of_slip_fee(slip: SlipSettlement) -> str:
    return f"{FEE}:{slip.provider}:slip:{slip.pk}"


def fee_of(*, attempt: PaymentAttempt, poisha: int, at: datetime.datetime) -> list[Telling]:
    """Return how the book is told what the provider took of a payment; nothing where it took nothing."""
    number = attempt.purchase.number
    return _fee(
        key_of_fee(attempt), attempt.provider, poisha, at, f"Fee of {attempt.provider}, order {number}"
    )


def hand_in_of(*, due: CashDue, at: datetime.datetime) -> Telling:
    """Return how the book is told that cash paid at the door lies at the bank."""
    return Telling(
        key=key_of_cash(due),
        kind=SETTLEMENT,
        effective_at=at,
        narrative=f"Cash of order {due.purchase.number} at the bank, slip {due.slip_number}",
        transfers=[Posting("bank", "clearing:cash", due.amount_poisha)],
    )


def slip_of(slip: SlipSettlement) -> list[Telling]:
    """Return how the book is told what a bank's slip says that a provider paid us, and what was kept back of it."""
    clearing, at = f"clearing:{slip.provider}", clock.midnight(slip.on)
    paid = Telling(
        key=key_of_slip(slip),
        kind=SETTLEMENT,
        effective_at=at,
        narrative=f"Paid out by {slip.provider}, bank slip {slip.slip_number}",
        transfers=[Posting("bank", clearing, slip.poisha)],
        recorded_by_id=str(slip.confirmed_by_id),
    )
    said = f"Kept back by {slip.provider}, bank slip {slip.slip_number}"
    return [paid, *_fee(key_of_slip_fee(slip), slip.provider, slip.fee_poisha, at, said)]


def settle(*, provider: str, payout: Movement) -> Entry:
    """Book what a provider paid out to our bank, or took back from there. Twice is once.

    Raises journal.Conflict where the provider told another sum of it before.
    """
    bank, clearing = "bank", f"clearing:{provider}"
    paid = Posting(bank, clearing, -payout.poisha)
    back = Posting(clearing, bank, payout.poisha)
    return journal.post(
        key=key_of_payout(provider, payout.reference),
        kind=SETTLEMENT,
        effective_at=payout.at,
        narrative=f"Payout {payout.reference} of {provider}",
        transfers=[paid if payout.poisha < 0 else back],
    )


def keys_of_fee(attempt: PaymentAttempt, charge: Movement) -> list[str]:
    """Return the keys under which a payment's fee stands in the book: as it was first told, and its correction."""
    return [key_of_fee(attempt), f"{key_of_fee(attempt)}:{charge.reference}"]


def key_of_other_fee(provider: str, movement: Movement) -> str:
    return f"{FEE}:{provider}:{movement.reference}"


def fee_told(attempt: PaymentAttempt) -> int:
    """Return what was booked as the fee of a payment when it was paid."""
    told = Transfer.objects.filter(entry__key=key_of_fee(attempt)).aggregate(sum=Sum("poisha"))["sum"]
    return int(told or 0)


def correct_fee(*, attempt: PaymentAttempt, charge: Movement) -> Entry | None:
    """Book by how much the fee that a provider states in its account differs from the one told first, if it does.

    The line keeps the cost that it was divided by: what is found later is the Department's. Twice is once; raises
    journal.Conflict where this movement's fee was corrected to another sum before.
    """
    corrected = keys_of_fee(attempt, charge)[1]
    said = f"Fee of {attempt.provider} corrected, order {attempt.purchase.number}"
    missing = _fee(corrected, attempt.provider, charge.fee_poisha - fee_told(attempt), charge.at, said)
    return journal.post_all(missing)[0] if missing else None


def take_fee(*, provider: str, movement: Movement) -> Entry | None:
    """Book what a provider took for anything but a payment: a dispute, a refund, a payout. Twice is once."""
    told = _fee(
        key_of_other_fee(provider, movement),
        provider,
        movement.fee_poisha,
        movement.at,
        f"Fee of {provider} for {movement.kind} {movement.reference}",
    )
    return journal.post_all(told)[0] if told else None


def _fee(key: str, provider: str, poisha: int, at: datetime.datetime, narrative: str) -> list[Telling]:
    fees, clearing = f"fees:{provider}", f"clearing:{provider}"
    if not poisha:
        return []
    moved = Posting(fees, clearing, poisha) if poisha > 0 else Posting(clearing, fees, -poisha)
    return [Telling(key=key, kind=FEE, effective_at=at, narrative=narrative, transfers=[moved])]
