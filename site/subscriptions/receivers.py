"""When a page becomes public, its readers are to be told."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published

from subscriptions import telling


@receiver(page_published)
def announce_what_is_published(instance: Any, alias: bool = False, **kwargs: Any) -> None:
    if not alias:
        telling.announce(instance)
