"""Whose charter an import goes to, and who may import it."""

import dataclasses
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from wagtail.models import Page

from accounts import access
from accounts.models import User
from accounts.screens import user_of
from charter_pages.charters.keepers import EDITORS, KEEPERS
from charter_pages.models import CharterPage
from offices.models import Office

ROLES = (*EDITORS, *KEEPERS)


@dataclasses.dataclass(frozen=True)
class Place:
    """The page of an office, and the charter below it, where there is one already."""

    parent: Page
    office: Office
    charter: CharterPage | None


def place_of(request: HttpRequest, parent_id: int) -> Place:
    """Return the place, if the reader may write there; refused as if there were no other."""
    parent, office = office_page(request, parent_id)
    charter = charter_below(parent)
    if not may_write(user_of(request), parent, charter):
        raise PermissionDenied
    return Place(parent, office, charter)


def office_page(request: HttpRequest, parent_id: int) -> tuple[Page, Office]:
    """Return the page of an office and the office, if the reader works there; refused as if there were no other."""
    user = user_of(request)
    page = Page.objects.filter(pk=parent_id, alias_of__isnull=True).first()
    parent: Any = page.specific if page is not None else None
    office = getattr(parent, "register_entry", None)
    if office is None:
        if access.may(user, *KEEPERS):
            raise Http404
        raise PermissionDenied
    if not access.may(user, *ROLES, office=office):
        raise PermissionDenied
    return parent, office


def charter_below(parent: Page) -> CharterPage | None:
    return CharterPage.objects.child_of(parent).first()


def may_write(user: User, parent: Page, charter: CharterPage | None) -> bool:
    """Return whether the user may edit the charter there, or begin one."""
    if charter is None:
        return bool(parent.permissions_for_user(user).can_add_subpage()) and CharterPage.can_create_at(parent)
    permissions = charter.permissions_for_user(user)
    return charter.alias_of_id is None and permissions.can_edit() and not permissions.page_locked()


def address_for(user: Any, page: Page) -> int | None:
    """Return the id of the office's page for which a charter may be imported from a page in the explorer, or None."""
    specific: Any = page.specific_deferred
    parent = page.get_parent() if isinstance(specific, CharterPage) else page
    if parent is None or parent.alias_of_id is not None or not isinstance(user, User):
        return None
    office = getattr(parent.specific, "register_entry", None)
    if office is None or not access.may(user, *ROLES, office=office):
        return None
    return int(parent.pk) if may_write(user, parent, charter_below(parent)) else None
