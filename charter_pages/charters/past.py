"""What citizens read of a charter's past: what changed from quarter to quarter, each version as it stood, and what
changed between any two.

A version says which post or office made it; never who was signed in.
"""

import dataclasses
import datetime
import itertools
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

import clock
from bangla import digits, fiscal
from charter_pages import quarters
from charter_pages.charters import differing, versions
from charter_pages.charters.content import Charter
from charter_pages.models import CharterPage, CharterVersion, PostHolder
from language.spoken import active

PER_PAGE = 30
Cause = CharterVersion.Cause


@dataclasses.dataclass(frozen=True)
class Told:
    """A version as the list of versions has it."""

    number: int
    url: str
    made_at: datetime.datetime
    cause: str
    by: str
    difference: Mapping[str, Any]

    @property
    def is_first(self) -> bool:
        return self.number == 1


@dataclasses.dataclass(frozen=True)
class QuarterOfVersions:
    """The versions of one quarter, the newest first."""

    label: str
    versions: tuple[Told, ...]
    # Where all that changed in the quarter stands together; empty where one version says it all.
    url: str


def history(page: CharterPage, request: HttpRequest) -> dict[str, Any]:
    """Return the versions by quarter, the newest first; three queries."""
    asked = digits.to_ascii(request.GET.get("page", "1"))
    page_of = Paginator(versions.of(page).defer("content"), PER_PAGE).get_page(asked)
    rows = list(page_of.object_list)
    posts = posts_of(rows)
    found = []
    for (year, quarter), group in itertools.groupby(rows, key=lambda row: (row.fiscal_year, row.quarter)):
        inside = list(group)
        # A quarter that goes on behind the turn of the page cannot be told as a whole here.
        is_whole = inside[-1] is not rows[-1] or not page_of.has_next()
        before = inside[-1].number - 1
        found.append(
            QuarterOfVersions(
                label=label(year, quarter),
                versions=tuple(told(page, row, posts) for row in inside),
                url=page.between_url(before, inside[0].number)
                if is_whole and before and len(inside) > 1
                else "",
            )
        )
    # Versions are counted without a gap, so that the last number is how many there are.
    return {
        "quarters": found,
        "page_of": page_of,
        "newest_number": page_of.paginator.count,
        # What changed last is read without opening anything.
        "opened": next((row.number for row in rows if row.difference and row.number > 1), None),
    }


def version(page: CharterPage, number: int) -> dict[str, Any]:
    """Return one version as it stood; 404 where there is none. Four queries."""
    found = {
        row.number: row
        for row in versions.of(page).filter(number__in=(number, number + 1)).defer("difference")
    }
    if number not in found:
        raise Http404
    row = found[number]
    following = found.get(number + 1)
    newest = versions.of(page).values_list("number", flat=True).first()
    above = quarters.letterhead(page)
    return {
        "charter": Charter.from_data(row.content),
        "letterhead_above": above,
        "kept": told(page, row, posts_of([row])),
        "quarter_label": label(row.fiscal_year, row.quarter),
        "until": following.made_at if following else None,
        "newest_number": newest,
        "before_url": page.between_url(number - 1, number) if number > 1 else "",
        "pdf_url": page.version_pdf_url(number),
    }


def between(page: CharterPage, since: int, number: int) -> dict[str, Any]:
    """Return what changed from an earlier version to a later one; 404 where they are not two in this order."""
    found = {
        row.number: row for row in versions.of(page).filter(number__in=(since, number)).defer("difference")
    }
    if since >= number or len(found) < 2:
        raise Http404
    old, new = found[since], found[number]
    posts = posts_of([old, new])
    return {
        "old": told(page, old, posts),
        "new": told(page, new, posts),
        "old_quarter": label(old.fiscal_year, old.quarter),
        "new_quarter": label(new.fiscal_year, new.quarter),
        "difference": differing.between(Charter.from_data(old.content), Charter.from_data(new.content)),
        "language": new.content["language"],
    }


def label(year: int, quarter: int) -> str:
    return fiscal.Quarter(fiscal.FiscalYear(year), quarter).label(active())


def told(page: CharterPage, row: CharterVersion, posts: Mapping[int, str]) -> Told:
    # `difference` is not loaded where nobody shows it.
    difference = {} if "difference" in row.get_deferred_fields() else row.difference
    return Told(
        number=row.number,
        url=page.version_url(row.number),
        made_at=row.made_at,
        cause=cause(row),
        by=posts.get(row.pk, ""),
        difference=difference,
    )


def cause(row: CharterVersion) -> str:
    """Return why a version was made, as a sentence begins."""
    return {
        Cause.PUBLISHED: _("Published by the office"),
        Cause.MASTER: _("Changed by headquarters, for all offices"),
        Cause.REVIEWED: _("Reviewed by the office"),
        Cause.TRANSFER: _("Another officer took office"),
    }[Cause(row.cause)]


def posts_of(rows: Sequence[CharterVersion]) -> dict[int, str]:
    """Return of each version the post that whoever made it held on that day, with its office; one query, or none.

    Staff of headquarters change a master for many offices: there the cause says enough.
    """
    acts = {row.pk: row for row in rows if row.by_id and row.cause != Cause.MASTER}
    if not acts:
        return {}
    days = [clock.local(row.made_at).date() for row in acts.values()]
    holders = list(
        PostHolder.objects.filter(user_id__in={row.by_id for row in acts.values()}, since__lte=max(days))
        .filter(Q(until__isnull=True) | Q(until__gte=min(days)))
        .select_related("post__office")
        .order_by("since")
    )
    found = {}
    for key, row in acts.items():
        day = clock.local(row.made_at).date()
        for holder in holders:
            if (
                holder.user_id == row.by_id
                and holder.since <= day
                and (holder.until is None or holder.until >= day)
            ):
                found[key] = str(holder.post)
    return found
