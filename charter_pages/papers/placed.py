"""Words and where they stand on a page of a PDF: boxes, and the rows that they make."""

import dataclasses

# Beyond so many line heights a space parts columns.
COLUMN = 0.8


@dataclasses.dataclass(slots=True)
class Box:
    """A word, or what one instruction draws, and where it stands on its page; from the top, in points."""

    left: float
    right: float
    top: float
    height: float
    text: str


@dataclasses.dataclass(slots=True)
class Row:
    """Boxes on one line."""

    boxes: list[Box]

    @property
    def top(self) -> float:
        return min(box.top for box in self.boxes)

    @property
    def height(self) -> float:
        return max(box.height for box in self.boxes)

    def runs(self) -> list[list[Box]]:
        """Return the boxes between which no column's space lies, together."""
        found: list[list[Box]] = []
        for box in self.boxes:
            if found and box.left - found[-1][-1].right < max(box.height, found[-1][-1].height) * COLUMN:
                found[-1].append(box)
            else:
                found.append([box])
        return found

    @property
    def cells(self) -> list[str]:
        return [said(run) for run in self.runs()]


def said(run: list[Box]) -> str:
    return " ".join(box.text for box in run)
