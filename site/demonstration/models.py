"""What the demonstration made, so that it never touches what somebody else made."""

from django.db import models


class Mark(models.Model):
    """Says that the demonstration made the thing of this kind with this key."""

    class Kind(models.TextChoices):
        USER = "user"
        ORDER = "order"
        MAKER = "maker"
        ACCOUNT = "account"  # of the book
        HISTORY = "history"  # the sales of six months, told once

    kind = models.CharField(max_length=10, choices=Kind.choices)
    key = models.CharField(max_length=150)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="a_thing_is_marked_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
