"""A paper being taken in: its file is kept among the office's documents, its text and what is typed in a row."""

import datetime
import re
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, ReferenceIndex

import clock
from accounts.models import User
from bangla import bijoy_detection
from charter_pages.importing import documents, keeping
from charter_pages.importing.documents import Unreadable
from charter_pages.models import PaperImport
from charter_pages.papers import accounting, files, reading
from charter_pages.papers.paper import Paper
from charter_pages.papers.taking import doubting, filling
from charter_pages.papers.taking.typed import Typed
from clock import turns
from language.templatetags import language as words
from offices.models import Office

SUFFIXES = (".docx", ".pdf", ".txt")
# What nobody has touched for so long is forgotten, with its file, unless a draft was made of it.
KEPT_FOR = datetime.timedelta(days=14)
LOOK_EVERY_SECONDS = 60 * 60
MOST_AT_ONCE = 200
# A form feed stays: behind it, or before it, stands the number of a page.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def text_of(name: str, content: bytes) -> str:
    """Return the text of a file, in Unicode; raises Unreadable."""
    if len(content) > settings.UPLOAD_LIMIT_BYTES:
        raise Unreadable(documents.TOO_LARGE)
    if PurePosixPath(name.lower()).suffix not in SUFFIXES:
        raise Unreadable(documents.MACROS if name.lower().endswith(".docm") else documents.UNKNOWN)
    text = _CONTROL.sub(" ", files.text_of(name, content).replace("\r\n", "\n").replace("\r", "\n"))
    if not text.strip():
        raise Unreadable(documents.EMPTY)
    if len(text) > documents.MOST_LETTERS:
        raise Unreadable(documents.TOO_LARGE)
    return bijoy_detection.convert(text).text


def begin(*, by: User, parent: Page, office: Office, name: str, content: bytes) -> PaperImport:
    """Read a paper, and keep it with what was read; raises Unreadable, ValidationError."""
    text = text_of(name, content)
    paper = reading.read(text, today=clock.today())
    typed = filling.fill(paper)
    read = {
        **typed.as_json(),
        "doubts": doubting.kept(paper, typed),
        "stands_for": _stands_for(text, paper, typed),
    }
    title = _("Paper as imported, %(day)s") % {"day": words.day(clock.today())}
    with transaction.atomic():
        now = clock.now()
        return PaperImport.objects.create(
            office=office,
            parent=parent.page_ptr if hasattr(parent, "page_ptr") else parent,
            by=by,
            document=keeping.keep_as(title, by=by, office=office, name=name, content=content),
            text=text,
            typed=read,
            begun_at=now,
            changed_at=now,
        )


def _stands_for(text: str, paper: Paper, typed: Typed) -> list[str]:
    """Return the words that a field says in another way: labels, dates, figures. What was lost is left over."""
    lost = accounting.missing_words(text, paper)
    if lost:
        typed.lines.append(" ".join(lost))
    return doubting.unaccounted(text, [*typed.texts(), *typed.lines], ())


def remember(row: PaperImport, typed: Typed) -> None:
    """Keep what was typed, so that it is there when the editor comes back."""
    row.typed = {**row.typed, **typed.as_json()}
    row.changed_at = clock.now()
    PaperImport.objects.filter(pk=row.pk).update(typed=row.typed, changed_at=row.changed_at)


def forget_old() -> int:
    """Forget, once an hour, what nobody goes on with; return how many."""
    return turns.now_and_then(
        "charter_pages.papers_taken_in",
        lambda: forget(before=clock.now() - KEPT_FOR),
        seconds=LOOK_EVERY_SECONDS,
    )


def forget(*, before: datetime.datetime) -> int:
    """Delete the papers that were last looked at before an instant; the file stays where a draft was made of it."""
    rows = list(PaperImport.objects.filter(changed_at__lt=before).select_related("document")[:MOST_AT_ONCE])
    for row in rows:
        drop(row)
    return len(rows)


@transaction.atomic
def drop(row: PaperImport) -> None:
    """Forget one paper, and its file where no page has it."""
    row.delete()
    if not _is_in_use(row.document):
        row.document.delete()


def _is_in_use(document: Any) -> bool:
    return bool(ReferenceIndex.get_references_to(document).exists())
