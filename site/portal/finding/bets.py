"""Chosen answers: what headquarters puts on top of the results for certain words."""

import functools
from typing import Any

from wagtail.models import Page

from bangla import analysis
from language.spoken import active
from portal.models import BestBet
from publishing.pages import for_readers

# All are read for each search: so many are a matter of a millisecond.
MOST = 500
MOST_SHOWN = 3
MOST_OFFERED = 8


@functools.lru_cache(maxsize=5_000)
def key_of(phrase: str) -> tuple[str, ...]:
    """Return what two phrases share that ask the same: the shortest bases of their telling words, in any order."""
    return tuple(sorted({term.start or term.typed for term in analysis.ask(phrase).terms}))


def for_words(text: str) -> list[dict[str, Any]]:
    """Return the answers chosen for what was typed."""
    asked = key_of(text)
    if not asked:
        return []
    rows = BestBet.objects.values_list("pk", "words")[:MOST]
    ids = [pk for pk, words in rows if any(key_of(line) == asked for line in words.splitlines())]
    return _shown(ids[:MOST_SHOWN]) if ids else []


def offered() -> list[str]:
    """Return the phrases that stand below the empty search."""
    bets = BestBet.objects.filter(is_offered=True)[:MOST_OFFERED]
    is_english = active() == "en"

    def fits(phrase: str) -> bool:
        return phrase.isascii() == is_english

    return [next(filter(fits, bet.phrases), bet.first_phrase) for bet in bets]


def _shown(ids: list[int]) -> list[dict[str, Any]]:
    bets = list(BestBet.objects.filter(pk__in=ids).select_related("page"))
    keys = [bet.page.translation_key for bet in bets if bet.page is not None]
    pages: dict[Any, Page] = {}
    if keys:
        here = for_readers(active()).filter(translation_key__in=keys)
        pages = {page.translation_key: page for page in here}
    shown = []
    for bet in bets:
        page = pages.get(bet.page.translation_key) if bet.page is not None else None
        if page is not None:
            shown.append({"url": page.url, "title": bet.title or page.title, "note": bet.note})
        elif bet.address:
            shown.append({"url": f"/{active()}{bet.address}", "title": bet.title, "note": bet.note})
    return shown
