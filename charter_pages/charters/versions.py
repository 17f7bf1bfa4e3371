"""Keeping what each charter said and when: a version is written whenever a reader would find other words.

An untranslated page of the English tree shows the Bangla page's words, and so has no versions of its own: `of` returns
those of the Bangla page.
"""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max, QuerySet
from wagtail.models import Page

import clock
from accounts.models import User
from bangla import fiscal
from charter_pages.charters import differing, reading
from charter_pages.charters.content import Charter, hash_of
from charter_pages.models import CharterPage, CharterVersion

Cause = CharterVersion.Cause


def of(page: CharterPage) -> QuerySet[CharterVersion]:
    """Return the versions of a charter, the newest first; those of its source where it is an alias."""
    return CharterVersion.objects.filter(page_id=page.alias_of_id or page.pk).order_by("-number")


@transaction.atomic
def write(*, page: CharterPage, cause: str, by: User | None = None) -> CharterVersion | None:
    """Keep what a live charter says now, as its next version.

    Nothing is kept, and None returned, where a reader would find the same words as before; a review is kept in any
    case, because it says that the office looked. Aliases and pages that are not published have no versions.
    """
    return write_all(pages=CharterPage.objects.filter(pk=page.pk), cause=cause, by=by).get(page.pk)


@transaction.atomic
def write_all(
    *, pages: QuerySet[CharterPage], cause: str, by: User | None = None
) -> dict[int, CharterVersion]:
    """Keep what live charters say now, in few queries for any number of them; return the new versions by page."""
    # Whoever writes the next numbers waits here for whoever writes these, in one order for all.
    ids = list(pages.filter(live=True, alias_of__isnull=True).order_by("pk").values_list("pk", flat=True))
    list(Page.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
    standing = list(CharterPage.objects.live().filter(pk__in=ids, alias_of__isnull=True).order_by("pk"))
    before = last_of_all(ids)
    made = [
        version
        for page, charter in zip(standing, reading.read_all(standing), strict=True)
        if (version := unsaved(page, charter, before.get(page.pk), cause=cause, by=by)) is not None
    ]
    CharterVersion.objects.bulk_create(made)
    return {version.page_id: version for version in made}


def last_of(page: CharterPage) -> CharterVersion | None:
    return of(page).first()


def last_of_all(ids: Sequence[int]) -> dict[int, CharterVersion]:
    """Return the newest version of each of the pages."""
    newest = CharterVersion.objects.filter(page_id__in=ids).order_by().values("page_id")
    found = CharterVersion.objects.filter(pk__in=newest.annotate(newest=Max("pk")).values("newest"))
    return {version.page_id: version for version in found}


def unsaved(
    page: CharterPage, charter: Charter, last: CharterVersion | None, *, cause: str, by: User | None
) -> CharterVersion | None:
    """Return the version that follows the last one, or None where there is nothing to keep."""
    content = charter.as_data()
    if last is not None and last.content == content and cause != Cause.REVIEWED:
        return None
    difference = differing.between(Charter.from_data(last.content) if last else None, charter)
    if last is not None and not difference and cause != Cause.REVIEWED:
        return None
    quarter = fiscal.quarter(clock.today())
    return CharterVersion(
        page=page,
        number=last.number + 1 if last else 1,
        fiscal_year=quarter.fiscal_year.start,
        quarter=quarter.number,
        cause=cause,
        made_at=clock.now(),
        by=by,
        content=content,
        difference=difference,
        sha256=hash_of(content),
    )
