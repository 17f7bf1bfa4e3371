"""What the screens on the whole book share: they open to roles that were given at headquarters."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from accounts import access
from accounts.models import User
from accounts.roles import Role
from offices.models import Office
from shop.production.screens import ForRoles, Screen


def may_read(user: object, *roles: Role) -> bool:
    """Return whether the user holds one of the roles at headquarters; at a prison it opens its part only."""
    if not isinstance(user, User) or not user.is_active:
        return False
    if user.is_superuser:
        return True
    return access.appointments_of(user, roles).filter(office__kind=Office.Kind.HQ).exists()


class BookScreen(Screen):
    """A page of the back office about the whole Department."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_read(request.user, *self.roles):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ForRolesAtHeadquarters(ForRoles):
    """A menu item that only those see who hold one of the screen's roles at headquarters."""

    def is_shown(self, request: HttpRequest) -> bool:
        return any(at_headquarters and role in self.roles for role, at_headquarters in self.held(request))
