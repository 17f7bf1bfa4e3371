"""Products in Wagtail's admin: their menu item, their addresses, and the register of delivery charges."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from offices.keeping import OnlyChanged
from shop.production.screens import ForRoles
from shop.storefront import staff_forms
from shop.storefront.models import DeliveryCharge
from shop.storefront.papers import screens
from shop.storefront.views import staff


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def addresses() -> list[URLPattern]:
    return [
        path("products/", staff.Products.as_view(), name="storefront_listings"),
        path("products/add/", staff.Add.as_view(), name="storefront_add"),
        path("products/<int:pk>/", staff.Edit.as_view(), name="storefront_listing"),
        path("products/<int:pk>/pictures/", staff.Pictures.as_view(), name="storefront_pictures"),
        path("products/<int:pk>/withdrawal/", staff.Withdrawal.as_view(), name="storefront_withdrawal"),
        path("papers/", screens.Papers.as_view(), name="issued_papers"),
        path("papers/<int:paper_id>/", screens.Paper.as_view(), name="issued_paper"),
        path(
            "parcels/<int:parcel_id>/papers/<slug:kind>/", screens.ParcelPaper.as_view(), name="parcel_paper"
        ),
    ]


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def menu() -> ForRoles:
    return ForRoles(
        _("Products"),
        reverse("storefront_listings"),
        name="products",
        icon_name="tag",
        order=290,
        roles=staff.Products.roles,
    )


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def menu_of_papers() -> ForRoles:
    return ForRoles(
        _("Invoices and challans"),
        reverse("issued_papers"),
        name="papers-of-sale",
        icon_name="doc-full",
        order=308,
        roles=screens.Papers.roles,
    )


# The three zones are the law of the sums: their charges change, they neither come nor go.
register_permission_policy(DeliveryCharge, OnlyChanged(DeliveryCharge))


class DeliveryChargeViewSet(ModelViewSet):  # type: ignore[misc]
    """What a parcel costs by zone: changed by administrators; the zones themselves are fixed."""

    model = DeliveryCharge
    icon = "cogs"
    menu_label = _("Delivery charges")
    name = "delivery-charges"
    add_to_settings_menu = True
    copy_view_enabled = False
    inspect_view_enabled = False
    form_fields = ["charge_poisha", "cost_poisha", "days"]
    list_display = [
        "__str__",
        Column("charge", label=_("Charge")),
        Column("cost", label=_("Courier's price")),
        "days",
    ]

    def get_form_class(self, for_update: bool = False) -> type:
        return staff_forms.DeliveryChargeForm


@hooks.register("register_admin_viewset")  # type: ignore[untyped-decorator]
def register() -> DeliveryChargeViewSet:
    return DeliveryChargeViewSet()
