"""The orders' part of `ledger_verify`: what was paid and delivered is credited, and nothing else."""

from collections.abc import Iterator

from django.db.models import Q, Sum

from shop.ledger.models import Transfer
from shop.ledger.verification import Finding
from shop.orders.models import LineRefund, SoldLine
from shop.wages.checks import CreditedLine

AT_A_TIME = 500


def credited_lines() -> Iterator[CreditedLine]:
    """Return every line that was credited, with or without money that moved."""
    lines = SoldLine.objects.filter(credited_at__isnull=False).select_related("office").order_by("pk")
    for line in lines.iterator(AT_A_TIME):
        if line.policy_id is not None:
            yield CreditedLine(
                entry_key=line.entry_key,
                office_code=line.office.code,
                policy_id=line.policy_id,
                net_poisha=line.net_poisha,
                discount_poisha=line.discount_poisha,
                costs=line.costs,
                pieces=line.pieces,
            )


def paid_and_delivered_is_credited() -> Iterator[Finding]:
    """A line is credited if and only if it is paid and delivered (MONEY.md, invariant 8)."""
    both = SoldLine.objects.filter(captured_at__isnull=False, delivered_at__isnull=False)
    for reference in both.filter(credited_at__isnull=True).order_by("pk").values_list("reference", flat=True):
        yield Finding(f"line {reference} is paid and delivered, and not credited")
    one = SoldLine.objects.filter(credited_at__isnull=False).exclude(
        captured_at__isnull=False, delivered_at__isnull=False
    )
    for reference in one.order_by("pk").values_list("reference", flat=True):
        yield Finding(f"line {reference} is credited before it is paid and delivered")


def pieces_make_up_the_line() -> Iterator[Finding]:
    """A line's pieces are as many as its units, and their costs are its costs."""
    for line in SoldLine.objects.order_by("pk").iterator(AT_A_TIME):
        if sum(piece["quantity"] for piece in line.pieces) != line.quantity:
            yield Finding(f"line {line.reference} has other pieces than units")
        costs: dict[str, int] = {}
        for piece in line.pieces:
            for kind, poisha in piece["costs"].items():
                costs[kind] = costs.get(kind, 0) + poisha
        # What delivery and payment cost is no batch's.
        made = {kind: poisha for kind, poisha in line.costs.items() if kind not in ("delivery", "fee")}
        if costs != made:
            yield Finding(f"line {line.reference} has other costs than its pieces")


def refunds_are_taken_back() -> Iterator[Finding]:
    """What a line's refunds gave back of its price, its share gave back too (MONEY.md, invariant 9)."""
    sums = (
        LineRefund.objects.order_by().values("line_id").annotate(units=Sum("quantity"), net=Sum("net_poisha"))
    )
    refunded = {row["line_id"]: (row["units"], row["net"]) for row in sums}
    back = Transfer.objects.filter(
        entry__reverses__isnull=False, credit__code__startswith="advances:"
    ).order_by()
    taken_back = dict(back.values_list("entry__reverses__key").annotate(sum=Sum("poisha")))
    lines = SoldLine.objects.filter(Q(refunded_quantity__gt=0) | Q(pk__in=refunded)).order_by("pk")
    for line in lines.iterator(AT_A_TIME):
        units, net = refunded.get(line.pk, (0, 0))
        if units != line.refunded_quantity:
            yield Finding(f"line {line.reference} says {line.refunded_quantity} units refunded, of {units}")
        taken = taken_back.get(line.entry_key, 0)
        if line.credited_at is not None and taken != net:
            yield Finding(f"of the share {taken} poisha were taken back, {net} were refunded", line.entry_key)
