"""Documents that readers get with a page: how they are shown, and which may never be."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import CollectionViewRestriction, ReferenceIndex

from publishing import reading
from publishing.models import PortalDocument


def shown(rows: Iterable[Any]) -> list[dict[str, Any]]:
    """Return the documents of rows as readers see them: address, title, type, size, language; two queries for all."""
    return [told for _row, told in shown_with_rows(rows)]


def shown_with_rows(rows: Iterable[Any]) -> list[tuple[Any, dict[str, Any]]]:
    """Return the same, each with its row; what lies in a guarded collection since is left out."""
    listed = list(rows)
    found = _open_documents({row.document_id for row in listed if row.document_id})
    return [(row, _told(row, found[row.document_id])) for row in listed if row.document_id in found]


def _open_documents(ids: set[int]) -> dict[int, PortalDocument]:
    if not ids:
        return {}
    documents = PortalDocument.objects.filter(pk__in=ids).select_related("collection")
    guarded = tuple(guarded_paths())
    return {each.pk: each for each in documents if not each.collection.path.startswith(guarded)}


def guarded_paths() -> list[str]:
    """Return where the collections lie that a password or a group guards, with all below them."""
    return list(CollectionViewRestriction.objects.values_list("collection__path", flat=True))


def _told(row: Any, document: PortalDocument) -> dict[str, Any]:
    size = size_of(document)
    return {
        "url": document.url,
        "title": getattr(row, "title", "") or document.title,
        "type": document.file_extension.upper(),
        "size": "" if size is None else size,
        "language": row.get_language_display() if hasattr(row, "get_language_display") else "",
        "text_language": getattr(row, "language", ""),
    }


def size_of(document: PortalDocument) -> int | None:
    """Return how many bytes the file has; None where it is not to be had. Wagtail's own way writes while it reads."""
    if document.file_size is not None:
        return int(document.file_size)
    try:
        return int(document.file.size)
    except OSError:
        return None


def refuse_what_is_private(row: Any) -> None:
    """Raise ValidationError where a row would publish what is kept from readers: a signature sheet, a guarded file."""
    if row.document_id is None:
        return
    named = ReferenceIndex.get_references_to(row.document).values_list("model_path", flat=True)
    if any(path.startswith(reading.NEVER_SHOWN) for path in named):
        raise ValidationError(
            {"document": _("This document is kept beside a paper and is never public. Choose another.")}
        )
    if row.document.collection.path.startswith(tuple(guarded_paths())):
        raise ValidationError({"document": _("This document lies in a collection that is not public.")})
