"""What an office has published last: offered where its staff show that something was done."""

from typing import Any

from wagtail.models import Page

from publishing.pages import Published

MOST_OFFERED = 40


def papers_of(office_id: int, *kinds: type[Published]) -> list[Page]:
    """Return the public pages of these kinds of an office, in Bangla, the newest first; a query for each kind."""
    found: list[Any] = []
    for model in kinds:
        live = model.objects.live().in_language("bn").filter(office_id=office_id)
        found += live.order_by("-published_on", "-pk")[:MOST_OFFERED]
    return sorted(found, key=lambda page: (page.published_on, page.pk), reverse=True)[:MOST_OFFERED]
