"""Taking a share back when its goods are refunded: from the line's own part, and what was paid out never.

Of each maker's part first what is still pending, then what is available or held; what had been paid out, or is
on its way, an office bears as `recoverable`, whatever else the account holds (MONEY.md, invariants 9 and 10).
"""

import datetime
from collections.abc import Mapping, Sequence

from django.db.models import F

from shop.ledger import journal
from shop.ledger.digests import Line
from shop.ledger.models import Entry
from shop.wages import credits, holds, rules
from shop.wages.models import Credit


def take_back(
    *,
    reference: str,
    share_key: str,
    at: datetime.datetime,
    net_poisha: int,
    quantity: int,
    of_quantity: int,
    sound: bool,
) -> None:
    """Reverse the part of a share that belongs to `quantity` of the `of_quantity` units not yet refunded.

    `net_poisha` is those units' part of the net price; each amount goes back in proportion to what is left of
    it. Goods that come back `sound` bring their cost back too; of spoiled ones the department bears it. Inside
    the caller's transaction, once for each `reference`; the caller has locked the line, so that two refunds of
    it follow each other.
    """
    entry = Entry.objects.get(key=share_key)
    posted = journal.lines_of(entry)
    amounts = _amounts(posted, journal.left_of(entry, posted), net_poisha, quantity, of_quantity)
    if not any(amounts.values()):
        return  # units that brought nobody a poisha: there is nothing to reverse
    _cover(reference, share_key, at, _by_maker(posted, amounts))
    journal.reverse(
        key=f"taken-back:{reference}",
        entry_key=share_key,
        effective_at=at,
        narrative=f"Share taken back for {reference}",
        poisha_by_position=amounts,
    )
    if not sound:
        _bear_spoiled(reference, at, posted, amounts)


def _amounts(
    posted: Sequence[Line], left: Mapping[int, int], net_poisha: int, quantity: int, of_quantity: int
) -> dict[int, int]:
    """Return by position how much goes back: the price paid for what is debited from advances."""
    paid = [line.position for line in posted if line.debit.startswith("advances:")]
    added = [line.position for line in posted if not line.debit.startswith("advances:")]
    return rules.taken_back(left, paid, added, net_poisha, quantity, of_quantity)


def _by_maker(posted: Sequence[Line], amounts: Mapping[int, int]) -> dict[str, int]:
    """Return what goes back of each maker's part; where the price did not suffice, it came by two transfers."""
    by_maker: dict[str, int] = {}
    for line in posted:
        maker = credits.maker_of(line.credit)
        if maker and line.position in amounts:
            by_maker[maker] = by_maker.get(maker, 0) + amounts[line.position]
    return by_maker


def _cover(reference: str, share_key: str, at: datetime.datetime, by_maker: Mapping[str, int]) -> None:
    """Bring back to `pending`, whence the reversal takes it, what of a line no longer stands there."""
    postings: list[journal.Posting] = []
    credits.lock(by_maker)
    for credit in Credit.objects.filter(entry_key=share_key, maker_id__in=list(by_maker)).order_by("pk"):
        wanted = by_maker[str(credit.maker_id)]
        own = min(wanted, credit.own_poisha)
        borne = wanted - own
        pending = credits.account(credit.maker_id, "pending")
        if credit.released_at is not None and own:
            postings += _from_released(credit.maker_id, own, pending)
        if borne:
            postings.append(journal.Posting(f"recoverable:{credit.bearer_code}", pending, borne))
        Credit.objects.filter(pk=credit.pk).update(
            taken_back_poisha=F("taken_back_poisha") + own,
            recoverable_poisha=F("recoverable_poisha") + borne,
        )
    # The reversal that follows moves the balances of all of them, in one order.
    journal.keep_still(credits.account(maker, "pending") for maker in by_maker)
    if postings:
        journal.post(
            key=f"cover:{reference}",
            kind="cover",
            effective_at=at,
            narrative=f"Brought back for {reference}",
            transfers=postings,
        )


def _from_released(maker_id: object, poisha: int, pending: str) -> list[journal.Posting]:
    """Return the postings that bring so much from available, then from held."""
    available = credits.account(maker_id, "available")
    free = min(poisha, journal.keep_still([available])[available])
    held = poisha - free
    postings = [journal.Posting(available, pending, free)] if free else []
    if held:
        holds.take(maker_id=maker_id, poisha=held)
        postings.append(journal.Posting(credits.account(maker_id, "held"), pending, held))
    return postings


def _bear_spoiled(
    reference: str, at: datetime.datetime, posted: Sequence[Line], amounts: Mapping[int, int]
) -> None:
    """Let the department bear the cost of goods that cannot be sold again."""
    postings = []
    for line in posted:
        poisha = amounts.get(line.position, 0)
        word, _, office = line.credit.partition(":")
        if poisha and word in ("materials", "costs"):
            postings.append(journal.Posting(f"department:{office}", line.credit, poisha))
    if postings:
        journal.post(
            key=f"spoiled:{reference}",
            kind="spoiled",
            effective_at=at,
            narrative=f"Cost of spoiled goods of {reference}",
            transfers=postings,
        )
