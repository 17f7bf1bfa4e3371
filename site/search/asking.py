"""How the words of documents are asked for, in the language of each database.

Of what people type only letters and digits reach a query, each word quoted.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet

_UNSAFE = re.compile(r"[^\w\u0980-\u09ff·]")
# A word of the title tells more than one of the text; a sound or a joined form less.
SQLITE_WEIGHTS = "12.0, 1.0, 0.4, 0.0"
POSTGRES_WEIGHTS = "{0.0, 0.02, 0.1, 1.0}"  # D, C, B, A
# PostgreSQL ranks by reading each vector whole: of more answers than so many only the titles are ranked.
MOST_READ_WHOLE = 400
# SQLite ranks a thousand in a millisecond.
MOST_RANKED_WHOLE = 3_000
# How PostgreSQL is to go about it. Of the ways to join it would take the one that reads all that is joined first. A
# small table without an index is read as a whole all the same, at a price so high that it would compile the statement
# or call another process to its help: either takes longer than the answer.
WAYS = {
    "enable_seqscan": "off",
    "enable_hashjoin": "off",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
}
ALL_FIELDS = "title body implied"
TRAITS = "d.kind, d.office_id, d.year, d.topic"


@dataclass(frozen=True, slots=True)
class Among:
    """Which documents count at all; what is empty or None is not asked. `only` holds the objects' keys."""

    is_public: bool = False
    language: str = ""
    kind: str = ""
    office_id: int | None = None
    year: int | None = None
    topic: str = ""
    only: QuerySet[Any] | None = None

    def conditions(self) -> tuple[str, list[Any]]:
        """Return what is asked of a document `d`, as SQL that begins with AND, and its parameters."""
        said: list[str] = []
        values: list[Any] = []
        if self.is_public:
            said.append("d.is_public")
        if self.language:
            said.append("d.language IN ('', %s)")
            values.append(self.language)
        for column in ("kind", "office_id", "year", "topic"):
            value = getattr(self, column)
            if value not in ("", None):
                said.append(f"d.{column} = %s")
                values.append(value)
        if self.only is not None:
            select, parameters = self.only.order_by().values("pk").query.sql_with_params()
            said.append(f"d.number IN ({select})")
            values += parameters
        return "".join(f" AND {condition}" for condition in said), values


EVERYTHING = Among()


def rows(connection: BaseDatabaseWrapper, statement: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Return what a statement over the words answers.

    PostgreSQL takes the table of words for small, because their vectors lie beside it, and would read every one of
    them instead of the index: a second where the index takes milliseconds.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(statement, parameters)
            return list(cursor.fetchall())
        before = "".join(f"SET LOCAL {way} = {value}; " for way, value in WAYS.items())
        after = "".join(f"; SET LOCAL {way} TO DEFAULT" for way in WAYS)
        cursor.execute(before + statement + after, parameters)
        for _way in WAYS:
            cursor.nextset()
        return list(cursor.fetchall())


def ranked(
    connection: BaseDatabaseWrapper,
    expression: str,
    content_type_ids: Collection[int],
    *,
    column: str = "said",
    among: Among = EVERYTHING,
) -> tuple[str, list[Any]]:
    """Return the statement that answers one expression, without an order, and its parameters.

    Its columns are those of `tables.Match`.
    """
    if connection.vendor == "sqlite":
        weights = "0.0, 0.0, 0.0, 1.0" if column == "starts" else SQLITE_WEIGHTS
        score = f"-bm25(found_words, {weights})"
    else:
        score = f"ts_rank('{POSTGRES_WEIGHTS}', d.{column}, q.query, 1)"
    body, parameters = source(connection, expression, content_type_ids, column=column, among=among)
    return f"SELECT d.content_type_id, d.object_id, {score} AS score, {TRAITS} {body}", parameters


def newest(
    connection: BaseDatabaseWrapper,
    expression: str,
    content_type_ids: Collection[int],
    *,
    among: Among = EVERYTHING,
    limit: int = 0,
) -> tuple[str, list[Any]]:
    """Return the statement that answers the same, each document with the score 0, those last indexed first."""
    most = f" LIMIT {limit:d}" if limit else ""
    body, parameters = source(connection, expression, content_type_ids, among=among)
    select = f"SELECT d.content_type_id, d.object_id, 0.0 AS score, {TRAITS}"
    if connection.vendor == "sqlite":
        return f"{select} {body} ORDER BY found_words.rowid DESC{most}", parameters
    # OFFSET 0: the words first. PostgreSQL would walk the documents backwards and open the vector of each.
    # What is put in order are numbers alone: with all that is selected beside them it takes three times as long.
    last = f"SELECT id FROM (SELECT d.id {body} OFFSET 0) held ORDER BY id DESC{most}"  # noqa: S608
    return f"{select} FROM ({last}) last JOIN found_words d ON d.id = last.id ORDER BY d.id DESC", parameters


def source(
    connection: BaseDatabaseWrapper,
    expression: str,
    content_type_ids: Collection[int],
    *,
    column: str = "said",
    among: Among = EVERYTHING,
) -> tuple[str, list[Any]]:
    """Return FROM and WHERE of the documents `d` that answer one expression, and their parameters.

    On PostgreSQL the words are documents themselves (migration 0004), and the expression stands beside them, `q.query`.
    """
    conditions, values = among.conditions()
    # Numbers, some thirty of them, in each of a page's statements: as parameters each is looked at on its way.
    kinds = ", ".join(f"{pk:d}" for pk in content_type_ids)
    here = f"d.content_type_id IN ({kinds}){conditions}"
    parameters = [expression, *values]
    if connection.vendor == "sqlite":
        # CROSS JOIN keeps the order: looked up per document, one answer over 25,000 took 37 seconds.
        joined = "FROM found_words CROSS JOIN found_document d ON d.id = found_words.rowid"
        return f"{joined} WHERE found_words MATCH %s AND {here}", parameters
    words = "FROM (SELECT %s::tsquery AS query) q, found_words d"
    return f"{words} WHERE d.{column} @@ q.query AND {here}", parameters


def expression(
    vendor: str,
    groups: Sequence[Collection[str]],
    prefixes: Sequence[Collection[str]] = (),
    fields: str = ALL_FIELDS,
) -> str:
    """Return what the database matches: one word of every group; "" where a group has none."""
    clauses = [
        _alternatives(vendor, words, prefixes[place] if prefixes else ())
        for place, words in enumerate(groups)
    ]
    if not clauses or not all(clauses):
        return ""
    if vendor == "sqlite":
        return f"{{{fields}}} : ({' AND '.join(f'({clause})' for clause in clauses)})"
    return " & ".join(f"({clause})" for clause in clauses)


def _alternatives(vendor: str, words: Collection[str], beginnings: Collection[str]) -> str:
    said = sorted({safe(word) for word in words} - {""})
    starts = sorted({safe(beginning) for beginning in beginnings} - {""})
    if vendor == "sqlite":
        return " OR ".join([f'"{word}"' for word in said] + [f'"{start}"*' for start in starts])
    return " | ".join([f"'{word}'" for word in said] + [f"'{start}':*" for start in starts])


def safe(word: str) -> str:
    """Return what may stand of a word between quotation marks."""
    return _UNSAFE.sub("", word)


def are_safe(words: Iterable[str]) -> bool:
    """Return whether all that stands in the words may stand there: one look at many words."""
    return not _UNSAFE.search("".join(words))
