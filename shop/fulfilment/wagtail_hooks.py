"""Parcels in Wagtail's admin: their menu and their addresses."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from shop.fulfilment import views
from shop.production.screens import ForRoles


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def addresses() -> list[URLPattern]:
    return [
        path("parcels/", views.ParcelList.as_view(), name="parcels"),
        path("parcels/<int:parcel_id>/", views.ShowParcel.as_view(), name="parcel"),
    ]


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def menu() -> ForRoles:
    return ForRoles(
        _("Parcels"),
        reverse("parcels"),
        name="parcels",
        icon_name="mail",
        order=305,
        roles=views.ParcelList.roles,
    )
