"""The register of memo numbers at work: a paper takes its number, a number finds its paper."""

import re
import unicodedata
from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, PageViewRestriction

from bangla import digits, memo
from charter_pages.models.memos import MemoNumber

# Of the papers whose numbers begin as somebody typed.
MOST_FOUND = 500


class Taken(ValidationError):
    """Another paper bears the number already: it was quicker."""

    def __init__(self) -> None:
        super().__init__({"memo_number": _("Another paper bears this memo number already.")})


def key_of(number: str) -> str:
    """Return the one form of a memo number, empty where there is none to be read."""
    try:
        return memo.normal_form(number) if number else ""
    except ValueError:
        return ""


def is_taken(page: Any, key: str) -> bool:
    """Return whether another paper bears a number; the same paper in the other language is none other."""
    others = MemoNumber.objects.filter(key=key).exclude(page_id=page.pk)
    return others.exclude(page__translation_key=page.translation_key).exists()


@transaction.atomic
def take(page: Any, *, besides: Collection[str] = ()) -> None:
    """Enter a paper's number, and let go of those that it bears no more; `besides` is what else it keeps.

    Raises Taken where another paper was quicker: of two at the same moment one has the number.
    """
    wanted = {page.memo_key, *besides} - {""}
    rows = {row.key: row for row in MemoNumber.objects.filter(page_id=page.pk)}
    MemoNumber.objects.filter(pk__in=[row.pk for key, row in rows.items() if key not in wanted]).delete()
    for key in sorted(wanted & rows.keys()):
        if rows[key].office_id != page.office_id:
            MemoNumber.objects.filter(pk=rows[key].pk).update(office_id=page.office_id)
    for key in sorted(wanted - rows.keys()):
        try:
            with transaction.atomic():
                MemoNumber.objects.create(
                    key=key, language=page.language, page_id=page.pk, office_id=page.office_id
                )
        except IntegrityError as taken:
            raise Taken from taken


def reserve(page: Any) -> None:
    """Enter the number that a page is about to be stored with, beside those it has. Raises Taken.

    Where it is not stored after all, the next storing lets the number go, as any that the page bears no more.
    """
    key = key_of(page.memo_number)
    rows = MemoNumber.objects.filter(page_id=page.pk)
    if key and not rows.filter(key=key).exists():
        try:
            with transaction.atomic():
                rows.create(key=key, language=page.language, page_id=page.pk, office_id=page.office_id)
        except IntegrityError as taken:
            raise Taken from taken


def papers_by_key(keys: Collection[str], language: str) -> dict[str, Page]:
    """Return the published papers that bear these numbers, each a plain page; two queries at the most."""
    if not keys:
        return {}
    rows = MemoNumber.objects.filter(key__in=keys, language=language, page__live=True)
    found = {row.key: row.page for row in rows.select_related("page")}
    open_to_all = unrestricted(found.values())
    return {key: page for key, page in found.items() if page.pk in open_to_all}


def unrestricted(pages: Collection[Page]) -> set[int]:
    """Return the numbers of those pages that no password or group guards."""
    guarded = tuple(PageViewRestriction.objects.values_list("page__path", flat=True)) if pages else ()
    return {page.pk for page in pages if not page.path.startswith(guarded)}


def asked_for(text: str, language: str) -> list[Page]:
    """Return the published papers whose number somebody typed, in whatever writing."""
    return list({page.pk: page for page in papers_by_key(keys_of(text), language).values()}.values())


def keys_of(text: str) -> set[str]:
    """Return the one form of each number that somebody typed, in whatever writing."""
    return set(memo.asked_for(text) or [str(number) for _start, _end, number in memo.find_all(text)])


def bearing(text: str, language: str) -> set[int]:
    """Return the ids of the published papers whose number is the one that was typed, or begins so."""
    if found := asked_for(text, language):
        return {page.pk for page in found}
    begins = digits.to_ascii(unicodedata.normalize("NFKC", text)).strip().rstrip(".-")
    if not re.fullmatch(r"\d{2}(?:\.\d{2,4})*(?:-\d{1,6})?", begins):
        return set()
    rows = MemoNumber.objects.filter(key__startswith=begins, language=language, page__live=True)
    return unrestricted([row.page for row in rows.select_related("page")[:MOST_FOUND]])
