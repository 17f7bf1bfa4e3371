"""The offices: the list of all, and what one office's page shows of itself and of its place in the tree."""

from collections import defaultdict
from typing import Any

from django.db.models import Q
from django.http import HttpRequest

from charter_pages.models import CharterPage, Post
from offices.models import Office
from portal import publications
from portal.models.offices import OfficeIndexPage, OfficePage
from shop.storefront import cards
from shop.storefront.models import Listing

PAPERS_SHOWN = 5
CARDS_SHOWN = 4
POSTS_SHOWN = 6


def for_index(index: OfficeIndexPage, request: HttpRequest) -> dict[str, Any]:
    """Return headquarters, then each division with its prisons, in the order of their names; two queries."""
    pages = list(
        OfficePage.objects.live()
        .in_language(index.language)
        .filter(register_entry__closed_on__isnull=True)
        .select_related("register_entry__parent")
        .order_by("title")
    )
    below: dict[int | None, list[OfficePage]] = defaultdict(list)
    for page in pages:
        below[page.register_entry.parent_id].append(page)
    headquarters = next((page for page in pages if page.register_entry.kind == Office.Kind.HQ), None)
    divisions = [page for page in pages if page.register_entry.kind == Office.Kind.DIVISION]
    return {
        "headquarters_page": headquarters,
        "divisions": [{"page": page, "prisons": below[page.register_entry_id]} for page in divisions],
        "prison_count": sum(page.register_entry.is_prison for page in pages),
    }


def branch(
    page: OfficePage, *, current: OfficePage, children: list[dict[str, Any]] | None = None
) -> dict[str, Any]:
    """Return one office as `_components/office_tree` draws it."""
    return {
        "title": page.register_entry.name,
        "url": page.url,
        "current": page.pk == current.pk,
        "children": children or [],
    }


def tree_around(page: OfficePage) -> list[dict[str, Any]]:
    """Return where an office stands: what lies above it, beside it and below it; two queries."""
    office = page.register_entry
    above = office.ancestors()
    near = Q(register_entry__in=[entry.pk for entry in above]) | Q(register_entry__parent_id=office.pk)
    near |= Q(pk=page.pk)
    if office.parent_id:
        near |= Q(register_entry__parent_id=office.parent_id)
    found = OfficePage.objects.live().in_language(page.language).filter(near).select_related("register_entry")
    pages = {each.register_entry_id: each for each in found}
    pages[office.pk] = page
    by_name = sorted(pages.values(), key=lambda each: each.register_entry.name)
    below = [branch(each, current=page) for each in by_name if each.register_entry.parent_id == office.pk]
    level = [
        branch(each, current=page, children=below if each.pk == page.pk else None)
        for each in by_name
        if each.register_entry.parent_id == office.parent_id
    ]
    for entry in reversed(above):
        if entry.pk in pages:
            level = [branch(pages[entry.pk], current=page, children=level)]
    return level


def for_office(page: OfficePage) -> dict[str, Any]:
    office = page.register_entry = Office.objects.select_related("parent__parent").get(
        pk=page.register_entry_id
    )
    charter, services = charter_of(page)
    papers = publications.rows(page.language, office_id=office.pk, without="charter")[:PAPERS_SHOWN]
    context = {
        "office": office,
        "charter": charter,
        "services": services,
        "papers": [publications.as_paper(row) for row in papers],
        "posts": list(Post.objects.filter(office=office, abolished_on__isnull=True)[:POSTS_SHOWN]),
        "tree": tree_around(page),
        "cards": [],
    }
    if office.is_prison:
        listings = Listing.objects.public().filter(office=office).for_cards()[:CARDS_SHOWN]
        context["cards"] = cards.of(listings)
    return context


def charter_of(page: OfficePage) -> tuple[dict[str, str], list[dict[str, str]]]:
    """Return where the office's charter is, and the services that citizens come for, as links into it; one query."""
    rows = list(
        CharterPage.objects.live()
        .in_language(page.language)
        .filter(office_id=page.office_id)
        .order_by("pk", "services__sort_order")
        .values(
            "pk", "url_path", "services__task", "services__name", "services__time_limit", "services__is_part"
        )
    )
    if not rows:
        return {}, []
    url = publications.address(rows[0])
    return {"url": url}, [
        {
            "title": row["services__name"],
            "url": f"{url}#{row['services__task']}",
            "text": row["services__time_limit"],
        }
        for row in rows
        if row["services__task"] and not row["services__is_part"]
    ]
