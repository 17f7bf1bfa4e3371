"""The words of the indexed documents, where each database searches best: an FTS5 table or vector columns.

Four fields: the words of the title; those of the text; those that the text implies (joined forms, sounds),
once each; and those that Wagtail's choosers complete. Words are written by `bangla.analysis` and never cut
again: SQLite's `ascii` tokenizer keeps every letter that is not ASCII, PostgreSQL is given vectors, not text.
"""

import functools
import itertools
import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.copy import QueuedLibpqWriter

from bangla.analysis import Term
from search import asking
from search.asking import EVERYTHING, Among
from search.models import Document

__all__ = ["EVERYTHING", "Among", "Match", "Row", "gather", "match", "present", "tally", "write"]

# What PostgreSQL keeps of a document beside its words (migration 0004).
FACTS = (
    "content_type_id",
    "object_id",
    "number",
    "kind",
    "language",
    "office_id",
    "year",
    "topic",
    "is_public",
)
# Of a PostgreSQL vector, and of one word in it.
MOST_POSITIONS = 16_383
MOST_PLACES = 50
# From the list of what is new into the index: every search would read that list (migration 0003).
EMPTY_LIST = "SELECT gin_clean_pending_list(to_regclass('found_words_said'))"


@dataclass(frozen=True, slots=True)
class Row:
    """The words of one document; it is stored already."""

    document: Document
    title: Sequence[str]
    body: Sequence[str]
    implied: Sequence[str]
    starts: Sequence[str]


class Match(NamedTuple):
    """A document that answers, with a score: the larger, the better, within one answer; and by what it is narrowed.

    A tuple, because six hundred of them are made for ten that are shown.
    """

    content_type_id: int
    object_id: str
    score: float
    kind: str = ""
    office_id: int | None = None
    year: int | None = None
    topic: str = ""


def _reading() -> BaseDatabaseWrapper:
    return connections[router.db_for_read(Document)]


def _writing() -> BaseDatabaseWrapper:
    return connections[router.db_for_write(Document)]


def write(document_ids: Sequence[int], rows: Iterable[Row], *, settles_later: bool = False) -> None:
    """Write the words of documents, in place of those that stand there.

    Each row may be made when it is asked for: PostgreSQL takes one in while the next is made. `settles_later`: many
    more are written in this transaction, and whoever writes them calls `settle` when all are.
    """
    connection = _writing()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(
                "DELETE FROM found_words WHERE rowid = %s", [(document_id,) for document_id in document_ids]
            )
            cursor.executemany(
                "INSERT INTO found_words (rowid, title, body, implied, starts) VALUES (%s, %s, %s, %s, %s)",
                [
                    (row.document.pk, *(" ".join(f) for f in (row.title, row.body, row.implied, row.starts)))
                    for row in rows
                ],
            )
        else:
            cursor.execute("DELETE FROM found_words WHERE id = ANY(%s)", [list(document_ids)])
            columns = ", ".join(["id", *FACTS, "title", "said", "starts"])
            statement = f"COPY found_words ({columns}) FROM STDIN"
            # What is written waits in our memory, not we: the server is at work on it while the next row is made.
            with cursor.copy(statement, writer=QueuedLibpqWriter(cursor.cursor)) as copy:
                for row in rows:
                    known = [getattr(row.document, name) for name in ("pk", *FACTS)]
                    title, starts = _vector((row.title, "A")), _vector((row.starts, "A"))
                    said = _vector((row.title, "A"), (row.body, "B"), (row.implied, "C"))
                    copy.write_row((*known, title, said, starts))
            if not settles_later:
                cursor.execute(EMPTY_LIST)


def _vector(*fields: tuple[Sequence[str], str]) -> str:
    """Return words as the text of a PostgreSQL vector. A thousand pages have a million words: no step for each that
    can be one for all.
    """
    said: dict[str, str] = {}
    again: dict[str, list[str]] = {}
    position = 0
    for words, weight in fields:
        every = _places(weight)
        here = itertools.chain(every[position : position + len(words)], itertools.repeat(every[-1]))
        for word, place in zip(words, here):  # noqa: B905 (the places have no end)
            if word in said:
                again.setdefault(word, []).append(place)
            else:
                said[word] = place
        position += len(words)
    for word, places in again.items():
        said[word] = ",".join((said[word], *places[: MOST_PLACES - 1]))
    if not asking.are_safe(said):
        said = {safe: places for word, places in said.items() if (safe := asking.safe(word))}
    # PostgreSQL keeps them sorted, and is quick where they come so.
    listed = sorted(said)
    quoted = zip(itertools.repeat(" '"), listed, itertools.repeat("':"), map(said.__getitem__, listed))
    return "".join(itertools.chain.from_iterable(quoted))


@functools.cache
def _places(weight: str) -> list[str]:
    """Return each position with a weight, as a vector says it."""
    return [f"{position}{weight}" for position in range(1, MOST_POSITIONS + 1)]


def retell(document_ids: Sequence[int]) -> None:
    """Write down anew what is kept of documents beside their words."""
    connection = _writing()
    if connection.vendor == "postgresql":
        same = ", ".join(f"{name} = d.{name}" for name in FACTS)
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE found_words SET {same} FROM found_document d"  # noqa: S608
                " WHERE d.id = found_words.id AND d.id = ANY(%s)",
                [list(document_ids)],
            )


def delete_stale() -> None:
    """Delete the words of documents that are gone. On PostgreSQL a foreign key has done so."""
    connection = _writing()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM found_words WHERE rowid NOT IN (SELECT id FROM found_document)")


def expect_much() -> None:
    """Let PostgreSQL sort more new words at once into its index until the transaction ends: a tenth less work for it."""
    connection = _writing()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL work_mem = '64MB'")


def settle() -> None:
    """Let PostgreSQL bring the last new words into the index and count what it holds, when much of it was written.

    It plans by that, and comes to it by itself within a minute or two. Until then broad searches take half as long
    again.
    """
    connection = _writing()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(EMPTY_LIST)
            cursor.execute("ANALYZE found_document, found_words, found_spelling")


def match(
    groups: Sequence[Collection[str]],
    *,
    content_type_ids: Collection[int],
    starts: bool = False,
    title_only: bool = False,
    prefixes: Sequence[Collection[str]] = (),
    among: Among = EVERYTHING,
    limit: int = 0,
) -> list[Match]:
    """Return the documents that hold a word of every group, the best first; one query.

    `prefixes` holds per group the beginnings of words that serve as well. `starts` searches what
    Wagtail's choosers complete, `title_only` the titles. `limit`: so many of them at the most; who asks for one asks
    whether there is any, and is given whichever comes first.
    """
    column = "starts" if starts else "title" if title_only else "said"
    fields = column if column != "said" else asking.ALL_FIELDS
    connection = _reading()
    expression = asking.expression(connection.vendor, groups, prefixes, fields)
    if not expression or not content_type_ids:
        return []
    if column == "said" and limit != 1 and (limit or connection.vendor != "sqlite"):
        held, most = _held(connection, expression)
        if not held:
            return []
        if held > most:
            titles = asking.expression(connection.vendor, groups, prefixes, "title")
            return _by_titles(connection, expression, titles, content_type_ids, among, limit)
    select, values = asking.ranked(connection, expression, content_type_ids, column=column, among=among)
    ordered = f"SELECT * FROM ({select}) ranked ORDER BY score DESC, object_id DESC"  # noqa: S608
    statement = f"{select if limit == 1 else ordered} LIMIT {limit:d}" if limit else ordered
    return list(map(Match._make, asking.rows(connection, statement, values)))


def _held(connection: BaseDatabaseWrapper, expression: str) -> tuple[int, int]:
    """Return how many documents answer, counted to one more than can be ranked whole, and how many these are; the
    index alone says so.
    """
    if connection.vendor == "sqlite":
        most, words = asking.MOST_RANKED_WHOLE, "found_words WHERE found_words MATCH %s"
    else:
        most, words = asking.MOST_READ_WHOLE, "found_words WHERE said @@ %s::tsquery"
    count = f"SELECT COUNT(*) FROM (SELECT 1 FROM {words} LIMIT {most + 1:d}) held"  # noqa: S608
    return asking.rows(connection, count, [expression])[0][0], most


def _by_titles(
    connection: BaseDatabaseWrapper,
    expression: str,
    titles: str,
    content_type_ids: Collection[int],
    among: Among,
    limit: int,
) -> list[Match]:
    """Return the documents whose titles answer, the best first, and behind them the newest of the others."""
    most = f" LIMIT {limit:d}" if limit else ""
    select, values = asking.ranked(connection, titles, content_type_ids, column="title", among=among)
    ordered = f"SELECT * FROM ({select}) ranked ORDER BY score DESC, object_id DESC{most}"  # noqa: S608
    found = list(map(Match._make, asking.rows(connection, ordered, values)))
    if not limit or len(found) < limit:
        select, values = asking.newest(connection, expression, content_type_ids, among=among, limit=limit)
        newest = asking.rows(connection, select, values)
        seen = {(match.content_type_id, match.object_id) for match in found}
        found += [Match._make(row) for row in newest if (row[0], row[1]) not in seen]
    return found[:limit] if limit else found


def tally(
    groups: Sequence[Collection[str]], *, content_type_ids: Collection[int], among: Among = EVERYTHING
) -> dict[tuple[str, int | None, int | None, str], int]:
    """Return how many documents hold a word of every group, by kind, office, year and topic; one query."""
    connection = _reading()
    expression = asking.expression(connection.vendor, groups)
    if not expression or not content_type_ids:
        return {}
    source, values = asking.source(connection, expression, content_type_ids, among=among)
    statement = f"SELECT {asking.TRAITS}, COUNT(*) {source} GROUP BY {asking.TRAITS}"
    return {(row[0], row[1], row[2], row[3]): row[4] for row in asking.rows(connection, statement, values)}


def gather(
    groups: Sequence[Collection[str]],
    *,
    content_type_ids: Collection[int],
    among: Among = EVERYTHING,
    nearly: float = 0.0,
    limit: int = 0,
) -> list[Match]:
    """Return the documents that hold a word of some group, those first that hold most and the rarer ones; two queries.

    The score counts the groups of which a document holds a word. Its fraction says how rare these are: a group weighs
    the less, the more documents hold it. With `nearly` only those are returned that hold most groups, and nearly as
    rare ones as the best of them does.
    """
    connection = _reading()
    sources = [
        asking.source(connection, expression, content_type_ids, among=among)
        for words in groups
        if (expression := asking.expression(connection.vendor, [words]))
    ]
    if not sources or not content_type_ids:
        return []
    parameters = [value for _source, values in sources for value in values]
    counts = " UNION ALL ".join(
        f"SELECT {place} AS place, COUNT(*) AS held {source}"
        for place, (source, _values) in enumerate(sources)
    )
    held = dict(asking.rows(connection, counts, parameters))
    weights = [1 / math.log2(2 + held[place]) for place in range(len(sources))]
    whole = sum(weights) + 1
    parts = " UNION ALL ".join(
        f"SELECT d.id, {weight / whole:.9f} AS weight {source}"
        for weight, (source, _values) in zip(weights, sources, strict=True)
    )
    most = "(SELECT MAX(words) FROM held)"
    enough = f"{nearly:.6f} * (SELECT MAX(weight) FROM held WHERE words = {most})"  # noqa: S608
    statement = (
        f"WITH held AS (SELECT id, COUNT(*) AS words, SUM(weight) AS weight FROM ({parts}) parts GROUP BY id),"  # noqa: S608
        " best AS (SELECT id, CAST(words + weight AS DOUBLE PRECISION) AS score FROM held"
        + (f" WHERE words = {most} AND weight >= {enough}" if nearly else "")
        + " ORDER BY score DESC, id DESC"
        + (f" LIMIT {limit:d}" if limit else "")
        + f") SELECT d.content_type_id, d.object_id, best.score, {asking.TRAITS}"  # noqa: S608
        " FROM best JOIN found_document d ON d.id = best.id ORDER BY best.score DESC, d.id DESC"
    )
    return list(map(Match._make, asking.rows(connection, statement, parameters)))


def present(
    groups: Sequence[tuple[Collection[str], Collection[str]]],
    *,
    content_type_ids: Collection[int],
    among: Among = EVERYTHING,
) -> list[bool]:
    """Return for each group of words and beginnings whether any document holds one of them; one query for all."""
    connection = _reading()
    cases: list[str] = []
    parameters: list[Any] = []
    chains = _chains(groups)
    for chain in chains:
        whens: list[str] = []
        for place in chain:
            words, beginnings = groups[place]
            if expression := asking.expression(connection.vendor, [words], [beginnings]):
                source, values = asking.source(connection, expression, content_type_ids, among=among)
                whens.append(f"WHEN EXISTS (SELECT 1 {source}) THEN {place}")
                parameters += values
        cases.append(f"CASE {' '.join(whens)} END" if whens else "NULL")
    if not parameters or not content_type_ids:
        return [False] * len(groups)
    statement = f"SELECT {', '.join(cases)}"
    (firsts,) = asking.rows(connection, statement, parameters)
    held = {
        place
        for chain, first in zip(chains, firsts, strict=True)
        for place in chain
        if first is not None and place >= first
    }
    return [place in held for place in range(len(groups))]


def _chains(groups: Sequence[tuple[Collection[str], Collection[str]]]) -> list[list[int]]:
    """Return the places of groups, parted where one does not hold all of the one before it.

    Within a part, what holds a word of one group holds one of each that follows: who knows the first need not ask on.
    """
    chains: list[list[int]] = []
    words_before: frozenset[str] = frozenset()
    beginnings_before: frozenset[str] = frozenset()
    for place, (some_words, some_beginnings) in enumerate(groups):
        words, beginnings = frozenset(some_words), frozenset(some_beginnings)
        if place and words_before <= words and beginnings_before <= beginnings:
            chains[-1].append(place)
        else:
            chains.append([place])
        words_before, beginnings_before = words, beginnings
    return chains


def words_of_terms(terms: Iterable[Term], *, with_sounds: bool) -> Iterator[frozenset[str]]:
    """Yield what each term may be indexed under."""
    for term in terms:
        yield term.words | term.sounds if with_sounds else term.words
