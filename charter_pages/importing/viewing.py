"""The review of an import as its template shows it: tables of the source, each cell with its field and its doubts."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from charter_pages.charters import reading
from charter_pages.importing import drafting, editing, headings
from charter_pages.importing.headings import Field, Kind
from charter_pages.importing.officers import PostLine
from charter_pages.importing.proposing import LATIN, Proposal, ProposedLevel, ProposedService
from charter_pages.importing.recognising import Recognised, SourceTable
from charter_pages.importing.wording import DOUBTS, FIELDS, KINDS
from charter_pages.models import MasterService
from language.spoken import active

LONGEST_LABEL = 60


@dataclass(frozen=True)
class Choice:
    """A select: its name, its label, what may be chosen, what is."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    chosen: str


@dataclass
class CellView:
    name: str
    label: str
    text: str
    doubts: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    # How a figure is understood.
    reading: str = ""
    post: Choice | None = None

    @property
    def lines(self) -> int:
        return min(8, max(1, self.text.count("\n") + 1, len(self.text) // 14 + 1))


@dataclass
class RowView:
    label: str
    leave_name: str
    is_left_out: bool
    cells: list[CellView]
    is_part: bool = False
    stands: Choice | None = None


@dataclass
class TableView:
    number: int
    heading: str
    kind: Choice
    is_guessed: bool
    is_taken: bool
    columns: list[tuple[str, Choice, bool]]
    rows: list[RowView]


class View:
    """All that the template asks for."""

    def __init__(
        self,
        found: Recognised,
        proposal: Proposal,
        posts: Sequence[PostLine],
        masters: Sequence[MasterService],
        stands_for: Mapping[tuple[int, int], uuid.UUID],
        errors: drafting.Errors,
    ) -> None:
        self.found, self.proposal, self.errors = found, proposal, errors
        language = active()
        self.posts = (("", _("No post")), *((str(post.id), _title(post, language)) for post in posts))
        self.masters = (
            ("", _("A row of our own")),
            *((str(master.translation_key), master.name[:LONGEST_LABEL]) for master in masters),
        )
        self.stands_for = stands_for
        rows: list[ProposedService | ProposedLevel] = [*proposal.services, *proposal.levels]
        self.by_place = {each.place: each for each in rows}
        self.tables = [self._table(number, table) for number, table in enumerate(found.tables)]

    @property
    def doubtful(self) -> int:
        """Return how many cells are doubtful."""
        return sum(bool(cell.doubts) for cell in self._cells())

    @property
    def wrong(self) -> int:
        return sum(bool(cell.errors) for cell in self._cells())

    @property
    def services(self) -> int:
        return len(self.proposal.services)

    @property
    def expectations(self) -> str:
        return "\n".join(self.proposal.expectations)

    @property
    def remainder(self) -> list[str]:
        return [text for text in self.proposal.remainder if text]

    def _cells(self) -> Iterator[CellView]:
        return (cell for table in self.tables for row in table.rows for cell in row.cells)

    def _table(self, number: int, table: SourceTable) -> TableView:
        kind = table.kind if table.kind in KINDS else Kind.OTHER
        options = editing.fields_for(kind)
        columns = []
        for place, column in enumerate(table.columns):
            chosen = column.field if column.field in options else Field.NONE
            select = Choice(
                editing.column_name(number, place),
                _("What this column holds"),
                tuple((str(each), str(FIELDS[each])) for each in (Field.NONE, *options)),
                str(chosen),
            )
            columns.append((column.heading, select, column.score < headings.SURE))
        return TableView(
            number=number,
            heading=table.heading,
            kind=Choice(
                editing.kind_name(number),
                _("What this table is"),
                tuple((str(each), str(words)) for each, words in KINDS.items()),
                str(kind),
            ),
            is_guessed=table.is_guessed,
            is_taken=kind != Kind.OTHER,
            columns=columns,
            rows=[self._row(number, place, table) for place in range(len(table.rows))],
        )

    def _row(self, number: int, place: int, table: SourceTable) -> RowView:
        row, proposed = table.rows[place], self.by_place.get((number, place))
        seen: set[Field] = set()
        cells = []
        for column_number, (column, text) in enumerate(zip(table.columns, row.cells, strict=True)):
            cell = CellView(editing.cell_name(number, place, column_number), str(FIELDS[column.field]), text)
            if proposed is not None and column.field not in seen:
                self._explain(cell, proposed, column.field)
                seen.add(column.field)
            cells.append(cell)
        if proposed is not None:
            # An error of a field that no column holds stands at the first cell.
            for (table_number, row_number, wrong), said in self.errors.items():
                if (table_number, row_number) == (number, place) and wrong not in seen and cells:
                    cells[0].errors += [f"{FIELDS[wrong]}: {each}" for each in said]
        return RowView(
            label=str(place + 1),
            leave_name=editing.leave_name(number, place),
            is_left_out=row.is_left_out,
            cells=cells,
            is_part=isinstance(proposed, ProposedService) and proposed.is_part,
            stands=self._stands(proposed),
        )

    def _stands(self, proposed: Any) -> Choice | None:
        if not isinstance(proposed, ProposedService) or len(self.masters) == 1:
            return None
        key = self.stands_for.get(proposed.place)
        return Choice(
            editing.stands_name(proposed.place),
            _("In the place of headquarters' row"),
            self.masters,
            str(key) if key else "",
        )

    def _explain(self, cell: CellView, proposed: ProposedService | ProposedLevel, which: Field) -> None:
        """Say of a cell how it is understood, what is doubtful, and what is wrong."""
        codes = [code for code in proposed.doubts.get(which, ()) if code in DOUBTS]
        cell.doubts = [str(DOUBTS[code]) for code in codes]
        if LATIN in codes:
            words = set(self.found.doubtful) & set(cell.text.split())
            cell.doubts[codes.index(LATIN)] += " " + ", ".join(sorted(words))
        cell.errors = list(self.errors.get((*proposed.place, which), []))
        if isinstance(proposed, ProposedService):
            row = drafting.service_of(proposed)
            if which == Field.TIME and proposed.time.kind != "words":
                cell.reading = reading.time_words(row, active())
            if which == Field.FEE and proposed.fee.kind != "words":
                cell.reading = reading.fee_words(row, active())
            guess = proposed.posts.get(which)
        else:
            guess = proposed.post if which == Field.WHOM else None
        if guess is not None and which in (Field.RESPONSIBLE, Field.SUPERIOR, Field.WHOM):
            cell.post = Choice(
                editing.post_name(proposed.place, which), _("Post"), self.posts, str(guess.post or "")
            )


def _title(post: PostLine, language: str) -> str:
    bangla, english = post.titles
    office = post.facts[1 if language == "en" else 0]
    return f"{english if language == 'en' else bangla}, {office}"
