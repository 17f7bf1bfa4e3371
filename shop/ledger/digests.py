"""The SHA-256 of an entry: whatever is altered in it or its transfers, the digest no longer fits."""

import datetime
import hashlib
import json
from collections.abc import Iterable
from typing import NamedTuple


class Line(NamedTuple):
    """One transfer as the digest reads it."""

    position: int
    debit: str
    credit: str
    poisha: int


def of(
    *,
    key: str,
    kind: str,
    effective_at: datetime.datetime,
    recorded_at: datetime.datetime,
    recorded_by_id: str,
    narrative: str,
    reverses: str,
    lines: Iterable[Line],
) -> str:
    """Return the digest of an entry's canonical content: tight JSON, instants in UTC to the microsecond.

    `reverses` is the key of the entry that this one takes back, or empty. Lines are in the order of their
    positions.
    """
    content = [
        key,
        kind,
        effective_at.astimezone(datetime.UTC).isoformat(timespec="microseconds"),
        recorded_at.astimezone(datetime.UTC).isoformat(timespec="microseconds"),
        recorded_by_id,
        narrative,
        reverses,
        [[line.position, line.debit, line.credit, line.poisha] for line in lines],
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
