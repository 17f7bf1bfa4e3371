"""What a buyer's bank takes back until it is decided who is right."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shop.orders.models import CODE_LENGTH, Purchase
from shop.payments.models.attempts import PaymentAttempt


class Dispute(models.Model):
    """One dispute of one payment, as the provider tells it: opened, then won or lost."""

    class State(models.TextChoices):
        OPENED = "opened", _("Opened")
        WON = "won", _("Won")
        LOST = "lost", _("Lost")

    purchase = models.ForeignKey(Purchase, models.PROTECT, related_name="disputes", verbose_name=_("order"))
    attempt = models.ForeignKey(PaymentAttempt, models.PROTECT, related_name="disputes")
    provider = models.CharField(max_length=CODE_LENGTH)
    provider_reference = models.CharField(max_length=200)
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    amount_poisha = models.BigIntegerField(_("amount"))
    reason = models.CharField(_("reason"), max_length=60, blank=True)
    opened_at = models.DateTimeField(_("opened at"))
    # Until then the provider takes evidence.
    answer_by = models.DateTimeField(_("to be answered by"), null=True)
    settled_at = models.DateTimeField(null=True)
    # As what it was lost: its goods and shares came back so, and go again if an appeal is won.
    refund = models.ForeignKey(
        "payments.Refund", models.PROTECT, null=True, related_name="+", verbose_name=_("refund")
    )

    class Meta:
        verbose_name = _("dispute")
        verbose_name_plural = _("disputes")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "provider_reference"], name="a_provider_s_dispute_is_one_of_ours"
            ),
            models.CheckConstraint(condition=Q(amount_poisha__gt=0), name="a_dispute_is_about_something"),
            models.CheckConstraint(
                condition=Q(state="opened") | Q(settled_at__gte=F("opened_at")),
                name="a_dispute_ends_after_it_was_opened",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.provider_reference}"

    def entry_key(self, what: str) -> str:
        """Return the key under which the book tells a step of it: opened, won, its loss, or its money won back."""
        return f"dispute:{self.purchase.number}:{self.pk}:{what}"
