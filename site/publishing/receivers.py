"""When a page becomes public, its note is kept, its next review set, and its rows can be found."""

from typing import Any

from django.dispatch import receiver
from wagtail.models import Revision
from wagtail.search import index
from wagtail.signals import page_published

from publishing import changes, reviews, withdrawals
from publishing.pages import Published


@receiver(page_published)
def keep_what_changed(instance: Any, revision: Revision | None = None, **kwargs: Any) -> None:
    if isinstance(instance, Published):
        if revision is not None:
            changes.record(instance, revision)
        reviews.set_date(instance)
        withdrawals.end_for(instance, revision.user if revision is not None else None)


@receiver(page_published)
def find_by_its_rows(instance: Any, **kwargs: Any) -> None:
    """Rows are stored after their page, and Wagtail indexes it when it is stored: so once more, now that they are."""
    if any(isinstance(field, index.RelatedFields) for field in type(instance).get_search_fields()):
        index.insert_or_update_object(instance)
