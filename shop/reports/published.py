"""Publishing a quarter's figures, once and for ever, and reading what was published."""

import datetime
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

import clock
from bangla import fiscal
from language.spoken import LANGUAGES
from shop.ledger import locks
from shop.ledger.models import Entry
from shop.ledger.verification import Finding
from shop.production.models import Trade
from shop.reports import figures, figures_book
from shop.reports.models import PublishedQuarter

VERSION = 1
KEPT = (
    "What was published of a quarter never changes; a correction counts in the quarter in which it is made."
)


class NotClosed(ValueError):
    """The quarter is not over, or an earlier one is still to be published."""


def publish_due() -> list[PublishedQuarter]:
    """Publish every quarter that is over, the oldest first, and return those that were published now."""
    first = figures_book.first_day()
    if first is None:
        return []
    newest = PublishedQuarter.objects.first()
    quarter = newest.quarter.next() if newest else fiscal.quarter(first)
    written = []
    while quarter.last_day < clock.today():
        found, is_new = publish(quarter=quarter)
        if is_new:
            written.append(found)
        quarter = quarter.next()
    return written


def turn() -> int:
    """Do the worker's turn: publish what is due; return how many quarters that were."""
    return len(publish_due())


def publish(*, quarter: fiscal.Quarter) -> tuple[PublishedQuarter, bool]:
    """Publish the figures of a quarter that is over; return them and whether they are new.

    Published again, also by another server at the same moment, the first telling stands. Raises NotClosed.
    """
    if quarter.last_day >= clock.today():
        raise NotClosed(f"The {quarter} is not over yet.")
    # Read once: another server may publish between one look and the next.
    before = PublishedQuarter.objects.first()
    if before is not None and before.quarter.next() != quarter:
        if standing := of(quarter):
            return standing, False
        raise NotClosed(f"After the {before} the {before.quarter.next()} is published, not the {quarter}.")
    entries_to = _last_entry()
    transfers = figures_book.newly_told(
        quarter.last_day,
        entries_to,
        told_until=before.quarter.last_day if before else None,
        told_to=before.entries_to if before else 0,
    )
    content = _content(quarter, figures.atoms(figures_book.cells(transfers)))
    row = PublishedQuarter(
        fiscal_year=quarter.fiscal_year.start,
        number=quarter.number,
        content=content,
        entries_to=entries_to,
        published_at=clock.now(),
    )
    row.sha256 = digest(row)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        standing = of(quarter)
        if standing is None:
            raise
        return standing, False
    return row, True


def _last_entry() -> int:
    """Return the id of the last entry, when nobody is posting: all up to it are committed, and stay."""
    with transaction.atomic():
        locks.take_for_closing()
        return Entry.objects.aggregate(last=Max("pk"))["last"] or 0


def _content(quarter: fiscal.Quarter, atoms: Iterable[figures.Atom]) -> dict[str, Any]:
    """Return what is told of a quarter, with the names that divisions and trades bear at this moment."""
    atoms = list(atoms)
    divisions = {office.code: office for office in figures_book.divisions().values()}
    trades = {trade.code: trade for trade in Trade.objects.all()}
    return {
        "version": VERSION,
        "fiscal_year": quarter.fiscal_year.label("en"),
        "quarter": quarter.number,
        "first_day": quarter.first_day.isoformat(),
        "last_day": quarter.last_day.isoformat(),
        "divisions": _names({code for atom in atoms for code in atom.divisions}, divisions),
        "trades": _names({code for atom in atoms for code in atom.trades}, trades),
        "atoms": [
            {
                "divisions": list(atom.divisions),
                "trades": list(atom.trades),
                **{f"{name}_poisha": poisha for name, poisha in asdict(atom.amounts).items()},
            }
            for atom in atoms
        ],
    }


def _names(codes: set[str], rows: dict[str, Any]) -> dict[str, dict[str, str]]:
    return {
        code: {language: getattr(rows.get(code), f"name_{language}", "") or code for language in LANGUAGES}
        for code in sorted(codes)
    }


def digest(row: PublishedQuarter) -> str:
    """Return the SHA-256 of all that a row says."""
    told = [
        row.fiscal_year,
        row.number,
        row.entries_to,
        row.published_at.astimezone(datetime.UTC).isoformat(timespec="microseconds"),
        row.content,
    ]
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def of(quarter: fiscal.Quarter) -> PublishedQuarter | None:
    return PublishedQuarter.objects.filter(
        fiscal_year=quarter.fiscal_year.start, number=quarter.number
    ).first()


def told() -> list[PublishedQuarter]:
    """Return the quarters of which there are figures, the newest first."""
    return [row for row in PublishedQuarter.objects.all() if row.content["atoms"]]


def named(code: str) -> fiscal.Quarter | None:
    """Return the quarter that an address names ("2026-2027-q1"), None for anything else."""
    found = re.fullmatch(r"(\d{4})-(\d{4})-q([1-4])", code, re.ASCII)
    if found is None or int(found[2]) != int(found[1]) + 1:
        return None
    return fiscal.Quarter(fiscal.FiscalYear(int(found[1])), int(found[3]))


def atoms_of(row: PublishedQuarter) -> list[figures.Atom]:
    """Return the atoms that a row tells."""
    return [
        figures.Atom(
            tuple(atom["divisions"]),
            tuple(atom["trades"]),
            figures.Amounts(
                atom["sales_poisha"], atom["cost_poisha"], atom["makers_poisha"], atom["department_poisha"]
            ),
        )
        for atom in row.content["atoms"]
    ]


def quarters_stand_as_published() -> Iterator[Finding]:
    """The reports' part of `ledger_verify`: each published quarter is word for word what was published."""
    for row in PublishedQuarter.objects.order_by("fiscal_year", "number"):
        if digest(row) != row.sha256:
            yield Finding(f"the published figures of the {row} were altered: the digest does not fit")
