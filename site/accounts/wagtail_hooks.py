"""Appointments, kept by administrators beside Wagtail's users."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from accounts import access, own_sign_in
from accounts.models import Appointment, User
from accounts.roles import Role


class NobodyThemselves:
    """A form of an appointment that is not about who sends it: another one gives them a role, or ends it."""

    request: HttpRequest

    def is_valid(self, form: Any) -> bool:
        sender = self.request.user
        named = {form["user"].value(), form.initial.get("user")}
        if str(sender.pk) in {str(pk) for pk in named} and not sender.is_superuser:  # type: ignore[union-attr]
            form.add_error("user", _("Nobody appoints themselves: another administrator does it."))
        valid: bool = super().is_valid(form)  # type: ignore[misc]
        return valid


class AddAppointment(own_sign_in.Fresh, NobodyThemselves, generic.CreateView):  # type: ignore[misc]
    """Rights are given by who has just shown who they are."""


class EditAppointment(own_sign_in.Fresh, NobodyThemselves, generic.EditView):  # type: ignore[misc]
    """Rights are ended by who has just shown who they are."""


class AppointmentViewSet(ModelViewSet):
    model = Appointment
    add_view_class = AddAppointment
    edit_view_class = EditAppointment
    icon = "key"
    menu_label = _("Appointments")
    name = "appointments"
    add_to_settings_menu = True
    form_fields = ["user", "role", "office", "since", "until"]
    list_display = ["user", "role", "office", "since", "until"]
    list_filter = ["role", "office"]
    search_fields: list[str] = []
    copy_view_enabled = False


@hooks.register("register_admin_viewset")
def register_appointments() -> AppointmentViewSet:
    return AppointmentViewSet()


@hooks.register("before_bulk_action")
def give_no_rights_by_hand(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> None:
    """Nobody is put into a group by hand, and no superuser is touched by anybody else."""
    if action.models[0] is not User:
        return
    touches_superuser = any(user.is_superuser for user in objects) and not request.user.is_superuser  # type: ignore[union-attr]
    if action_type == "assign_role" or touches_superuser:
        raise PermissionDenied


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [
        path("my-sign-in/", own_sign_in.MySignIn.as_view(), name="my_sign_in"),
        path("my-sign-in/confirm/", own_sign_in.ConfirmItIsMe.as_view(), name="confirm_it_is_me"),
        path(
            "people/<int:user_id>/code-app/",
            own_sign_in.ResetSecondFactor.as_view(),
            name="reset_second_factor",
        ),
    ]


@hooks.register("register_admin_menu_item")
def my_sign_in() -> MenuItem:
    """For everybody, last: offices are shown no menu of settings."""
    return MenuItem(_("My sign-in"), reverse("my_sign_in"), name="my-sign-in", icon_name="key", order=10_500)


@hooks.register("register_user_listing_buttons")
def reset_the_code_app(user: User, request_user: User) -> Iterator[Button]:
    if access.may(request_user, Role.ADMINISTRATOR) and user != request_user:
        address = reverse("reset_second_factor", args=[user.pk])
        yield Button(_("Reset the code app"), address, icon_name="key", priority=40)
