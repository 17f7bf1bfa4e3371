"""Production in Wagtail's admin: its menu, its addresses, and the registers that administrators keep."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.admin.viewsets.model import ModelViewSet

from shop.production import views
from shop.production.models import Trade, Workshop
from shop.production.screens import ForRoles


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def addresses() -> list[URLPattern]:
    return [
        path("production/batches/", views.BatchList.as_view(), name="production_batches"),
        path("production/batches/record/", views.ChooseWorkshop.as_view(), name="production_choose_workshop"),
        path(
            "production/batches/record/<int:workshop_id>/",
            views.RecordBatch.as_view(),
            name="production_record",
        ),
        path("production/batches/<int:batch_id>/", views.ShowBatch.as_view(), name="production_batch"),
        path("production/makers/", views.MakerList.as_view(), name="production_makers"),
        path("production/makers/register/", views.RegisterMaker.as_view(), name="production_register_maker"),
        path("production/makers/<uuid:maker_id>/", views.ReadIdentity.as_view(), name="production_maker"),
    ]


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def menu() -> SubmenuMenuItem:
    items = [
        ForRoles(
            _("Batches"),
            reverse("production_batches"),
            icon_name="form",
            order=10,
            roles=views.BatchList.roles,
        ),
        ForRoles(
            _("Makers"),
            reverse("production_makers"),
            icon_name="group",
            order=20,
            roles=views.MakerList.roles,
        ),
    ]
    return SubmenuMenuItem(_("Production"), Menu(items=items), name="production", icon_name="cogs", order=300)


class Register(ModelViewSet):  # type: ignore[misc]
    """A register that administrators keep; what hangs on a row keeps it from being deleted."""

    add_to_settings_menu = True
    copy_view_enabled = False
    inspect_view_enabled = False


class TradeViewSet(Register):
    model = Trade
    icon = "tag"
    menu_label = _("Trades")
    name = "trades"
    form_fields = ["code", "name_bn", "name_en"]
    list_display = ["code", "name_bn", "name_en"]


class WorkshopViewSet(Register):
    model = Workshop
    icon = "cogs"
    menu_label = _("Workshops")
    name = "workshops"
    form_fields = ["office", "trade", "name_bn", "name_en"]
    list_display = ["name_bn", "name_en", "office", "trade"]
    list_filter = ["office", "trade"]


@hooks.register("register_admin_viewset")  # type: ignore[untyped-decorator]
def registers() -> list[Register]:
    return [TradeViewSet(), WorkshopViewSet()]
