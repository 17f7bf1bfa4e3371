"""Scratch indexes to measure search on: the site's own index is neither read nor changed.

Ours lies in temporary tables that stand before the site's for as long as it is open. That of the stock backend of
Wagtail and Oscar for the same database, to compare with, is written in a transaction that is taken back.
"""

import contextlib
import importlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.apps.registry import Apps
from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, connections, router, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from modelsearch.backends import get_search_backend
from modelsearch.conf import get_app_config
from modelsearch.index import Indexed, SearchField

from bangla import analysis
from search import query, tables
from search.models import Document

# No kind of the site's: scratch documents have no object behind them.
KIND = 1
AT_ONCE = 500
STOCK = "modelsearch.backends.database"

Find = Callable[[str], list[int]]


@contextlib.contextmanager
def ours(documents: Sequence[str]) -> Iterator[Find]:
    """Index texts as the site does; yield what finds their places, all that the results would list."""
    with _tables():
        stored = _write_documents(documents, KIND)
        words = map(analysis.words_of, documents)
        rows = (
            tables.Row(document, [], these.said, these.implied, [])
            for document, these in zip(stored, words, strict=True)
        )
        tables.write([document.pk for document in stored], rows)

        def find(text: str) -> list[int]:
            _query, matches, _reach = query.answer(text, content_type_ids=[KIND])
            return [int(match.object_id) for match in matches]

        yield find


@contextlib.contextmanager
def stock(documents: Sequence[str]) -> Iterator[Find]:
    """Index texts with Wagtail's own backend for this database; yield what finds their places."""
    with _tables(), transaction.atomic():
        line = _line()
        _write_documents(documents, ContentType.objects.get_for_model(line).pk)
        backend = get_search_backend(STOCK)
        index = backend.get_index_for_model(line)
        rows = list(line._default_manager.all())
        for start in range(0, len(rows), AT_ONCE):
            index.add_items(line, rows[start : start + AT_ONCE])

        def find(text: str) -> list[int]:
            try:
                with transaction.atomic():
                    return [row.pk for row in backend.search(text, line)]
            except DatabaseError:  # SQLite's does not survive a lone quotation mark
                return []

        yield find
        transaction.set_rollback(True)


def _line() -> type[Model]:
    """Return a model of the scratch documents that the stock backend takes; the site's apps do not know it."""

    class Line(Indexed, Document):  # type: ignore[misc]
        search_fields = [SearchField("body")]
        wagtail_reference_index_ignore = True

        class Meta:
            proxy = True
            app_label = "found"
            apps = Apps()

    # The stock backend gives its models this when the site starts.
    entries = GenericRelation(get_app_config().get_model("IndexEntry"))
    entries.contribute_to_class(Line, "index_entries")
    line: type[Model] = Line
    return line


def _write_documents(documents: Sequence[str], kind: int) -> list[Document]:
    return Document.objects.bulk_create(
        [
            Document(pk=place, content_type_id=kind, object_id=str(place), title="", body=text)
            for place, text in enumerate(documents)
        ],
        batch_size=AT_ONCE,
    )


@contextlib.contextmanager
def _tables() -> Iterator[None]:
    """Lay the tables of the index as temporary ones: a name finds them first, on both databases."""
    connection = connections[router.db_for_write(Document)]
    if connection.vendor == "sqlite":
        first: Any = importlib.import_module("search.migrations.0001_initial")
        words = first.SQLITE[0].replace(" found_words", " temp.found_words")
    else:
        latest: Any = importlib.import_module("search.migrations.0004_words_with_facts")
        words = latest.TABLE.replace("CREATE TABLE", "CREATE TEMPORARY TABLE")
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE found_document ({_columns(connection)})")
        cursor.execute(words)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            place = "temp" if connection.vendor == "sqlite" else "pg_temp"
            cursor.execute(f"DROP TABLE {place}.found_words")
            cursor.execute(f"DROP TABLE {place}.found_document")


def _columns(connection: BaseDatabaseWrapper) -> str:
    """Return the columns of a document, without the ties to other tables."""
    columns = [
        f"{field.column} {field.db_type(connection)}{' PRIMARY KEY' if field.primary_key else ''}"
        for field in Document._meta.local_concrete_fields
    ]
    return ", ".join(columns)
