"""Every address about one thing of an office, asked by those of every other: refused, with nothing of it told."""

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from wagtail.models import (
    Comment,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    PageViewRestriction,
    Revision,
    TaskState,
    UploadedFile,
    WorkflowState,
)
from wagtail_localize.models import StringTranslation, Translation

from accounts.models import User
from accounts.roles import Role
from portal import walled
from portal.walled import Sort
from publishing.models import PortalDocument, PortalImage
from tests.whole_site.wall import asking, listing
from tests.whole_site.wall.world import Place, Thing, World

SignIn = Callable[..., Client]
EDITORS = (Role.PRISON_EDITOR, Role.DIVISION_REVIEWER)
AT_HEADQUARTERS = {Role.HQ_MODERATOR, Role.ADMINISTRATOR}
# Role and office of the reader, the offices whose things the reader edits, and the office that is asked about.
RELATIONS = [
    (Role.PRISON_EDITOR, "dj-a", ["dj-a"], "dj-c"),
    (Role.PRISON_EDITOR, "dj-a", ["dj-a"], "div-one"),
    (Role.PRISON_EDITOR, "dj-a", ["dj-a"], "hq"),
    (Role.PRISON_EDITOR, "dj-c", ["dj-c"], "dj-b"),
    (Role.DIVISION_REVIEWER, "div-two", ["div-two", "dj-c"], "dj-b"),
    (Role.DIVISION_REVIEWER, "div-two", ["div-two", "dj-c"], "div-one"),
    (Role.DIVISION_REVIEWER, "div-one", ["div-one", "dj-a", "dj-b"], "dj-c"),
    (Role.DIVISION_REVIEWER, "div-one", ["div-one", "dj-a", "dj-b"], "hq"),
]
# What a refused request must leave as it was.
KEPT: tuple[type[Model], ...] = (
    Page, Revision, Comment, TaskState, WorkflowState, PortalImage, PortalDocument, UploadedFile, Translation,
    StringTranslation, PageViewRestriction, GroupPagePermission, GroupCollectionPermission, User.groups.through,
)  # fmt: skip
# What is asked of a page of each type: the rest is the same for all.
OF_EACH_TYPE = {
    "wagtailadmin_explore", "wagtailadmin_pages:edit", "wagtailadmin_pages:view_draft", "wagtailadmin_pages:copy",
    "wagtailadmin_pages:history", "wagtailadmin_pages:preview_on_edit", "wagtailadmin_pages:usage",
    "wagtailadmin_api:pages:detail", "wagtailadmin_choose_page_chosen_multiple",
}  # fmt: skip
OF_EACH_FILE = {
    "wagtailimages:edit", "wagtaildocs:edit", "wagtaildocs_serve", "wagtailimages_chooser:chosen",
    "wagtail_localize:preview_translation", "wagtailadmin_api:images:detail",
}  # fmt: skip


def standing() -> list[Any]:
    return [list(model._default_manager.order_by("pk").values_list()) for model in KEPT]


@pytest.fixture(scope="module")
def as_laid(walls_laid: World, django_db_blocker: Any) -> list[Any]:
    """Every row of the world, before any question was asked."""
    with django_db_blocker.unblock():
        return standing()


@pytest.fixture
def nothing_changes(walls: World, as_laid: list[Any]) -> Iterator[None]:
    yield
    assert standing() == as_laid


@pytest.mark.usefixtures("nothing_changes")
def test_an_editor_is_refused_every_address_of_a_thing_in_every_state(
    walls: World, signed_in: SignIn
) -> None:
    client, a, b = signed_in(Role.PRISON_EDITOR, "dj-a"), walls.places["dj-a"], walls.places["dj-b"]
    hidden = walls.hidden_from("dj-a")
    first, *rest = b.things.values()
    wrong = asking.ask_all(client, asking.of_thing(walls, b, first, a), hidden)
    for thing in (*rest, b.own):
        one_of_each_name = dict(asking.of_thing(walls, b, thing, a)).items()
        wrong += asking.ask_all(client, one_of_each_name, hidden, ["get"])
    wrong += asking.ask_all(client, asking.of_place(b, a), hidden, ["get", "post"])
    wrong += asking.ask_all(client, asking.of_keeping(walls, b), hidden, ["get", "post"])
    assert not wrong, "\n".join(wrong)


@pytest.mark.once
@pytest.mark.usefixtures("nothing_changes")
def test_an_editor_is_refused_a_page_of_every_type_and_its_translation(
    walls: World, signed_in: SignIn
) -> None:
    client, a, b = signed_in(Role.PRISON_EDITOR, "dj-a"), walls.places["dj-a"], walls.places["dj-b"]
    assert len(b.types) > 10
    assert b.english is not None
    for page in (*b.types.values(), b.english):
        asked = asking.of_thing(walls, b, Thing("of a type", page), a)
        few = [each for each in asked if each[0] in OF_EACH_TYPE]
        wrong = asking.ask_all(client, few, walls.hidden_from("dj-a"), ["get"])
        assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(("role", "code", "own", "other"), RELATIONS)
@pytest.mark.usefixtures("nothing_changes")
def test_nobody_opens_a_thing_of_an_office_beside_or_above(
    walls: World, signed_in: SignIn, role: Role, code: str, own: list[str], other: str
) -> None:
    client, mine, place = signed_in(role, code), walls.places[code], walls.places[other]
    asked = chain(
        asking.of_thing(walls, place, place.things["in workflow"], mine),
        (each for each in asking.of_thing(walls, place, place.own, mine) if each[0] in OF_EACH_TYPE),
        asking.of_place(place, mine),
    )
    # The page above one's own is passed on the way to it, and is shown as everybody sees it.
    way = {f"/admin/{kind}/{place.page.pk}/" for kind in ("pages", "choose-page", "api/main/pages")}
    way |= {
        f"/admin/pages/{place.page.pk}/results/",
        f"/admin/choose-page/chosen-multiple/?id={place.page.pk}",
    }
    passed = (
        way if place.page.pk in {page.pk for page in mine.page.get_ancestors()} or other == "hq" else set()
    )
    hidden = walls.hidden_from(*own)
    # One address of each name: its variants were asked by the first editor.
    one = dict(each for each in asked if each[1] not in passed).items()
    wrong = asking.ask_all(client, one, hidden, ["get"])
    for address in passed:
        wrong += [f"{address} tells the {found}" for found in asking.told(client.get(address), hidden)]
    assert not wrong, "\n".join(wrong)


# Sorted: every worker must meet the same tests in the same order.
OTHER_ROLES = [role for role in sorted(Role) if role not in {*EDITORS, *AT_HEADQUARTERS}]


@pytest.mark.once
@pytest.mark.parametrize("role", OTHER_ROLES)
@pytest.mark.usefixtures("nothing_changes")
def test_who_writes_no_pages_opens_no_thing_of_the_own_office_either(
    walls: World, signed_in: SignIn, role: Role
) -> None:
    code = "hq" if role in {Role.HQ_POLICY, Role.HQ_POLICY_APPROVER, Role.REFUND_APPROVER} else "dj-b"
    client, b = signed_in(role, code), walls.places["dj-b"]
    of_page = (
        each for each in asking.of_thing(walls, b, b.things["in workflow"], b) if each[0] in OF_EACH_TYPE
    )
    of_files = (each for each in asking.of_place(b, b) if each[0] in OF_EACH_FILE)
    wrong = asking.ask_all(client, chain(of_page, of_files), walls.hidden_from(), ["get"])
    assert not wrong, "\n".join(wrong)


def test_the_same_addresses_do_open_to_the_offices_own_editor_and_tell(
    walls: World, signed_in: SignIn
) -> None:
    b: Place = walls.places["dj-b"]
    client, told = signed_in(Role.PRISON_EDITOR, "dj-b"), set()
    asked = [*asking.of_thing(walls, b, b.things["in workflow"], b), *asking.of_place(b, b)]
    for name, address in asked:
        if asking.told(client.get(address), b.marks):
            told.add(name)
    assert told >= {
        "wagtailadmin_pages:edit", "wagtailadmin_pages:view_draft", "wagtailadmin_pages:history",
        "wagtailadmin_pages:revisions_view", "wagtailadmin_pages:revisions_compare", "wagtailadmin_pages:usage",
        "wagtailadmin_pages:workflow_history", "wagtailadmin_explore", "wagtailadmin_api:pages:detail",
        "wagtailadmin_choose_page_chosen_multiple", "wagtailimages:edit", "wagtaildocs:edit",
        "wagtailimages_chooser:chosen", "wagtaildocs_chooser:chosen", "wagtaildocs_serve", "wagtail_bulk_action",
    }, told  # fmt: skip


def test_no_address_about_an_object_is_left_unasked_and_no_list_either(walls: World) -> None:
    a, b = walls.places["dj-a"], walls.places["dj-b"]
    objects = {name for thing in b.things.values() for name, _address in asking.of_thing(walls, b, thing, a)}
    objects |= {name for name, _address in asking.of_place(b, a)}
    shut = {name for name, _address in asking.of_keeping(walls, b)}
    lists = {name for name, _address in listing.of_lists(walls, b, a)}
    # The way in and the 404s of Wagtail's own are asked by test_stock_admin.
    asked = objects | shut | lists
    unasked = {
        name for name, known in walled.ADDRESSES.items() if name not in asked and known.sort is not Sort.DOOR
    }
    assert unasked == {"/admin/test404/", "/admin/^.*/$", "wagtailadmin_editing_sessions:release"}
    by_sort = {name for name, known in walled.ADDRESSES.items() if known.sort is Sort.OBJECT}
    assert by_sort <= objects | shut
