"""When an appointment changes, or its holder signs in, the rights follow."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from accounts.models import Appointment, User
from portal import rights


@receiver([post_save, post_delete], sender=Appointment)
def follow_the_appointment(instance: Appointment, **kwargs: Any) -> None:
    if not kwargs.get("raw"):
        rights.sync(instance.user)


@receiver(user_logged_in)
def follow_the_calendar(user: User, **kwargs: Any) -> None:
    """An appointment begins and ends by its dates, without anybody's doing."""
    rights.sync(user)
