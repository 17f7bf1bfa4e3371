"""When a charter is published, its version is kept.

Wagtail publishes in a transaction everywhere but at its editor's own "Publish" button; what is lost there between the
two is made up for by the worker's next turn (`masters.daily`).
"""

from typing import Any

from django.dispatch import receiver
from wagtail.log_actions import get_active_log_context
from wagtail.models import Revision
from wagtail.signals import page_published, page_unpublished

from accounts.models import User
from charter_pages.charters import masters, versions
from charter_pages.models import CharterPage, MasterCharterPage


@receiver(page_published, sender=CharterPage)
def keep_the_version(instance: CharterPage, revision: Revision | None = None, **kwargs: Any) -> None:
    # Of pages that will go live later, and of aliases, nothing is kept.
    versions.write(page=instance, cause=versions.Cause.PUBLISHED, by=who_publishes(revision))


@receiver([page_published, page_unpublished], sender=MasterCharterPage)
def carry_it_to_every_office(
    instance: MasterCharterPage, revision: Revision | None = None, **kwargs: Any
) -> None:
    masters.spread(master=instance, by=who_publishes(revision))


def who_publishes(revision: Revision | None) -> User | None:
    """Return who pressed the button, else who wrote what is published; None for the clock."""
    signed_in = get_active_log_context().user
    if isinstance(signed_in, User):
        return signed_in
    author = revision.user if revision is not None else None
    return author if isinstance(author, User) else None
