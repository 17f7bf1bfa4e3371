"""Offices of the register, as far as they have a page that can be read."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F, QuerySet

from opendata import public, schemas
from portal.models import OfficePage, VisitingHours

REGISTER = (
    "kind", "name_bn", "name_en", "address_bn", "address_en", "phone", "email", "opened_on", "closed_on",
)  # fmt: skip
COLUMNS = (
    "pk", "url_path", *(f"register_entry__{name}" for name in REGISTER), "register_entry__division_code",
    "register_entry__district_code", "office_code", "parent_code",
)  # fmt: skip


def pages(language: str) -> QuerySet[Any]:
    found: QuerySet[Any] = public.pages(OfficePage, language)
    return found.annotate(parent_code=F("register_entry__parent__code"))


def read(rows: Sequence[Mapping[str, Any]], *, whole: bool = True) -> list[schemas.Office]:
    addresses = public.Addresses()
    hours: dict[int, list[schemas.VisitingHours]] = defaultdict(list)
    if whole:
        lines = VisitingHours.objects.filter(page_id__in=[row["pk"] for row in rows])
        for line in lines.order_by("sort_order", "pk").values("page_id", "who", "days", "hours", "how_often"):
            hours[line.pop("page_id")].append(schemas.VisitingHours(**line))
    return [
        schemas.Office(
            id=row["office_code"],
            url=addresses.of(row),
            parent=row["parent_code"],
            division=row["register_entry__division_code"],
            district=row["register_entry__district_code"],
            **{name: row[f"register_entry__{name}"] for name in REGISTER},
            visiting_hours=hours[row["pk"]],
        )
        for row in rows
    ]
