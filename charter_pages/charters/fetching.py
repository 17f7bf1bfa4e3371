"""The rows of charters and masters, of all their tables in one query: a page is read in few, eighty in as few."""

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from django.db.models import F, QuerySet, Value
from django.db.models.functions import JSONObject

from charter_pages.models import (
    CharterPage,
    Expectation,
    GrievanceLevel,
    MasterCharterPage,
    MasterExpectation,
    MasterGrievanceLevel,
    MasterService,
    Service,
)

TABLES: dict[str, type[models.Model]] = {
    "services": Service,
    "expectations": Expectation,
    "grievance_levels": GrievanceLevel,
    "master services": MasterService,
    "master expectations": MasterExpectation,
    "master grievance_levels": MasterGrievanceLevel,
}


@dataclasses.dataclass
class Rows:
    """The rows of one page, in their order."""

    services: list[Any] = dataclasses.field(default_factory=list)
    expectations: list[Any] = dataclasses.field(default_factory=list)
    grievance_levels: list[Any] = dataclasses.field(default_factory=list)


def of_pages(ids: Iterable[int]) -> dict[int, Rows]:
    """Return the rows of pages, charters and masters alike, as they stand in the database."""
    wanted = list(ids)
    found = {pk: Rows() for pk in wanted}
    if not wanted:
        return found
    first, *rest = (_as_json(name, model).filter(page_id__in=wanted) for name, model in TABLES.items())
    # Rows of one place stand as they were made: a database gives them in any order.
    for page_id, name, columns in sorted(
        first.union(*rest, all=True), key=lambda row: (row[2]["sort_order"] or 0, row[2]["id"])
    ):
        getattr(found[page_id], name.split()[-1]).append(_row(TABLES[name], columns))
    return found


def of(page: CharterPage | MasterCharterPage, fetched: Rows | None = None) -> Rows:
    """Return the rows of a page: those of a draft where the page holds any in memory, else those fetched."""
    in_memory = getattr(page, "_cluster_related_objects", {})
    names = [field.name for field in dataclasses.fields(Rows)]
    if fetched is None:
        needed = page.pk is not None and not all(name in in_memory for name in names)
        fetched = of_pages([page.pk])[page.pk] if needed else Rows()
    return Rows(
        **{
            name: list(getattr(page, name).all()) if name in in_memory else getattr(fetched, name)
            for name in names
        }
    )


def _as_json(name: str, model: type[models.Model]) -> QuerySet[Any, Any]:
    """Return a query of rows of (page, table, columns) that can be united with those of other tables."""
    columns = {field.attname: F(field.attname) for field in model._meta.concrete_fields}
    return (
        model._default_manager.order_by()
        .annotate(table=Value(name), columns=JSONObject(**columns))
        .values_list("page_id", "table", "columns")
    )


def _row(model: type[models.Model], columns: Mapping[str, Any]) -> models.Model:
    return model(
        **{field.attname: field.to_python(columns[field.attname]) for field in model._meta.concrete_fields}
    )
