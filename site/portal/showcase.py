"""What the home page and the page of figures show of pages and shop together: the portal is where both
meet.
"""

from typing import Any

from wagtail.models import Page

import clock
from charter_pages.models import CharterPage
from language.spoken import active
from portal import publications
from portal.models.home import HomePage
from shop.reports import figures, figures_data, figures_page, published
from shop.storefront import cards
from shop.storefront.models import Listing
from shop.wages import policy

CARDS_SHOWN = 4
PAPERS_SHOWN = 5
ICONS = {
    "visit": "visit",
    "cash": "money",
    "sign": "hand",
    "complain": "complaint",
    "buy": "bag",
    "track": "parcel",
}
ICONS |= {"find": "place", "paper": "paper"}


def tasks_of(home: HomePage) -> list[dict[str, str]]:
    """Return the tasks that lead somewhere, each into the tree of its own language; two queries."""
    rows = list(home.tasks.all())
    chosen = Page.objects.filter(pk__in=[row.link_page_id for row in rows if row.link_page_id])
    family = list(Page.objects.filter(translation_key__in=chosen.order_by().values("translation_key")))
    keys = {page.pk: page.translation_key for page in family}
    shown = {page.translation_key: page for page in family if page.live and page.locale_id == home.locale_id}
    tasks = []
    for row in rows:
        address = row.address(shown.get(keys.get(row.link_page_id)))
        if address:
            tasks.append({"url": address, "title": row.title, "text": row.note, "icon": ICONS[row.icon]})
    return tasks


def for_home(home: HomePage) -> dict[str, Any]:
    return {
        "hero_tasks": tasks_of(home),
        "cards": cards.of(Listing.objects.public().for_cards()[:CARDS_SHOWN]),
        "papers": publications.newest(home.language, PAPERS_SHOWN, without=publications.ON_BOARDS),
        "board": home.board,
        "figures": public_figures(),
    }


def public_figures() -> dict[str, Any]:
    """Return what may be said in public today: the newest published quarter, the rate in force, charters kept
    up to date.
    """
    newest = next(iter(published.told()), None)
    return {
        "quarter_label": newest.quarter.label(active()) if newest else "",
        "divided": figures.total(atom.amounts for atom in published.atoms_of(newest)) if newest else None,
        "rate_bp": rate_in_force(),
        "charters_in_time": charters_in_time(),
    }


def rate_in_force() -> int | None:
    """Return the makers' part of the profit in basis points, None where no policy is in force yet."""
    found = policy_in_force()
    return found.rate_bp if found else None


def charters_in_time() -> int | None:
    """Return how many basis points of the charters are reviewed in time, None while there are none."""
    due = list(CharterPage.objects.live().in_language("bn").values_list("next_due_on", flat=True))
    if not due:
        return None
    in_time = sum(day is None or day >= clock.today() for day in due)
    return in_time * 10_000 // len(due)


def for_transparency(code: str) -> dict[str, Any]:
    """Return the figures of one published quarter: the one that `code` names, else the newest there is."""
    told = published.told()
    chosen = next((row for row in told if row.code == code), told[0] if told else None)
    language = active()
    return {
        "quarters": [
            {"label": row.quarter.label(language), "url": f"?quarter={row.code}", "current": row is chosen}
            for row in told
        ],
        "shown": figures_page.of(chosen) if chosen else None,
        "by_quarter": figures_page.by_quarter(told),
        "columns": figures_data.COLUMNS.items(),
        "licence": figures_data.LICENCE,
        "licence_url": figures_data.LICENCE_URL,
        "policy_in_force": policy_in_force(),
    }


def policy_in_force() -> Any:
    try:
        return policy.in_force(at=clock.now())
    except policy.NoPolicy:
        return None
