"""The lines that a simulation reads, month by month: in a transaction that could not write if it wanted to."""

import contextlib
import datetime
import hashlib
import json
from collections.abc import Iterator, Sequence

from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import QuerySet, Sum, TextField
from django.db.models.functions import Cast

import clock
from shop.orders.models import LineRefund, SoldLine
from shop.reports import simulation
from shop.reports.simulation import Cell, Line, Place, Plan, Refund
from shop.wages.models import Credit, SharePolicy

AT_A_TIME = 5000
# So many lines are divided while the reader waits for a page; of more the months are asked for one by one.
MOST_AT_ONCE = 200_000
KEPT_SECONDS = 15 * 60

# A first and a last day in Dhaka, both included.
Days = tuple[datetime.date, datetime.date]
Cells = dict[Place, Cell]


def count(days: Days) -> int:
    return _credited(days).count()


def months(days: Days) -> list[Days]:
    """Return the calendar months of a period, the first and the last cut to it."""
    start, end = days
    found = []
    while start <= end:
        following = (start.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)
        found.append((start, min(end, following - datetime.timedelta(days=1))))
        start = following
    return found


def run(days: Days, plans: Sequence[Plan]) -> Cells:
    """Divide every line credited in the period by its own policy and by each of the plans."""
    with reading_only():
        own = {policy.pk: plan_of(policy) for policy in SharePolicy.objects.all()}
        return simulation.run(lines(days), plans, own)


def month(days: Days, plans: Sequence[Plan]) -> Cells:
    """Return what `run` says of a month, from what was kept of it a while ago where that is there."""
    told = repr((days, [(*plan[:1], sorted(plan.kinds), *plan[2:]) for plan in plans]))
    key = f"simulation:{hashlib.sha256(told.encode()).hexdigest()}"
    kept: Cells | None = cache.get(key)
    if kept is None:
        kept = run(days, plans)
        cache.set(key, kept, KEPT_SECONDS)
    return kept


def by_months(days: Days, plans: Sequence[Plan]) -> Cells:
    """Return what `run` says of a long period, put together from its months."""
    found: Cells = {}
    for each in months(days):
        for place, cell in month(each, plans).items():
            found.setdefault(place, simulation.empty(len(plans))).add(cell)
    return found


def booked(days: Days) -> int:
    """Return what the book holds of the shares credited in a period, less what was taken back of them."""
    start, end = _between(days)
    credited = Credit.objects.filter(kind=Credit.Kind.SHARE, credited_at__gte=start, credited_at__lt=end)
    sums = credited.aggregate(
        poisha=Sum("poisha"), own=Sum("taken_back_poisha"), borne=Sum("recoverable_poisha")
    )
    return (sums["poisha"] or 0) - (sums["own"] or 0) - (sums["borne"] or 0)


def plan_of(policy: SharePolicy) -> Plan:
    return Plan(policy.rate_bp, policy.deducted_kinds, policy.deduct_discounts, policy.rounding)


def lines(days: Days) -> Iterator[Line]:
    """Yield the lines credited in a period as they were kept, with what was refunded of them until now."""
    refunds: dict[int, list[Refund]] = {}
    of_lines = LineRefund.objects.filter(line__in=_credited(days)).order_by("pk")
    for line_id, net, quantity, sound in of_lines.values_list("line_id", "net_poisha", "quantity", "sound"):
        refunds.setdefault(line_id, []).append(Refund(net, quantity, sound))
    # Only where units went back do the makers' own parts matter: each is rounded when it is taken back.
    refunded = _credited(days).filter(refunded_quantity__gt=0)
    pieces = dict(refunded.values_list("pk", "pieces").iterator(AT_A_TIME))
    # The costs as text: of two hundred thousand lines Django's own way through JSON takes twice as long.
    rows = _credited(days).values_list(
        "pk", "office_id", "trade_code", "net_poisha", "discount_poisha", "policy_id", "quantity",
        Cast("costs", TextField()),
    )  # fmt: skip
    read = json.JSONDecoder().decode
    for pk, office_id, trade, net, discount, policy_id, quantity, costs in rows.iterator(AT_A_TIME):
        yield Line(
            (office_id, trade), net, discount, read(costs), policy_id, quantity,
            refunds.get(pk, ()), pieces.get(pk, ()),
        )  # fmt: skip


def _credited(days: Days) -> QuerySet[SoldLine]:
    start, end = _between(days)
    return SoldLine.objects.filter(credited_at__gte=start, credited_at__lt=end).order_by()


def _between(days: Days) -> tuple[datetime.datetime, datetime.datetime]:
    start, end = days
    return clock.midnight(start), clock.midnight(end + datetime.timedelta(days=1))


@contextlib.contextmanager
def reading_only() -> Iterator[None]:
    """Let the database itself refuse every write until the block ends."""
    if connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION READ ONLY")
            yield
        return
    # No transaction here: ours begin as writers (IMMEDIATE) and would keep the shop waiting.
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
        try:
            yield
        finally:
            cursor.execute("PRAGMA query_only = OFF")
