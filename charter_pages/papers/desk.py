"""What is being read: the lines of a paper, their labels, and the Paper that is being filled."""

import dataclasses
import itertools

from charter_pages.papers import beside, labels, spaced
from charter_pages.papers.folding import compiled
from charter_pages.papers.labels import Label, Labelled
from charter_pages.papers.lines import CELL_BREAK, Line, line_of
from charter_pages.papers.paper import Paper

_DECIDES = compiled(r"[।;]\s*(?=(?:গৃহীত\s*)?সিদ্ধান্ত(?:সমূহ)?\s*(?:নং|নম্বর)?[\s\d\-.()]*[:ঃ])")

# A block of signatures has so many lines at most; cells stand so far from each other.
_SIGNED, _CELL = 9, 1000
# A number alone before it is no discussion.
_LEAST = 12


@dataclasses.dataclass(slots=True)
class Desk:
    """The lines before the reader; `at` is the first that has not been read."""

    paper: Paper
    rows: list[Line]
    labels: list[Labelled | None]
    at: int = 0
    # Who signs beside the chair: the issuer, unless another signs below the memo number.
    cosigned: list[Line] = dataclasses.field(default_factory=list)

    @property
    def is_done(self) -> bool:
        return self.at >= len(self.rows)

    @property
    def row(self) -> Line:
        return self.rows[self.at]

    @property
    def labelled(self) -> Labelled | None:
        return self.labels[self.at]

    def next_row(self, offset: int = 1) -> Line | None:
        place = self.at + offset
        return self.rows[place] if place < len(self.rows) else None

    def label_at(self, place: int) -> Label | None:
        found = self.labels[place] if 0 <= place < len(self.labels) else None
        return found.label if found else None

    def name(self, *words: str) -> None:
        """Keep words that only name a field."""
        self.paper.labels += [word for word in words if word.strip()]

    def leave(self, text: str) -> None:
        """Keep what has no place."""
        if text.strip():
            self.paper.remainder.append(text.strip())


def lay(paper: Paper, rows: list[Line]) -> Desk:
    """Return the desk with the lines of a paper and their labels; tables that only lay out lines are lines again."""
    laid: list[Line] = []
    rows = _signatures_apart(spaced.put_together(rows))
    rows = [part for row in rows for part in _apart(row)]
    for place, row in enumerate(rows):
        laid += (
            _unframed(rows, place) if row.cells is not None and CELL_BREAK in "".join(row.cells) else [row]
        )
    return Desk(paper, laid, [labels.find(row) for row in laid])


def _signatures_apart(rows: list[Line]) -> list[Line]:
    """Return lines, signatures that stand side by side one below the other."""
    found: list[Line] = []
    place = 0
    while place < len(rows):
        near = rows[place : place + _SIGNED]
        block = [
            _pieces(row)
            for row in itertools.takewhile(lambda row: row is near[0] or not row.has_gap, near)  # noqa: B023
        ]
        columns, taken = beside.parted(block) if len(block[0]) > 1 else ([], 0)
        if not taken:
            found.append(rows[place])
            place += 1
            continue
        for texts in columns:
            found += [line_of(text, has_gap=number == 0) for number, text in enumerate(texts)]
        place += taken
    return found


def _pieces(row: Line) -> list[beside.Piece]:
    """Return what stands side by side in a line: cells, or what wide spaces part."""
    if row.cells is None:
        return spaced.pieces_of(row.raw)
    return [
        beside.Piece(cell, number * _CELL, number * _CELL + 1)
        for number, cell in enumerate(row.cells)
        if cell.strip() and CELL_BREAK not in cell
    ]


def _apart(row: Line) -> list[Line]:
    """Return a line, what decides apart from the discussion before it: "… আলোচনা হয়। সিদ্ধান্ত: …"."""
    found = None if row.cells is not None else _DECIDES.search(row.plain, _LEAST)
    if found is None:
        return [row]
    behind = row.cut(found.end())
    behind.has_gap = False
    return [row.cut(0, found.end()), behind]


def _unframed(rows: list[Line], place: int) -> list[Line]:
    """Return the lines of a row that only lays out: a label with its lines beside it, or blocks side by side."""
    row = rows[place]
    cells = [cell for cell in row.cells or [] if cell.strip()]
    front = " ".join(cells[:-1])
    has_colon = front.rstrip().endswith((":", "ঃ"))
    labelled = labels.find(line_of(front if has_colon else f"{front} :"))
    if labelled is not None and not labelled.value.text and CELL_BREAK not in front:
        first, *more = cells[-1].split(CELL_BREAK)
        said = [f"{front} {first}" if has_colon else f"{front} : {first}", *more]
    elif _stands_alone(rows, place):
        said = [line for cell in cells for line in cell.split(CELL_BREAK)]
    else:
        return [row]
    lines = [line_of(line) for line in said if line.strip()]
    lines[0].has_gap = row.has_gap
    return lines


def _stands_alone(rows: list[Line], place: int) -> bool:
    """Return whether no other row of a table stands above or below."""
    above = rows[place - 1] if place else None
    below = rows[place + 1] if place + 1 < len(rows) else None
    has_above = above is not None and above.cells is not None and not rows[place].has_gap
    return not has_above and not (below is not None and below.cells is not None and not below.has_gap)
