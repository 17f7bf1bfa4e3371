"""Our own screens, asked in the same department: lists, and whatever takes the number of a page."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from wagtail.models import Page

from accounts.roles import Role
from tests.whole_site import access_table, addresses
from tests.whole_site.wall import asking
from tests.whole_site.wall.test_lists import READERS
from tests.whole_site.wall.world import SHARED, World

SignIn = Callable[..., Client]
OURS = {
    name: addresses.arguments(way)
    for name, way in addresses.walk()
    if addresses.is_ours(name, way[-1]) and str(way[0].pattern) == "admin/"
}
WAYS = ({"q": SHARED}, {"export": "csv"})


@pytest.mark.parametrize(("role", "code", "own", "other"), READERS)
def test_no_list_of_ours_tells_of_what_is_not_public_elsewhere(
    walls: World, signed_in: SignIn, role: Role, code: str, own: list[str], other: str
) -> None:
    client, hidden = signed_in(role, code), walls.hidden_from(*own)
    place = walls.places[other]
    wrong, opened = [], 0
    for name, arguments in sorted(OURS.items()):
        if arguments or name == "wagtailadmin_home":
            continue
        first = client.get(reverse(name))
        opened += first.status_code == 200
        answers = [first]
        if first.status_code == 200:
            queries = (
                *WAYS,
                {"office": place.office.pk},
                {"page": place.own.page.pk},
                {"prison": place.office.code},
            )
            answers += [client.get(reverse(name), query) for query in queries]
        for answer in answers:
            if found := asking.told(answer, hidden):
                wrong.append(
                    f"{answer.request['PATH_INFO']}?{answer.request['QUERY_STRING']} tells the {found}"
                )
    assert not wrong, "\n".join(wrong)
    assert opened > 5


@pytest.mark.parametrize(("role", "code", "own", "other"), READERS)
def test_no_address_of_ours_that_takes_a_page_opens_to_anothers(
    walls: World, signed_in: SignIn, role: Role, code: str, own: list[str], other: str
) -> None:
    client, hidden, place = signed_in(role, code), walls.hidden_from(*own), walls.places[other]
    pages = {page.pk for page in place.all_pages()} | {place.page.pk}
    asked = 0
    for name, arguments in sorted(OURS.items()):
        if not arguments & {"page_id", "parent_id", "charter_id"}:
            continue
        for pk in pages:
            try:
                address = reverse(name, kwargs=dict.fromkeys(arguments, pk))
            except NoReverseMatch:
                continue
            for ask in (client.get, client.post):
                answer = ask(address)
                asked += 1
                assert asking.is_refused(answer), (
                    name,
                    address,
                    answer.status_code,
                    answer.headers.get("Location"),
                )
                assert not asking.told(answer, hidden), address
    assert asked > 20
    assert not asking.told(client.get("/admin/"), hidden)


def test_what_asks_readers_about_a_page_names_none_that_is_not_public(walls: World) -> None:
    reader, everything = Client(), walls.hidden_from()
    public = {row.name for row in access_table.TABLE if row.who == access_table.PUBLIC}
    assert "feedback" in public
    for place in walls.places.values():
        for page in (*place.all_pages(), place.own.page):
            for address in (
                f"{reverse('feedback')}?page={page.pk}",
                f"{reverse('feedback')}?page={page.pk}&answer=yes",
            ):
                for answer in (reader.get(address), reader.post(address, {"page": page.pk, "useful": "yes"})):
                    assert not asking.told(answer, everything), address
                    assert Page.objects.get(pk=page.pk).live or answer.status_code in (403, 404, 405), address
