"""What was sold, to whom, at what price: our own tables beside Oscar's order, changed only by verbs."""

import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from language import spoken

# Codes of providers and offices, and keys made of them, fit into this.
CODE_LENGTH = 40


class PurchaseQuerySet(models.QuerySet["Purchase"]):
    def due_to_expire(self, now: datetime.datetime) -> Self:
        """Return the purchases whose stock is held no longer than `now`, unpaid."""
        return self.filter(state=Purchase.State.AWAITS_PAYMENT, reserve_expires_at__lte=now)


class Purchase(models.Model):
    """An online order as its buyer made it; Oscar's order beside it holds nothing personal."""

    class State(models.TextChoices):
        AWAITS_PAYMENT = "awaits_payment", _("Awaits payment")
        PLACED = "placed", _("Placed")
        EXPIRED = "expired", _("Expired")
        CANCELLED = "cancelled", _("Cancelled")

    order = models.OneToOneField("order.Order", models.PROTECT, related_name="purchase")
    # Random digits: read on the phone, typed on a Bangla keypad, never guessed from another (orders.numbers).
    number = models.CharField(_("order number"), max_length=20, unique=True)
    # Names the buyer's own thank-you page; knowing the number is not enough.
    token = models.CharField(max_length=43, unique=True)
    # The checkout form's own token: the same form sent twice is the same purchase.
    idempotency_token = models.CharField(max_length=100, unique=True)
    state = models.CharField(_("state"), max_length=20, choices=State.choices)

    buyer_name = models.CharField(_("name"), max_length=120)
    phone = models.CharField(_("mobile number"), max_length=20)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=5, choices=[("bn", "বাংলা"), ("en", "English")])
    district_code = models.CharField(_("district"), max_length=40)
    # Names as they were: whoever carries the parcel reads them.
    district_name = models.CharField(_("district"), max_length=120, blank=True)
    upazila_code = models.CharField(_("upazila or thana"), max_length=40, blank=True)
    upazila_name = models.CharField(_("upazila or thana"), max_length=120)
    address_line = models.CharField(_("address"), max_length=300)
    post_code = models.CharField(_("post code"), max_length=4, blank=True)
    note = models.CharField(_("note for the delivery"), max_length=300, blank=True)

    provider = models.CharField(_("way of payment"), max_length=CODE_LENGTH)
    currency = models.CharField(max_length=3, default="BDT")
    goods_poisha = models.BigIntegerField(_("goods"))
    delivery_poisha = models.BigIntegerField(_("delivery"))
    total_poisha = models.BigIntegerField(_("total"))
    refunded_poisha = models.BigIntegerField(_("refunded"), default=0)

    placed_at = models.DateTimeField(_("placed at"))
    # Since then the prisons may pack: at once for cash, when the money came for all else. Their 48 h begin here.
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    terms_accepted_at = models.DateTimeField(_("terms accepted at"))
    # Stock waits for the payment until then; empty where nothing is awaited.
    reserve_expires_at = models.DateTimeField(null=True, blank=True)
    # Since then nobody is named here any more (orders.privacy); the district stays, for counting.
    masked_at = models.DateTimeField(_("masked at"), null=True, blank=True)

    objects = PurchaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        ordering = ["-placed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(total_poisha=F("goods_poisha") + F("delivery_poisha")),
                name="a_purchase_costs_its_goods_and_their_delivery",
            ),
            models.CheckConstraint(
                condition=Q(goods_poisha__gte=0, delivery_poisha__gte=0),
                name="nothing_is_sold_for_less_than_nothing",
            ),
            models.CheckConstraint(
                condition=Q(refunded_poisha__gte=0) & Q(refunded_poisha__lte=F("total_poisha")),
                name="no_more_is_refunded_than_an_order_cost",
            ),
            models.CheckConstraint(
                condition=~Q(state="awaits_payment") | Q(reserve_expires_at__isnull=False),
                name="unpaid_stock_is_held_until_an_instant",
            ),
            models.CheckConstraint(
                condition=Q(masked_at__isnull=True)
                | Q(
                    buyer_name="", phone="", email="", address_line="", upazila_name="", note="", post_code=""
                ),
                name="a_masked_order_names_nobody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["reserve_expires_at"],
                condition=Q(state="awaits_payment"),
                name="purchases_still_unpaid",
            ),
            models.Index(
                fields=["placed_at"], condition=Q(masked_at__isnull=True), name="purchases_that_name_somebody"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def is_held(self, now: datetime.datetime) -> bool:
        """Return whether the goods are still held for a payment."""
        held_until = self.reserve_expires_at
        return self.state == self.State.AWAITS_PAYMENT and held_until is not None and held_until > now


class AddressCode(models.Model):
    """A code sent to the buyer, by which a browser may see where an order goes. Only its hash is kept."""

    purchase = models.ForeignKey(Purchase, models.CASCADE, related_name="address_codes")
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(tries__lte=5), name="a_code_is_tried_five_times_at_most"),
        ]

    def __str__(self) -> str:
        return f"{self.purchase_id}: {self.pk}"


class DeliveryFee(models.Model):
    """What a buyer pays for the way from one prison: the part of an order that is not goods."""

    purchase = models.ForeignKey(Purchase, models.PROTECT, related_name="delivery_fees")
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    poisha = models.BigIntegerField()
    # What the way costs the prison beyond what the buyer pays: a policy may deduct it.
    borne_poisha = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["purchase", "office"], name="one_delivery_fee_for_each_prison"),
            models.CheckConstraint(
                condition=Q(poisha__gte=0, borne_poisha__gte=0), name="delivery_costs_nothing_or_more"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purchase_id}/{self.office_id}"


class SoldLine(models.Model):
    """One line sold, whole in itself: no later change of product, price, batch, maker or policy alters it.

    Wages and the book know only this, never Oscar's order: counter and institutions write the same rows.
    """

    class Source(models.TextChoices):
        ONLINE = "online", _("Online order")
        COUNTER = "counter", _("Counter sale")
        INSTITUTION = "institution", _("Institution's order")

    source = models.CharField(max_length=12, choices=Source.choices)
    # Names the line in the book's keys and narratives: "1234567890-1".
    reference = models.CharField(max_length=40, unique=True)
    purchase = models.ForeignKey(Purchase, models.PROTECT, null=True, blank=True, related_name="lines")
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="sold_lines")
    product = models.ForeignKey("catalogue.Product", models.PROTECT, related_name="+")
    stockrecord = models.ForeignKey("partner.StockRecord", models.PROTECT, related_name="+")
    trade_code = models.CharField(max_length=CODE_LENGTH)
    title_bn = models.CharField(max_length=255)
    title_en = models.CharField(max_length=255)
    quantity = models.PositiveIntegerField()
    unit_price_poisha = models.BigIntegerField()
    discount_poisha = models.BigIntegerField(default=0)
    # What the buyer pays for the line, VAT apart.
    net_poisha = models.BigIntegerField()
    vat_poisha = models.BigIntegerField(default=0)
    # {"materials": poisha, "power": …}: of the whole line, as the batches' records say, and what its delivery
    # and its payment cost the prison ("delivery", "fee").
    costs = models.JSONField(default=dict)
    # As production.pieces.take gave them: batch, quantity, costs, makers (random ids) and weights.
    pieces = models.JSONField(default=list)
    # In force when the buyer's money moved; none before (MONEY.md, invariant 6).
    policy = models.ForeignKey("wages.SharePolicy", models.PROTECT, null=True, blank=True, related_name="+")
    captured_at = models.DateTimeField(null=True, blank=True)
    handed_over_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    credited_at = models.DateTimeField(null=True, blank=True)
    entry_key = models.CharField(max_length=120, blank=True)
    refunded_quantity = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("sold line")
        verbose_name_plural = _("sold lines")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gte=1), name="a_sold_line_sells_something"),
            models.CheckConstraint(
                condition=Q(net_poisha=F("unit_price_poisha") * F("quantity") - F("discount_poisha"))
                & Q(net_poisha__gte=0, discount_poisha__gte=0, vat_poisha__gte=0),
                name="a_line_costs_its_units_less_its_discount",
            ),
            models.CheckConstraint(
                condition=Q(captured_at__isnull=True, policy__isnull=True)
                | Q(captured_at__isnull=False, policy__isnull=False),
                name="a_line_has_its_policy_since_its_money_moved",
            ),
            models.CheckConstraint(
                condition=Q(credited_at__isnull=True)
                | Q(captured_at__isnull=False, delivered_at__isnull=False),
                name="a_line_is_credited_only_when_paid_and_delivered",
            ),
            models.CheckConstraint(
                condition=~Q(source="online") | Q(purchase__isnull=False),
                name="an_online_line_has_its_purchase",
            ),
            models.CheckConstraint(
                condition=Q(refunded_quantity__lte=F("quantity")),
                name="no_more_units_are_refunded_than_were_sold",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def left_quantity(self) -> int:
        """Return how many of its units did not come off it again, paid back or struck off."""
        return self.quantity - self.refunded_quantity

    @property
    def title(self) -> str:
        """Return the title in the language of the page."""
        return spoken.either(self.title_bn, self.title_en)


class LineRefund(models.Model):
    """Units of a line whose price went back to the buyer, with that part of every amount. Never changed."""

    line = models.ForeignKey(SoldLine, models.PROTECT, related_name="refunds")
    # Names the refund in the book's keys: "<order's refund>:<line>".
    reference = models.CharField(max_length=80, unique=True)
    quantity = models.PositiveIntegerField()
    net_poisha = models.BigIntegerField()
    vat_poisha = models.BigIntegerField(default=0)
    # Whether the units can be sold again, and the pieces that went back to their batches, with their costs.
    sound = models.BooleanField()
    pieces = models.JSONField(default=list)
    refunded_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gte=1), name="a_refund_is_of_some_units"),
            models.CheckConstraint(
                condition=Q(net_poisha__gte=0, vat_poisha__gte=0), name="a_refund_gives_nothing_or_more"
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class StateChange(models.Model):
    """A step that something of an order made: written with the step, never changed."""

    # The model's label and key: one table tells the story of attempts, parcels and cash alike.
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    purchase = models.ForeignKey(Purchase, models.PROTECT, null=True, related_name="changes")
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="steps_of_a_subject")]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id}: {self.from_state} → {self.to_state}"
