"""Giving a buyer's money back: what it does to the order, the makers and the book, in one transaction.

The provider is told afterwards, from the outbox; a refund that it refuses later is compensated.
"""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F, Q, Sum

import clock
from offices.models import Office
from shop.ledger import journal
from shop.ledger.models import Entry, Transfer
from shop.orders import lines, purchases, refunds
from shop.orders.models import LineRefund, Purchase, SoldLine
from shop.payments import capturing

KIND = "refund"


class TooMuch(ValueError):
    """More would be given back than the buyer paid, in all or for delivery."""


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
    account: str = "",
) -> list[LineRefund]:
    """Give back the price of units, and in poisha by prison what was paid for delivery or is given in goodwill.

    The money leaves `account`, by itself `clearing:<provider>`. The share of the units is taken back (MONEY.md:
    when the refund is submitted); a goodwill refund is the department's alone. Twice under one `reference` is
    once, of other content a journal.Conflict or refunds.AnotherRefund. Raises TooMuch, refunds.TooMany,
    refunds.NotPaid.
    """
    held, key = purchases.locked(purchase.pk), f"refund:{purchase.number}:{reference}"
    told_at = Entry.objects.filter(key=key).values_list("effective_at", flat=True).first()
    at = told_at or clock.now()
    if any(line.purchase_id != purchase.pk for line in units):
        raise ValueError(f"A line is not of order {purchase.number}.")
    lines.keep_makers_still(line for line in units if line.credited_at)
    made = [
        refunds.take_back(
            line=line,
            quantity=units[line],
            reference=f"{reference}:{line.reference}",
            at=at,
            sound=sound,
        )
        for line in lines.in_turn(units)
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
        journal.Posting(debit, account or f"clearing:{provider}", poisha)
        for debit, poisha in owed.items()
        if poisha
    ]
    if not transfers:
        return made
    if told_at is None:
        _stay_within_what_was_paid(held, delivery or {}, sum(transfer.poisha for transfer in transfers))
    journal.post(
        key=key,
        kind=KIND,
        effective_at=at,
        narrative=f"Refund {reference} of order {purchase.number}",
        transfers=transfers,
    )
    return made


def _stay_within_what_was_paid(purchase: Purchase, delivery: Mapping[Office, int], poisha: int) -> None:
    """Count so much as refunded of a locked order; raises TooMuch where less was captured, or paid for delivery.

    What was captured is asked of the book: of an order paid at the door some parcels' cash may still be out.
    """
    keys = capturing.keys_of(purchase)
    # What came late or twice went back whole, by the reversal of its capture: it is not there to be refunded.
    captures, gone = Q(entry__key__in=keys), Q(entry__reverses__key__in=keys)
    captured = _moved(captures) - _moved(gone)
    if purchase.refunded_poisha + poisha > captured:
        raise TooMuch(f"{captured} poisha were paid in all for order {purchase.number}.")
    for office, back in delivery.items():
        account = f"delivery:{office.code}"
        paid = _moved(captures & Q(credit__code=account)) - _moved(gone & Q(debit__code=account))
        earlier = Q(entry__key__startswith=f"{KIND}:{purchase.number}:", debit__code=account)
        if back + _moved(earlier & ~Q(entry__reverses__key__in=keys)) > paid:
            raise TooMuch(f"{paid} poisha were paid for delivery from {office.code}.")
    Purchase.objects.filter(pk=purchase.pk).update(refunded_poisha=F("refunded_poisha") + poisha)


def _moved(of: Q) -> int:
    found: int | None = Transfer.objects.filter(of).aggregate(sum=Sum("poisha"))["sum"]
    return found or 0


def _add(owed: dict[str, int], account: str, poisha: int) -> None:
    owed[account] = owed.get(account, 0) + poisha
