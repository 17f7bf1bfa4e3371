"""What the screens on the whole book share: they open to roles that were given at headquarters."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property

from accounts import access
from accounts.roles import Role
from offices.models import Office
from shop.production.screens import ForRoles, Screen


def may_read(user: object, *roles: Role) -> bool:
    """Return whether the user holds one of the roles at headquarters; at a prison it opens its part only."""
    headquarters = Office.objects.filter(kind=Office.Kind.HQ).first()
    return headquarters is not None and access.may(user, *roles, office=headquarters)


class BookScreen(Screen):
    """A page of the back office about the whole Department."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        access.require(request.user, *self.roles, office=self.headquarters)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def headquarters(self) -> Office | None:
        return Office.objects.filter(kind=Office.Kind.HQ).first()


class ForRolesAtHeadquarters(ForRoles):
    """A menu item that only those see who hold one of the screen's roles at headquarters."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_read(request.user, *self.roles)
