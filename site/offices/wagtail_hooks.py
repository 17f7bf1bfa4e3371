"""The register, kept by administrators. An office is closed, never deleted: its history stays."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from offices.models import Office


class NeverDeleted(ModelPermissionPolicy):
    def user_has_permission(self, user: object, action: str) -> bool:
        return action != "delete" and super().user_has_permission(user, action)


class OfficeViewSet(ModelViewSet):
    model = Office
    icon = "site"
    menu_label = _("Offices")
    name = "offices"
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


@hooks.register("register_admin_viewset")
def register_offices() -> OfficeViewSet:
    return OfficeViewSet()
