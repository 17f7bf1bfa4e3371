"""What providers told us."""

from django.db import models
from django.db.models import Q

from shop.orders.models import CODE_LENGTH


class InboxEvent(models.Model):
    """What a provider told us, once: a reason to ask, never a fact. The body is not kept, it names buyers."""

    provider = models.CharField(max_length=CODE_LENGTH)
    event_id = models.CharField(max_length=200)
    kind = models.CharField(max_length=100)
    # The provider's name for the thing that the event is about.
    reference = models.CharField(max_length=200, blank=True)
    # What is to be asked about (providers.interface.About), and our own name for the attempt where it was told.
    about = models.CharField(max_length=10, default="payment")
    attempt_token = models.CharField(max_length=43, blank=True)
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
            # An order's story asks for what was told of its payments, refunds and disputes.
            models.Index(fields=["reference"], name="events_by_reference"),
            models.Index(fields=["attempt_token"], name="events_by_attempt"),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.event_id}"
