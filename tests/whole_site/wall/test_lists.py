"""Every list, chooser, search, report and API, asked in every way: nothing of other offices that is not public."""

from collections.abc import Callable

import pytest
from django.test import Client
from wagtail.models import Page

from accounts.roles import Role
from portal import walled
from portal.walled import Opens
from publishing.models import PortalDocument, PortalImage
from tests.whole_site.access_table import DOOR, FOR_ALL_STAFF
from tests.whole_site.wall import asking, listing
from tests.whole_site.wall.test_objects import OTHER_ROLES
from tests.whole_site.wall.world import SHARED, World

SignIn = Callable[..., Client]
# Role and office of the reader, the offices whose things the reader edits, the office that is asked about.
READERS = [
    (Role.PRISON_EDITOR, "dj-a", ["dj-a"], "dj-b"),
    (Role.DIVISION_REVIEWER, "div-two", ["div-two", "dj-c"], "dj-b"),
]
# What holds things of the reader's own office, and so must tell them: or the test would see nothing in nothing.
TELLING = {
    "wagtailadmin_home", "wagtailadmin_explore", "wagtailadmin_explore_results", "wagtailadmin_pages:search",
    "wagtailadmin_pages:search_results", "wagtailadmin_choose_page_child", "wagtailadmin_choose_page_search",
    "wagtailadmin_api:pages:listing", "wagtailimages:index", "wagtailimages:index_results", "wagtaildocs:index",
    "wagtaildocs:index_results", "wagtailimages_chooser:choose", "wagtailimages_chooser:choose_results",
    "wagtaildocs_chooser:choose", "wagtaildocs_chooser:choose_results",
}  # fmt: skip


@pytest.mark.parametrize(("role", "code", "own", "other"), READERS)
def test_no_list_in_any_way_tells_of_what_is_not_public_elsewhere(
    walls: World, signed_in: SignIn, role: Role, code: str, own: list[str], other: str
) -> None:
    client, hidden = signed_in(role, code), walls.hidden_from(*own)
    mine = {mark: what for each in own for mark, what in walls.places[each].marks.items()}
    wrong, opened, told = [], set(), set()
    for name, address in listing.of_lists(walls, walls.places[other], walls.places[code]):
        if role is not Role.PRISON_EDITOR and walled.of(name).opens is Opens.TO_NOBODY:
            continue  # shut to all alike
        answer = client.get(address)
        if found := asking.told(answer, hidden):
            wrong.append(f"{address} ({name}) tells the {found}")
        opened |= {name} if answer.status_code == 200 else set()
        told |= {name} if asking.told(answer, mine) else set()
    assert not wrong, "\n".join(wrong)
    assert TELLING - told == set(), "tells nothing of the reader's own office: is it asked?"
    shut = {name for name in opened if walled.of(name).opens is Opens.TO_NOBODY}
    assert not shut


@pytest.mark.once
@pytest.mark.parametrize("role", OTHER_ROLES)
def test_who_writes_no_pages_is_shown_no_list_at_all(walls: World, signed_in: SignIn, role: Role) -> None:
    client, b = signed_in(role, "dj-b"), walls.places["dj-b"]
    bare = {name: address for name, address in listing.of_lists(walls, b, b) if "?" not in address}
    opened = set()
    for name, address in bare.items():
        answer = client.get(address)
        opened |= set() if asking.is_refused(answer) else {name}
        assert not asking.told(answer, walls.hidden_from()), address
    assert opened <= DOOR | FOR_ALL_STAFF


def test_what_is_counted_is_the_readers_own(walls: World, signed_in: SignIn) -> None:
    client, a = signed_in(Role.PRISON_EDITOR, "dj-a"), walls.places["dj-a"]
    roots = [a.page, a.page.get_translation(walls.english)]
    own = {page.pk for root in roots for page in root.get_descendants(inclusive=True)}
    passed = {page.pk for root in roots for page in root.get_ancestors() if not page.is_root()}
    drafts = Page.objects.filter(pk__in=own, title__contains=SHARED).count()
    assert client.get(f"/admin/pages/search/?q={SHARED}").context["paginator"].count == drafts > 0
    assert client.get("/admin/api/main/pages/?limit=1").json()["meta"]["total_count"] == len(own | passed)
    for address, model in (("/admin/images/", PortalImage), ("/admin/documents/", PortalDocument)):
        counted = client.get(address).context["paginator"].count
        assert counted == model.objects.filter(collection=a.collection).count() > 0
    assert not client.get("/admin/").context["site_summary"].summary_items
