"""What money in hand does to the book."""

import datetime
from collections.abc import Sequence

from shop.ledger import journal
from shop.ledger.journal import Posting, Telling
from shop.orders import refunds
from shop.orders.models import Purchase
from shop.payments.models import CashDue, PaymentAttempt

KIND = "capture"


def key_of_attempt(attempt: PaymentAttempt) -> str:
    return f"capture:{attempt.purchase.number}:{attempt.pk}"


def key_of_aside(attempt: PaymentAttempt) -> str:
    return f"aside:{attempt.purchase.number}:{attempt.pk}"


def key_of_cash(due: CashDue) -> str:
    return f"capture:{due.purchase.number}:cash:{due.pk}"


def keys_of(purchase: Purchase) -> list[str]:
    """Return the keys under which an order's money is in the book, or would be."""
    return [
        *map(key_of_attempt, purchase.attempts.all()),
        *map(key_of_cash, purchase.cash_dues.all()),
    ]


def post(
    *,
    key: str,
    provider: str,
    purchase: Purchase,
    at: datetime.datetime,
    office_id: int | None = None,
    beside: Sequence[Telling] = (),
) -> None:
    """Post a capture: Dr clearing:<provider>, Cr advances and delivery of each prison, and VAT.

    With `office_id` only that prison's part (cash comes parcel by parcel), without what was struck off before it
    was paid: so much less was asked for at the door. `beside` is told in the same statements (its fee, its way to
    the bank: `settling`). Posting the same key again changes nothing.
    """
    fees = purchase.delivery_fees.select_related("office")
    sold = purchase.lines.select_related("office").order_by("pk")
    if office_id is not None:
        fees, sold = fees.filter(office_id=office_id), sold.filter(office_id=office_id)
        sold = sold.prefetch_related("refunds")
    owed: dict[str, int] = {}
    for line in sold:
        # An attempt brings the whole order's price, whatever came off it since.
        net, vat = refunds.struck(line) if office_id is not None else (0, 0)
        advances = f"advances:{line.office.code}"
        owed[advances] = owed.get(advances, 0) + line.net_poisha - net
        owed["vat"] = owed.get("vat", 0) + line.vat_poisha - vat
    for fee in fees.order_by("pk"):
        owed[f"delivery:{fee.office.code}"] = fee.poisha
    transfers = [
        Posting(debit=f"clearing:{provider}", credit=account, poisha=poisha)
        for account, poisha in owed.items()
        if poisha
    ]
    tellings = [Telling(key, KIND, at, f"Order {purchase.number} paid", transfers)] if transfers else []
    if tellings or beside:
        journal.post_all([*tellings, *beside])


def set_aside(
    *, attempt: PaymentAttempt, poisha: int, at: datetime.datetime, beside: Sequence[Telling] = ()
) -> None:
    """Post money that came and pays nothing: Dr clearing:<provider> Cr owed:<provider>, until it has gone back."""
    aside = Telling(
        key=key_of_aside(attempt),
        kind="set_aside",
        effective_at=at,
        narrative=f"Order {attempt.purchase.number}: another amount than the order's, set aside",
        transfers=[
            Posting(debit=f"clearing:{attempt.provider}", credit=f"owed:{attempt.provider}", poisha=poisha)
        ],
    )
    journal.post_all([aside, *beside])
