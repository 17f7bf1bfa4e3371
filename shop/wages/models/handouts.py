"""Statements handed to makers: what was on the paper, and that it was received."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Handout(models.Model):
    """A statement that was printed for a maker, and how its receipt was acknowledged."""

    class How(models.TextChoices):
        SIGNATURE = "signature", _("Signed")
        THUMBPRINT = "thumbprint", _("Thumbprint")
        READ_ALOUD = "read_aloud", _("Read aloud before a witness")
        DECLINED = "declined", _("Receipt was declined")

    maker = models.ForeignKey("production.Maker", models.PROTECT, related_name="handouts")
    start = models.DateField(_("first day"))
    end = models.DateField(_("last day"))
    closing_poisha = models.BigIntegerField()
    digest = models.CharField(max_length=64)  # SHA-256 of the statement's figures, as printed
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    how = models.CharField(_("receipt"), max_length=12, choices=How.choices, blank=True)
    received_on = models.DateField(_("received on"), null=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    noted_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("statement handed out")
        verbose_name_plural = _("statements handed out")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="a_statement_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(how="", received_on__isnull=True, noted_by__isnull=True, noted_at__isnull=True)
                | ~Q(how="") & Q(received_on__isnull=False, noted_by__isnull=False, noted_at__isnull=False),
                name="a_receipt_says_how_when_and_who_noted_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"
