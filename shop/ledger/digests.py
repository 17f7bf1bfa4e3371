"""The SHA-256 of an entry, and of a day's close: whatever is altered in them, the digest no longer fits."""

import datetime
import hashlib
import json
from collections.abc import Iterable
from typing import NamedTuple

# Made once: `json.dumps` with arguments of its own would make one for each entry.
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


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
    return hashlib.sha256(_json(content).encode()).hexdigest()


def of_close(
    *,
    on: datetime.date,
    from_entry_id: int,
    to_entry_id: int,
    entries: int,
    transfers: int,
    poisha: int,
    closed_at: datetime.datetime,
    previous: str,
    digests: Iterable[str],
) -> str:
    """Return the hash of a day's close: of the close before it, its own figures, its entries' digests by id.

    Each stands on a line of its own.
    """
    instant = closed_at.astimezone(datetime.UTC).isoformat(timespec="microseconds")
    head = [on.isoformat(), from_entry_id, to_entry_id, entries, transfers, poisha, instant]
    hashed = hashlib.sha256(f"{previous}\n{_json(head)}\n".encode())
    for digest in digests:
        hashed.update(f"{digest}\n".encode())
    return hashed.hexdigest()
