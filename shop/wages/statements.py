"""A maker's account told by period: what stood, what came, what went, what stands."""

import datetime
import uuid
from dataclasses import dataclass

from shop.ledger import balances

PARTS = ("pending", "available", "held", "in_payout")


@dataclass(frozen=True)
class Statement:
    """A maker's poisha over days in Dhaka, both included: opening + credited − debited = closing."""

    start: datetime.date
    end: datetime.date
    opening: int
    lines: list[balances.Movement]
    closing: int
    by_part: dict[str, int]  # what stands at the end as pending, available, held and in payout

    @property
    def credited(self) -> int:
        return sum(line.poisha for line in self.lines if line.poisha > 0)

    @property
    def debited(self) -> int:
        return -sum(line.poisha for line in self.lines if line.poisha < 0)


def of(maker_id: uuid.UUID | str, start: datetime.date, end: datetime.date) -> Statement:
    """Return a maker's statement from the book alone. What only moves within the account is no line of it."""
    codes = {part: f"inmate:{uuid.UUID(str(maker_id))}:{part}" for part in PARTS}
    before = start - datetime.timedelta(days=1)
    by_part = {part: balances.of(code, end) for part, code in codes.items()}
    return Statement(
        start=start,
        end=end,
        opening=sum(balances.of(code, before) for code in codes.values()),
        lines=balances.movements(list(codes.values()), start, end),
        closing=sum(by_part.values()),
        by_part=by_part,
    )
