"""A Word file as a document: its fonts say which of its text is Bijoy."""

import dataclasses
import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn
from lxml import etree

from bangla import bijoy, bijoy_detection
from charter_pages.importing.documents import (
    DAMAGED,
    MACROS,
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

# Unpacked; a charter with pictures has a few MB.
MOST_BYTES = 60 * 1024 * 1024
MOST_FILES = 3000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SAFE = etree.XMLParser(resolve_entities=False, no_network=True)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def refuse_bombs(content: bytes) -> None:
    """Raise Unreadable for an archive that would unpack to too much, that holds macros, or is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parcel:
            files = parcel.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Unreadable(DAMAGED) from error
    if len(files) > MOST_FILES or sum(file.file_size for file in files) > MOST_BYTES:
        raise Unreadable(TOO_LARGE)
    if any("vbaProject" in file.filename for file in files):
        raise Unreadable(MACROS)


@dataclasses.dataclass(slots=True)
class Parts:
    """What a Word file says, part by part, empty paragraphs too."""

    body: list[Block] = dataclasses.field(default_factory=list)
    headers: list[Block] = dataclasses.field(default_factory=list)
    footers: list[Block] = dataclasses.field(default_factory=list)
    # Notes and the boxes that float over a page.
    beside: list[Block] = dataclasses.field(default_factory=list)
    was_bijoy: bool = False


def read(content: bytes) -> Document:
    """Return the document of a .docx file; raises Unreadable."""
    parts = read_parts(content)
    return finish([*parts.body, *parts.headers, *parts.footers, *parts.beside], was_bijoy=parts.was_bijoy)


def read_parts(content: bytes) -> Parts:
    """Return the blocks of a .docx file, part by part; raises Unreadable."""
    refuse_bombs(content)
    parts = Parts()
    try:
        word = docx.Document(io.BytesIO(content))
        reader = _Reader(word)
        parts.body = reader.blocks(word.element.body)
        for section in word.sections:
            for part, blocks in ((section.header, parts.headers), (section.footer, parts.footers)):
                if not part.is_linked_to_previous:
                    blocks += reader.blocks(part._element)
        for relation in word.part.rels.values():
            if relation.reltype.endswith(("/footnotes", "/endnotes")):
                notes = etree.fromstring(relation.target_part.blob, _SAFE)
                parts.beside += [block for note in notes for block in reader.blocks(note)]
        parts.beside += [
            Paragraph(reader.paragraph(paragraph))
            for box in word.element.body.iter(qn("w:txbxContent"))
            if not any(above.tag == _FALLBACK for above in box.iterancestors())
            for paragraph in box.iter(qn("w:p"))
        ]
    except Unreadable:
        raise
    except Exception as error:  # a damaged file fails anywhere within two libraries
        raise Unreadable(DAMAGED) from error
    parts.was_bijoy = reader.was_bijoy
    return parts


class _Reader:
    def __init__(self, word: Any) -> None:
        self.was_bijoy = False
        self.cells = 0
        self.fonts = {style.style_id: _font(style.element) for style in word.styles}
        self.based_on = {
            style.style_id: based.style_id
            for style in word.styles
            if (based := getattr(style, "base_style", None)) is not None
        }
        defaults = word.styles.element.find(f"{_W}docDefaults")
        self.default = _font(defaults) if defaults is not None else ""
        self.normal = next(
            (
                style.get(qn("w:styleId")) or ""
                for style in word.styles.element.iter(f"{_W}style")
                if style.get(qn("w:default")) == "1" and style.get(qn("w:type")) == "paragraph"
            ),
            "",
        )

    def blocks(self, parent: etree._Element) -> list[Block]:
        found: list[Block] = []
        for child in _contents(parent):
            if child.tag == f"{_W}p":
                found.append(Paragraph(self.paragraph(child)))
            elif child.tag == f"{_W}tbl":
                found.append(self.grid(child))
        return found

    def grid(self, table: etree._Element) -> Grid:
        rows: list[list[Cell]] = []
        above: dict[int, Cell] = {}
        for row in (child for child in _contents(table) if child.tag == f"{_W}tr"):
            cells: list[Cell] = [Cell() for _ in range(_number(row, "gridBefore", 0))]
            here: dict[int, Cell] = {}
            for element in (child for child in _contents(row) if child.tag == f"{_W}tc"):
                merge = element.find(f"{_W}tcPr/{_W}vMerge")
                goes_on = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
                cell = above.get(len(cells)) if goes_on else None
                if cell is None or element.findtext(f".//{_W}t"):
                    cell = self.cell(element)
                here[len(cells)] = cell
                span = min(_number(element, "gridSpan", 1), 100)
                self.cells += span
                if self.cells > MOST_CELLS:
                    raise Unreadable(TOO_LARGE)
                cells += [cell] * span
            above = here
            rows.append(cells)
        width = max((len(row) for row in rows), default=0)
        return Grid([row + [Cell() for _ in range(width - len(row))] for row in rows])

    def cell(self, element: etree._Element) -> Cell:
        blocks = self.blocks(element)
        own = "\n".join(block.text for block in blocks if isinstance(block, Paragraph))
        inner = [block for block in blocks if isinstance(block, Grid)]
        said = [
            block.text if isinstance(block, Paragraph) else "\n".join(cell.text for cell in block.cells())
            for block in blocks
        ]
        return Cell("\n".join(said), inner, own)

    def paragraph(self, paragraph: etree._Element) -> str:
        """Return the text of a paragraph; neighbours in a Bijoy font are read together, for Word parts words."""
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        around = self.font_of_style(style.get(qn("w:val")) if style is not None else self.normal)
        said: list[str] = []
        waiting = ""
        for run in paragraph.iter(f"{_W}r"):
            if any(above.tag in (f"{_W}del", f"{_W}txbxContent") for above in _between(run, paragraph)):
                continue
            text, font = self.run(run, around)
            if bijoy.is_bijoy_font(font):
                waiting += text
                continue
            said.append(self._read(waiting) + text)
            waiting = ""
        return "".join(said) + self._read(waiting)

    def run(self, run: etree._Element, around: str) -> tuple[str, str]:
        named = run.find(f"{_W}rPr/{_W}rStyle")
        font = _font(run) or (self.font_of_style(named.get(qn("w:val")) or "") if named is not None else "")
        text = ""
        for part in run:
            match part.tag.removeprefix(_W) if isinstance(part.tag, str) else "":
                case "t":
                    text += part.text or ""
                case "tab":
                    text += " "
                case "br" | "cr":
                    text += "\n"
                case "noBreakHyphen":
                    text += "-"
                case "sym":
                    text += chr(int(part.get(qn("w:char")) or "20", 16))
        return text, font or around or self.default

    def font_of_style(self, name: str | None) -> str:
        for _ in range(20):
            if not name:
                break
            if font := self.fonts.get(name):
                return font
            name = self.based_on.get(name)
        return ""

    def _read(self, text: str) -> str:
        if not text:
            return ""
        made = bijoy_detection.of_font(text, "SutonnyMJ")
        self.was_bijoy |= made.changed
        return made.text


def _font(element: etree._Element) -> str:
    """Return the font that an element's own properties name for Latin letters, where Bijoy stands."""
    fonts = element.find(f".//{_W}rPr/{_W}rFonts")
    if fonts is None:
        return ""
    return fonts.get(qn("w:ascii")) or fonts.get(qn("w:hAnsi")) or ""


def _contents(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield an element's children, those within content controls and inserted parts too."""
    for child in parent:
        if child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}smartTag"):
            yield from _contents(child)
        elif isinstance(child.tag, str):
            yield child


def _between(element: etree._Element, top: etree._Element) -> Iterator[etree._Element]:
    for above in element.iterancestors():
        if above is top:
            return
        yield above


def _number(element: etree._Element, name: str, default: int) -> int:
    found = element.find(f"{_W}tcPr/{_W}{name}")
    if found is None:
        found = element.find(f"{_W}trPr/{_W}{name}")
    value = found.get(qn("w:val")) if found is not None else None
    return int(value) if value and value.isdigit() else default
