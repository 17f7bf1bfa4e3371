"""Tables of a PDF, of decisions or of those present: row by row, where the page has only words and their places."""

from collections.abc import Sequence

from charter_pages.papers import numbering, tables
from charter_pages.papers.lines import CELL_BREAK, line_of
from charter_pages.papers.placed import Row
from charter_pages.papers.tables import Column

# Beyond so many line heights a distance ends a table.
_END_OF_TABLE = 2.2


def is_heading(row: Row) -> bool:
    """Return whether a row of a page heads a table whose rows are worth putting together."""
    cells = row.cells
    if len(cells) < 2:
        return False
    columns = tables.columns_of(cells)
    if Column.DECISION in columns:
        return _announced(columns)
    names = {Column.POST, Column.OFFICE, Column.SERIAL} & set(columns)
    return Column.NAME in columns and bool(names) and len(cells) > 2


def _announced(columns: Sequence[Column]) -> bool:
    return bool(set(columns) & {Column.SERIAL, Column.OWNER, Column.TIME, Column.AGENDA, Column.DISCUSSION})


def read(rows: Sequence[Row], first: int) -> tuple[list[str], int]:
    """Return the lines of the table whose headings stand in a row, and the place behind it."""
    end, width = first + 1, len(rows[first].cells)
    starts = _starts(rows, first, width)
    while end < len(rows) and not _ends_table(rows, end, starts):
        end += 1
    columns = tables.columns_of(rows[first].cells)
    has_serial = columns[0] is Column.SERIAL
    cut = [_cells(rows[place], starts) for place in range(first, end)]
    apart = [place == first or _is_apart(rows, first, place, end) for place in range(first, end)]
    # A serial stands in a row's first line, or in its middle: then only the distances part the rows.
    if has_serial:
        # "ক্রমিক" may be wrapped, with "নং" in the line below.
        counted = [place == 0 or tables.is_serial(cells[0]) for place, cells in enumerate(cut)]
        apart = counted if sum(apart) != sum(counted) else apart
    if not has_serial and Column.DECISION in columns:
        begun = _begun(cut, columns.index(Column.DECISION))
        apart = begun if sum(begun) > sum(apart) else apart
    lines: list[list[list[str]]] = []
    for cells, is_new in zip(cut, apart, strict=True):
        if is_new or not lines:
            lines.append([[] for _ in starts])
        for number, cell in enumerate(cells):
            if cell:
                lines[-1][number].append(cell)
    said = ["\t".join(CELL_BREAK.join(_unwrapped(cell)) for cell in line) for line in lines]
    return said, end


def _begun(cut: Sequence[Sequence[str]], decided: int) -> list[bool]:
    """Return which lines begin a row, where no distance tells: its decision has a number, or the one above ended."""
    found = [True]
    above = ""
    for place, cells in enumerate(cut[1:], start=1):
        said = cells[decided]
        is_filled = bool(said) and sum(bool(cell) for cell in cells) > 1
        is_first = place == 1 and all(cells)
        is_new = numbering.lead(line_of(said)) is not None or above.endswith(("।", ";"))
        found.append(is_filled and (is_new or is_first))
        above = said or above
    return found


def _starts(rows: Sequence[Row], first: int, width: int) -> list[float]:
    """Return where the columns begin: headings are often centred, so that the rows below tell better."""
    whole = [row.runs() for row in rows[first : first + 60] if len(row.runs()) == width]
    return [min(runs[number][0].left for runs in whole) for number in range(width)]


def _ends_table(rows: Sequence[Row], place: int, starts: Sequence[float]) -> bool:
    row, above = rows[place], rows[place - 1]
    if row.top - (above.top + above.height) > row.height * _END_OF_TABLE:
        return True
    return any(
        run[0].left < starts[number] - 2 and run[-1].right > starts[number] + row.height * 2 and len(run) == 1
        for run in row.runs()
        for number in range(1, len(starts))
    )


def _cells(row: Row, starts: Sequence[float]) -> list[str]:
    cells: list[list[str]] = [[] for _ in starts]
    for box in row.boxes:
        column = max((number for number, start in enumerate(starts) if start <= box.left + 2), default=0)
        cells[column].append(box.text)
    return [" ".join(cell) for cell in cells]


def _is_apart(rows: Sequence[Row], first: int, place: int, end: int) -> bool:
    """Return whether a row of a table stands further below than a line of the same row would."""
    distances = [rows[at].top - rows[at - 1].top - rows[at - 1].height for at in range(first + 1, end)]
    least = min((each for each in distances if each > 0), default=0.0)
    return distances[place - first - 1] > max(least * 1.6, rows[place].height * 0.25)


def _unwrapped(lines: Sequence[str]) -> list[str]:
    """Return the lines of a cell, those that its width has broken put together."""
    found: list[str] = []
    for line in lines:
        if found and not found[-1].endswith(("।", ";", ":")):
            found[-1] = f"{found[-1]} {line}"
        else:
            found.append(line)
    return found
