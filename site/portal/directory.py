"""The offices: the list of all, and what one office's page shows of itself and of its place in the tree."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.http import HttpRequest

import clock
from bangla import ordering
from charter_pages.charters import posts
from charter_pages.models import Post
from language import sorting
from offices.models import Office, not_closed
from portal import office_tasks, publications
from portal.models.offices import OfficeIndexPage, OfficePage
from shop.storefront import cards
from shop.storefront.models import Listing

PAPERS_SHOWN = 5
CARDS_SHOWN = 4
POSTS_SHOWN = 6


def for_index(index: OfficeIndexPage, request: HttpRequest) -> dict[str, Any]:
    """Return headquarters, then each division with its prisons, in the order of their names; two queries."""
    found = OfficePage.objects.live().in_language(index.language)
    found = found.filter(not_closed(clock.today(), "register_entry__")).select_related(
        "register_entry__parent"
    )
    pages = sorted(found, key=lambda page: ordering.key(page.title))
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
    by_name = sorted(pages.values(), key=lambda each: sorting.name_key(each.register_entry))
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


def posts_of(office: Office, found: Iterable[Post]) -> list[Post]:
    """Return the posts of an office to whom people turn, the head of the office first."""
    own = {post.pk: post for post in found if post.office_id == office.pk and post.abolished_on is None}
    return sorted(own.values(), key=lambda post: (post.rank_order, post.pk))[:POSTS_SHOWN]


def for_office(page: OfficePage) -> dict[str, Any]:
    office = page.register_entry = Office.objects.select_related("parent__parent").get(
        pk=page.register_entry_id
    )
    found = posts.fetch(posts.chain(office))
    promise = office_tasks.promise_of(page, found)
    hours = list(page.visiting_hours.all())
    papers = publications.rows(
        page.language, office_id=office.pk, without={"charter", *publications.ON_BOARDS}
    )[:PAPERS_SHOWN]
    context = {
        "office": office,
        "promise": promise,
        "charter": promise.charter,
        "tasks": office_tasks.tasks_of(office, promise.charter, hours),
        "hours": hours,
        "complaint_url": office_tasks.complaint_url(office),
        "papers": [publications.as_paper(row) for row in papers],
        "board": page.board,
        "posts": posts_of(office, found),
        "tree": tree_around(page),
        "cards": [],
    }
    if office.is_prison:
        listings = Listing.objects.public().filter(office=office).for_cards()[:CARDS_SHOWN]
        context["cards"] = cards.of(listings)
    return context
