"""PDFs in which Bangla shapes well and can be copied. Where Pango is missing, only this is off."""

import functools
import io
import logging
import mimetypes
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import structlog
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from PIL import ImageFile

log = structlog.get_logger()

# Addresses in a paper are resolved against this name, which no server has: nothing is ever fetched from
# outside.
BASE_URL = "https://papers.invalid/"
# What stands between two spaces, in UTF-8.
WORD = re.compile(rb"[^ \t\r\n]+")


class Unavailable(RuntimeError):
    """Pango, the library that sets the type, is not installed on this machine (Debian: libpango-1.0-0)."""


@functools.cache
def available() -> bool:
    """Return whether this machine can set type; the answer holds for the life of the process."""
    try:
        import weasyprint  # noqa: F401
    except OSError as error:
        log.warning("pdf.unavailable", missing="libpango-1.0-0 libpangoft2-1.0-0", error=str(error))
        return False
    # WeasyPrint tells Pillow, for the whole process, to take half a picture for a picture: uploads must not be.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    return True


def render(
    html: str, *, files: Mapping[str, Path] | None = None, tell: Callable[[], None] | None = None
) -> bytes:
    """Return the PDF of a paper's HTML. Raises Unavailable where Pango is missing.

    `files` are files of this machine by the address that the HTML calls them by (`/own/1.jpg`); `tell` is called
    while a long paper is laid out, page by page.
    """
    if not available():
        raise Unavailable
    import weasyprint

    _let_text_be_copied()
    with _progress(tell):
        return weasyprint.HTML(string=html, base_url=BASE_URL, url_fetcher=_fetcher(files or {})).write_pdf(
            # What a paper brings along is as small as it shall be.
            pdf_variant="pdf/ua-1",
            optimize_images=files is None,
        )


@contextmanager
def _progress(tell: Callable[[], None] | None) -> Iterator[None]:
    """Call `tell` whenever WeasyPrint writes of its progress into its log, while the paper is set."""
    if tell is None:
        yield
        return
    told = tell

    class Telling(logging.Handler):
        def handle(self, record: logging.LogRecord) -> bool:
            told()
            return True

    writes, handler = logging.getLogger("weasyprint.progress"), Telling()
    level, goes_on = writes.level, writes.propagate
    writes.addHandler(handler)
    writes.setLevel(logging.INFO)
    writes.propagate = False
    try:
        yield
    finally:
        writes.removeHandler(handler)
        writes.setLevel(level)
        writes.propagate = goes_on


def _fetcher(files: Mapping[str, Path]) -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFiles(URLFetcher):
        """Reads renditions and static files from where they lie, and refuses every other address."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            path = unquote(urlsplit(url).path)
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            if url.startswith(BASE_URL) and path in files:
                return URLFetcherResponse(url, body=files[path].read_bytes(), headers={"Content-Type": kind})
            if url.startswith(BASE_URL) and path.startswith(settings.MEDIA_URL):
                with default_storage.open(path.removeprefix(settings.MEDIA_URL)) as file:
                    return URLFetcherResponse(url, body=file.read(), headers={"Content-Type": kind})
            if url.startswith(BASE_URL) and path.startswith("/static/"):
                found = finders.find(path.removeprefix("/static/"))
                if isinstance(found, str):
                    body = _unpacked(Path(found)) if found.endswith(".woff2") else Path(found).read_bytes()
                    return URLFetcherResponse(url, body=body, headers={"Content-Type": kind})
            raise ValueError("A paper is set from our own files only.")

    return OwnFiles()


@functools.cache
def _unpacked(path: Path) -> bytes:
    """Return a font as WeasyPrint would unpack it, for each paper and each weight anew: a quarter of a paper's time."""
    from fontTools.ttLib import woff2

    unpacked = io.BytesIO()
    woff2.decompress(io.BytesIO(path.read_bytes()), unpacked)
    return unpacked.getvalue()


@functools.cache
def _let_text_be_copied() -> None:
    """Write beside each drawn line what it says.

    A Bangla syllable is drawn by glyphs that stand for no letters, or in another order than the letters,
    so that less than half of a page could be copied or searched (measured: 41 %). ActualText (ISO 32000,
    14.9.4) tells what stands there.
    """
    from weasyprint.draw import text
    from weasyprint.layout import inline

    draw, split = text.draw_first_line, inline.split_text_box

    @functools.wraps(split)
    def split_and_remember(context: Any, box: Any, width: Any, skip: int, *args: Any, **kwargs: Any) -> Any:
        part, resume_at, preserved = split(context, box, width, skip, *args, **kwargs)
        if part is not None:
            part.said = _whole_words(box.text, part.text, skip, resume_at)
        return part, resume_at, preserved

    @functools.wraps(draw)
    def draw_and_tell(stream: Any, textbox: Any, *args: Any, **kwargs: Any) -> Any:
        said = getattr(textbox, "said", None)
        with _said(stream, textbox.text, textbox.text if said is None else said):
            return draw(stream, textbox, *args, **kwargs)

    inline.split_text_box = split_and_remember
    text.draw_first_line = draw_and_tell


def _whole_words(text: str, line: str, begins_at: int, goes_on_at: int | None) -> str | None:
    """Return what a line says where it begins or ends inside a word, None where it does neither.

    A word that is parted behind a hyphen or a colon ("২০২৬-" and "২০২৭") is said whole by the line that it begins on,
    and not again by the next one: so it is found and copied as it was written. Places are bytes of `text`.
    """
    letters = text.encode()
    begins_inside = _is_inside_a_word(letters, begins_at)
    ends_inside = _is_inside_a_word(letters, goes_on_at)
    if not begins_inside and not ends_inside:
        return None
    if begins_inside:
        line = line.partition(" ")[2]
        if not line:
            return ""
    rest = WORD.match(letters, goes_on_at or 0) if ends_inside else None
    return line + (rest[0].decode() if rest else "")


def _is_inside_a_word(letters: bytes, place: int | None) -> bool:
    if not place or place >= len(letters):
        return False
    return WORD.fullmatch(letters, place - 1, place + 1) is not None


@contextmanager
def _said(stream: Any, drawn: str, words: str) -> Iterator[None]:
    if not drawn.strip():
        yield
        return
    # A place where a line may break is no letter: copied, it would part a word for whoever looks for it.
    words = words.replace("\u200b", "").replace("\xad", "")
    stream.stream.append(b"/Span <</ActualText <feff" + words.encode("utf-16-be").hex().encode() + b">>> BDC")
    yield
    stream.stream.append(b"EMC")
