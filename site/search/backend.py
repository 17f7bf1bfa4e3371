"""The modelsearch backend that Wagtail's admin, choosers and `.search()` use.

It takes every query as words, whatever signs stand in it. The public results come from `search.query`.
"""

import functools
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Count, QuerySet
from modelcluster.models import ClusterableModel
from modelsearch import query as queries
from modelsearch.backends.base import (
    BaseIndex,
    BaseSearchBackend,
    BaseSearchQueryCompiler,
    BaseSearchResults,
    FilterFieldError,
)
from modelsearch.index import get_indexed_models

from bangla import analysis
from search import objects, tables, writing
from search.models import Document

Scores = dict[str, float]


class Compiler(BaseSearchQueryCompiler):  # type: ignore[misc]
    """Turn a query of modelsearch into scores of object ids."""

    DEFAULT_OPERATOR = "and"
    HANDLES_ORDER_BY_EXPRESSIONS = True
    completes = False

    def __init__(self, *args: Any, operator: str | None = None, **kwargs: Any) -> None:
        super().__init__(*args, operator=operator and operator.lower(), **kwargs)

    @functools.cached_property
    def content_type_ids(self) -> objects.Kind:
        return objects.content_types_of(self.queryset.model)

    @functools.cached_property
    def scores(self) -> Scores | None:
        """Return the score of each object that answers; None where every one does."""
        return self._scores(self.query)

    def _scores(self, query: object) -> Scores | None:
        if isinstance(query, queries.MatchAll):
            return None
        if isinstance(query, queries.Not):
            inner = self._scores(query.subquery)
            return {} if inner is None else {pk: 0.0 for pk in self._everything() if pk not in inner}
        if isinstance(query, queries.Boost):
            inner = self._scores(query.subquery)
            return inner and {pk: score * query.boost for pk, score in inner.items()}
        if isinstance(query, queries.And):
            return self._all([self._scores(part) for part in query.subqueries])
        if isinstance(query, queries.Or):
            return self._any([self._scores(part) for part in query.subqueries])
        operator = getattr(query, "operator", "and")
        return self._text_scores(getattr(query, "query_string", ""), operator)

    def _all(self, parts: list[Scores | None]) -> Scores | None:
        known = [part for part in parts if part is not None]
        if not known:
            return None
        return {pk: sum(part[pk] for part in known) for pk in known[0] if all(pk in part for part in known)}

    def _any(self, parts: list[Scores | None]) -> Scores | None:
        total: Scores = {}
        for part in parts:
            if part is None:
                return None
            for pk, score in part.items():
                total[pk] = total.get(pk, 0.0) + score
        return total

    def _everything(self) -> Iterator[str]:
        ids = Document.objects.filter(content_type__in=self.content_type_ids)
        return ids.values_list("object_id", flat=True).iterator()

    def _text_scores(self, text: str, operator: str) -> Scores:
        terms = analysis.ask(text).terms
        if not terms:
            return {}
        groups = list(tables.words_of_terms(terms, with_sounds=True))
        prefixes: list[tuple[str, ...]] = [()] * len(groups)
        if self.completes:
            prefixes[-1] = analysis.beginnings(terms[-1])
        if operator == "or":
            return (
                self._any(
                    [self._match([group], [prefix]) for group, prefix in zip(groups, prefixes, strict=True)]
                )
                or {}
            )
        return self._match(groups, prefixes)

    def _match(self, groups: Sequence[frozenset[str]], prefixes: Sequence[tuple[str, ...]]) -> Scores:
        matches = tables.match(
            groups,
            prefixes=prefixes,
            content_type_ids=self.content_type_ids,
            starts=self.completes,
            title_only=not self.completes and bool(self.fields) and set(self.fields) <= writing.TITLE_FIELDS,
        )
        scores: Scores = {}
        for match in matches:
            scores.setdefault(match.object_id, match.score)
        return scores


class CompletingCompiler(Compiler):
    """The same for choosers: the last word may be unfinished."""

    completes = True


class Results(BaseSearchResults):  # type: ignore[misc]
    """Objects in the order of their scores, or in the queryset's own."""

    supports_facet = True

    def _do_search(self) -> list[models.Model]:
        compiler = self.query_compiler
        queryset: QuerySet[models.Model] = compiler.queryset
        scores = compiler.scores
        if scores is None:
            return list(queryset[self.start : self.stop])
        if not compiler.order_by_relevance:
            ordered = queryset if queryset.query.order_by else queryset.order_by("-pk")
            return self._scored(list(_among(ordered, list(scores))[self.start : self.stop]), scores)
        ids = objects.allowed_in_order(queryset, list(scores))[self.start : self.stop]
        rows = {str(row.pk): row for row in _among(queryset.order_by(), ids)}
        return self._scored([rows[pk] for pk in ids if pk in rows], scores)

    def _scored(self, rows: list[models.Model], scores: Scores) -> list[models.Model]:
        if self._score_field:
            for row in rows:
                setattr(row, self._score_field, scores[str(row.pk)])
        return rows

    def _do_count(self) -> int:
        scores = self.query_compiler.scores
        queryset = self.query_compiler.queryset
        total = queryset.count() if scores is None else len(objects.allowed_in_order(queryset, list(scores)))
        stop = total if self.stop is None else min(total, self.stop)
        return max(0, stop - self.start)

    def get_queryset(self) -> QuerySet[models.Model]:
        """Return the answering objects as a queryset, in the queryset's own order."""
        scores = self.query_compiler.scores
        queryset: QuerySet[models.Model] = self.query_compiler.queryset
        return queryset if scores is None else _among(queryset, list(scores))

    def facet(self, field_name: str) -> "OrderedDict[Any, int]":
        """Return how many answers each value of a filterable field has."""
        if self.query_compiler._get_filterable_field(field_name) is None:
            message = f'Cannot facet search results with field "{field_name}": it is no FilterField.'
            raise FilterFieldError(message, field_name=field_name)
        rows = (
            self.get_queryset().order_by().values(field_name).annotate(count=Count("pk")).order_by("-count")
        )
        return OrderedDict((row[field_name], row["count"]) for row in rows)


def _among(queryset: QuerySet[Any], ids: list[str]) -> QuerySet[Any]:
    """Return the rows of a queryset that have one of the ids."""
    if len(ids) > objects.MOST_IDS_IN_A_QUERY:
        ids = objects.allowed_in_order(queryset, ids)
    return queryset.filter(pk__in=ids)


class Index(BaseIndex):  # type: ignore[misc]
    """The one index of all models."""

    settles_later = False

    def add_item(self, item: models.Model) -> None:
        self.add_items(type(item), [item])
        if isinstance(item, ClusterableModel):
            # Rows of a page are saved after the page itself: what they say is read again when all stands.
            transaction.on_commit(functools.partial(self._add_again, type(item), item.pk))

    def _add_again(self, model: type[models.Model], pk: object) -> None:
        self.add_items(model, list(model._default_manager.filter(pk=pk)))

    def add_items(self, model: Any, items: Sequence[models.Model]) -> None:
        if model.get_search_fields():
            writing.write(model, items, settles_later=self.settles_later)

    def delete_item(self, item: models.Model) -> None:
        writing.delete(item)

    def reset(self) -> None:
        Document.objects.all().delete()


class IndexRebuilt(Index):
    """The same while all of it is written: its rebuilder settles it when that is done."""

    settles_later = True


class Rebuilder:
    """Rebuild the whole index in one transaction: until it ends, the old one answers."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.transaction = transaction.atomic()

    def start(self) -> Index:
        self.transaction.__enter__()
        tables.expect_much()
        indexed = {model: model.get_indexed_objects() for model in get_indexed_models()}
        for model in list(indexed):
            indexed |= {part: part._default_manager.all() for part in writing.parts_of(model)}
        kinds = ContentType.objects.get_for_models(*indexed).values()
        Document.objects.exclude(content_type__in=kinds).delete()
        for model, rows in indexed.items():
            kind = ContentType.objects.get_for_model(model)
            here = {str(pk) for pk in rows.values_list("pk", flat=True)}
            for pk, object_id in list(
                Document.objects.filter(content_type=kind).values_list("pk", "object_id")
            ):
                if object_id not in here:
                    Document.objects.filter(pk=pk).delete()
        tables.delete_stale()
        return IndexRebuilt(self.index.backend)

    def finish(self) -> None:
        tables.settle()
        self.transaction.__exit__(None, None, None)


class SearchBackend(BaseSearchBackend):  # type: ignore[misc]
    query_compiler_class = Compiler
    autocomplete_query_compiler_class = CompletingCompiler
    index_class = Index
    results_class = Results
    rebuilder_class = Rebuilder
