"""A workbook as a document: a grid for each sheet."""

import io
import warnings

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.worksheet.worksheet import Worksheet

from bangla import bijoy, bijoy_detection
from charter_pages.importing.documents import (
    DAMAGED,
    MOST_CELLS,
    TOO_LARGE,
    Block,
    Cell,
    Document,
    Grid,
    Paragraph,
    Unreadable,
    finish,
)
from charter_pages.importing.reading_word import refuse_bombs


def read(content: bytes) -> Document:
    """Return the document of an .xlsx file; raises Unreadable."""
    refuse_bombs(content)
    try:
        with warnings.catch_warnings():
            # Of styles and extensions that it leaves out.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(
                io.BytesIO(content), data_only=True, keep_links=False, rich_text=True
            )
    except Exception as error:  # a damaged file fails anywhere within the library
        raise Unreadable(DAMAGED) from error
    blocks: list[Block] = []
    was_bijoy = False
    for sheet in book.worksheets:
        if not sheet._cells:
            continue
        grid, found = _grid(sheet)
        was_bijoy |= found
        if len(book.worksheets) > 1:
            blocks.append(Paragraph(sheet.title))
        blocks.append(grid)
    return finish(blocks, was_bijoy=was_bijoy)


def _grid(sheet: Worksheet) -> tuple[Grid, bool]:
    # Only what holds something: a sheet that is coloured to its end has a million empty rows.
    filled = {place: cell for place, cell in sheet._cells.items() if cell.value is not None}
    rows = max((row for row, _column in filled), default=0)
    columns = max((column for _row, column in filled), default=0)
    if rows * columns > MOST_CELLS:
        raise Unreadable(TOO_LARGE)
    grid = Grid([[Cell() for _ in range(columns)] for _ in range(rows)])
    was_bijoy = False
    for (row, column), cell in filled.items():
        text, found = _text(cell)
        was_bijoy |= found
        grid.rows[row - 1][column - 1].text = text
    for merged in sheet.merged_cells.ranges:
        if merged.min_row > rows or merged.min_col > columns:
            continue
        first = grid.rows[merged.min_row - 1][merged.min_col - 1]
        for y in range(merged.min_row, min(merged.max_row, rows) + 1):
            for x in range(merged.min_col, min(merged.max_col, columns) + 1):
                # What lies hidden beneath a merged cell is not shown by a workbook either.
                grid.rows[y - 1][x - 1] = first
    return grid, was_bijoy


def _text(cell: openpyxl.cell.Cell) -> tuple[str, bool]:
    """Return what a cell says, and whether it was Bijoy."""
    font = (cell.font.name if cell.font else "") or ""
    value = cell.value
    parts = list(value) if isinstance(value, CellRichText) else [value]
    said, was_bijoy, waiting = [], False, ""
    for part in [*parts, None]:
        own = (part.font.rFont or font) if isinstance(part, TextBlock) and part.font else font
        text = part.text if isinstance(part, TextBlock) else _plain(part)
        if part is not None and bijoy.is_bijoy_font(own):
            waiting += text
            continue
        made = bijoy_detection.of_font(waiting, "SutonnyMJ")
        was_bijoy |= made.changed and bool(waiting)
        said.append((made.text if waiting else "") + text)
        waiting = ""
    return "".join(said), was_bijoy


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
