"""Whose memo numbers begin how, as a register that headquarters keeps."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from charter_pages.models import MemoPrefix
from offices.keeping import NeverDeleted


class MemoPrefixViewSet(ModelViewSet):
    model = MemoPrefix
    icon = "order"
    menu_label = _("Prefixes of memo numbers")
    name = "memo-prefixes"
    add_to_settings_menu = True
    form_fields = ["prefix", "office", "is_ours", "body_bn", "body_en"]
    list_display = [
        "beginning_of_the_number",
        Column("owner", label=_("Office or body")),
        BooleanColumn("is_ours", label=_("All our offices use it")),
    ]
    ordering = "prefix"
    copy_view_enabled = False


register_permission_policy(MemoPrefix, NeverDeleted(MemoPrefix))


def view_set() -> MemoPrefixViewSet:
    return MemoPrefixViewSet()
