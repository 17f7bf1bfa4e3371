"""What becomes of the offices' charters when headquarters publishes a master: one operation for all of them."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from wagtail.models import Page

import clock
from accounts.models import User
from charter_pages.charters import differing, finding, reading, versions
from charter_pages.charters.content import Charter
from charter_pages.models import (
    CharterPage,
    CharterVersion,
    MasterChange,
    MasterChangeLine,
    MasterCharterPage,
    Service,
)
from clock import turns
from offices.models import Office


def followers(master: MasterCharterPage) -> QuerySet[CharterPage]:
    """Return the live charters that follow a master, or would if it were live.

    A master in Bangla is followed in other languages, too, where it has not been translated.
    """
    kinds = Office.PRISONS if master.applies_to == MasterCharterPage.Sort.PRISONS else [Office.Kind.DIVISION]
    pages = CharterPage.objects.live().filter(
        follows_master=True, alias_of__isnull=True, office__kind__in=kinds
    )
    if master.language != "bn":
        return pages.filter(language=master.language)
    others = MasterCharterPage.objects.live().filter(applies_to=master.applies_to).exclude(language="bn")
    return pages.exclude(language__in=others.values("language"))


@transaction.atomic
def spread(*, master: MasterCharterPage, by: User | None = None) -> MasterChange | None:
    """Carry a master that was published or taken back to every charter that follows it.

    Every charter of which a reader finds other words gets a version; the change says which ones, and which rows of an
    office's own stood against it. None, where the master says what it said before.
    """
    # Whoever publishes the same master at the same moment waits, and then finds it told.
    Page.objects.select_for_update().filter(pk=master.pk).first()
    master = MasterCharterPage.objects.get(pk=master.pk)
    now = (
        reading.read_master(master) if master.live else Charter(title="", office="", language=master.language)
    )
    last = MasterChange.objects.filter(master=master).first()
    if last is None and not master.live:
        return None
    difference = differing.between(Charter.from_data(last.content) if last else None, now)
    if last is not None and not difference:
        return None
    pages = followers(master)
    made = versions.write_all(pages=pages, cause=CharterVersion.Cause.MASTER, by=by)
    change = MasterChange.objects.create(
        master=master, made_at=clock.now(), by=by, content=now.as_data(), difference=difference
    )
    # A master that comes new changes nothing of what offices had words for.
    stood = _stood(pages, difference, now) if last is not None else {}
    MasterChangeLine.objects.bulk_create(
        MasterChangeLine(change=change, page_id=pk, version=made.get(pk), stood=stood.get(pk, []))
        for pk in sorted({*made, *stood})
    )
    words = {pk: Charter.from_data(version.content).words for pk, version in made.items()}
    transaction.on_commit(lambda: finding.refresh(words))
    return change


def daily() -> int:
    """Do once a day what days bring (`catch_up`): the worker's turn. Return how many versions were written."""
    return turns.once_a_day("charters.caught-up", catch_up)


def catch_up() -> int:
    """Keep what charters say since days came on which officers changed, and what was not kept when it was due.

    A holder's first or last day comes without anybody's doing. Return how many versions were written.
    """
    for master in MasterCharterPage.objects.live():
        spread(master=master)
    return len(versions.write_all(pages=CharterPage.objects.all(), cause=CharterVersion.Cause.TRANSFER))


def _stood(
    pages: QuerySet[CharterPage], difference: dict[str, Any], now: Charter
) -> dict[int, list[dict[str, str]]]:
    """Return by page the changed rows in whose place an office has a row of its own."""
    told = [*difference.get("changed", ()), *difference.get("removed", ())]
    names = {each["key"]: each["name"] for each in told}
    stood: dict[int, list[dict[str, str]]] = {}
    own = Service.objects.filter(page__in=pages.values("pk"), overrides__in=names).order_by(
        "page", "sort_order"
    )
    for page_id, key in own.values_list("page_id", "overrides"):
        stood.setdefault(page_id, []).append({"key": str(key), "name": names[str(key)]})
    return stood


def sides(change: MasterChange) -> list[dict[str, Any]]:
    """Return of each changed row the columns with the old words and the new, for a table of two sides."""
    return [
        {"name": each["name"], "columns": [(column, *pair) for column, pair in each["columns"].items()]}
        for each in change.difference.get("changed", ())
    ]


def waiting_for(offices: Iterable[Office] | QuerySet[Office]) -> QuerySet[MasterChangeLine]:
    """Return what offices have yet to say: do they keep their own words against those that headquarters changed?"""
    return (
        MasterChangeLine.objects.filter(~Q(stood=[]), answered_at__isnull=True, page__office__in=offices)
        .select_related("change__master", "page__office")
        .order_by("change__made_at", "pk")
    )
