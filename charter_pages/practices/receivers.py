"""An office that publishes a report on a practice of another's has taken it up."""

from typing import Any

from django.dispatch import receiver
from wagtail.models import Revision
from wagtail.signals import page_published

from charter_pages.duties import publishing_shows
from charter_pages.models import PracticeReportPage
from charter_pages.practices import adopting


@receiver(page_published, sender=PracticeReportPage)
def follow_the_report(instance: Any, revision: Revision | None = None, **kwargs: Any) -> None:
    if instance.live and instance.language == "bn" and instance.adopted_from_id and not kwargs.get("alias"):
        by = publishing_shows.who_showed(revision)
        if by is not None:
            adopting.follow_report(by=by, page=instance)
