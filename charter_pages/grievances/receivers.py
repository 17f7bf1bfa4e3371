"""When a holiday is entered, moved or cancelled, open deadlines follow at once."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from charter_pages.grievances import deadlines
from offices.models import Holiday, WorkingWeek


@receiver([post_save, post_delete], sender=Holiday)
@receiver([post_save, post_delete], sender=WorkingWeek)
def follow_the_holidays(instance: Any, **kwargs: Any) -> None:
    if not kwargs.get("raw"):
        deadlines.recount()
