"""The offices that the lines of a distribution stand for: what the register proposes, and what an editor made of it."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

import clock
from accounts.models import User
from bangla import ordering
from charter_pages.circulation import matching
from charter_pages.circulation.matching import Means, Place
from charter_pages.circulation.models import LineChoice
from offices.models import Office


@dataclass(frozen=True)
class Line:
    """A line of the distribution with its offices."""

    key: uuid.UUID
    number: str
    text: str
    is_copy: bool
    means: Means
    offices: Sequence[Office]
    # Whether an editor said so, against or with the register's proposal.
    is_chosen: bool = False
    asks_for_website: bool = False


def register() -> list[Office]:
    """Return the open offices, headquarters first, then divisions and prisons by name; one query."""
    rank = {kind: place for place, kind in enumerate(Office.Kind.values)}
    return sorted(Office.objects.open(), key=lambda office: (rank[office.kind], ordering.key(office.name_bn)))


def expand(
    page_id: int | None, distribution: Sequence[Mapping[str, Any]], offices: Sequence[Office] | None = None
) -> list[Line]:
    """Return each line of a paper's distribution (as `content.of` has it) with the offices that it stands for.

    The register is asked as it is today: renamed offices are found by the name that they have, closed ones not at all.
    """
    offices = register() if offices is None else offices
    by_id = {office.pk: office for office in offices}
    places = [Place(office.pk, office.kind, office.name_bn, office.parent_id) for office in offices]
    chosen = _choices(page_id)
    found = []
    for row in distribution:
        said = " ".join(part for part in (row["text"], row["attention"]) if part)
        key = uuid.UUID(row["key"])
        means, ids = matching.match(said, places)
        choice = chosen.get(key)
        is_chosen = choice is not None and choice.text == row["text"]
        if choice is not None and is_chosen:
            ids = [office.pk for office in choice.offices.all()]
        website = matching.asks_for_the_website(said)
        found.append(
            Line(
                key=key,
                number=row["number"],
                text=row["text"],
                is_copy=bool(row["is_copy"]),
                means=Means.WEBSITE if website and not ids else means,
                offices=[by_id[pk] for pk in ids if pk in by_id],
                is_chosen=is_chosen,
                asks_for_website=website,
            )
        )
    return found


def _choices(page_id: int | None) -> dict[uuid.UUID, LineChoice]:
    if page_id is None:
        return {}
    rows = LineChoice.objects.filter(page_id=page_id).prefetch_related("offices")
    return {row.key: row for row in rows}


@transaction.atomic
def choose(*, by: User, page_id: int, line: Line, offices: Collection[Office]) -> LineChoice:
    """Keep what an editor says a line stands for, as long as the line says the same."""
    choice, _made = LineChoice.objects.update_or_create(
        page_id=page_id, key=line.key, defaults={"text": line.text, "by": by, "at": clock.now()}
    )
    choice.offices.set(offices)
    return choice


@transaction.atomic
def forget(*, page_id: int, keys: Collection[uuid.UUID]) -> None:
    """Let lines stand again for what the register proposes."""
    LineChoice.objects.filter(page_id=page_id, key__in=keys).delete()
