"""Proceeds read from the book, by division and trade.

`balances` reads accounts; an account knows its office and not the trade, so that this reads the transfers of
shares and of what took them back, and asks each one's sold line for its trade. It writes nothing.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterator

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

import clock
from offices.models import Office
from shop.ledger.models import Entry, Transfer
from shop.orders.models import LineRefund, SoldLine
from shop.reports.figures import Amounts, Place, Sum
from shop.wages import shares

AT_A_TIME = 5000
# Kind and first word of the key of what `wages.takings` posts where refunded goods cannot be sold again.
SPOILED = "spoiled"
# What an account's first word means for the division of proceeds; all others are none of it.
MEANINGS = {
    "advances": "sales",
    "materials": "cost",
    "costs": "cost",
    "inmate": "makers",
    "department": "department",
}


def proceeds() -> Q:
    """Return what tells transfers of the division of proceeds: shares, what took them back, and the cost of
    refunded goods that came back spoiled.
    """
    return Q(entry__kind__in=[shares.KIND, SPOILED]) | Q(entry__reverses__kind=shares.KIND)


def newly_told(
    until: datetime.date, entries_to: int, *, told_until: datetime.date | None = None, told_to: int = 0
) -> QuerySet[Transfer]:
    """Return the transfers that a quarter ending on the day `until` tells: those of its days in Dhaka, and
    those of earlier days that had been recorded too late to be told there.

    `told_until` and `told_to` are the last day and the last entry of what was told before.
    """
    found = Transfer.objects.filter(
        proceeds(), entry_id__lte=entries_to, entry__effective_at__lt=_end_of(until)
    )
    if told_until is not None:
        found = found.exclude(entry_id__lte=told_to, entry__effective_at__lt=_end_of(told_until))
    return found


def first_day() -> datetime.date | None:
    """Return the day in Dhaka of the first share in the book."""
    first = Entry.objects.filter(kind=shares.KIND).order_by("effective_at").first()
    return clock.local(first.effective_at).date() if first else None


def cells(transfers: QuerySet[Transfer]) -> dict[Place, Sum]:
    """Return what transfers come to, by the codes of division and trade.

    The people of a cell are those to whom something is left in it: whose share was wholly taken back has
    nothing to do with the sum. A share that no sold line explains is `ledger_verify`'s to report and no figure.
    """
    places = _places()
    sums: dict[Place, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    earned: dict[Place, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = transfers.order_by().values_list(
        Coalesce(F("entry__reverses__key"), F("entry__key")), "debit__code", "credit__code", "poisha"
    )
    for key, debit, credit, poisha in rows.iterator(AT_A_TIME):
        place = places.get(key)
        if place is None:
            continue
        for meaning, code, amount in _meant(debit, credit, poisha):
            sums[place][meaning] += amount
            if meaning == "makers":
                earned[place][code.split(":")[1]] += amount
    return {
        place: Sum(
            Amounts(**amounts), frozenset(maker for maker, poisha in earned[place].items() if poisha > 0)
        )
        for place, amounts in sums.items()
    }


def of_shares(keys: Collection[str]) -> Amounts:
    """Return what the shares under these keys come to, less what was taken back of them; one query."""
    told = Transfer.objects.filter(Q(entry__key__in=keys) | Q(entry__reverses__key__in=keys)).order_by()
    sums: dict[str, int] = defaultdict(int)
    for debit, credit, poisha in told.values_list("debit__code", "credit__code", "poisha"):
        for meaning, _code, amount in _meant(debit, credit, poisha):
            sums[meaning] += amount
    return Amounts(**sums)


def divisions() -> dict[int, Office]:
    """Return by every office's id the divisional office that it stands under; itself where none is above."""
    offices = {office.pk: office for office in Office.objects.all()}
    found = {}
    for office in offices.values():
        above: Office | None = office
        while above is not None and above.kind != Office.Kind.DIVISION:
            above = offices.get(above.parent_id) if above.parent_id else None
        found[office.pk] = above or office
    return found


def _meant(debit: str, credit: str, poisha: int) -> Iterator[tuple[str, str, int]]:
    """Yield what a transfer means for the division of proceeds: which amount grows by how much, and the account."""
    for code, amount in ((debit, -poisha), (credit, poisha)):
        meaning = MEANINGS.get(code.partition(":")[0])
        if meaning is not None:
            # Buyers' advances shrink by what is sold: the one account that is debited where the others grow.
            yield meaning, code, -amount if meaning == "sales" else amount


def _places() -> dict[str, Place]:
    """Return division and trade by the key of an entry: of every credited line's share, and of spoiled goods."""
    above = {pk: office.code for pk, office in divisions().items()}
    lines = SoldLine.objects.filter(credited_at__isnull=False).order_by()
    rows = lines.values_list("entry_key", "office_id", "trade_code")
    found = {key: (above[office_id], trade) for key, office_id, trade in rows.iterator(AT_A_TIME)}
    refunds = LineRefund.objects.filter(sound=False).order_by()
    spoiled = refunds.values_list("reference", "line__office_id", "line__trade_code")
    for reference, office_id, trade in spoiled.iterator(AT_A_TIME):
        found[f"{SPOILED}:{reference}"] = (above[office_id], trade)
    return found


def _end_of(day: datetime.date) -> datetime.datetime:
    return clock.midnight(day + datetime.timedelta(days=1))
