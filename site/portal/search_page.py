"""What a search found: pages, products, decisions and files mixed, the best first. It knows no reader and keeps no
query: what is sought in vain is counted, and its words are kept once five people typed them (ADR 0054).
"""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import throttle
from bangla import digits
from language.spoken import active
from portal.finding import bets, filters, rows
from publishing.pages import PUBLIC_FOR_A_WHILE
from search import near, results, vain
from search.query import Reach

PER_PAGE = 10
# Up to so many letters of what was asked are shown again; search reads fewer.
LONGEST_SHOWN = 200
LAST_PAGE = results.MOST_RANKED // PER_PAGE


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Answer any text whatsoever; a page number out of range gives the nearest page."""
    text = request.GET.get("q", "").replace("\x00", "")[:LONGEST_SHOWN].strip()
    response = render(request, "portal/search.html", _answer(text, request) if text else _nothing_asked())
    response["Cache-Control"] = PUBLIC_FOR_A_WHILE
    return response


def _nothing_asked() -> dict[str, Any]:
    return {"query": "", "offered": bets.offered(), "crumbs": _crumbs()}


def _answer(text: str, request: HttpRequest) -> dict[str, Any]:
    narrowed = filters.Filters(request)
    number = _number(request.GET.get("page", "1"))
    page = results.page(
        text,
        language=active(),
        models=rows.MODELS,
        public=rows.public,
        wish=narrowed.wish,
        at=lambda total: (_numbers(total, number).number - 1) * PER_PAGE,
        limit=PER_PAGE,
    )
    found = page.found
    on_top, chosen = rows.bearers(text), bets.for_words(text)
    shown = rows.of(found)
    is_in_vain = found.reach in (Reach.NOTHING, Reach.ANY_WORD) and not on_top and not chosen
    urls = {each["url"] for each in on_top}
    return {
        "query": text,
        "found": found,
        "page_of": _numbers(found.total, number),
        "is_more": page.is_more and not narrowed.chosen,
        "results": shown,
        "bearers": on_top,
        "chosen_answers": [each for each in chosen if each["url"] not in urls],
        # Who typed a memo number and got its paper is not told of it twice, nor that nothing was found.
        "is_told": bool(on_top) and all(each["url"] in urls for each in shown) and not narrowed.chosen,
        "narrowed": narrowed,
        "is_narrowed": bool(narrowed.chosen),
        "is_of_products": narrowed.kind == filters.PRODUCT,
        "kept": narrowed.without_prices,
        "everything": narrowed.address(kind="", office=""),
        "facets": narrowed.facets(page) if page.unnarrowed else [],
        "unnarrowed": page.unnarrowed,
        "meant": _sought_in_vain(text, request) if is_in_vain and number == 1 else "",
        "crumbs": _crumbs(),
    }


def _sought_in_vain(text: str, request: HttpRequest) -> str:
    """Count the search, and return what may have been meant."""
    language = active()
    vain.note(text, language=language, who=throttle.address_of(request))
    return near.meant(text, lambda words: results.finds(words, language=language, models=rows.MODELS))


def _number(text: str) -> int:
    figures = digits.to_ascii(text.strip())
    return min(LAST_PAGE, max(1, int(figures))) if figures.isascii() and figures[:5].isdecimal() else 1


def _numbers(total: int, number: int) -> Any:
    return Paginator(range(min(total, results.MOST_RANKED)), PER_PAGE).get_page(number)


def _crumbs() -> list[dict[str, Any]]:
    return [{"url": f"/{active()}/", "title": _("Home")}, {"title": _("Search")}]
