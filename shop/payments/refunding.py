"""Giving a buyer's money back: what it does to the order, the makers and the book, in one transaction.

The provider is told afterwards, from the outbox; a refund that it refuses later is compensated.
"""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F

import clock
from offices.models import Office
from shop.ledger import balances, journal
from shop.orders import lines, purchases, refunds
from shop.orders.models import LineRefund, Purchase, SoldLine

KIND = "refund"


class TooMuch(ValueError):
    """More would be given back than the buyer paid."""


@transaction.atomic
def submit(
    *,
    purchase: Purchase,
    reference: str,
    provider: str,
    units: Mapping[SoldLine, int],
    delivery: Mapping[Office, int] | None = None,
    goodwill: Mapping[Office, int] | None = None,
    sound: bool = True,
) -> list[LineRefund]:
    """Give back the price of units, and in poisha by prison what was paid for delivery or is given in goodwill.

    The share of the units is taken back (MONEY.md: when the refund is submitted); a goodwill refund is the
    department's alone. Twice under one `reference` is once. Raises TooMuch, refunds.TooMany.
    """
    held, now, key = purchases.locked(purchase.pk), clock.now(), f"refund:{purchase.number}:{reference}"
    lines.keep_makers_still(line for line in units if line.credited_at)
    made = [
        refunds.take_back(
            line=line,
            quantity=quantity,
            reference=f"{reference}:{line.reference}",
            at=now,
            sound=sound,
        )
        for line, quantity in sorted(units.items(), key=lambda pair: (pair[0].stockrecord_id, pair[0].pk))
    ]
    owed: dict[str, int] = {}
    for refund in made:
        _add(owed, f"advances:{refund.line.office.code}", refund.net_poisha)
        _add(owed, "vat", refund.vat_poisha)
    for office, poisha in (delivery or {}).items():
        _add(owed, f"delivery:{office.code}", poisha)
    for office, poisha in (goodwill or {}).items():
        _add(owed, f"department:{office.code}", poisha)
    transfers = [
        journal.Posting(account, f"clearing:{provider}", poisha) for account, poisha in owed.items() if poisha
    ]
    if not transfers or balances.is_told(key):
        return made
    total = sum(transfer.poisha for transfer in transfers)
    if held.refunded_poisha + total > held.total_poisha:
        raise TooMuch(f"Order {held.number} cost {held.total_poisha} poisha in all.")
    Purchase.objects.filter(pk=held.pk).update(refunded_poisha=F("refunded_poisha") + total)
    journal.post(
        key=key,
        kind=KIND,
        effective_at=now,
        narrative=f"Refund {reference} of order {purchase.number}",
        transfers=transfers,
    )
    return made


def _add(owed: dict[str, int], account: str, poisha: int) -> None:
    owed[account] = owed.get(account, 0) + poisha
