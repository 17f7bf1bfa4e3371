"""The words of the indexed documents, where each database searches best: an FTS5 table or a vector column.

Four fields: the words of the title; those of the text; those that the text implies (joined forms, sounds),
once each; and those that Wagtail's choosers complete. Words are written by `bangla.analysis` and never cut
again: SQLite's `ascii` tokenizer keeps every letter that is not ASCII, PostgreSQL is given vectors, not text.
Of what people type only letters and digits reach a query, each word quoted.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper

from bangla.analysis import Term
from search.models import Document

_UNSAFE = re.compile(r"[^\w\u0980-\u09ff·]")
# A word of the title tells more than one of the text; a sound or a joined form less.
SQLITE_WEIGHTS = "12.0, 1.0, 0.4, 0.0"
POSTGRES_WEIGHTS = "{0.0, 0.02, 0.1, 1.0}"  # D, C, B, A
MOST_POSITIONS = 16_383  # of a PostgreSQL vector


@dataclass(frozen=True, slots=True)
class Row:
    """The words of one document."""

    document_id: int
    title: Sequence[str]
    body: Sequence[str]
    implied: Sequence[str]
    starts: Sequence[str]


@dataclass(frozen=True, slots=True)
class Match:
    """A document that answers, with a score: the larger, the better, within one answer."""

    content_type_id: int
    object_id: str
    score: float


def _reading() -> BaseDatabaseWrapper:
    return connections[router.db_for_read(Document)]


def _writing() -> BaseDatabaseWrapper:
    return connections[router.db_for_write(Document)]


def write(rows: Sequence[Row]) -> None:
    """Write the words of documents, in place of those that stand there."""
    connection = _writing()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(
                "DELETE FROM found_words WHERE rowid = %s", [(row.document_id,) for row in rows]
            )
            cursor.executemany(
                "INSERT INTO found_words (rowid, title, body, implied, starts) VALUES (%s, %s, %s, %s, %s)",
                [
                    (row.document_id, *(" ".join(f) for f in (row.title, row.body, row.implied, row.starts)))
                    for row in rows
                ],
            )
        else:
            cursor.executemany(
                "INSERT INTO found_words (document_id, said, starts) VALUES (%s, %s::tsvector, %s::tsvector)"
                " ON CONFLICT (document_id) DO UPDATE SET said = EXCLUDED.said, starts = EXCLUDED.starts",
                [
                    (
                        row.document_id,
                        _vector((row.title, "A"), (row.body, "B"), (row.implied, "C")),
                        _vector((row.starts, "A")),
                    )
                    for row in rows
                ],
            )


def _vector(*fields: tuple[Iterable[str], str]) -> str:
    """Return words as the text of a PostgreSQL vector."""
    positions: dict[str, list[str]] = {}
    position = 0
    for words, weight in fields:
        for word in words:
            position = min(position + 1, MOST_POSITIONS)
            places = positions.setdefault(_safe(word), [])
            if len(places) < 50:
                places.append(f"{position}{weight}")
    return " ".join(f"'{word}':{','.join(places)}" for word, places in positions.items() if word)


def delete_stale() -> None:
    """Delete the words of documents that are gone. On PostgreSQL a foreign key has done so."""
    connection = _writing()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM found_words WHERE rowid NOT IN (SELECT id FROM found_document)")


def match(
    groups: Sequence[Collection[str]],
    *,
    content_type_ids: Collection[int],
    starts: bool = False,
    title_only: bool = False,
    prefixes: Sequence[Collection[str]] = (),
) -> list[Match]:
    """Return the documents that hold a word of every group, the best first; one query.

    `prefixes` holds per group the beginnings of words that serve as well. `starts` searches what
    Wagtail's choosers complete, `title_only` the titles.
    """
    fields = "starts" if starts else "title" if title_only else "title body implied"
    connection = _reading()
    expression = _expression(connection.vendor, groups, prefixes, fields)
    if not expression or not content_type_ids:
        return []
    select, parameters = _select(connection.vendor, expression, content_type_ids, starts=starts)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM ({select}) answers ORDER BY score DESC, object_id DESC", parameters)  # noqa: S608
        return [Match(*row) for row in cursor.fetchall()]


def match_each(groups: Sequence[Collection[str]], *, content_type_ids: Collection[int]) -> list[list[Match]]:
    """Return for each group the documents that hold a word of it; one query for all."""
    connection = _reading()
    selects: list[str] = []
    parameters: list[str | int] = []
    for place, words in enumerate(groups):
        expression = _expression(connection.vendor, [words], (), "title body implied")
        if expression:
            select, values = _select(connection.vendor, expression, content_type_ids)
            selects.append(f"SELECT {place} AS place, a{place}.* FROM ({select}) a{place}")  # noqa: S608
            parameters += values
    answers: list[list[Match]] = [[] for _ in groups]
    if selects:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(selects), parameters)
            for place, *row in cursor.fetchall():
                answers[place].append(Match(*row))
    return answers


def _select(
    vendor: str, expression: str, content_type_ids: Collection[int], *, starts: bool = False
) -> tuple[str, list[str | int]]:
    """Return the statement that answers one expression, without an order, and its parameters."""
    kinds = ", ".join(["%s"] * len(content_type_ids))
    if vendor == "sqlite":
        weights = "0.0, 0.0, 0.0, 1.0" if starts else SQLITE_WEIGHTS
        # CROSS JOIN keeps the order: looked up per document, one answer over 25,000 took 37 seconds.
        select = (
            f"SELECT d.content_type_id, d.object_id, -bm25(found_words, {weights}) AS score"  # noqa: S608
            " FROM found_words CROSS JOIN found_document d ON d.id = found_words.rowid"
            f" WHERE found_words MATCH %s AND d.content_type_id IN ({kinds})"
        )
        return select, [expression, *content_type_ids]
    column = "w.starts" if starts else "w.said"
    select = (
        f"SELECT d.content_type_id, d.object_id, ts_rank('{POSTGRES_WEIGHTS}', {column}, q.query, 1) AS score"  # noqa: S608
        " FROM (SELECT %s::tsquery AS query) q, found_words w JOIN found_document d ON d.id = w.document_id"
        f" WHERE {column} @@ q.query AND d.content_type_id IN ({kinds})"
    )
    return select, [expression, *content_type_ids]


def _expression(
    vendor: str, groups: Sequence[Collection[str]], prefixes: Sequence[Collection[str]], fields: str
) -> str:
    """Return what the database matches: one word of every group; "" where a group has none."""
    clauses = [
        _alternatives(vendor, words, prefixes[place] if prefixes else (), fields)
        for place, words in enumerate(groups)
    ]
    if not clauses or not all(clauses):
        return ""
    if vendor == "sqlite":
        return f"{{{fields}}} : ({' AND '.join(f'({clause})' for clause in clauses)})"
    return " & ".join(f"({clause})" for clause in clauses)


def _alternatives(vendor: str, words: Collection[str], beginnings: Collection[str], fields: str) -> str:
    safe = sorted({_safe(word) for word in words} - {""})
    starts = sorted({_safe(beginning) for beginning in beginnings} - {""})
    if vendor == "sqlite":
        return " OR ".join([f'"{word}"' for word in safe] + [f'"{start}"*' for start in starts])
    field = "A" if fields == "title" else ""
    quoted = [f"'{word}'" + (f":{field}" if field else "") for word in safe]
    return " | ".join(quoted + [f"'{start}':*{field}" for start in starts])


def _safe(word: str) -> str:
    return _UNSAFE.sub("", word)


def words_of_terms(terms: Iterable[Term], *, with_sounds: bool) -> Iterator[frozenset[str]]:
    """Yield what each term may be indexed under."""
    for term in terms:
        yield term.words | term.sounds if with_sounds else term.words
