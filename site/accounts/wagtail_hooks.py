"""Appointments, kept by administrators beside Wagtail's users."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSet

from accounts.models import Appointment


class AppointmentViewSet(ModelViewSet):
    model = Appointment
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
