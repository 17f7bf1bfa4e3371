"""Who keeps charters: headquarters its masters and all officers, each office its own pages."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from accounts import access
from accounts.roles import Role
from accounts.screens import user_of
from charter_pages.models import CharterPage

KEEPERS = (Role.HQ_MODERATOR, Role.ADMINISTRATOR)
EDITORS = (Role.PRISON_EDITOR, Role.DIVISION_REVIEWER)


def own_page(request: HttpRequest, page_id: int) -> CharterPage:
    """Return a charter that the reader may edit; refused as if there were no other."""
    page = CharterPage.objects.filter(pk=page_id, alias_of__isnull=True).select_related("office").first()
    user = user_of(request)
    if page is None:
        if access.may(user, *KEEPERS):
            raise Http404
        raise PermissionDenied
    if page.office is None or not access.may(user, *EDITORS, *KEEPERS, office=page.office):
        raise PermissionDenied
    if not page.permissions_for_user(user).can_edit():
        raise PermissionDenied
    return page
