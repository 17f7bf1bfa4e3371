"""When a page of a board becomes public, its terms are kept and its other languages told when it counts."""

from typing import Any

from django.conf import settings
from django.dispatch import receiver
from wagtail.signals import page_published

from noticeboard import tender_terms, translations
from noticeboard.models import Posted, TenderPage


@receiver(page_published)
def follow_what_was_published(instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, Posted):
        translations.follow(page=instance)
    # Of the same tender in another language the terms are the same.
    if isinstance(instance, TenderPage) and instance.language == settings.LANGUAGE_CODE:
        tender_terms.record(page=instance)
