"""A maker's account told by period: what stood, what came, what went, what stands and in which part."""

import datetime
import hashlib
import json
import uuid
from dataclasses import dataclass

from shop.ledger import balances
from shop.wages.credits import PARTS, account

PAID_OUT = "payout_settled"


@dataclass(frozen=True)
class Statement:
    """A maker's poisha over days in Dhaka, both included: opening + credited − debited = closing."""

    maker_id: uuid.UUID
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

    @property
    def paid_out(self) -> int:
        """Return what the maker was paid; all else that is debited was taken back or deducted."""
        return -sum(line.poisha for line in self.lines if line.kind == PAID_OUT)

    @property
    def taken(self) -> int:
        return self.debited - self.paid_out

    @property
    def digest(self) -> str:
        """Return the SHA-256 of all figures: two statements say the same if and only if it is the same."""
        told = {
            "maker": str(self.maker_id),
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "opening": self.opening,
            "lines": [
                [
                    line.effective_at.astimezone(datetime.UTC).isoformat(),
                    line.entry_key,
                    line.kind,
                    line.poisha,
                ]
                for line in self.lines
            ],
            "closing": self.closing,
            "by_part": self.by_part,
        }
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()

    @property
    def mark(self) -> str:
        return mark(self.digest)


def mark(digest: str) -> str:
    """Return the beginning of a digest as people compare it: four letters at a time."""
    return " ".join(digest[at : at + 4] for at in (0, 4, 8, 12))


def of(
    maker_id: uuid.UUID | str,
    start: datetime.date,
    end: datetime.date,
    *,
    known_at: datetime.datetime | None = None,
) -> Statement:
    """Return a maker's statement from the book alone. What only moves within the account is no line of it.

    With `known_at` it says what the book had been told by that instant: what a paper of that time says.
    """
    maker = uuid.UUID(str(maker_id))
    codes = {part: account(maker, part) for part in PARTS}
    before = start - datetime.timedelta(days=1)
    by_part = {part: balances.of(code, end, known_at=known_at) for part, code in codes.items()}
    return Statement(
        maker_id=maker,
        start=start,
        end=end,
        opening=sum(balances.of(code, before, known_at=known_at) for code in codes.values()),
        lines=balances.movements(list(codes.values()), start, end, known_at=known_at),
        closing=sum(by_part.values()),
        by_part=by_part,
    )
