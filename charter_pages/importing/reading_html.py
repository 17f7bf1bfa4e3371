"""A web page, pasted or uploaded, as a document. Nothing it names is fetched; only its words are kept."""

import re

from lxml import etree

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
from publishing import pasting

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
# What old pages in Bijoy said of their letters.
_WINDOWS = ("windows-1252", "iso-8859-1", "latin1", "x-user-defined", "us-ascii", "ascii")
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body caption center dd div dl dt fieldset figcaption figure footer form "
        "h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section ul",
    )
)
_WIDEST, _DEEPEST = 100, 60


def read_bytes(content: bytes) -> Document:
    """Return the document of an uploaded page; raises Unreadable."""
    return read(decode(content))


def decode(content: bytes) -> str:
    """Return the text of a file by what it says of its letters, else as UTF-8, else as Windows wrote it."""
    said = _CHARSET.search(content[:4096])
    named = said[1].decode("ascii", "replace").lower() if said else ""
    candidates = ["cp1252" if named in _WINDOWS else named] if named else []
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        candidates = ["utf-16"]
    for name in [*candidates, "utf-8-sig", "cp1252"]:
        try:
            return content.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    # Five codes of Windows' are no letters; they are kept as they are.
    return content.decode("latin-1")


def read(text: str) -> Document:
    """Return the document of HTML; raises Unreadable."""
    if len(text) > pasting.MOST_LETTERS:
        raise Unreadable(TOO_LARGE)
    tree = pasting.parse(text)
    if tree is None:
        raise Unreadable(DAMAGED)
    found = pasting.convert_tree(tree)
    blocks: list[Block] = []
    _walk(tree, blocks, 0)
    return finish(blocks, was_bijoy=found.changed, doubtful=found.doubtful)


def _walk(element: etree._Element, blocks: list[Block], depth: int) -> None:
    """Add what an element says, in the order of reading."""
    if depth > _DEEPEST:
        _say(blocks, "".join(element.itertext()))
        return
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag == "table":
        blocks.append(_grid(element, depth))
        return
    if tag in pasting.SILENT or not tag:
        return
    if tag in _BLOCKS:
        blocks.append(Paragraph(""))
    elif tag == "br":
        _say(blocks, "\n")
    _say(blocks, element.text)
    for child in element:
        _walk(child, blocks, depth + 1)
        _say(blocks, child.tail)
    if tag in _BLOCKS:
        blocks.append(Paragraph(""))


def _say(blocks: list[Block], text: str | None) -> None:
    if not text:
        return
    last = blocks[-1] if blocks else None
    said = text if text == "\n" else " ".join(text.split("\n"))
    if isinstance(last, Paragraph):
        last.text += said
    else:
        blocks.append(Paragraph(said))


def _grid(table: etree._Element, depth: int) -> Grid:
    """Return a table with every merged cell at each of its places."""
    places: dict[tuple[int, int], Cell] = {}
    row_number = -1
    for row in _rows(table):
        row_number += 1
        column = 0
        for element in row:
            if element.tag not in ("td", "th"):
                continue
            while (row_number, column) in places:
                column += 1
            cell = _cell(element, depth)
            down, across = _span(element, "rowspan"), _span(element, "colspan")
            for y in range(row_number, row_number + down):
                for x in range(column, column + across):
                    places.setdefault((y, x), cell)
            column += across
            if len(places) > MOST_CELLS:
                raise Unreadable(TOO_LARGE)
    rows = row_number + 1
    width = max((x for _y, x in places), default=-1) + 1
    if rows * width > MOST_CELLS:
        raise Unreadable(TOO_LARGE)
    grid = Grid([[places.get((y, x)) or Cell() for x in range(width)] for y in range(rows)])
    caption = table.find("caption")
    if caption is not None:
        grid.rows.insert(0, [Cell("".join(caption.itertext()))] * max(width, 1))
    return grid


def _rows(table: etree._Element) -> list[etree._Element]:
    return [
        row
        for part in table
        for row in (part if part.tag in ("thead", "tbody", "tfoot") else [part])
        if row.tag == "tr"
    ]


def _cell(element: etree._Element, depth: int) -> Cell:
    blocks: list[Block] = []
    _say(blocks, element.text)
    for child in element:
        _walk(child, blocks, depth + 1)
        _say(blocks, child.tail)
    own = "\n".join(block.text for block in blocks if isinstance(block, Paragraph))
    inner = [block for block in blocks if isinstance(block, Grid)]
    said = [
        block.text if isinstance(block, Paragraph) else "\n".join(cell.text for cell in block.cells())
        for block in blocks
    ]
    return Cell("\n".join(said), inner, own)


def _span(element: etree._Element, name: str) -> int:
    given = element.get(name) or "1"
    return min(max(int(given), 1), _WIDEST) if given.isascii() and given.isdigit() else 1
