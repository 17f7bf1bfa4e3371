"""Who may read a document: everybody what a public page shows, staff what their offices hold, nobody else
anything.
"""

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry

from publishing.models import PortalDocument

# Personal data: kept beside the paper, never shown with it.
NEVER_SHOWN = ("signature_sheet",)


def is_shown_in_public(document: PortalDocument) -> bool:
    """Return whether a public page that is live names the document for its readers; two queries."""
    references = ReferenceIndex.get_references_to(document).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    pages = [
        reference.object_id for reference in references if not reference.model_path.startswith(NEVER_SHOWN)
    ]
    return Page.objects.live().public().filter(pk__in=pages).exists()


def may_read(request: HttpRequest, document: PortalDocument) -> bool:
    """Return whether this reader may have the document."""
    if is_shown_in_public(document):
        return True
    user = request.user
    policy = policy_registry.get_by_type(PortalDocument)
    return user.is_authenticated and policy.user_has_any_permission_for_instance(
        user, ["add", "change", "delete", "choose"], document
    )
