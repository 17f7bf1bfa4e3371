"""Attempts to pay: one try with one provider for the whole order."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.orders.models import CODE_LENGTH, Purchase

LIVE = ("created", "open", "processing")


class PaymentAttemptQuerySet(models.QuerySet["PaymentAttempt"]):
    def known_as(self, provider: str, reference: str) -> "PaymentAttempt | None":
        """Return the attempt that a provider knows by this name, with its order; one never opened there has none."""
        named = self.select_related("purchase").exclude(provider_reference="")
        return named.filter(provider=provider, provider_reference=reference).first()

    def held_for_risk(self) -> Self:
        """Return the payments that have come and that a person must accept or refuse."""
        return self.exclude(risk="").filter(captured_at__isnull=True)


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
    # Why the provider advises against handing anything over, though the money has moved: staff decide (docs/adr/0023).
    risk = models.CharField(max_length=100, blank=True)
    # Where the provider sends the buyer back to: kept, because a repeated call must say the same.
    return_url = models.URLField(max_length=500)
    expires_at = models.DateTimeField()
    created_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    # The instant that the provider states for the money's move, not the one at which we learnt of it.
    captured_at = models.DateTimeField(null=True)

    objects = PaymentAttemptQuerySet.as_manager()

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
            models.Index(fields=["created_at"], condition=Q(state__in=LIVE), name="attempts_still_live"),
            models.Index(
                fields=["created_at"],
                condition=~Q(risk="") & Q(captured_at__isnull=True),
                name="attempts_held_for_risk",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.pk}"
