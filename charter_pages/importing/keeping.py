"""The file, or the pasted text, that a charter was imported from: kept beside it, for the office's staff alone."""

import re
from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

import clock
from accounts.models import User
from charter_pages.importing import reading_html, reading_text, reading_word, reading_workbook
from charter_pages.importing.documents import MACROS, TOO_LARGE, UNKNOWN, Document, Unreadable
from language.templatetags import language as words
from offices.models import Office
from publishing import collecting, papers
from publishing.models import PortalDocument

# A web page is kept as plain text: it is read again, and never shown as a page.
AS_TEXT = (".html", ".htm", ".txt", ".tsv")
SUFFIXES = (".docx", ".xlsx", *AS_TEXT)
_IS_HTML = re.compile(
    r"<(?:!doctype|html|head|body|script|style|meta|table|tr|td|p|div|span|br|ul|ol|font|h[1-6])\b",
    re.IGNORECASE,
)


def read(name: str, content: bytes) -> Document:
    """Return the document of a file by the end of its name; raises Unreadable."""
    if len(content) > settings.UPLOAD_LIMIT_BYTES:
        raise Unreadable(TOO_LARGE)
    match PurePosixPath(name.lower()).suffix:
        case ".docx":
            return reading_word.read(content)
        case ".xlsx":
            return reading_workbook.read(content)
        case suffix if suffix in AS_TEXT:
            return read_text(reading_html.decode(content))
        case ".docm" | ".xlsm":
            raise Unreadable(MACROS)
    raise Unreadable(UNKNOWN)


def read_text(text: str) -> Document:
    """Return the document of a text, which is a web page or is none; raises Unreadable."""
    return reading_html.read(text) if _IS_HTML.search(text) else reading_text.read(text)


def read_again(document: PortalDocument) -> Document:
    """Return the document of what was kept; raises Unreadable."""
    with document.file.open("rb") as file:
        return read(document.filename, file.read())


def keep(*, by: User, office: Office, name: str, content: bytes) -> PortalDocument:
    """Keep what a charter was read from."""
    title = _("Charter as imported, %(day)s") % {"day": words.day(clock.today())}
    return keep_as(title, by=by, office=office, name=name, content=content)


def keep_as(title: str, *, by: User, office: Office, name: str, content: bytes) -> PortalDocument:
    """Keep what was read among the office's own documents. It has no address that a citizen could open."""
    suffix = PurePosixPath(name.lower()).suffix
    if suffix in AS_TEXT:
        suffix, content = ".txt", reading_html.decode(content).encode()
    file = ContentFile(content, name=f"imported{suffix}")
    papers.refuse_false_content(file)
    kept = PortalDocument(
        title=title,
        file=file,
        collection=collecting.of_office(office),
        uploaded_by_user=by,
    )
    kept._set_document_file_metadata()
    kept.save()
    return kept
