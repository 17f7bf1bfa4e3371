"""Who may read a document: everybody what a public page shows, staff what their offices hold, nobody else
anything.
"""

from collections.abc import Callable

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry

from publishing.models import PortalDocument, PortalImage

# Personal data, and papers as they were uploaded: kept beside what is published, never shown with it.
NEVER_SHOWN = ("signature_sheet", "source_document")

# Rows outside of pages that show a file to everybody; a package above says so (`also_shown_by`).
_others: list[Callable[[PortalDocument | PortalImage], bool]] = []


def also_shown_by(shows: Callable[[PortalDocument | PortalImage], bool]) -> None:
    """Ask this, too, whether readers may have a file; called from an AppConfig.ready."""
    _others.append(shows)


def is_kept_back(document: PortalDocument) -> bool:
    """Return whether a page holds the document for its editors alone: nobody else may make it public."""
    found = ReferenceIndex.get_references_to(document)
    return any(reference.model_path.startswith(NEVER_SHOWN) for reference in found)


def is_shown_in_public(thing: PortalDocument | PortalImage) -> bool:
    """Return whether a public page that is live names a document or a picture for its readers; two queries."""
    references = ReferenceIndex.get_references_to(thing).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    pages = [
        reference.object_id for reference in references if not reference.model_path.startswith(NEVER_SHOWN)
    ]
    return Page.objects.live().public().filter(pk__in=pages).exists() or any(
        shows(thing) for shows in _others
    )


def may_read(request: HttpRequest, document: PortalDocument) -> bool:
    """Return whether this reader may have the document."""
    if is_shown_in_public(document):
        return True
    user = request.user
    policy = policy_registry.get_by_type(PortalDocument)
    return user.is_authenticated and policy.user_has_any_permission_for_instance(
        user, ["add", "change", "delete", "choose"], document
    )
