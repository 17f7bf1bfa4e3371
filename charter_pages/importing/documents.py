"""A document as all readers give it: texts and grids in their order, in Unicode. Pure."""

import dataclasses
import re
from collections.abc import Iterator, Sequence

from bangla import bijoy_detection

# Of one document: a charter has some thirty rows; what is larger is no charter, or is meant to harm.
MOST_CELLS = 20_000
MOST_LETTERS = 1_000_000


class Unreadable(Exception):
    """What was given cannot be read as a charter; `reason` is one of REASONS."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


# For the screen to say in words.
TOO_LARGE, DAMAGED, EMPTY, UNKNOWN, MACROS = "too_large", "damaged", "empty", "unknown", "macros"


@dataclasses.dataclass(slots=True)
class Paragraph:
    text: str


@dataclasses.dataclass(slots=True)
class Cell:
    """A cell of a grid. One that is merged over several places stands at each of them: the same object."""

    text: str = ""
    # Tables that stand within the cell; their words are in `text`, too, unless the grid is only a frame.
    inner: list["Grid"] = dataclasses.field(default_factory=list)
    # What stands in the cell beside the tables within it.
    own_text: str = ""


@dataclasses.dataclass(slots=True)
class Grid:
    rows: list[list[Cell]]

    def cells(self) -> Iterator[Cell]:
        """Yield each cell once, in the order of reading."""
        seen: set[int] = set()
        for row in self.rows:
            for cell in row:
                if id(cell) not in seen:
                    seen.add(id(cell))
                    yield cell


Block = Paragraph | Grid


@dataclasses.dataclass(slots=True)
class Document:
    blocks: list[Block]
    # Whether Bijoy was found and made Unicode, and which words in Latin letters stood among it.
    was_bijoy: bool = False
    doubtful: tuple[str, ...] = ()

    def texts(self) -> Iterator[str]:
        """Yield every text once."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield block.text
            else:
                yield from (cell.text for cell in block.cells())


def tidy(text: str) -> str:
    """Return a text with single spaces within its lines, without empty lines."""
    lines = (" ".join(line.split()) for line in text.replace("\xa0", " ").replace("\r", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


def words(text: str) -> list[str]:
    """Return the words of a text, for seeing that none is lost."""
    return re.findall(r"[\w\u0980-\u09ff]+", text)


def finish(blocks: Sequence[Block], *, was_bijoy: bool = False, doubtful: Sequence[str] = ()) -> Document:
    """Return the document of a reader's blocks: sized, tidied, and with what else looks like Bijoy as Unicode.

    Raises Unreadable where there is nothing, or too much.
    """
    document = Document(_without_frames(blocks), was_bijoy, tuple(doubtful))
    places = [block for block in document.blocks if isinstance(block, Paragraph)]
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    cells = [cell for grid in grids for cell in grid.cells()]
    if sum(len(row) for grid in grids for row in grid.rows) > MOST_CELLS:
        raise Unreadable(TOO_LARGE)
    if sum(len(text) for text in document.texts()) > MOST_LETTERS:
        raise Unreadable(TOO_LARGE)
    said: list[Paragraph | Cell] = [*places, *cells]
    for place in said:
        place.text = tidy(place.text)
    document.blocks = [block for block in document.blocks if isinstance(block, Grid) or block.text]
    if not any(document.texts()):
        raise Unreadable(EMPTY)
    _convert(document, said)
    return document


def _convert(document: Document, places: Sequence[Paragraph | Cell]) -> None:
    lines = [line for place in places for line in (place.text.split("\n"))]
    found = bijoy_detection.convert("\n".join(lines))
    if not found.changed:
        return
    said = iter(found.text.split("\n"))
    for place in places:
        place.text = "\n".join(next(said) for _ in place.text.split("\n"))
    document.was_bijoy = True
    document.doubtful = tuple(dict.fromkeys((*document.doubtful, *found.doubtful)))


def _without_frames(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with each grid that only frames others taken apart: what stands around, then what within."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Grid) and _is_frame(block):
            for cell in block.cells():
                if cell.inner:
                    if cell.own_text.strip():
                        found.append(Paragraph(cell.own_text))
                    found += _without_frames(cell.inner)
                elif cell.text.strip():
                    found.append(Paragraph(cell.text))
        else:
            found.append(block)
    return found


def _is_frame(grid: Grid) -> bool:
    """Return whether the tables within a grid say most of what it says: web pages were laid out so."""
    cells = list(grid.cells())
    within = sum(
        len(inner_cell.text) for cell in cells for inner in cell.inner for inner_cell in inner.cells()
    )
    return within * 2 > sum(len(cell.text) for cell in cells)
