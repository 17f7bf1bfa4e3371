"""What a publication changed, kept for readers and colleagues."""

from typing import Any

from wagtail.log_actions import log
from wagtail.models import Page, Revision

from publishing.models import Change

SHOWN = 10


def record(page: Page, revision: Revision) -> Change | None:
    """Keep the note of a page that was public before; a paper restored says nothing twice."""
    note = str(getattr(page, "change_note", "")).strip()
    published_at = page.last_published_at
    if not note or published_at is None or published_at == page.first_published_at:
        return None
    if Change.objects.filter(page_id=page.pk, note=note, published_at__gte=revision.created_at).exists():
        return None
    change = Change.objects.create(page_id=page.pk, note=note, published_at=published_at, by=revision.user)
    log(instance=page, action="publishing.change", user=revision.user, data={"why": note}, revision=revision)
    return change


def of(page: Any) -> list[Change]:
    """Return the page's last changes; no question is asked of a page whose publication noted none."""
    if not page.change_note or page.first_published_at == page.last_published_at:
        return []
    return list(Change.objects.filter(page_id=page.pk)[:SHOWN])
