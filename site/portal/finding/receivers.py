"""What is guarded or taken back is not found any more, at once; not when the worker looks again."""

from typing import Any

from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction
from wagtail.signals import page_unpublished

from portal.finding import files
from publishing.models import PortalDocument
from search import writing


@receiver([post_save, post_delete], sender=PageViewRestriction)
def follow_what_guards_pages(instance: PageViewRestriction, **kwargs: Any) -> None:
    """Write down anew what is public of the pages that are guarded from now on, or no more."""
    if kwargs.get("raw"):
        return
    above = instance.page
    here = Page.objects.filter(
        Q(path__startswith=above.path) | Q(alias_of__path__startswith=above.path)
    ).specific()
    by_model: dict[type[Page], list[Page]] = {}
    for page in here.iterator():
        by_model.setdefault(type(page), []).append(page)
    for model, pages in by_model.items():
        writing.retell(model, pages)
    files.forget_if_private()


@receiver([post_save, post_delete], sender=CollectionViewRestriction)
@receiver(post_save, sender=PortalDocument)
@receiver(page_unpublished)
def forget_private_files(**kwargs: Any) -> None:
    if not kwargs.get("raw"):
        files.forget_if_private()
