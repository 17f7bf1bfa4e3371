"""The outbox: what is to be told to whom, written in the transaction that is its cause."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Letter(models.Model):
    """One mail or SMS. It is rendered and sent after the transaction, by the worker, until it is out."""

    class Kind(models.TextChoices):
        MAIL = "mail", _("e-mail")
        SMS = "sms", _("SMS")

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=4, choices=Kind.choices)
    to = models.CharField(max_length=254)
    template = models.CharField(max_length=60)
    context = models.JSONField(default=dict)
    language = models.CharField(max_length=5)
    written_at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(to=""), name="a_letter_has_an_address")]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(sent_at__isnull=True), name="letters_still_to_send"),
        ]

    def __str__(self) -> str:
        return f"{self.template} ({self.pk})"
