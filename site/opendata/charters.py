"""Charters as their readers meet them: the office's rows among headquarters', each with its officer's post."""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from charter_pages.charters import content, reading
from charter_pages.models import CharterPage, CharterVersion
from opendata import papers, public, schemas

COLUMNS = (
    *public.COLUMNS, "quarter", "last_reviewed_on", "next_due_on", "version",
)  # fmt: skip


def pages(language: str) -> QuerySet[Any]:
    """Return the charters that can be read, each with its newest version.

    What headquarters changes for all, and who takes a post over, changes a charter without its page being published.
    """
    versions = (
        CharterVersion.objects.filter(page_id=Coalesce(OuterRef("alias_of_id"), OuterRef("pk")))
        .order_by()
        .values("page_id")
    )
    found: QuerySet[Any] = public.pages(CharterPage, language)
    found = found.annotate(
        version=Subquery(versions.annotate(last=Max("number")).values("last")),
        version_made_at=Subquery(versions.annotate(last=Max("made_at")).values("last")),
    )
    return found.annotate(
        changed_at=Greatest(public.changed_at(), Coalesce("version_made_at", public.changed_at()))
    )


@dataclasses.dataclass(frozen=True)
class Read:
    row: Mapping[str, Any]
    charter: content.Charter


def read(rows: Sequence[Mapping[str, Any]]) -> list[Read]:
    """Return what charters say, in as many queries for forty as for one."""
    found = CharterPage.objects.in_bulk([row["pk"] for row in rows])
    standing = [found[row["pk"]] for row in rows]
    return [Read(row, charter) for row, charter in zip(rows, reading.read_all(standing), strict=True)]


def charters(rows: Sequence[Mapping[str, Any]], *, whole: bool = True) -> list[schemas.Charter]:
    addresses = public.Addresses()
    return [
        schemas.Charter(
            **papers.publication(each.row, addresses),
            **{name: each.row[name] for name in ("quarter", "last_reviewed_on", "next_due_on", "version")},
            **{name: getattr(each.charter, name) for name in ("vision", "mission", "warning")},
            expectations=list(each.charter.expectations),
            levels=[
                schemas.Level(
                    when=level.when,
                    whom=level.whom or (level.officer.title if level.officer else ""),
                    address=level.address,
                    working_days=level.working_days,
                )
                for level in each.charter.levels
            ],
        )
        for each in read(rows)
    ]


def services(each: Read, addresses: public.Addresses) -> list[schemas.Service]:
    """Return the services that an office offers, in the order of its charter."""
    url, key = addresses.of(each.row), each.row["translation_key"]
    lines = [line for table in each.charter.tables for line in table.lines]
    return [schemas.Service(**_service(line, each, url, key)) for line in lines]


def _service(line: content.Line, each: Read, url: str, key: Any) -> dict[str, Any]:
    return {
        "id": f"{key}.{line.key}",
        "charter": key,
        "row": line.key,
        "url": f"{url}#{line.anchor}",
        "office": each.row["office_code"],
        "language": each.charter.language,
        "section": line.section,
        "origin": line.origin.value,
        **{name: getattr(line, name) for name in WORDS},
        **{name: line.figures.get(name) for name in FIGURES},
        "responsible": _officer(line.officer),
        "superior": _officer(line.superior),
    }


WORDS = ("number", "is_part", "task", "name", "method", "papers", "fee", "time")
FIGURES = ("fee_kind", "fee_poisha", "time_kind", "time_amount")


def _officer(officer: content.Officer | None) -> schemas.Officer | None:
    if officer is None:
        return None
    return schemas.Officer(
        title=officer.title, office=officer.office, phone=officer.phone, email=officer.email
    )
