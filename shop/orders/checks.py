"""The orders' part of `ledger_verify`: what was paid and delivered is credited, and nothing else."""

from collections.abc import Iterator

from shop.ledger.verification import Finding
from shop.orders.models import SoldLine
from shop.wages.checks import CreditedLine

AT_A_TIME = 500


def credited_lines() -> Iterator[CreditedLine]:
    """Return every line whose share is in the book; a line that moved no money has no entry."""
    lines = SoldLine.objects.filter(credited_at__isnull=False).select_related("office").order_by("pk")
    for line in lines.iterator(AT_A_TIME):
        if line.policy_id is not None and (line.net_poisha or any(line.costs.values())):
            yield CreditedLine(
                entry_key=line.entry_key,
                office_code=line.office.code,
                policy_id=line.policy_id,
                net_poisha=line.net_poisha,
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
        if costs != line.costs:
            yield Finding(f"line {line.reference} has other costs than its pieces")
