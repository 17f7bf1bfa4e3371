"""Who waits for whom: posting goes on side by side, closing a day waits until nobody is posting.

PostgreSQL hands out ids before the rows that bear them are committed: without this a close could pass over an
entry that is still under way, and its id would then lie within a day already closed. SQLite has one writer.
"""

from django.db import connection

BOOK = 0x626F6F6B
"""The number of the lock, the letters of "book"; nothing else in the database uses it."""


def share_for_posting() -> None:
    """Keep closes away until the transaction ends; taken before an entry's id is drawn."""
    _take("pg_advisory_xact_lock_shared")


def take_for_closing() -> None:
    """Wait until all who post have ended, and let none begin until the transaction ends."""
    _take("pg_advisory_xact_lock")


def _take(function: str) -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("A lock that ends with its transaction needs one to be open.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(%s)", [BOOK])
