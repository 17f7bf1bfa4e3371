"""Parcels: one for each prison in an order, each with its own state, staff and tracking; and complaints."""

import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

import clock
from accounts import access
from accounts.roles import Role
from secrecy import EncryptedField
from shop.fulfilment import clocks
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
        """Return until when the parcel must be with the courier."""
        return clocks.hand_over_by(self.purchase.confirmed_at or self.opened_at)

    @property
    def deliver_by(self) -> datetime.datetime:
        """Return until when the parcel must be with the buyer."""
        same_city = clocks.is_same_city(self.office.district_code, self.purchase.district_code)
        return clocks.deliver_by(self.purchase.confirmed_at or self.opened_at, same_city=same_city)

    @property
    def running_clocks(self) -> list[clocks.Clock]:
        """Return what of the parcel is still due; nothing of one whose order is not placed, or that stopped."""
        if self.purchase.state != Purchase.State.PLACED or self.state not in self.UNDER_WAY:
            return []
        now = clock.now()
        due = [clocks.running(clocks.Kind.DELIVER, self.deliver_by, now=now)]
        if self.state != self.State.SHIPPED:
            due.insert(0, clocks.running(clocks.Kind.HAND_OVER, self.hand_over_by, now=now))
        return due

    @property
    def is_late(self) -> bool:
        """Return whether something of it should be done by now and is not."""
        return any(due.is_late for due in self.running_clocks)


class OrderComplaintQuerySet(models.QuerySet["OrderComplaint"]):
    def for_user(self, user: object) -> Self:
        """Return the complaints to the prisons whose orders the user sees to; their texts are not read here."""
        return self.filter(office__in=access.offices_for(user, Role.ORDER_DESK)).defer("text", "answer")


class OrderComplaint(models.Model):
    """What a buyer says is wrong with one prison's part of an order. Only that prison's order desk reads it."""

    class State(models.TextChoices):
        OPEN = "open", _("To be answered")
        ANSWERED = "answered", _("Answered")

    purchase = models.ForeignKey(Purchase, models.PROTECT, related_name="complaints", verbose_name=_("order"))
    office = models.ForeignKey(
        "offices.Office", models.PROTECT, related_name="order_complaints", verbose_name=_("prison")
    )
    state = models.CharField(_("state"), max_length=20, choices=State.choices)
    # Encrypted: a buyer may write anything here, and the database's copies are read by more than the order desk.
    text = EncryptedField(_("complaint"))
    answer = EncryptedField(_("answer"), default="")
    # The form that wrote it: sent twice it is one complaint.
    form_key = models.UUIDField(unique=True)
    written_at = models.DateTimeField(_("written at"))
    answered_at = models.DateTimeField(_("answered at"), null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("answered by")
    )

    objects = OrderComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = _("complaint")
        verbose_name_plural = _("complaints")
        ordering = ["written_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["purchase", "office"],
                condition=Q(state="open"),
                name="one_open_complaint_about_a_parcel_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state="open", answered_at__isnull=True, answered_by__isnull=True)
                | Q(state="answered", answered_at__isnull=False, answered_by__isnull=False),
                name="an_answered_complaint_says_by_whom_and_when",
            ),
        ]
        indexes = [
            models.Index(fields=["written_at"], condition=Q(state="open"), name="complaints_still_open"),
        ]

    def __str__(self) -> str:
        return f"{self.purchase_id}/{self.office_id}: {self.state}"

    @property
    def running_clock(self) -> clocks.Clock | None:
        """Return until when it must be taken up, while it is not."""
        if self.state != self.State.OPEN:
            return None
        return clocks.running(clocks.Kind.COMPLAINT, clocks.answer_by(self.written_at), now=clock.now())
