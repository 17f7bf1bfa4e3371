"""The text inside of documents that readers may have. What lies in a private collection is never read (ADR 0053)."""

from collections.abc import Mapping
from pathlib import PurePosixPath

import structlog
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import CollectionViewRestriction, Page, ReferenceIndex

from charter_pages.importing.documents import Unreadable
from charter_pages.papers import files
from clock import turns
from portal.models import PublishedFile
from publishing.models import PortalDocument
from publishing.pages import guards
from publishing.reading import NEVER_SHOWN

log = structlog.get_logger(__name__)

# Of one round: a long PDF takes seconds, and others wait for the worker.
MOST_AT_ONCE = 5
LOOK_EVERY_SECONDS = 20
# Of one file; what stands behind is not found.
MOST_LETTERS = 400_000


def keep_due() -> int:
    """Do what `keep` does, unless that was done a moment ago."""
    return turns.now_and_then("found_files", keep, seconds=LOOK_EVERY_SECONDS)


def keep() -> int:
    """Read files that readers may have by now, forget those that they may not have; return how many were read."""
    wanted = shown_to_readers()
    forget_private(wanted)
    known = {row.document_id: row for row in PublishedFile.objects.defer("text")}
    documents = PortalDocument.objects.filter(pk__in=wanted).order_by("pk")
    due = [
        document
        for document in documents
        if (row := known.get(document.pk)) is None
        or (row.file_name, row.page_id, row.title)
        != (document.file.name, wanted[document.pk], document.title)
    ][:MOST_AT_ONCE]
    for document in due:
        _keep(document, wanted[document.pk])
    return len(due)


def _keep(document: PortalDocument, page_id: int) -> None:
    text = text_of(document)
    with transaction.atomic():
        # Withdrawn in the meantime?
        if shown_to_readers().get(document.pk) == page_id:
            facts = {
                "page_id": page_id,
                "file_name": document.file.name,
                "title": document.title,
                "text": text,
            }
            PublishedFile.objects.update_or_create(document=document, defaults=facts)


def text_of(document: PortalDocument) -> str:
    """Return the text of a file; empty where it cannot be read, so that it is found by its title alone."""
    name = str(document.file.name)
    if PurePosixPath(name).suffix.lower() not in files.SUFFIXES:
        return ""
    try:
        with document.file.storage.open(name) as opened:
            return files.text_of(name, opened.read())[:MOST_LETTERS]
    except (Unreadable, OSError) as reason:
        log.info("file_not_read", document=document.pk, reason=type(reason).__name__)
        return ""


def shown_to_readers() -> dict[int, int]:
    """Return the documents that live, open pages show for their readers, each with the first such page, as far as
    their collections are open; four queries.
    """
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(PortalDocument),
        base_content_type=ContentType.objects.get_for_model(Page),
    ).values_list("to_object_id", "object_id", "model_path")
    found: dict[int, set[int]] = {}
    for document, page, path in references:
        if not path.startswith(NEVER_SHOWN):
            found.setdefault(int(document), set()).add(int(page))
    pages = set().union(*found.values())
    live = set(Page.objects.live().filter(~guards(), pk__in=pages).values_list("pk", flat=True))
    first = {document: min(here) for document, pages in found.items() if (here := pages & live)}
    return {document: first[document] for document in _in_open_collections(first) - _kept_back()}


def _kept_back() -> set[int]:
    """Return the documents that any page holds for its editors alone, whatever else shows them."""
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(PortalDocument)
    ).values_list("to_object_id", "model_path")
    return {int(document) for document, path in references if path.startswith(NEVER_SHOWN)}


def _in_open_collections(documents: Mapping[int, int]) -> set[int]:
    closed = tuple(CollectionViewRestriction.objects.values_list("collection__path", flat=True))
    rows = PortalDocument.objects.filter(pk__in=documents).values_list("pk", "collection__path")
    return {pk for pk, path in rows if not path.startswith(closed)}


def forget_private(wanted: Mapping[int, int] | None = None) -> None:
    """Forget the texts of files that readers may not have any more; the index forgets them with the rows."""
    wanted = shown_to_readers() if wanted is None else wanted
    for row in PublishedFile.objects.exclude(document_id__in=wanted).defer("text"):
        row.delete()


def forget_if_private(**kwargs: object) -> None:
    """Hear that a page, a document or a collection is not what it was."""
    if PublishedFile.objects.exists():
        forget_private()
