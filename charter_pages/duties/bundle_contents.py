"""What goes into a bundle, office by office: what was shown and stands, and what is missing. Names no person."""

import datetime
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

import clock
from bangla import fiscal
from charter_pages.duties import board, board_words, counting
from charter_pages.duties.board import Board, Line
from charter_pages.models import Duty, DutyKind, Evidence, Post, QuarterBundle
from offices.models import Office

# Whose letter it is: the head of the office, by the post alone.
HEADS = (
    Post.Role.INSPECTOR_GENERAL,
    Post.Role.ADDITIONAL_INSPECTOR_GENERAL,
    Post.Role.DEPUTY_INSPECTOR_GENERAL,
)
ORDER = {kind: place for place, kind in enumerate(DutyKind.values)}


@dataclass
class Item:
    """One duty of one office, with what was shown for it. `path` is the snapshot on this machine, once fetched."""

    duty: Duty
    evidence: Evidence | None
    words: board_words.Shown
    days_late: int
    path: Path | None = None
    pages: int = 0
    # Why the paper is not here although it was shown.
    lacking: str = ""
    # Where its first page stands in the whole; 0 where it has none.
    page: int = 0

    @property
    def address(self) -> str:
        """Return where what was shown is published, with the host: it is read on paper."""
        path = self.evidence.address if self.evidence is not None else ""
        return f"{settings.SITE_URL}{path}" if path.startswith("/") else path

    @property
    def is_missing(self) -> bool:
        """Return whether a page says that nothing is here: it is owed and late, or its file is not to be had."""
        return bool(self.lacking) or (self.duty.state in counting.OWED and self.days_late > 0)

    @property
    def file_name(self) -> str:
        """Return the name in the ZIP, in Latin letters: it tells office, quarter and duty, wherever it is put."""
        year = self.duty.period.fiscal_year
        office = self.duty.office.code
        return f"{office}/{office}-{year}-q{self.duty.quarter}-{self.duty.kind}.pdf"


@dataclass
class Section:
    """An office with its items."""

    office: Office
    line: Line
    marks: dict[str, str]
    items: list[Item] = field(default_factory=list)
    page: int = 0


@dataclass
class Group:
    """A division with its offices."""

    office: Office
    marks: dict[str, str]
    sections: list[Section] = field(default_factory=list)
    page: int = 0


@dataclass
class Contents:
    """All that a bundle says, apart from where its pages stand."""

    bundle: QuarterBundle
    quarter: fiscal.Quarter
    at: datetime.datetime
    board: Board
    groups: list[Group]
    kinds: list[str]
    marks: dict[str, str]
    signed_as: str

    @property
    def sections(self) -> list[Section]:
        return [section for group in self.groups for section in group.sections]

    @property
    def items(self) -> list[Item]:
        return [item for section in self.sections for item in section.items]


def read(bundle: QuarterBundle) -> Contents | None:
    """Return what the bundle holds today; None where nothing is owed any more."""
    today, quarter = clock.today(), bundle.period
    register = Office.objects.in_bulk()
    scope = set(Office.objects.within(bundle.office).values_list("pk", flat=True))
    found = board.read(
        offices=register,
        scope=scope,
        today=today,
        period=f"{quarter.fiscal_year.start}-{quarter.number}",
    )
    if found is None:
        return None
    items = _items(quarter, scope, today)
    groups = []
    # In the order of the register: headquarters, then the divisions by code, each before its prisons.
    for group in sorted(
        found.groups, key=lambda each: (each.office.kind != Office.Kind.HQ, each.office.code)
    ):
        sections = [
            Section(line.office, line, figures(line), items.get(line.office.pk, []))
            for line in sorted(group.lines, key=_place)
            if line.office is not None
        ]
        groups.append(Group(group.office, figures(group.whole), sections))
    return Contents(
        bundle=bundle,
        quarter=quarter,
        at=clock.now(),
        board=found,
        groups=groups,
        kinds=found.kinds,
        marks=figures(found.whole),
        signed_as=_head(bundle.office),
    )


def figures(line: Line) -> dict[str, str]:
    """Return the counts and the score of a line in words."""
    cell = counting.together(line.cells.values())
    return {
        "owed": board_words.number(cell.counts.owed),
        "in_time": board_words.number(cell.counts.in_time),
        "shown_late": board_words.number(cell.counts.late),
        "missing": board_words.number(cell.counts.missing),
        "marks": board_words.marks(line.score),
        "bp": board_words.percent(line.score.bp),
    }


def fetch(item: Item, folder: Path) -> None:
    """Lay the snapshot of an item on this machine, whole and as it was hashed; else say what is wrong with it."""
    shown = item.evidence
    if shown is None:
        return
    if not shown.snapshot:
        item.lacking = "not_taken"
        return
    path = folder / f"{item.duty.pk}.pdf"
    try:
        with shown.snapshot.open("rb") as file:
            content = file.read()
    except OSError:
        item.lacking = "not_there"
        return
    if hashlib.sha256(content).hexdigest() != shown.snapshot_sha256:
        item.lacking = "changed"
        return
    path.write_bytes(content)
    item.path = path


def _items(quarter: fiscal.Quarter, scope: Iterable[int], today: datetime.date) -> dict[int, list[Item]]:
    duties = (
        Duty.objects.of_quarter(quarter)
        .filter(office__in=list(scope))
        .select_related("office", "rule")
        .order_by("office__code")
    )
    # The newest evidence of what stands; what was returned is owed again.
    shown = Evidence.objects.filter(duty__in=duties.filter(state__in=counting.SHOWN).order_by())
    newest: dict[int, Evidence] = {}
    for each in shown.order_by("number").select_related("duty"):
        newest[each.duty_id] = each
    counted = counting.tell(
        today, by_office=Duty.objects.filter(pk__in=duties.order_by().values("pk"))
    ).offices
    cells = {cell.duty_id: cell for cell in counted.values()}
    found: dict[int, list[Item]] = {}
    for duty in sorted(duties, key=lambda each: ORDER[each.kind]):
        cell = cells[duty.pk]
        late = cell.days_late(today)
        if cell.counts.late and cell.shown_on:
            late = (cell.shown_on - duty.due_on).days
        found.setdefault(duty.office_id, []).append(
            Item(duty, newest.get(duty.pk), board_words.of_cell(cell, today), late)
        )
    return found


def _place(line: Line) -> Any:
    return line.office is not None and line.office.is_prison, line.office.code if line.office else ""


def _head(office: Office) -> str:
    posts = Post.objects.filter(office=office, abolished_on__isnull=True).order_by("rank_order", "pk")
    head = posts.filter(role__in=HEADS).first() or posts.first()
    return head.title if head else ""
