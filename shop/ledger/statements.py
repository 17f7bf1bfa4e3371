"""SQL by hand for the few statements that every posting needs: Django's own way takes twice as long for them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection, models

VALUES_PER_STATEMENT = 960
"""Below the 999 that any SQLite takes."""

Row = tuple[Any, ...]


def select(sql: str, values: Iterable[Any]) -> list[Row]:
    """Return what is found for any of the values; they go where the SQL says `IN {values}`, in this order."""
    found: list[Row] = []
    given = list(values)
    for start in range(0, len(given), VALUES_PER_STATEMENT):
        part = given[start : start + VALUES_PER_STATEMENT]
        with connection.cursor() as cursor:
            cursor.execute(sql.format(values=_places(part)), part)
            found += cursor.fetchall()
    return found


def insert(into: str, rows: Sequence[Row], rest: str = "") -> list[Row]:
    """Insert rows into a table with its columns named; return what the `rest` of the statement answers."""
    answers: list[Row] = []
    for part in by_statement(rows):
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {into} VALUES {placed(part)} {rest}", flat(part))  # noqa: S608
            if rest:
                answers += cursor.fetchall()
    return answers


def add(model: type[models.Model], column: str, amounts: Mapping[int, int], *, key: str = "id") -> int:
    """Add to a column of the rows with these keys, wherever it stays at or above zero; return how many changed."""
    table, changed = model._meta.db_table, 0
    for part in by_statement(list(amounts.items())):
        with connection.cursor() as cursor:
            cursor.execute(
                # No WITH before it: Python's sqlite3 would not count the rows.
                f"UPDATE {table} SET {column} = {table}.{column} + change.amount FROM "  # noqa: S608 (our own names)
                f"(SELECT column1 AS of_row, column2 AS amount FROM (VALUES {placed(part)}) AS rows) AS change "
                f"WHERE {table}.{key} = change.of_row AND {table}.{column} + change.amount >= 0",
                flat(part),
            )
            changed += cursor.rowcount
    return changed


def by_statement(rows: Sequence[Row]) -> Iterable[Sequence[Row]]:
    """Return the rows in parts, each of which one statement takes."""
    if not rows:
        return []
    most = VALUES_PER_STATEMENT // len(rows[0])
    return [rows[start : start + most] for start in range(0, len(rows), most)]


def placed(rows: Sequence[Row]) -> str:
    """Return the places for rows after VALUES."""
    return ", ".join([_places(rows[0])] * len(rows))


def flat(rows: Sequence[Row]) -> list[Any]:
    return [value for row in rows for value in row]


def _places(values: Sequence[Any]) -> str:
    return f"({', '.join(['%s'] * len(values))})"
