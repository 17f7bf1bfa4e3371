"""Parcels and complaints in Wagtail's admin: their menu and their addresses."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from shop.fulfilment import complaint_views, views
from shop.fulfilment.desk import addresses as desk
from shop.production.screens import ForRoles


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def addresses() -> list[URLPattern]:
    return [
        *desk.paths(),
        path("parcels/", views.ParcelList.as_view(), name="parcels"),
        path("parcels/<int:parcel_id>/", views.ShowParcel.as_view(), name="parcel"),
        path("complaints/", complaint_views.ComplaintList.as_view(), name="order_complaints"),
        path(
            "complaints/<int:complaint_id>/",
            complaint_views.ShowComplaint.as_view(),
            name="order_complaint",
        ),
    ]


hooks.register("register_admin_menu_item", desk.menu_item)


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


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def complaints_menu() -> ForRoles:
    return ForRoles(
        _("Complaints"),
        reverse("order_complaints"),
        name="order-complaints",
        icon_name="comment",
        order=309,
        roles=complaint_views.READERS,
    )
