"""What was public once is neither deleted nor quietly unpublished: it is withdrawn, with a reason."""

from typing import Any

from wagtail.models import Page, PagePermissionTester


class KeptOncePublished(PagePermissionTester):  # type: ignore[misc]
    """Wagtail's answers, but for deleting and unpublishing, which nobody may, superusers not either."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        # Moving asks with ignore_bulk: what was published may be moved.
        if not ignore_bulk and was_public(self.page):
            return False
        return bool(super().can_delete(ignore_bulk=ignore_bulk))

    def can_unpublish(self) -> bool:
        return False


def was_public(page: Page) -> bool:
    """Return whether the page, or any below it, was ever published."""
    below: Any = page.get_descendants(inclusive=True)
    return bool(below.filter(first_published_at__isnull=False).exists())
