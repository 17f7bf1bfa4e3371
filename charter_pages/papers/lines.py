"""The lines of a paper: what OCR, word processors and PDFs leave around them is taken off, their words stay."""

import dataclasses
import re
from collections.abc import Iterable, Iterator

from bangla import bijoy_detection
from charter_pages.papers.folding import compiled, fold_in_place

# Stands for a new line within a cell of a table.
CELL_BREAK = "\u2028"
# Not the joiners, which shape a Bangla word.
_UNSEEN = re.compile("[\0\u200b\u200e\u200f\u2060\ufeff\u00ad]")
# Between figures a joiner shapes nothing, and would cut a number in two.
_JOINED_FIGURES = re.compile(r"(?<=\d)[\u200c\u200d]+(?=\d)")
_MAY_BE_BIJOY = re.compile(bijoy_detection.MAY_BE)
_EMPHASIS = re.compile(r"\*{1,3}|(?<!\w)_{2,}|_{2,}(?!\w)|~~")
_HEADING = re.compile(r"^\s*(?:#{1,6}|>)\s+")
_RULE = re.compile(r"^[\s\-–—_=*.~|+:]+$")
_BULLET = re.compile(
    r"^\s*(?:[-–—*+•●○◦▪■□➢➤✓✔❖·∙»\uf0b7\uf0a7\uf0d8\uf0fc]\s+|[•●▪➢❖\uf0b7\uf0a7\uf0d8]\s*)+"
)
_PAGE = compiled(
    r"[\s\-(\[]*(?:(?:চলমান|অপর)?\s*(?:পাতা|পৃষ্ঠা|page)\s*(?:নং|নম্বর|no\.?)?\s*[:ঃ\-]?\s*\d{1,3}"
    r"(?:\s*(?:/|of|এর|মোট)\s*\d{1,3})?|\d{1,3}\s*(?:/|of)\s*\d{1,3}\s*(?:পাতা|পৃষ্ঠা)|(?:চলমান|অপর)\s*(?:পাতা|পৃষ্ঠা)(?:য়)?\s*(?:দেখুন|দ্রষ্টব্য)?"
    r"|মোট\s*\d{1,3}\s*পৃষ্ঠার\s*\d{1,3}\s*নং\s*পৃষ্ঠা|পৃষ্ঠা\s*\d{1,3}\s*,?\s*মোট\s*\d{1,3})[\s\-)\]।.]*"
)
_SALUTES = compiled(r"(?:মান্যবর|প্রিয়|মাননীয়)?\s*(?:মহোদয়|জনাব|মহাশয়|স্যার|সহকর্মী(?:বৃন্দ)?|sir|dear sir)\s*[,।:ঃ]?")
# A full stop ends a sentence in English, "ঢাকা." does not.
_LATIN_STOP = re.compile(r"(?<![^\W_])(?:[^\W_]+[^\w.]+){3,}[a-z]{3,}\.$|\d{4}\.$")
_NUMBER_ALONE = re.compile(r"[\s\-(\[]*\d{1,3}[\s\-)\]]*")
# So many lines a running head has at most, so long they are at least; a title is longer.
_HEAD = 4
_LEAST_HEAD = 10
_TITLE = 25


@dataclasses.dataclass(slots=True)
class Line:
    """A line as printed, the same folded, and whether an empty line or a new page stands before it."""

    text: str
    plain: str
    places: list[int]
    has_gap: bool = False
    is_bullet: bool = False
    cells: list[str] | None = None
    # As it stood, for columns that only spaces part.
    raw: str = ""

    def cut(self, start: int = 0, end: int | None = None) -> "Line":
        """Return the part of the line between two places of its folded text, as a line."""
        first = self.places[min(start, len(self.plain))] if start else 0
        last = self.places[min(end, len(self.plain))] if end is not None else len(self.text)
        return line_of(self.text[first:last], has_gap=self.has_gap, is_bullet=self.is_bullet)

    def said(self, start: int, end: int) -> str:
        """Return what is printed between two places of the folded text."""
        return self.text[self.places[start] : self.places[end]].strip()

    @property
    def is_long(self) -> bool:
        """Return whether this is running text, no line of a list of names."""
        return len(self.plain) > 90

    @property
    def ends_sentence(self) -> bool:
        said = self.plain.rstrip(" )]}'")
        return said.endswith(("।", ";", "?", "!", "|")) or (
            # Asked first: of a page that is one word, the pattern would be tried from each letter on.
            said.endswith(".") and _LATIN_STOP.search(said) is not None
        )


def line_of(text: str, *, has_gap: bool = False, is_bullet: bool = False) -> Line:
    said = " ".join(text.split())
    plain, places = fold_in_place(said)
    return Line(said, plain, places, has_gap, is_bullet, raw=text)


def prepare(text: str) -> str:
    """Return a text with one kind of line end and space, and with what is surely Bijoy as Unicode."""
    clean = _JOINED_FIGURES.sub("", _UNSEEN.sub("", text)).replace("\r\n", "\n").replace("\r", "\n")
    clean = (
        clean.replace("\x0b", CELL_BREAK).replace("\u2029", "\n").replace("\x85", "\n").replace("\xa0", " ")
    )
    return bijoy_detection.convert(clean).text if _MAY_BE_BIJOY.search(clean) else clean


def split(prepared: str) -> tuple[list[Line], list[str]]:
    """Return the lines that say something, and what only numbers the pages."""
    found: list[Line] = []
    page_marks: list[str] = []
    # Before which line a new page begins.
    pages: list[int] = []
    has_gap = False
    for page in prepared.split("\f"):
        rows = page.split("\n")
        said = [number for number, row in enumerate(rows) if row.strip()]
        edges = {*said[:1], *said[-1:]} if "\f" in prepared else set()
        has_gap = True
        pages.append(len(found))
        for number, row in enumerate(rows):
            if not row.strip() or _RULE.fullmatch(row):
                has_gap |= "|" not in row
                continue
            line = _line(row, has_gap)
            if _PAGE.fullmatch(line.plain) or (number in edges and _NUMBER_ALONE.fullmatch(line.plain)):
                page_marks.append(line.text)
                pages.append(len(found))
                continue
            if line.text:
                found.append(line)
                has_gap = False
    return _without_running_heads(found, pages, page_marks), page_marks


def _without_running_heads(rows: list[Line], pages: list[int], page_marks: list[str]) -> list[Line]:
    """Return the lines without those of the paper's top that stand again where a page begins."""
    heads = {row.plain for row in rows[:_HEAD] if len(row.plain) >= _LEAST_HEAD}
    again: set[int] = set()
    for page in pages:
        place = max(page, _HEAD)
        while place < min(page + _HEAD, len(rows)) and rows[place].plain in heads:
            again.add(place)
            place += 1
        # The number of the page may stand below its head; a whole title is no line of a signature.
        place = page - 1
        while place >= _HEAD and rows[place].plain in heads and len(rows[place].plain) >= _TITLE:
            again.add(place)
            place -= 1
    page_marks += [rows[place].text for place in sorted(again)]
    return [row for place, row in enumerate(rows) if place not in again]


def _line(row: str, has_gap: bool) -> Line:
    row = _HEADING.sub("", row.replace("<br>", CELL_BREAK).replace("<br/>", CELL_BREAK))
    cells = cells_of(_EMPHASIS.sub("", row))
    if cells is not None:
        line = line_of(" ".join(cells), has_gap=has_gap)
        line.cells = cells
        return line
    bullet = _BULLET.match(row)
    said = _EMPHASIS.sub("", row[bullet.end() :] if bullet else row)
    return line_of(said, has_gap=has_gap, is_bullet=bullet is not None)


def cells_of(row: str) -> list[str] | None:
    """Return the cells of a line of a table, parted by tabs or pipes; None for any other line."""
    if "\t" in row.strip():
        parts = row.strip("\n ").split("\t")
    elif row.strip().startswith("|") or (" | " in row and not row.rstrip().endswith("|")):
        parts = row.strip().strip("|").split("|")
    else:
        return None
    cells = [CELL_BREAK.join(" ".join(part.split()) for part in cell.split(CELL_BREAK)) for cell in parts]
    return cells if sum(bool(cell.strip()) for cell in cells) > 1 else None


def joined(lines: Iterable[Line]) -> str:
    """Return the text of lines that a page's width has broken."""
    return " ".join(line.text for line in lines if line.text)


def paragraphs(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Yield lines paragraph by paragraph: a gap parts them, and so does a sentence's end before a new line."""
    open_lines: list[Line] = []
    for line in lines:
        if open_lines and _starts_anew(open_lines[-1], line):
            yield open_lines
            open_lines = []
        open_lines.append(line)
    if open_lines:
        yield open_lines


def _starts_anew(before: Line, line: Line) -> bool:
    if line.is_bullet or line.cells or before.cells or _SALUTES.fullmatch(before.plain):
        return True
    if before.ends_sentence or before.plain.endswith((":", "ঃ", ":-")):
        return True
    # A page's end within a sentence makes a gap but no paragraph.
    return line.has_gap and not before.is_long
