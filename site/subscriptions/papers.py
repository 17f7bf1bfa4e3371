"""The announced paper as it stands at this minute, in the language of whoever reads of it."""

import dataclasses
from collections.abc import Sequence
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.utils import translation
from wagtail.models import Page

from publishing.models import Change
from publishing.pages import Published
from subscriptions import kinds
from subscriptions.models import Announcement


@dataclasses.dataclass(frozen=True)
class Paper:
    """What a mail says of a paper: nothing that its page does not say in public."""

    title: str
    url: str
    office: str
    kind: str
    # The language of the title: a page that nobody has translated stands in the English tree in Bangla.
    lang: str
    # What was changed; empty for a new paper.
    note: str = ""


def still_public(row: Announcement) -> Published | None:
    """Return the announced page if everybody may read it now."""
    page = Page.objects.live().filter(pk=row.page_id).specific().first()
    if not isinstance(page, Published) or page.get_view_restrictions().exists():
        return None
    return page


def languages_of(row: Announcement) -> list[str]:
    """Return whose readers an announcement concerns: a change of one language's own words, that language's alone."""
    every = [code for code, _name in settings.LANGUAGES]
    if row.what == Announcement.What.NEW:
        return every
    own = {page.locale.language_code: page for page in _versions(row)}
    return [code for code in every if code not in own or row.page_id in (own[code].pk, own[code].alias_of_id)]


def _versions(row: Announcement) -> Sequence[Page]:
    return Page.objects.live().filter(translation_key=row.paper).select_related("locale")


def of(rows: Sequence[Announcement], language: str) -> list[Paper]:
    """Return what is still public of what was announced, in this language where there is a page in it."""
    found = Page.objects.live().filter(translation_key__in={row.paper for row in rows}).specific()
    pages: dict[Any, dict[str, Published]] = {}
    for page in found:
        if isinstance(page, Published) and not page.get_view_restrictions().exists():
            pages.setdefault(page.translation_key, {})[page.language] = page
    told, names = [], kinds.labels()
    for row in rows:
        standing = pages.get(row.paper, {})
        # The announced page itself must still be there: what was withdrawn in one language waits for its editor.
        if not any(page.pk == row.page_id for page in standing.values()):
            continue
        page = standing.get(language) or next(iter(standing.values()))
        with translation.override(language):
            told.append(
                Paper(
                    title=page.title,
                    url=urljoin(settings.SITE_URL, page.url or "/"),
                    office=page.office.name if page.office else "",
                    kind=str(names.get(page.kind, "")),
                    lang=page.text_language,
                    note=_note(row) if row.what == Announcement.What.CHANGED else "",
                )
            )
    return told


def _note(row: Announcement) -> str:
    """Return the last word that readers are told of the page's changes."""
    last = Change.objects.filter(page_id=row.page_id).order_by("-published_at", "-pk").first()
    return last.note if last else ""
