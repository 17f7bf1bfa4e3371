"""Tables whose columns only spaces part: rows with cells, the lines that a column's width has wrapped put together."""

import dataclasses
import re
import unicodedata
from collections.abc import Sequence

from charter_pages.papers import numbering, tables
from charter_pages.papers.beside import Piece
from charter_pages.papers.lines import CELL_BREAK, Line, line_of
from charter_pages.papers.tables import Column

_PIECE = re.compile(r"\S+(?:\s\S+)*")
_LEAST_COLUMNS = 3
# A heading row is short; so far from its column's start may a wrapped line begin.
_SHORT, _FAR = 180, 8


@dataclasses.dataclass(slots=True)
class _Grid:
    """A table that is being put together: where its columns began so far, and its last row, column by column."""

    starts: list[list[float]]
    has_serial: bool
    decides: int | None
    cells: list[list[str]] = dataclasses.field(default_factory=list)

    @property
    def width(self) -> int:
        return len(self.starts)

    def column_of(self, piece: Piece) -> int | None:
        """Return the column below whose start a piece stands, the nearest; None where none is near."""
        distances = [min(abs(piece.left - start) for start in starts) for starts in self.starts]
        nearest = min(range(self.width), key=distances.__getitem__)
        return nearest if distances[nearest] <= _FAR else None


def put_together(rows: Sequence[Line]) -> list[Line]:
    """Return lines, those of such tables as rows with cells; `raw` of each says where its words stood."""
    found: list[Line] = []
    grid: _Grid | None = None
    for row in rows:
        pieces = pieces_of(row.raw) if row.cells is None else []
        if grid is not None and pieces:
            if _begins_row(grid, row, pieces):
                found.append(row)
                _begin(grid, pieces)
                _set(found, grid)
                continue
            if _goes_on(grid, row, pieces):
                _lengthen(grid, pieces)
                _set(found, grid)
                continue
        grid = _heading(row, pieces)
        if grid is not None:
            row.cells = [piece.text for piece in pieces]
        found.append(row)
    return found


def pieces_of(raw: str) -> list[Piece]:
    """Return what stands between wide spaces, and how far from the left as a reader sees it."""
    return [
        Piece(found[0], _width(raw[: found.start()]), _width(raw[: found.end()]))
        for found in _PIECE.finditer(raw.rstrip())
    ]


def _width(text: str) -> int:
    """Return how many places a text takes: signs above and below a letter take none."""
    return sum(unicodedata.category(letter) not in ("Mn", "Cf") for letter in text)


def _heading(row: Line, pieces: Sequence[Piece]) -> _Grid | None:
    if len(pieces) < _LEAST_COLUMNS or len(row.plain) >= _SHORT:
        return None
    columns = tables.columns_of([piece.text for piece in pieces])
    decides = Column.DECISION in columns and Column.OTHER not in columns
    names = Column.NAME in columns and bool({Column.POST, Column.OFFICE} & set(columns))
    if not (decides or names):
        return None
    decided = columns.index(Column.DECISION) if decides else None
    return _Grid([[piece.left] for piece in pieces], columns[0] is Column.SERIAL, decided)


def _begins_row(grid: _Grid, row: Line, pieces: Sequence[Piece]) -> bool:
    if grid.has_serial:
        return len(pieces) > 1 and grid.column_of(pieces[0]) == 0 and tables.is_serial(pieces[0].text)
    if len(pieces) == grid.width:
        decided = grid.cells[grid.decides] if grid.cells and grid.decides is not None else []
        is_whole = not decided or decided[-1].endswith(("।", ";", "|")) or row.has_gap
        return is_whole or numbering.lead(line_of(pieces[0].text)) is not None
    return False


def _goes_on(grid: _Grid, row: Line, pieces: Sequence[Piece]) -> bool:
    """Return whether a line is the rest of the row above it: each of its pieces stands below a column."""
    if not grid.cells or row.has_gap or len(pieces) > grid.width:
        return False
    columns = [grid.column_of(piece) for piece in pieces]
    if None in columns or len(set(columns)) != len(columns):
        return False
    if columns[0] == 0:
        # Below the serials nothing goes on; below a first column of text a whole line would be the paper's next.
        return not grid.has_serial and len(row.plain) < _SHORT // 2 and not grid.cells[0][-1].endswith("।")
    return True


def _begin(grid: _Grid, pieces: Sequence[Piece]) -> None:
    grid.cells = [[] for _ in grid.starts]
    for place, piece in enumerate(pieces):
        column = place if len(pieces) == grid.width else grid.column_of(piece)
        column = grid.width - 1 if column is None else column
        grid.cells[column].append(piece.text)
        grid.starts[column].append(piece.left)


def _lengthen(grid: _Grid, pieces: Sequence[Piece]) -> None:
    for piece in pieces:
        column = grid.column_of(piece)
        assert column is not None
        cell = grid.cells[column]
        if cell and not cell[-1].endswith(("।", ";")) and numbering.lead(line_of(piece.text)) is None:
            cell[-1] = f"{cell[-1]} {piece.text}"
        else:
            cell.append(piece.text)


def _set(found: list[Line], grid: _Grid) -> None:
    """Give the last line the cells of the row that is being put together."""
    cells = [CELL_BREAK.join(cell) for cell in grid.cells]
    row = line_of(" ".join(" ".join(cell.split()) for cell in cells), has_gap=found[-1].has_gap)
    row.cells = cells
    found[-1] = row
