"""Every list, chooser, search, report and API of Wagtail's, asked in all the ways that it can be asked."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from wagtail.models import get_page_models

from tests.whole_site.wall.asking import PATTERNS
from tests.whole_site.wall.world import SHARED, Place, World


def types() -> list[str]:
    return sorted(f"{model._meta.app_label}.{model._meta.model_name}" for model in get_page_models())


def ways(world: World, place: Place) -> dict[str, list[dict[str, Any]]]:
    """Return for each address what may be asked of it about the things of a place; {} is the bare address."""
    thing = place.things["live with a newer draft"].page
    find: list[dict[str, Any]] = [{}, {"q": SHARED}]
    filters = [{"owner": place.keeper.pk}, {"ordering": "ord"}, {"locale": "en"}, {"status": "draft"}]
    some = [
        "charter_pages.minutespage",
        "charter_pages.practicereportpage",
        "portal.officepage",
        "portal.newspage",
    ]
    by_type = [{"page_type": each} for each in some]
    among_pages = [
        *find, *by_type, {"q": SHARED, "page_type": "charter_pages.minutespage"}, {"locale": "en"},
        {"q": SHARED, "locale": "en"}, {"user_perms": "move_to", "target_pages[]": thing.pk},
        {"multiple": 1, "q": SHARED}, {"can_choose_root": 1}, {"q": place.page.title},
    ]  # fmt: skip
    collection = [
        *find,
        {"collection_id": place.collection.pk},
        {"collection_id": place.collection.pk, "q": SHARED},
    ]
    api: list[dict[str, Any]] = [
        {"fields": "*", "limit": 20}, {"search": SHARED, "fields": "*"}, {"search": SHARED}, {"order": "random"},
        {"type": "charter_pages.MinutesPage", "fields": "*"}, {"fields": "*,parent(*),children(*),ancestors(*)"},
        {"child_of": place.page.pk}, {"descendant_of": place.page.pk, "fields": "*"}, {"ancestor_of": thing.pk},
        {"translation_of": thing.pk, "fields": "*"}, {"id": thing.pk}, {"slug": thing.slug, "fields": "*"},
        {"title": thing.draft_title}, {"for_explorer": 1, "child_of": place.page.pk}, {"locale": "en"},
        {"child_of": "root", "for_explorer": 1}, {"child_of": place.page.get_parent().pk, "for_explorer": 1},
        {"has_children": "true", "fields": "*"},
    ]  # fmt: skip
    return {
        "wagtailadmin_home": [{}],
        "wagtailadmin_account": [{}],
        "wagtailadmin_explore_root": find,
        "wagtailadmin_explore": [*find, *filters],
        "wagtailadmin_explore_results": find,
        "wagtailadmin_pages:search": [*find, *filters, *({"content_type": each} for each in some),
                                      {"q": place.page.title}, {"q": f"{SHARED} live:no"}],
        "wagtailadmin_pages:search_results": find,
        "wagtailadmin_pages:choose_parent": [{}],
        "wagtailadmin_choose_page": among_pages,
        "wagtailadmin_choose_page_child": [*find, {"page_type": "charter_pages.minutespage"}, {"multiple": 1}],
        "wagtailadmin_choose_page_search": among_pages,
        "wagtailadmin_api:pages:listing": api,
        "wagtailadmin_api:pages:detail": [{}, {"fields": "*"}],
        "wagtailadmin_api:pages:find": [{"id": thing.pk}, {"html_path": thing.url_path}],
        "wagtailadmin_api:images:listing": [{}, {"search": SHARED, "fields": "*"}],
        "wagtailadmin_api:images:find": [{"id": place.image.pk}],
        "wagtailadmin_api:documents:listing": [{}, {"search": SHARED, "fields": "*"}],
        "wagtailadmin_api:documents:find": [{"id": place.document.pk}],
        "wagtailimages:index": collection,
        "wagtailimages:index_results": collection,
        "wagtaildocs:index": collection,
        "wagtaildocs:index_results": collection,
        "wagtailimages_chooser:choose": collection,
        "wagtailimages_chooser:choose_results": collection,
        "wagtaildocs_chooser:choose": collection,
        "wagtaildocs_chooser:choose_results": collection,
        "wagtailadmin_tag_autocomplete": [{"term": SHARED[:2]}],
        **{f"wagtailadmin_choose_page_{kind}_link": [{"parent_page_id": place.page.pk}]
           for kind in ("external", "email", "phone", "anchor")},
    }  # fmt: skip


def of_lists(world: World, place: Place, own: Place) -> Iterator[tuple[str, str]]:
    """Yield name and address of every list in every way, seen from `own`, about a place."""
    asked = ways(world, place)
    above = [page.pk for page in own.page.get_ancestors(inclusive=True)]
    for name, arguments in PATTERNS:
        if name == "wagtailadmin_logout" or name.startswith("/"):
            continue
        given: list[dict[str, Any]] = [{}]
        if set(arguments) & {"parent_page_id", "pk"} and name in asked:
            given = [{arguments[0]: pk} for pk in above]
        elif arguments == ["app_label", "model_name"]:
            given = [{"app_label": each.split(".")[0], "model_name": each.split(".")[1]} for each in types()]
        elif arguments:
            continue
        for values in given:
            ways_here = asked.get(name, [{}])
            # Above the own page: bare, and searched.
            on_the_way = name in asked and arguments and values != given[-1]
            for query in ways_here[:2] if on_the_way else ways_here:
                yield name, f"{reverse(name, kwargs=values)}?{urlencode(query)}"
