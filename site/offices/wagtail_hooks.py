"""The register, kept by administrators. An office is closed, never deleted: its history stays."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from offices import register
from offices.free_days import HolidayViewSet, WorkingWeekViewSet
from offices.keeping import NeverDeleted, OnlyChanged
from offices.models import Holiday, Office, WorkingWeek


class AddOffice(generic.CreateView):  # type: ignore[misc]
    def save_instance(self) -> Office:
        return register.enter(office=self.form.save(commit=False))


class EditOffice(generic.EditView):  # type: ignore[misc]
    def save_instance(self) -> Office:
        return register.change(office=self.form.save(commit=False))


class OfficeViewSet(ModelViewSet):
    model = Office
    icon = "site"
    menu_label = _("Offices")
    name = "offices"
    add_view_class = AddOffice
    edit_view_class = EditOffice
    add_to_settings_menu = True
    form_fields = [
        "code", "kind", "parent", "name_bn", "name_en", "division_code", "district_code", "address_bn", "address_en",
        "phone", "email", "rollout_stage", "opened_on", "closed_on",
    ]  # fmt: skip
    list_display = ["name", "kind", "parent", "rollout_stage", "closed_on"]
    list_filter = ["kind", "rollout_stage"]
    ordering = "code"
    copy_view_enabled = False


register_permission_policy(Office, NeverDeleted(Office))
register_permission_policy(Holiday, NeverDeleted(Holiday))
register_permission_policy(WorkingWeek, OnlyChanged(WorkingWeek))


@hooks.register("register_admin_viewset")
def register_offices() -> OfficeViewSet:
    return OfficeViewSet()


@hooks.register("register_admin_viewset")
def register_free_days() -> list[ModelViewSet]:
    return [HolidayViewSet(), WorkingWeekViewSet()]
