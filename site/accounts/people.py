"""Staff as administrators keep them: a name, an address, a password. What each may do is said by appointments.

Wagtail's own form lets whoever may change a user make anybody a superuser, or put them into any group.
Here nobody does: a superuser is made by `manage.py createsuperuser` alone, and touched by superusers only.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.users import forms
from wagtail.users.views import users

from accounts.models import User


class _NoRightsByHand:
    """Wagtail's form without superuser and groups, with the one name that we keep."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        editing_self = kwargs.pop("editing_self", False)
        super().__init__(*args, **kwargs)
        for name in (
            "is_superuser",
            "groups",
            "first_name",
            "last_name",
            *(["is_active"] if editing_self else []),
        ):
            self.fields.pop(name, None)  # type: ignore[attr-defined]
        self.fields["display_name"].required = True  # type: ignore[attr-defined]


class NewPersonForm(_NoRightsByHand, forms.UserCreationForm):  # type: ignore[misc]
    class Meta(forms.UserCreationForm.Meta):
        fields = ["username", "display_name", "email"]


class PersonForm(_NoRightsByHand, forms.UserEditForm):  # type: ignore[misc]
    class Meta(forms.UserEditForm.Meta):
        fields = ["username", "display_name", "email", "is_active"]


class PersonView(users.EditView):  # type: ignore[misc]
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if may_not_touch(request.user, self.object):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[no-any-return]


def may_not_touch(user: Any, other: User) -> bool:
    """Return whether `other` is a superuser whom this user may not change: a password set is a way in."""
    return other.is_superuser and not user.is_superuser


class PeopleViewSet(users.UserViewSet):  # type: ignore[misc]
    edit_view_class = PersonView
    create_template_name = "wagtailadmin/generic/create.html"
    edit_template_name = "wagtailadmin/generic/edit.html"

    def get_form_class(self, for_update: bool = False) -> type:
        return PersonForm if for_update else NewPersonForm
