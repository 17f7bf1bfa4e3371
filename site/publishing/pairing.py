"""The English page of each Bangla one: made with it, by whatever road it came, and Bangla until it is translated.

Wagtail-localize makes it where a page is made in Wagtail's own form. Pages made elsewhere (taken in from a paper,
carried over, copied) are paired by `pair`, and once a day whatever was forgotten by `complete`.
"""

from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from wagtail.models import Page
from wagtail_localize.models import LocaleSynchronization

from clock import turns

SOURCE = "bn"
AT_ONCE = 500


@transaction.atomic
def pair(page: Page) -> None:
    """Let a page stand in each tree that follows its own, as it is; where it stands already nothing happens."""
    if page.alias_of_id is not None:
        return
    for row in LocaleSynchronization.objects.filter(sync_from=page.locale_id).select_related("locale"):
        if not Page.objects.filter(translation_key=page.translation_key, locale=row.locale).exists():
            page.specific.copy_for_translation(row.locale, copy_parents=True, alias=True)


def unpaired() -> Any:
    """Return the Bangla pages without one in a tree that follows theirs, from the top down."""
    others = Page.objects.filter(translation_key=OuterRef("translation_key")).exclude(pk=OuterRef("pk"))
    return Page.objects.filter(~Exists(others), depth__gt=1, locale__language_code=SOURCE).order_by("path")


def complete() -> int:
    """Pair what is unpaired; return how many pages there were. One page at a time is locked."""
    if not LocaleSynchronization.objects.exists():
        return 0
    found = list(unpaired()[:AT_ONCE])
    for page in found:
        pair(page)
    return len(found)


def daily() -> int:
    """Complete the trees once a day (the worker's turn)."""
    return turns.once_a_day("pages.paired", complete)


def pages_that_go_along(pages: list[Page], action: str) -> dict[Page, Any]:
    """Return what moves and goes with pages, for Wagtail's hook: theirs in other languages.

    An English page that stayed behind would stand at another place of the tree than its Bangla one; of a deleted
    draft it would be left as a draft of nobody's.
    """
    if action not in ("move", "delete"):
        return {}
    return {page: Page.objects.translation_of(page, inclusive=False) for page in pages}
