"""What the demonstration's "provider" knows."""

from django.db import models


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


class DemonstrationRefund(models.Model):
    """A refund in the demonstration provider's own books."""

    session = models.ForeignKey(DemonstrationSession, models.CASCADE, related_name="refunds")
    idempotency_key = models.CharField(max_length=64, unique=True)
    amount_poisha = models.BigIntegerField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.idempotency_key


class DemonstrationPayout(models.Model):
    """What the demonstration provider paid out to our bank at the end of a day."""

    on = models.DateField(unique=True)
    amount_poisha = models.BigIntegerField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.on}"
