"""When a paper is published, the numbers that it names are written down."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published

from charter_pages.models.papers import OfficialPaper
from charter_pages.papers import citing


@receiver(page_published)
def write_down_what_it_cites(instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, OfficialPaper) and instance.live:
        citing.record(instance)
