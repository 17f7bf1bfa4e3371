"""Plain text as a document: lines with tabs, as a workbook copies them, are a grid."""

import csv
import io

from charter_pages.importing.documents import (
    TOO_LARGE,
    Block,
    Cell,
    Document,
    Grid,
    Paragraph,
    Unreadable,
    finish,
)

MOST_LETTERS = 1_000_000


def read(text: str) -> Document:
    """Return the document of a plain text; raises Unreadable."""
    if len(text) > MOST_LETTERS:
        raise Unreadable(TOO_LARGE)
    blocks: list[Block] = []
    for cells in _lines(text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")):
        if len(cells) > 1:
            row = [Cell(cell) for cell in cells]
            if blocks and isinstance(blocks[-1], Grid):
                blocks[-1].rows.append(row)
            else:
                blocks.append(Grid([row]))
        else:
            blocks.append(Paragraph(cells[0] if cells else ""))
    for block in blocks:
        if isinstance(block, Grid):
            width = max(len(row) for row in block.rows)
            for row in block.rows:
                row += [Cell() for _ in range(width - len(row))]
    return finish(blocks)


def _lines(text: str) -> list[list[str]]:
    """Return the cells of each line; a quoted cell may have several lines, as workbooks copy it."""
    if "\t" not in text:
        return [[line] for line in text.split("\n")]
    quoted = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t", doublequote=True))
    # An inch or a quotation is no quoted cell: where reading by quotes ate tabs' lines, the lines themselves count.
    plain = [line.split("\t") for line in text.split("\n")]
    most = max(len(line) for line in plain)
    is_well = all(len(line) <= most for line in quoted) and text.count('"') % 2 == 0
    return quoted if is_well else plain
