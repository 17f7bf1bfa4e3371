"""A PDF with text as lines: what stands beside each other on a page is one line, columns have tabs between them.

Poppler's pdftotext says where each word stands. It knows the text that our own PDFs write beside their glyphs
(ActualText), without which a Bangla line cannot be copied; where it is not installed pypdf reads, and that text is
taken from the page's own instructions.
"""

import io
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from charter_pages.importing.documents import DAMAGED, TOO_LARGE, Unreadable
from charter_pages.papers import beside, pdf_tables
from charter_pages.papers.placed import Box, Row, said

# For the screen to say in words, beside the reasons of `documents`.
SCAN, LOCKED = "scan", "locked"
MOST_PAGES = 400
MOST_LETTERS = 4_000_000
_SECONDS = 30
# Beyond so many line heights a distance parts paragraphs.
_PARAGRAPH = 0.75
# A scan with a stamp or a page number in text is still one.
_FEWEST_LETTERS = 20


def read(content: bytes) -> str:
    """Return the text of a PDF, pages with form feeds between them; raises Unreadable."""
    _refuse(content)
    pages = _boxes_by_poppler(content) if shutil.which("pdftotext") else _boxes_by_pypdf(content)
    letters = sum(len(box.text) for page in pages for box in page)
    if letters < _FEWEST_LETTERS:
        raise Unreadable(SCAN)
    if letters > MOST_LETTERS:
        raise Unreadable(TOO_LARGE)
    # A form feed behind the last page, too: so a number at a page's edge is known for the page's.
    return "".join("\n".join(_lines(_rows(page))) + "\n\f" for page in pages)


def _refuse(content: bytes) -> None:
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(LOCKED)
        count = len(reader.pages)
    except Unreadable:
        raise
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        OSError,
        RecursionError,
        AttributeError,
        IndexError,
    ) as error:
        raise Unreadable(DAMAGED) from error
    if count > MOST_PAGES:
        raise Unreadable(TOO_LARGE)


def _boxes_by_poppler(content: bytes) -> list[list[Box]]:
    try:
        made = subprocess.run(  # noqa: S603
            [str(shutil.which("pdftotext")), "-tsv", "-", "-"],
            input=content,
            capture_output=True,
            timeout=_SECONDS,
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(TOO_LARGE) from error
    except (subprocess.CalledProcessError, OSError) as error:
        raise Unreadable(DAMAGED) from error
    pages: list[list[Box]] = []
    for line in made.stdout.decode("utf-8", "replace").split("\n")[1:]:
        cells = line.split("\t", 11)
        if len(cells) < 12:
            continue
        if cells[0] == "1":
            pages.append([])
        elif cells[0] == "5" and pages and cells[11].strip():
            left, top, width, height = (float(cell) for cell in cells[6:10])
            pages[-1].append(Box(left, left + width, top, height, cells[11].strip()))
    return pages


def _boxes_by_pypdf(content: bytes) -> list[list[Box]]:
    try:
        return [_boxes_of(page) for page in PdfReader(io.BytesIO(content)).pages]
    except Exception as error:  # a damaged file fails anywhere within the library
        raise Unreadable(DAMAGED) from error


def _boxes_of(page: Any) -> list[Box]:
    """Return what a page says beside its glyphs; where it says nothing so, its lines as pypdf gives them."""
    said: list[Box] = []
    waiting: list[str] = []
    font_size = [10.0]
    height = float(page.mediabox.height)

    def before(operator: bytes, operands: Any, matrix: Any, text_matrix: Any) -> None:
        if (
            operator == b"BDC"
            and len(operands) > 1
            and isinstance(operands[1], dict)
            and "/ActualText" in operands[1]
        ):
            waiting[:] = [str(operands[1]["/ActualText"])]
        elif operator == b"Tf" and len(operands) > 1:
            font_size[0] = abs(float(operands[1])) or 10.0
        elif operator in (b"Tj", b"TJ") and waiting:
            size = abs(text_matrix[3] * matrix[3]) * font_size[0]
            left = text_matrix[4] * matrix[0] + matrix[4]
            up = text_matrix[5] * matrix[3] + matrix[5]
            text = waiting.pop()
            if text.strip():
                said.append(
                    Box(
                        left,
                        left + size * 0.5 * len(text),
                        height - up - size,
                        size,
                        text.strip(),
                    )
                )

    lines = page.extract_text(visitor_operand_before=before)
    if said:
        return said
    return [
        Box(0, 0, number * 10.0, 9.0, line.strip())
        for number, line in enumerate(lines.split("\n"))
        if line.strip()
    ]


def _rows(boxes: Sequence[Box]) -> list[Row]:
    """Return the boxes of a page line by line, from left to right."""
    rows: list[Row] = []
    for box in sorted(boxes, key=lambda box: (box.top + box.height / 2, box.left)):
        last = rows[-1] if rows else None
        if (
            last is not None
            and abs((box.top + box.height / 2) - _middle(last)) < min(box.height, last.height) * 0.45
        ):
            last.boxes.append(box)
        else:
            rows.append(Row([box]))
    for row in rows:
        row.boxes.sort(key=lambda box: box.left)
    return rows


def _middle(row: Row) -> float:
    return row.boxes[0].top + row.boxes[0].height / 2


def _lines(rows: Sequence[Row]) -> Iterator[str]:
    """Yield the lines of a page; a table of decisions row by row, an empty line where a distance parts paragraphs."""
    at = 0
    while at < len(rows):
        above = rows[at - 1] if at else None
        if above is not None and rows[at].top - (above.top + above.height) > rows[at].height * _PARAGRAPH:
            yield ""
        if pdf_tables.is_heading(rows[at]):
            lines, at = pdf_tables.read(rows, at)
            yield from lines
            continue
        lines, taken = _signatures(rows, at)
        if taken:
            yield from lines
            at += taken
            continue
        yield "\t".join(rows[at].cells)
        at += 1


def _signatures(rows: Sequence[Row], first: int) -> tuple[list[str], int]:
    """Return the lines of signatures that stand side by side, one column below the other, and how many rows they take."""
    if len(rows[first].runs()) < 2:
        return [], 0
    block = [rows[first]]
    for row in rows[first + 1 : first + 9]:
        if row.top - (block[-1].top + block[-1].height) > row.height * _PARAGRAPH * 2:
            break
        block.append(row)
    pieces = [[beside.Piece(said(run), run[0].left, run[-1].right) for run in row.runs()] for row in block]
    columns, taken = beside.parted(pieces)
    return [line for texts in columns for line in ("", *texts)], taken
