"""Charters in the search index: by headquarters' rows as well as by the office's own."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Q
from wagtail.search.backends import get_search_backend

from charter_pages.charters import reading
from charter_pages.models import CharterPage, MasterCharterPage


def words_of(page: Any) -> str:
    """Return what a charter or a master is found by."""
    if (told := page.__dict__.get("told_words")) is not None:
        return str(told)
    if isinstance(page, MasterCharterPage):
        return reading.read_master(page).words
    return reading.read(page).words


def refresh(words: Mapping[int, str]) -> None:
    """Index charters again by their words, all at once, and the untranslated pages that show them."""
    ids: Collection[int] = words.keys()
    pages = list(CharterPage.objects.filter(Q(pk__in=ids) | Q(alias_of__in=ids)))
    for page in pages:
        page.__dict__["told_words"] = words[page.alias_of_id or page.pk]
    get_search_backend().get_index_for_model(CharterPage).add_items(CharterPage, pages)
