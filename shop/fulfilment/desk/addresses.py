"""Where the order desk's screens stand below /admin/, and their place in the menu."""

from django.urls import URLPattern, path, reverse

from shop.fulfilment.desk import changes, orders
from shop.production.screens import ForRoles


def paths() -> list[URLPattern]:
    return [
        path("orders/", orders.OrderList.as_view(), name="desk_orders"),
        path("orders/<int:order_id>/", orders.ShowOrder.as_view(), name="desk_order"),
        path("orders/<int:order_id>/refund/", changes.RefundOrder.as_view(), name="desk_refund"),
        path("orders/parcels/<int:parcel_id>/cancel/", changes.CancelParcel.as_view(), name="desk_cancel"),
    ]


def menu_item() -> ForRoles:
    return ForRoles(
        orders.OrderList.title,
        reverse("desk_orders"),
        name="desk-orders",
        icon_name=orders.OrderList.icon,
        order=304,
        roles=orders.READERS,
    )
