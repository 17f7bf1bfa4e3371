"""No published paper changes in silence: what it says is kept as a version, and a version after the first says why.

The gate stands where every road ends, at the storing of a live page: the form, Wagtail's API, a revision that is
published by the clock or from the history, and a paper that comes back after it was withdrawn all pass through it.
"""

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, Revision

import clock
from accounts.models import User
from charter_pages.circulation import content, differing
from charter_pages.circulation.models import PaperVersion, Plan
from charter_pages.models.papers import OfficialPaper


class Unexplained(ValidationError):
    """A published paper would say something else, and nobody said what is corrected and why."""

    def __init__(self, page: OfficialPaper) -> None:
        said = _("What this published paper says would change. Say what is corrected and why, then publish.")
        super().__init__({"change_note": said})
        self.page_id = page.pk


def is_original(page: OfficialPaper) -> bool:
    """Return whether the page is the paper itself: an alias or a translation of a Bangla page is not."""
    if page.alias_of_id is not None:
        return False
    if page.language == "bn":
        return True
    others = type(page).objects.filter(translation_key=page.translation_key, language="bn")
    return not others.filter(alias_of__isnull=True).exclude(pk=page.pk).exists()


def last_of(page_id: int) -> PaperVersion | None:
    return PaperVersion.objects.filter(page_id=page_id).order_by("-number").first()


def plan(
    *, page: OfficialPaper, why: str, memo_number: str = "", dated_on: datetime.date | None = None
) -> None:
    """Say with a draft what the corrigendum will say of itself once the draft is published."""
    page.change_note = why.strip()
    if not Revision.page_revisions.filter(object_id=str(page.pk), approved_go_live_at__isnull=False).exists():
        # Of drafts that keep themselves while a sentence is typed, the last one counts.
        Plan.objects.filter(page_id=page.pk).exclude(why=page.change_note).delete()
    Plan.objects.update_or_create(
        page_id=page.pk, why=page.change_note, defaults={"memo_number": memo_number, "dated_on": dated_on}
    )


def keep(page: OfficialPaper, update_fields: Iterable[str] | None = None) -> PaperVersion | None:
    """Keep what a live paper will say once it is stored, in the caller's transaction; raises Unexplained.

    Nothing is kept where every word stands as it stood, of drafts, and of translations.
    """
    if not page.live or page.first_published_at is None or page.pk is None or not is_original(page):
        return None
    if update_fields is not None and not _touches_print(type(page), set(update_fields)):
        # Wagtail stores facts about the page; the words in memory are a draft's.
        return None
    with transaction.atomic():
        # Two who publish at once write one version after the other.
        list(Page.objects.select_for_update().filter(pk=page.pk).values_list("pk"))
        last = last_of(page.pk) or _founding(page)
        return _write(page, last)


def _touches_print(model: Any, names: set[str]) -> bool:
    printed = {field.name for field in content.fields_of(model)} | set(content.rows_of(model))
    return not printed.isdisjoint(names)


def _founding(page: OfficialPaper) -> PaperVersion | None:
    """Keep what a paper said that was public before versions were kept; None of one that never was."""
    stored = type(page).objects.filter(pk=page.pk, live=True, first_published_at__isnull=False).first()
    if stored is None:
        return None
    return _stored(stored, number=1, is_founding=True, made_at=stored.last_published_at or clock.now())


def _write(page: OfficialPaper, last: PaperVersion | None) -> PaperVersion | None:
    if last is None:
        return _stored(page, number=1, by=_signed_in())
    said = content.of(page)
    difference = differing.between(last.content, said)
    if not difference:
        return None
    why = str(page.change_note).strip()
    planned = Plan.objects.filter(page_id=page.pk, why=why).first() if why else None
    if planned is None and not _is_fresh(page, why):
        raise Unexplained(page)
    made = _stored(
        page,
        said=said,
        number=last.number + 1,
        by=_signed_in(),
        why=why,
        memo_number=planned.memo_number if planned else "",
        dated_on=planned.dated_on if planned else None,
        difference=difference,
    )
    if planned:
        planned.delete()
    return made


def _is_fresh(page: OfficialPaper, why: str) -> bool:
    """Return whether the note was written for this publication, and not for one that was."""
    if not why:
        return False
    stored = type(page).objects.filter(pk=page.pk).values_list("change_note", flat=True).first()
    return stored != why


def _stored(page: OfficialPaper, *, said: dict[str, Any] | None = None, **facts: Any) -> PaperVersion:
    said = said or content.of(page)
    given = {"made_at": clock.now(), **facts}
    return PaperVersion.objects.create(page_id=page.pk, content=said, sha256=content.hash_of(said), **given)


def keep_founding() -> int:
    """Keep the first version of papers that were public before versions were kept; return how many."""
    kept = 0
    for model in content.PAPERS.values():
        missing = model.objects.live().filter(alias_of__isnull=True, paper_versions__isnull=True)
        for pk in missing.filter(first_published_at__isnull=False).values_list("pk", flat=True)[:100]:
            with transaction.atomic():
                list(Page.objects.select_for_update().filter(pk=pk).values_list("pk"))
                page = model.objects.get(pk=pk)
                if last_of(pk) is None and is_original(page) and _founding(page) is not None:
                    kept += 1
    return kept


def _signed_in() -> User | None:
    user = get_active_log_context().user
    return user if isinstance(user, User) else None
