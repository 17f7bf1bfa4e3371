"""PDFs in which Bangla shapes well and can be copied. Where Pango is missing, only this is off."""

import functools
import mimetypes
from collections.abc import Iterator
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


def render(html: str) -> bytes:
    """Return the PDF of a paper's HTML. Raises Unavailable where Pango is missing."""
    if not available():
        raise Unavailable
    import weasyprint

    _let_text_be_copied()
    return weasyprint.HTML(string=html, base_url=BASE_URL, url_fetcher=_fetcher()).write_pdf(
        pdf_variant="pdf/ua-1", optimize_images=True
    )


def _fetcher() -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFiles(URLFetcher):
        """Reads renditions and static files from where they lie, and refuses every other address."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            path = unquote(urlsplit(url).path)
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            if url.startswith(BASE_URL) and path.startswith(settings.MEDIA_URL):
                with default_storage.open(path.removeprefix(settings.MEDIA_URL)) as file:
                    return URLFetcherResponse(url, body=file.read(), headers={"Content-Type": kind})
            if url.startswith(BASE_URL) and path.startswith("/static/"):
                found = finders.find(path.removeprefix("/static/"))
                if isinstance(found, str):
                    return URLFetcherResponse(
                        url, body=Path(found).read_bytes(), headers={"Content-Type": kind}
                    )
            raise ValueError("A paper is set from our own files only.")

    return OwnFiles()


@functools.cache
def _let_text_be_copied() -> None:
    """Write beside each drawn line what it says.

    A Bangla syllable is drawn by glyphs that stand for no letters, or in another order than the letters,
    so that less than half of a page could be copied or searched (measured: 41 %). ActualText (ISO 32000,
    14.9.4) tells what stands there.
    """
    from weasyprint.draw import text

    draw = text.draw_first_line

    @functools.wraps(draw)
    def draw_and_tell(stream: Any, textbox: Any, *args: Any, **kwargs: Any) -> Any:
        with _said(stream, textbox.text):
            return draw(stream, textbox, *args, **kwargs)

    text.draw_first_line = draw_and_tell


@contextmanager
def _said(stream: Any, words: str) -> Iterator[None]:
    if not words.strip():
        yield
        return
    stream.stream.append(b"/Span <</ActualText <feff" + words.encode("utf-16-be").hex().encode() + b">>> BDC")
    yield
    stream.stream.append(b"EMC")
