"""Parcels: one for each prison in an order, each with its own state, staff and tracking."""

import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

import clock
from accounts import access
from accounts.roles import Role
from shop.orders import notices
from shop.orders.models import Purchase


class ConsignmentQuerySet(models.QuerySet["Consignment"]):
    def for_user(self, user: object) -> Self:
        """Return the parcels of the prisons whose parcels the user handles, of orders that stand."""
        offices = access.offices_for(user, Role.PARCELS)
        return self.filter(office__in=offices, purchase__state=Purchase.State.PLACED)

    def under_way(self) -> Self:
        return self.filter(state__in=Consignment.UNDER_WAY)


class Consignment(models.Model):
    """What one prison packs and hands over of one order."""

    class State(models.TextChoices):
        RESERVED = "reserved", _("To be packed")
        PACKED = "packed", _("Packed")
        SHIPPED = "shipped", _("Handed to the courier")
        DELIVERED = "delivered", _("Delivered")
        CLOSED = "closed", _("Closed")
        CANCELLED = "cancelled", _("Cancelled")
        REFUSED = "refused", _("Refused at the door")
        RETURNED = "returned", _("Sent back")
        RECEIVED_BACK = "received_back", _("Received back")

    # While it lasts, those who pack and carry the parcel need the buyer's name, phone and address.
    UNDER_WAY = (State.RESERVED, State.PACKED, State.SHIPPED)

    purchase = models.ForeignKey(
        Purchase, models.PROTECT, related_name="consignments", verbose_name=_("order")
    )
    office = models.ForeignKey(
        "offices.Office", models.PROTECT, related_name="consignments", verbose_name=_("prison")
    )
    state = models.CharField(_("state"), max_length=20, choices=State.choices)
    courier = models.CharField(_("courier"), max_length=80, blank=True)
    tracking_number = models.CharField(_("tracking number"), max_length=60, blank=True)
    opened_at = models.DateTimeField()
    packed_at = models.DateTimeField(null=True)
    shipped_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)

    objects = ConsignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("parcel")
        verbose_name_plural = _("parcels")
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["purchase", "office"], name="one_parcel_for_each_prison_of_an_order"
            ),
            models.CheckConstraint(
                condition=~Q(state="shipped") | (Q(shipped_at__isnull=False) & ~Q(courier="")),
                name="a_parcel_under_way_has_its_courier",
            ),
            models.CheckConstraint(
                condition=~Q(state="delivered") | Q(delivered_at__isnull=False),
                name="a_delivered_parcel_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purchase.number}: {self.office}"

    @property
    def stage(self) -> str:
        """Return what a buyer is shown: `reserved` of a placed order is `confirmed`."""
        if self.state == self.State.RESERVED and self.purchase.state == Purchase.State.PLACED:
            return "confirmed"
        return self.state

    @property
    def hand_over_by(self) -> datetime.datetime:
        """Return until when the parcel must be with the courier (48 h, Digital Commerce Guidelines 2021)."""
        since = self.purchase.confirmed_at or self.opened_at
        return since + datetime.timedelta(hours=notices.HAND_OVER_HOURS)

    @property
    def is_late(self) -> bool:
        """Return whether it should be with the courier by now and is not."""
        return self.state in (self.State.RESERVED, self.State.PACKED) and self.hand_over_by < clock.now()
