"""Which of a document's grids are a charter's tables, what their columns hold, and what stands around them. Pure."""

import dataclasses
import re
from collections.abc import Sequence

from bangla import digits
from charter_pages.importing import figures, headings
from charter_pages.importing.documents import Cell, Document, Grid, Paragraph
from charter_pages.importing.headings import Field, Kind

# A row of headings names at least so many columns.
FEWEST_HEADINGS = 3
_NUMBERING = re.compile(r"[\s(]*\d{1,2}[\s).।]*")


@dataclasses.dataclass(slots=True)
class Column:
    """A column of the source. `heading` is what it says above it, "" where a table goes on without headings."""

    heading: str
    field: Field
    score: float


@dataclasses.dataclass(slots=True)
class SourceRow:
    """A row of the source: its cells' texts, and which of them are merged with the cell above."""

    cells: list[str]
    goes_on: list[bool]
    # An editor wants nothing of it.
    is_left_out: bool = False


@dataclasses.dataclass(slots=True)
class SourceTable:
    kind: Kind
    # What stands above the table, and names it.
    heading: str
    columns: list[Column]
    rows: list[SourceRow] = dataclasses.field(default_factory=list)
    # The heading named no part of a charter, or there was none.
    is_guessed: bool = False
    # Headings that stand once more within the table, at the top of each page.
    repeated: list[str] = dataclasses.field(default_factory=list)


@dataclasses.dataclass(slots=True)
class Recognised:
    """A charter as it was found. What is in none of the other fields is in `left`."""

    tables: list[SourceTable] = dataclasses.field(default_factory=list)
    vision: str = ""
    mission: str = ""
    expectations: list[str] = dataclasses.field(default_factory=list)
    left: list[str] = dataclasses.field(default_factory=list)
    # Of vision, mission and expectations: what they said is placed, so they are only names.
    headings: list[str] = dataclasses.field(default_factory=list)
    was_bijoy: bool = False
    doubtful: tuple[str, ...] = ()


def recognise(document: Document) -> Recognised:
    """Return what a document holds of a charter."""
    finder = _Finder(Recognised(was_bijoy=document.was_bijoy, doubtful=document.doubtful))
    for block in document.blocks:
        if isinstance(block, Paragraph):
            for line in block.text.split("\n"):
                finder.line(line)
        else:
            finder.grid(block)
    finder.close()
    return finder.found


class _Finder:
    def __init__(self, found: Recognised) -> None:
        self.found = found
        # What was said last of what follows, and whether a table has taken it up.
        self.kind = Kind.OTHER
        self.heading = ""
        self.table: SourceTable | None = None

    def close(self) -> None:
        """Leave the last heading, unless a table took it up."""
        if self.heading:
            named = (Kind.VISION, Kind.MISSION, Kind.EXPECTATIONS)
            (self.found.headings if self.kind in named else self.found.left).append(self.heading)
        self.heading = ""

    def line(self, text: str) -> None:
        """Place a line that stands in no table: a heading, or what a heading announced."""
        if not text:
            return
        kind = headings.kind_of(text)
        before, colon, after = (
            re.split(r"([:ঃ])(?!\d)", text, maxsplit=1) if re.search("[:ঃ]", text) else (text, "", "")
        )
        announces = kind in (Kind.VISION, Kind.MISSION) and bool(colon) and headings.kind_of(before) == kind
        if announces and after.strip():
            self.close()
            self.kind, self.heading = kind, before + colon
            text = after.strip()
        elif kind and not self._is_said_of_it(text, kind):
            self.close()
            self.kind, self.heading, self.table = kind, text, None
            return
        match self.kind:
            case Kind.VISION:
                self.found.vision = _below(self.found.vision, text)
            case Kind.MISSION:
                self.found.mission = _below(self.found.mission, text)
            case Kind.EXPECTATIONS:
                self.found.expectations.append(text)
            case _:
                self.found.left.append(text)

    def _is_said_of_it(self, text: str, kind: Kind) -> bool:
        """Return whether a line that sounds like a heading is one of the sentences below the last heading."""
        is_sentence = len(text) > 60 or text.rstrip().endswith(("।", ".", ";")) or kind == self.kind
        return self.kind in (Kind.EXPECTATIONS, Kind.VISION, Kind.MISSION) and is_sentence

    def grid(self, grid: Grid) -> None:
        rows = _narrowed(grid.rows)
        place = 0
        while place < len(rows):
            row = rows[place]
            above = rows[place - 1] if place else []
            texts = [cell.text for cell in _distinct(row)]
            filled = [text for text in texts if text]
            size = _size_of_head(rows, place, self.table)
            if not filled:
                pass
            elif size:
                self._head(rows[place : place + size])
                place += size
                continue
            elif self.kind == Kind.EXPECTATIONS and self.table is None:
                self._expect(filled)
            elif len(filled) == 1 and (len(row) > 1 or len(rows) == 1) and headings.kind_of(filled[0]):
                self.line(filled[0])
            elif len(filled) == 1 and len(texts) == 1 and len(row) > 1:
                # A text over the whole width names nothing that we know.
                self.found.left.append(filled[0])
            elif self.table is None and not self._may_go_on(row):
                self.found.left += filled
            else:
                self._row(row, above)
            place += 1
        # What a page's end parted goes on in the next grid, if it has as many columns.
        self.table = None

    def _may_go_on(self, row: Sequence[Cell]) -> bool:
        """Return whether a grid without headings goes on with the last table: as many columns, and no word between."""
        last = self.found.tables[-1] if self.found.tables else None
        if last is None or self.heading or len(last.columns) != len(row):
            return False
        self.table = SourceTable(
            last.kind,
            "",
            [Column("", column.field, headings.PROBABLE) for column in last.columns],
            is_guessed=True,
        )
        self.found.tables.append(self.table)
        return True

    def _head(self, rows: Sequence[Sequence[Cell]]) -> None:
        width = len(rows[0])
        said = [
            " ".join(
                dict.fromkeys(text for row in rows for text in [row[place].text.replace("\n", " ")] if text)
            )
            for place in range(width)
        ]
        columns = [Column(text, *headings.field_of(_unnumbered(text))) for text in said]
        fields = [column.field for column in columns]
        if (
            self.table is not None
            and not self.heading
            and [each.field for each in self.table.columns] == fields
        ):
            self.table.repeated += said
            return
        about_grievances = Field.WHEN in fields or Field.WHOM in fields
        kind = Kind.GRIEVANCE if about_grievances else self.kind
        known = kind in headings.SERVICES or kind in (Kind.GRIEVANCE, Kind.BELOW)
        self.table = SourceTable(
            kind=kind if known else Kind.CITIZEN, heading=self.heading, columns=columns, is_guessed=not known
        )
        self.heading = ""
        self.found.tables.append(self.table)

    def _row(self, row: Sequence[Cell], above: Sequence[Cell]) -> None:
        if self.table is None:
            raise AssertionError("A row is placed where there is a table.")
        width = len(self.table.columns)
        cells = [cell.text for cell in row][:width]
        # A cell that is merged over several columns says what it says in the first of them.
        for place in range(1, len(cells)):
            if row[place] is row[place - 1]:
                cells[place] = ""
        cells += [""] * (width - len(cells))
        merged = [
            place < len(above) and place < len(row) and row[place] is above[place] for place in range(width)
        ]
        self.table.rows.append(SourceRow(cells, merged))
        self.found.left += [cell.text for cell in _distinct(row[width:]) if cell.text]

    def _expect(self, filled: Sequence[str]) -> None:
        """Place a row of a table of expectations: the number goes before its sentence."""
        if all(len(text) <= 60 and not re.search("[।.]$", text) for text in filled) and not _is_number(
            filled[0]
        ):
            self.found.left += filled
        elif len(filled) > 1 and _is_number(filled[0]):
            self.found.expectations.append(f"{filled[0]} " + " ".join(filled[1:]).replace("\n", " "))
        else:
            self.found.expectations += [line for text in filled for line in text.split("\n")]


def _distinct(row: Sequence[Cell]) -> list[Cell]:
    return [cell for place, cell in enumerate(row) if place == 0 or cell is not row[place - 1]]


def _narrowed(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """Return the rows without columns that say nothing, or that are merged with the one before them throughout."""
    width = max((len(row) for row in rows), default=0)
    full = [[*row, *(Cell() for _ in range(width - len(row)))] for row in rows]
    kept = [
        place
        for place in range(width)
        if any(row[place].text for row in full)
        and (place == 0 or any(row[place] is not row[place - 1] for row in full))
    ]
    return [[row[place] for place in kept] for row in full]


def _size_of_head(rows: Sequence[Sequence[Cell]], place: int, table: SourceTable | None) -> int:
    """Return how many rows of headings begin at a place; 0 where there are none."""
    if not _is_head(rows[place]):
        return 0
    size = 1
    while place + size < len(rows) and _belongs_to_head(rows[place + size], rows[place + size - 1]):
        size += 1
    return size


def _is_head(row: Sequence[Cell]) -> bool:
    texts = [cell.text for cell in _distinct(row) if cell.text]
    if len(texts) < FEWEST_HEADINGS or any(len(text) > headings.LONGEST for text in texts):
        return False
    if _is_number(row[0].text) or any(figures.fee_of(text).kind == "free" for text in texts):
        return False
    fields = {field for text in texts for field, score in [headings.field_of(_unnumbered(text))] if field}
    named = sum(bool(headings.field_of(_unnumbered(text))[0]) for text in texts)
    tells = bool(fields & {Field.NAME, Field.METHOD, Field.WHEN, Field.WHOM})
    return tells and len(fields) >= FEWEST_HEADINGS and named * 10 >= len(texts) * 6


def _belongs_to_head(row: Sequence[Cell], above: Sequence[Cell]) -> bool:
    """Return whether a row is the second one of headings: numbers of columns, or the parts of a merged heading."""
    new = [cell for place, cell in enumerate(row) if cell is not above[place] and cell.text]
    if not new:
        return any(cell.text for cell in row)
    if all(_NUMBERING.fullmatch(digits.to_ascii(cell.text)) for cell in new) and len(new) >= FEWEST_HEADINGS:
        return True
    is_part = any(cell is above[place] for place, cell in enumerate(row)) and all(
        len(cell.text) <= 60 for cell in new
    )
    return is_part and not any(re.search(r"\d", digits.to_ascii(cell.text)) for cell in new)


def _unnumbered(text: str) -> str:
    return re.sub(r"[\s(]*[\d০-৯]{1,2}[\s).।]*$", "", text)


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[\s(]*(?:\d{1,3}|[ক-হ]|[a-z])[\s).।]*", digits.to_ascii(text).lower()))


def _below(text: str, more: str) -> str:
    return f"{text}\n{more}" if text else more
