"""What may be said in public of the shares: sums over a closed quarter and over enough people, never
anything finer.
"""

import datetime
from typing import NamedTuple

from django.db.models import Count, Q, Sum

import clock
from shop.ledger.models import Transfer
from shop.wages.shares import KIND

# DOMAIN.md, "Never public": a published figure is an aggregate over at least so many people.
FEWEST_PEOPLE = 10


class Figures(NamedTuple):
    """The division of what was sold, in poisha, less what was taken back."""

    sales_poisha: int
    makers_poisha: int
    department_poisha: int


def between(first: datetime.date, last: datetime.date) -> Figures | None:
    """Return how the proceeds of a quarter (both days included) were divided, in one query.

    None while the quarter lasts, because the difference between two days would tell of single makers, and
    None when fewer than FEWEST_PEOPLE makers were credited in it.
    """
    if last >= clock.today():
        return None
    found = Transfer.objects.filter(
        Q(entry__kind=KIND) | Q(entry__reverses__kind=KIND),
        entry__effective_at__gte=clock.midnight(first),
        entry__effective_at__lt=clock.midnight(last + datetime.timedelta(days=1)),
    ).aggregate(
        paid=Sum("poisha", filter=Q(debit__code__startswith="advances:")),
        paid_back=Sum("poisha", filter=Q(credit__code__startswith="advances:")),
        made=Sum("poisha", filter=Q(credit__code__startswith="inmate:")),
        made_back=Sum("poisha", filter=Q(debit__code__startswith="inmate:")),
        kept=Sum("poisha", filter=Q(credit__code__startswith="department:")),
        kept_back=Sum("poisha", filter=Q(debit__code__startswith="department:")),
        people=Count("credit", filter=Q(credit__code__startswith="inmate:"), distinct=True),
    )
    if found["people"] < FEWEST_PEOPLE:
        return None
    net = {name: (found[name] or 0) - (found[f"{name}_back"] or 0) for name in ("paid", "made", "kept")}
    return Figures(net["paid"], net["made"], net["kept"])
