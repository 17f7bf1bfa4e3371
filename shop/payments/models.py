"""Attempts to pay, what providers told us, cash at the door, and money that must go back."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shop.orders.models import CODE_LENGTH, Purchase

LIVE = ("created", "open", "processing")


class PaymentAttempt(models.Model):
    """One try to pay one order with one provider. Trying again is a new attempt on the same order."""

    class State(models.TextChoices):
        CREATED = "created", _("Created")
        OPEN = "open", _("Waiting for the buyer")
        PROCESSING = "processing", _("Being processed")
        PAID = "paid", _("Paid")
        FAILED = "failed", _("Declined")
        EXPIRED = "expired", _("Expired")
        MISMATCH = "mismatch", _("Set aside: another amount")

    purchase = models.ForeignKey(Purchase, models.PROTECT, related_name="attempts")
    provider = models.CharField(max_length=CODE_LENGTH)
    # Names the attempt in addresses and to the provider; random, so that it cannot be tried out.
    token = models.CharField(max_length=43, unique=True)
    # Stored before the first call: a call repeated after a crash finds the object it made (MONEY.md, row 7).
    idempotency_key = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=20, choices=State.choices)
    amount_poisha = models.BigIntegerField()
    currency = models.CharField(max_length=3, default="BDT")
    provider_reference = models.CharField(max_length=200, blank=True)
    redirect_url = models.URLField(max_length=2000, blank=True)
    failure = models.CharField(max_length=100, blank=True)
    # Where the provider sends the buyer back to: kept, because a repeated call must say the same.
    return_url = models.URLField(max_length=500)
    expires_at = models.DateTimeField()
    created_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    # The instant that the provider states for the money's move, not the one at which we learnt of it.
    captured_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["purchase"], condition=Q(state__in=LIVE), name="an_order_has_one_attempt_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["provider", "provider_reference"],
                condition=~Q(provider_reference=""),
                name="a_provider_s_session_pays_one_attempt",
            ),
            models.CheckConstraint(condition=Q(amount_poisha__gt=0), name="an_attempt_pays_something"),
            models.CheckConstraint(
                condition=~Q(state="paid") | Q(captured_at__isnull=False), name="a_paid_attempt_says_when"
            ),
        ]
        indexes = [
            models.Index(fields=["created_at"], condition=Q(state__in=LIVE), name="attempts_still_live")
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.pk}"


class InboxEvent(models.Model):
    """What a provider told us, once: a reason to ask, never a fact. The body is not kept, it names buyers."""

    provider = models.CharField(max_length=CODE_LENGTH)
    event_id = models.CharField(max_length=200)
    kind = models.CharField(max_length=100)
    # The provider's name for the thing that the event is about.
    reference = models.CharField(max_length=200, blank=True)
    received_at = models.DateTimeField()
    processed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    outcome = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "event_id"], name="an_event_is_told_once"),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(processed_at__isnull=True), name="events_to_process"),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.event_id}"


class CashDueQuerySet(models.QuerySet["CashDue"]):
    def of_offices(self, offices: models.QuerySet) -> Self:
        return self.filter(office__in=offices)


class CashDue(models.Model):
    """The cash that one prison's parcel brings: due, collected at the door, handed in at the bank."""

    class State(models.TextChoices):
        DUE = "due", _("Due at the door")
        COLLECTED = "collected", _("Collected")
        HANDED_IN = "handed_in", _("Handed in")
        SHORT = "short", _("Short")
        REFUSED = "refused", _("Refused at the door")

    purchase = models.ForeignKey(Purchase, models.PROTECT, related_name="cash_dues")
    office = models.ForeignKey(
        "offices.Office", models.PROTECT, related_name="cash_dues", verbose_name=_("prison")
    )
    state = models.CharField(_("state"), max_length=20, choices=State.choices)
    amount_poisha = models.BigIntegerField(_("amount"))
    # When the buyer paid at the door: the policy in force then is the line's.
    collected_at = models.DateTimeField(_("collected at"), null=True)
    slip_number = models.CharField(_("bank slip number"), max_length=40, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("confirmed by")
    )
    confirmed_at = models.DateTimeField(null=True)

    objects = CashDueQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["purchase", "office"], name="one_sum_of_cash_for_each_parcel"),
            models.CheckConstraint(condition=Q(amount_poisha__gt=0), name="cash_due_is_something"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | (Q(recorded_by__isnull=False) & ~Q(confirmed_by=F("recorded_by"))),
                name="cash_is_confirmed_by_another_than_recorded_it",
            ),
            models.CheckConstraint(
                condition=~Q(state="handed_in")
                | (Q(collected_at__isnull=False, confirmed_by__isnull=False) & ~Q(slip_number="")),
                name="cash_handed_in_has_its_slip_and_both_names",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purchase_id}/{self.office_id}"


class RefundDue(models.Model):
    """Money that reached us and is not ours to keep: staff send it back; it is never lost from sight.

    What the system itself owes needs nobody's approval (MONEY.md, invariant 14).
    """

    class State(models.TextChoices):
        REQUESTED = "requested", _("To be paid back")
        SUCCEEDED = "succeeded", _("Paid back")

    class Reason(models.TextChoices):
        LATE = "late", _("Paid late, the goods were gone")
        TWICE = "twice", _("Paid twice")
        MISMATCH = "mismatch", _("Another amount than the order's")

    purchase = models.ForeignKey(Purchase, models.PROTECT, related_name="refunds_due")
    attempt = models.OneToOneField(PaymentAttempt, models.PROTECT, related_name="refund_due")
    state = models.CharField(max_length=20, choices=State.choices)
    reason = models.CharField(max_length=20, choices=Reason.choices)
    amount_poisha = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    requested_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.purchase_id}: {self.reason}"


class DemonstrationSession(models.Model):
    """The demonstration provider's own books: what "the provider" knows, apart from what we know of it."""

    class State(models.TextChoices):
        OPEN = "open"
        PAID = "paid"
        DECLINED = "declined"
        EXPIRED = "expired"

    token = models.CharField(max_length=43, unique=True)
    idempotency_key = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    amount_poisha = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    return_url = models.URLField(max_length=500)
    language = models.CharField(max_length=5)
    paid_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.state
