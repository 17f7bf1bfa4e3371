"""To whom a complaint about an office goes, and within how many working days: as its charter says.

The office's charter first, else headquarters' for offices of its sort, else the founding data of DOMAIN.md: the head of
the office in 30 working days, the head of the office above in 20, the Cabinet Division in 60.
"""

import dataclasses
from collections.abc import Sequence
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from charter_pages.charters import inheriting, reading
from charter_pages.grievances.models import FIRST, OUTSIDE, SECOND
from charter_pages.models import CharterPage, MasterCharterPage, Post
from offices.models import Office

FOUNDING_DAYS = {FIRST: 30, SECOND: 20, OUTSIDE: 60}


@dataclasses.dataclass(frozen=True)
class Level:
    """One level: the post that answers within the Department (none for the third), and its limit."""

    number: int
    working_days: int
    post: Post | None
    whom: str = ""
    address: str = ""


@dataclasses.dataclass(frozen=True)
class Promise:
    """A service of an office's charter, as somebody may complain of it."""

    key: str
    name: str
    responsible: Post | None


def of(office: Office) -> tuple[Level, Level, Level]:
    """Return the three levels for complaints about an office."""
    rows = _rows(office)
    founding = _founding(office)
    found = []
    for number in (FIRST, SECOND, OUTSIDE):
        post, row = rows[number - 1] if len(rows) >= number else (None, None)
        if row is None:
            found.append(founding[number - 1])
            continue
        found.append(
            Level(
                number=number,
                working_days=row.working_days,
                # A row that names no post of ours speaks of one outside, which only the third level is.
                post=None if number == OUTSIDE else post or founding[number - 1].post,
                whom=row.whom_text,
                address=row.address,
            )
        )
    return found[0], found[1], found[2]


def in_words(office: Office, language: str) -> tuple[Level, Level, Level]:
    """Return the levels as a reader of a language meets them: who stands outside is named as the translation does."""
    ladder = of(office)
    page = _charter(office, language)
    if language == "bn" or page is None or page.text_language != language:
        return ladder
    rows = [row for _post, row in reading.officers_of_levels(page)]
    first, second, outside = (
        dataclasses.replace(level, whom=row.whom_text, address=row.address) if row else level
        for level, row in zip(ladder, [*rows, None, None, None], strict=False)
    )
    return first, second, outside


def services_of(office: Office, language: str) -> list[Promise]:
    """Return what an office promises, in the language of the reader where its charter is translated."""
    page = _charter(office, language)
    if page is None:
        return []
    master = reading.master_of(page)
    rows = inheriting.effective(list(master.services.all()) if master else [], list(page.services.all()))
    offered = [each for each in rows if each.origin != inheriting.Origin.WITHHELD]
    posts = reading.Posts(page, [each.row for each in offered])
    return [
        Promise(
            key=str((each.headquarters or each.row).translation_key),
            name=each.row.name,
            responsible=posts.post(each.row, "responsible"),
        )
        for each in offered
    ]


def _rows(office: Office) -> Sequence[tuple[Post | None, Any]]:
    page = _charter(office, "bn")
    if page is None:
        # An office that has published no charter yet still has headquarters' rows.
        page = CharterPage(office=office, language="bn")
        if not MasterCharterPage.sort_of(office):
            return []
    return reading.officers_of_levels(page)


def _charter(office: Office, language: str) -> CharterPage | None:
    pages = CharterPage.objects.live().filter(office=office, language__in={language, "bn"})
    found = {page.language: page for page in pages.select_related("office")}
    return found.get(language) or found.get("bn")


def _founding(office: Office) -> tuple[Level, Level, Level]:
    posts = Post.objects.filter(abolished_on__isnull=True, office_id__in=office.scope_ids())
    heads: dict[int, list[Post]] = {}
    for post in posts.select_related("office").order_by("rank_order", "pk"):
        heads.setdefault(post.office_id, []).append(post)
    own = heads.get(office.pk, [])
    if office.parent_id is None:
        # Nobody stands above headquarters: its second answers first, its head the appeal.
        first, second = (own[1] if len(own) > 1 else None), (own[0] if own else None)
    else:
        first, second = (own[0] if own else None), next(iter(heads.get(office.parent_id, [])), None)
    with translation.override("bn"):
        outside = _("Cabinet Division")
    return (
        Level(FIRST, FOUNDING_DAYS[FIRST], first),
        Level(SECOND, FOUNDING_DAYS[SECOND], second),
        Level(OUTSIDE, FOUNDING_DAYS[OUTSIDE], None, whom=outside),
    )
