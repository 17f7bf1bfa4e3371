"""Signatures side by side: two or three blocks in columns, which read one after the other. Pure."""

import dataclasses
import itertools
from collections.abc import Sequence

from charter_pages.papers import labels, numbering, people
from charter_pages.papers.labels import Label
from charter_pages.papers.lines import Line, line_of

# So many people sign in one row, so many lines has a block, and so soon says each its post.
_MOST, _LONGEST, _SOON = 3, 9, 3


@dataclasses.dataclass(frozen=True, slots=True)
class Piece:
    """A text of a row and where it stands from the left: in letters or in points."""

    text: str
    left: float
    right: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def parted(rows: Sequence[Sequence[Piece]]) -> tuple[list[list[str]], int]:
    """Return the lines of each column of signatures that the first of these rows begins, and how many rows they take.

    Without signatures there it returns no column and 0.
    """
    if (
        not rows
        or not 2 <= len(rows[0]) <= _MOST
        or not all(_signs(line_of(piece.text)) for piece in rows[0])
    ):
        return [], 0
    gutters = [(before.right + after.left) / 2 for before, after in itertools.pairwise(rows[0])]
    columns: list[list[str]] = [[piece.text] for piece in rows[0]]
    behind = 1
    for row in rows[1:_LONGEST]:
        if not row or any(_is_foreign(piece, gutters) for piece in row):
            break
        for piece in row:
            columns[sum(piece.middle > gutter for gutter in gutters)].append(piece.text)
        behind += 1
    if not all(any(_is_title(text) for text in texts[1 : 1 + _SOON]) for texts in columns):
        return [], 0
    return columns, behind


def _signs(line: Line) -> bool:
    if labels.find(line) is not None or numbering.lead(line) is not None:
        return False
    return people.is_name_in_brackets(line) or (people.could_be_name(line) and len(line.plain.split()) <= 6)


def _is_title(text: str) -> bool:
    plain = line_of(text).plain
    return people.is_post(plain) or people.is_rank(plain)


def _is_foreign(piece: Piece, gutters: Sequence[float]) -> bool:
    """Return whether a piece belongs to no signature: it crosses a gutter, or has a label or a number."""
    line = line_of(piece.text)
    crosses = any(piece.left < gutter < piece.right for gutter in gutters)
    found = labels.find(line)
    # A chair signs as "সভাপতি", alone in a line.
    is_label = found is not None and not (found.label is Label.CHAIR and not found.value.text)
    return crosses or line.is_long or is_label or numbering.lead(line) is not None
