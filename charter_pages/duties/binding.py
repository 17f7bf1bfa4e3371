"""Many PDFs bound into one: bookmarks, a running number on each page, nothing in it that acts. Knows no duty."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

# From the edges of the sheet to the running number, in points.
MARGIN_RIGHT, MARGIN_BOTTOM = 34.0, 17.0
# What could act when somebody opens the paper, or lead elsewhere than it says.
ACTIVE = ("/Annots", "/AA", "/PieceInfo")


@dataclass
class Part:
    """A run of pages with a bookmark: the file they are in, which of them, and the parts below it."""

    title: str
    path: Path
    first: int
    count: int
    below: list["Part"] = field(default_factory=list)


def pages_of(path: Path) -> int:
    """Return how many pages a PDF has. Raises pypdf.errors.PyPdfError for what is none, or is locked."""
    return len(PdfReader(path).pages)


def walk(parts: Iterable[Part]) -> Iterable[Part]:
    """Yield the parts in the order in which they are bound."""
    for part in parts:
        yield part
        yield from walk(part.below)


def bind(
    parts: Sequence[Part],
    stamps: Path,
    to: Path,
    *,
    title: str,
    author: str,
    tell: Callable[[], None] = lambda: None,
) -> int:
    """Write all parts into one PDF and return how many pages it has; page n gets page n of `stamps`.

    `tell` is called after each part, for progress.
    """
    writer = PdfWriter()
    readers: dict[Path, PdfReader] = {}
    _bind(writer, parts, None, readers, tell)
    stamped = PdfReader(stamps)
    for page, stamp in zip(writer.pages, stamped.pages, strict=True):
        _stamp(writer, page, stamp)
    # The same letters and seals come again in many papers: once is enough.
    writer.compress_identical_objects(remove_duplicates=True, remove_unreferenced=True)
    writer.add_metadata({"/Title": title, "/Author": author})
    writer._root_object[NameObject("/Lang")] = TextStringObject("bn")
    writer._root_object[NameObject("/PageMode")] = NameObject("/UseOutlines")
    writer._root_object[NameObject("/ViewerPreferences")] = DictionaryObject(
        {NameObject("/DisplayDocTitle"): BooleanObject(True)}
    )
    writer.write(to)
    return len(writer.pages)


def _bind(
    writer: PdfWriter,
    parts: Iterable[Part],
    above: Any,
    readers: dict[Path, PdfReader],
    tell: Callable[[], None],
) -> None:
    for part in parts:
        if part.path not in readers:
            readers[part.path] = PdfReader(part.path)
        reader = readers[part.path]
        place = len(writer.pages)
        if part.count:
            writer.append(reader, pages=(part.first, part.first + part.count), import_outline=False)
        for page in writer.pages[place:]:
            for name in ACTIVE:
                page.pop(NameObject(name), None)
        mark = writer.add_outline_item(
            title=part.title, page_number=place if part.count else None, parent=above, is_open=False
        )
        tell()
        _bind(writer, part.below, mark, readers, tell)
        if not part.count and len(writer.pages) > place:
            # A title without pages of its own leads to the first page below it.
            title: Any = mark.get_object()
            below: Any = title["/First"].get_object()
            for name in ("/Dest", "/A"):
                if name in below:
                    title[NameObject(name)] = below.raw_get(name)


def _stamp(writer: PdfWriter, page: PageObject, stamp: PageObject) -> None:
    """Draw a small page into the lower right corner of a page, as it is looked at.

    As a form of its own, so that the page's own drawing is neither read nor written anew.
    """
    form = StreamObject()
    content = stamp.get_contents()
    form.set_data(content.get_data() if content is not None else b"")
    form = form.flate_encode()
    box = stamp.mediabox
    form[NameObject("/Type")] = NameObject("/XObject")
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/BBox")] = ArrayObject(FloatObject(side) for side in box)
    form[NameObject("/Resources")] = stamp["/Resources"].clone(writer)
    # A name that no page has: pages of one paper may share their resources.
    name = f"/Bound{page.page_number}"
    resources: Any = page.get("/Resources", DictionaryObject()).get_object()
    page[NameObject("/Resources")] = page.get("/Resources", resources)
    drawings: Any = resources.get("/XObject", DictionaryObject()).get_object()
    resources[NameObject("/XObject")] = drawings
    drawings[NameObject(name)] = writer._add_object(form)
    matrix = " ".join(f"{number:.3f}" for number in _corner(page, float(box.width)))
    before, after = StreamObject(), StreamObject()
    before.set_data(b"q\n")
    after.set_data(f"\nQ\nq {matrix} cm {name} Do Q\n".encode())
    own: Any = page.get("/Contents")
    streams = [] if own is None else own.get_object()
    streams = list(streams) if isinstance(streams, ArrayObject) else [own] if own is not None else []
    page[NameObject("/Contents")] = ArrayObject(
        [writer._add_object(before), *streams, writer._add_object(after)]
    )


def _corner(page: PageObject, width: float) -> tuple[float, ...]:
    """Return the matrix that puts a drawing so wide into the corner that is the lower right one to a reader."""
    box = page.cropbox
    x0, y0, x1, y1 = (float(side) for side in (box.left, box.bottom, box.right, box.top))
    turned = int(page.get("/Rotate", 0) or 0) % 360
    across = (y1 - y0 if turned in (90, 270) else x1 - x0) - MARGIN_RIGHT - width
    return {
        90: (0, 1, -1, 0, x1 - MARGIN_BOTTOM, y0 + across),
        180: (-1, 0, 0, -1, x1 - across, y1 - MARGIN_BOTTOM),
        270: (0, -1, 1, 0, x0 + MARGIN_BOTTOM, y1 - across),
    }.get(turned, (1, 0, 0, 1, x0 + across, y0 + MARGIN_BOTTOM))
