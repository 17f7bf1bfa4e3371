"""A file as the text of a paper: .docx, .pdf with text, .txt. Tables become lines with tabs between the cells."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from django.conf import settings

from charter_pages.importing import reading_word
from charter_pages.importing.documents import (
    EMPTY,
    MACROS,
    MOST_CELLS,
    TOO_LARGE,
    UNKNOWN,
    Block,
    Cell,
    Grid,
    Unreadable,
)
from charter_pages.papers import reading_pdf
from charter_pages.papers.lines import CELL_BREAK

SUFFIXES = (".docx", ".pdf", ".txt")
MOST_LETTERS = 4_000_000
# A paragraph of Word is not broken by hand, so one that is longer has nothing to do with the next.
_LINE = 80


def text_of(name: str, content: bytes) -> str:
    """Return the text of a file, tables with tabs between the cells; raises documents.Unreadable."""
    if len(content) > settings.UPLOAD_LIMIT_BYTES:
        raise Unreadable(TOO_LARGE)
    match PurePosixPath(name.lower()).suffix:
        case ".docx":
            text = _of_word(content)
        case ".pdf":
            text = reading_pdf.read(content)
        case ".txt" | ".text" | ".md":
            text = decode(content)
        case ".docm":
            raise Unreadable(MACROS)
        case _:
            raise Unreadable(UNKNOWN)
    if not text.strip():
        raise Unreadable(EMPTY)
    if len(text) > MOST_LETTERS:
        raise Unreadable(TOO_LARGE)
    return text


def decode(content: bytes) -> str:
    """Return a plain text: UTF-16 by its mark or its zeros, else UTF-8; raises Unreadable for anything else."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    elif content[:2000].count(0) > len(content[:2000]) // 50:
        # Bangla letters have 09 as their higher byte: which of the two is higher tells the order.
        is_little = content[1:2000:2].count(9) + content[1:2000:2].count(0) > content[0:2000:2].count(
            9
        ) + content[0:2000:2].count(0)
        encodings = ("utf-16-le",) if is_little else ("utf-16-be",)
    else:
        # Bijoy was often saved as what Windows took for Latin.
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return content.decode(encoding).replace("\0", "")
        except UnicodeDecodeError:
            continue
    raise Unreadable(UNKNOWN)


def _of_word(content: bytes) -> str:
    parts = reading_word.read_parts(content)
    blocks = [*parts.headers, *parts.body, *parts.beside, *parts.footers]
    if sum(len(row) for block in blocks if isinstance(block, Grid) for row in block.rows) > MOST_CELLS:
        raise Unreadable(TOO_LARGE)
    return "\n".join(_lines(blocks))


def _lines(blocks: Sequence[Block]) -> Iterator[str]:
    was_grid = False
    for block in blocks:
        if isinstance(block, Grid):
            if was_grid:
                yield ""
            yield from _rows(block)
            was_grid = True
            continue
        was_grid = False
        yield block.text
        if len(block.text) > _LINE and "|" not in block.text:
            yield ""


def _rows(grid: Grid) -> Iterator[str]:
    """Yield the rows of a table; a cell that is merged over several places stands at its first."""
    seen: set[int] = set()
    for row in grid.rows:
        cells: list[str] = []
        for cell in row:
            cells.append("" if id(cell) in seen else _cell(cell))
            seen.add(id(cell))
        said = [cell for cell in cells if cell]
        if len(said) == 1 and len(grid.rows[0]) < 3:
            # A frame round lines, or a line over a table's whole width.
            yield from said[0].split(CELL_BREAK)
        elif said:
            yield "\t".join(cells)


def _cell(cell: Cell) -> str:
    return CELL_BREAK.join(line.replace("\t", " ").strip() for line in cell.text.split("\n") if line.strip())
