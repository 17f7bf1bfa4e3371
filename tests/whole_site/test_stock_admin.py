"""Wagtail's own back office: nothing opens to somebody without a role, and nobody's role opens what is no
part of the work.
"""

from collections.abc import Iterable

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import NoReverseMatch, reverse
from wagtail.models import Collection, Page, Site, Task, Workflow

from accounts.roles import Role
from portal import walled
from portal.walled import Opens
from tests.whole_site import addresses
from tests.whole_site.access_table import DOOR, FOR_ALL_STAFF
from tests.whole_site.planted import World
from tests.whole_site.readers import Reader

pytestmark = pytest.mark.usefixtures("taken_back")

# People and groups, sites, settings, workflows, redirects, reports, languages, collections.
ADMINISTRATION = (
    "wagtailusers_", "wagtailsites", "wagtailsettings", "wagtailadmin_workflows", "wagtailredirects",
    "wagtailadmin_reports", "wagtaillocales", "wagtailadmin_collections", "wagtailadmin_collection_",
    "wagtailforms", "wagtailsearch", "wagtailstyleguide", "wagtail_localize:translations_report",
)  # fmt: skip
# The rows that Wagtail's addresses name: the real ones, lest a 404 look like a refusal.
NUMBERED = {
    "wagtailusers_groups": Group, "wagtailadmin_collections": Collection, "wagtailsites": Site,
    "wagtailadmin_workflows": Workflow,
}  # fmt: skip
STOCK = addresses.of_wagtails_back_office()
# Who has no rights on pages or files is refused by the role, and all offices are by the name of what is headquarters'
# alone: in Python, before anything is looked up. What is looked up, and for whom, is asked on each database in
# tests/whole_site/wall.
by_name_and_role = pytest.mark.once


def addresses_about(world: World, names: Iterable[str] = STOCK) -> dict[str, str]:
    """Return Wagtail's addresses about things of the first prison, in the order of their names; "" where none fits."""
    page = Page.objects.get(slug="dj-natore", locale__language_code="bn").pk
    numbers = {space: model.objects.order_by("pk").last().pk for space, model in NUMBERED.items()}
    task = Task.objects.all()[0].pk
    found = {}
    for name in sorted(names):
        number = task if "task" in name else numbers.get(name.split(":")[0], world.roleless.pk)
        known = {
            "pk": number, "app_label": "wagtailcore", "model_name": "page", "content_type_app_name": "portal",
            "content_type_model_name": "officepage", "action": "delete", "permission": "view", "group_id": 1,
        }  # fmt: skip
        try:
            found[name] = reverse(
                name, kwargs={argument: known.get(argument, page) for argument in STOCK[name]}
            )
        except NoReverseMatch:
            found[name] = ""
    return found


def is_refused(client: Client, path: str) -> bool:
    """Return whether reading and sending are both refused: to the door, home, or not at all."""
    for ask in (client.get, client.post):
        answer = ask(path)
        to = answer.headers.get("Location", "")
        if answer.status_code not in (302, 403, 404, 405) or (
            answer.status_code == 302 and to != "/admin/" and not to.startswith("/admin/login/?next=")
        ):
            return False
    return True


def opened(world: World, client: Client, names: set[str]) -> set[str]:
    paths = addresses_about(world, names)
    return {name for name, path in paths.items() if path and not is_refused(client, path)}


def test_most_of_wagtails_addresses_can_be_asked(world: World) -> None:
    assert len(STOCK) > 200
    unasked = {name for name, path in addresses_about(world).items() if not path}
    assert len(unasked) < 12, unasked


@by_name_and_role
def test_nothing_but_the_door_opens_to_somebody_without_a_role(world: World) -> None:
    assert opened(world, Reader(world.roleless), set(STOCK)) <= DOOR


@by_name_and_role
def test_nothing_but_the_door_opens_to_somebody_who_is_not_signed_in(world: World) -> None:
    assert opened(world, Client(), set(STOCK)) <= DOOR


@by_name_and_role
@pytest.mark.parametrize("role", [Role.WORKSHOP_RECORDER, Role.PARCELS, Role.FINANCE])
def test_who_writes_no_pages_opens_the_own_account_and_no_more(world: World, role: Role) -> None:
    client = Reader(world.people[role, "own"])
    found = opened(world, client, set(STOCK))
    assert sorted(found - DOOR - FOR_ALL_STAFF) == []
    paths = addresses_about(world, found)
    told = {name: world.told(client.get(path)) for name, path in paths.items()}
    assert not any(told.values()), told


@by_name_and_role
@pytest.mark.parametrize(
    "role",
    [Role.PRISON_EDITOR, Role.DIVISION_REVIEWER, Role.WORKSHOP_CONFIRMER, Role.AUDITOR, Role.ICT_CELL],
)
def test_people_sites_settings_workflows_and_reports_are_shut_to_the_offices(
    world: World, role: Role
) -> None:
    names = {name for name in STOCK if name.startswith(ADMINISTRATION)}
    assert len(names) > 60
    assert {walled.of(name).opens for name in names} <= {Opens.TO_NOBODY, Opens.TO_NOBODY_AT_ALL}
    assert opened(world, Reader(world.people[role, "own"]), names) == set()


def test_only_administrators_keep_people_and_nobody_keeps_groups_or_sites(world: World) -> None:
    shut = ("wagtailusers_groups", "wagtailsites", "wagtailsettings", "wagtaillocales", "wagtailredirects")
    names = {name for name in STOCK if name.startswith((*shut, "wagtailusers_users"))}
    assert opened(world, Reader(world.people[Role.HQ_MODERATOR, "own"]), names) == set()
    found = opened(world, Reader(world.people[Role.ADMINISTRATOR, "own"]), names)
    assert "wagtailusers_users:index" in found
    assert {name for name in found if not name.startswith("wagtailusers_users")} == set()
