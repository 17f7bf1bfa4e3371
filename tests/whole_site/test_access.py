"""Who may see this, from which office? Every address of ours, asked by every role, at its own office and at
another: what the table does not grant is refused, tells nothing and changes nothing.
"""

import functools
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from accounts.roles import Role
from portal.models import OfficePage
from printing import pdf
from tests.whole_site import addresses, planted
from tests.whole_site.access_table import ONE_BUYER, PUBLIC, TABLE, Row
from tests.whole_site.planted import Standing, World, changed
from tests.whole_site.readers import Reader

pytestmark = pytest.mark.usefixtures("taken_back", "each_paper_is_set_once")

Forms = dict[str, dict[str, Any]]

STATIONS = ("own", "above", "other")


@pytest.fixture(scope="module")
def each_paper_is_set_once() -> Iterator[None]:
    """Who may have a paper is the question here, and the same words make the same PDF for all of them."""
    render = pdf.render
    kept = functools.cache(render)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "render", lambda html, **more: render(html, **more) if more else kept(html))
        yield


def is_granted(row: Row, to: Any, role: Role, station: str) -> bool:
    """Return whether the table grants this to a role held at an office."""
    if role not in to:
        return False
    if role in planted.AT_HEADQUARTERS:
        return station in ("own", "headquarters")
    if row.at_headquarters:
        return station == "headquarters"
    if role in row.for_itself and station == "above":
        return False
    return station != "other" or row.national or not row.of


def is_refused(answer: Any, *also: int) -> bool:
    if answer.status_code == 302:
        return answer["Location"] == "/admin/" or answer["Location"].startswith("/admin/login/?next=")
    return answer.status_code in (403, 404, *also)


def wrong_reading(world: World, row: Row, client: Client, *, granted: bool, own: bool) -> str:
    """Ask for an address and return what is wrong with the answer, or nothing."""
    answer = client.get(world.address(row.name, row.of, row.query))
    return wrong_answer(world, row, answer, granted=granted, own=own)


def wrong_answer(world: World, row: Row, answer: Any, *, granted: bool, own: bool) -> str:
    """Return what is wrong with what an address was answered, or nothing."""
    told = world.told(answer)
    if granted and answer.status_code != row.status:
        return f"{row.name}: is granted, answers {answer.status_code} {answer.headers.get('Location', '')}"
    if granted and own and row.tells and not told:
        return f"{row.name}: nothing of what was planted is there"
    if granted and own:
        return ""
    if not granted and not is_refused(answer):
        return f"{row.name}: is refused, answers {answer.status_code} {answer.headers.get('Location', '')}"
    return f"{row.name}: tells {told}" if told and not row.national else ""


# The rules of who may see are Python's, and no database reads them otherwise: 20,000 questions are put once. What is
# granted is done on each database, below.
of_rights = pytest.mark.once

STAFF_ROWS = [row for row in TABLE if not isinstance(row.who, str)]


def test_every_address_of_ours_stands_in_the_table_once_and_no_other() -> None:
    names = [row.name for row in TABLE]
    assert len(names) == len(set(names))
    found = addresses.ours()
    assert found - set(names) == set(), "not in the table"
    assert set(names) - found == set(), "no such address"


@of_rights
@pytest.mark.parametrize("station", STATIONS)
@pytest.mark.parametrize("role", Role)
def test_a_role_reads_what_the_table_grants_at_its_office(world: World, role: Role, station: str) -> None:
    client = Reader(world.people[role, station])
    wrong = []
    for row in STAFF_ROWS:
        granted = is_granted(row, row.who, role, station)
        if found := wrong_reading(world, row, client, granted=granted, own=station != "other"):
            wrong.append(found)
    assert not wrong, "\n".join(wrong)
    if station == "other":
        # Messages that a refusal left wait for the next page.
        assert not world.told(client.get("/admin/"))


@of_rights
@pytest.mark.parametrize("role", Role)
def test_the_book_opens_to_its_readers_at_headquarters_alone(world: World, role: Role) -> None:
    client = Reader(world.people[role, "headquarters"])
    wrong = []
    for row in STAFF_ROWS:
        if row.at_headquarters:
            granted = is_granted(row, row.who, role, "headquarters")
            wrong.append(wrong_reading(world, row, client, granted=granted, own=True))
    assert not any(wrong), "\n".join(filter(None, wrong))


@of_rights
@pytest.mark.parametrize("who", ["anonymous", "roleless"])
def test_without_a_role_nothing_of_the_staff_s_opens(
    world: World, as_laid: Standing, forms: Forms, who: str
) -> None:
    client = Reader(world.roleless if who == "roleless" else None)
    wrong = []
    for row in STAFF_ROWS:
        answer = client.get(world.address(row.name, row.of, row.query))
        wrong.append(wrong_answer(world, row, answer, granted=False, own=False))
        if who == "anonymous" and not answer.headers.get("Location", "").startswith("/admin/login/?next="):
            wrong.append(f"{row.name}: does not ask to sign in")
        answer = client.post(world.address(row.name, row.of), forms.get(row.name, {}))
        wrong += [] if is_refused(answer) else [f"{row.name}: a form is answered {answer.status_code}"]
    assert not any(wrong), "\n".join(filter(None, wrong))
    assert not list(changed(as_laid))


@of_rights
@pytest.mark.parametrize("station", ["own", "other"])
@pytest.mark.parametrize("role", Role)
def test_a_form_of_whom_it_is_not_granted_changes_nothing(
    world: World, as_laid: Standing, forms: Forms, role: Role, station: str
) -> None:
    client = Reader(world.people[role, station])
    wrong = []
    for row in STAFF_ROWS:
        if is_granted(row, row.changes, role, station) and station != "other":
            continue
        if row.national and is_granted(row, row.changes, role, station):
            continue
        if row.name.endswith((":add", ":create")) and is_granted(row, row.who, role, station):
            continue  # whoever may open an empty form may send it
        answer = client.post(world.address(row.name, row.of, row.query), forms.get(row.name, {}))
        if station == "other" and not row.national and world.told(answer):
            wrong.append(f"{row.name}: tells {world.told(answer)}")
        if row.of and not is_granted(row, row.who, role, station) and not is_refused(answer, 405):
            wrong.append(f"{row.name}: answers {answer.status_code}")
    wrong += [f"{name} changed" for name in changed(as_laid)]
    assert not wrong, "\n".join(wrong)


# Sorted: every worker must meet the same tests in the same order.
CHANGING = [(row, role) for row in STAFF_ROWS for role in sorted(row.changes)]


@pytest.mark.parametrize(("row", "role"), CHANGING, ids=[f"{row.name}-{role}" for row, role in CHANGING])
def test_the_same_form_of_whom_it_is_granted_does_change_something(
    world: World, as_laid: Standing, forms: Forms, row: Row, role: Role
) -> None:
    person = world.people[role, "headquarters" if row.at_headquarters else "own"]
    answer = planted.signed_in(person).post(world.address(row.name, row.of), forms[row.name])
    assert any(changed(as_laid)), (answer.status_code, answer.headers.get("Location"))


@of_rights
@pytest.mark.parametrize("role", [None, *Role])
def test_what_is_public_is_answered_to_everybody_alike(world: World, role: Role | None) -> None:
    client = Reader(world.people[role, "other"] if role else None)
    for row in TABLE:
        if row.who == PUBLIC:
            answer = client.get(world.address(row.name, row.of))
            answer.getvalue()  # reads to its end, and so closes, what is streamed
            assert answer.status_code == row.status, row.name
            assert not answer.cookies.keys() - {"csrftoken", "messages"}, row.name


@pytest.mark.parametrize("role", [None, *Role])
def test_an_order_opens_to_its_buyer_and_to_no_member_of_staff(
    world: World, as_laid: Standing, role: Role | None
) -> None:
    client = Reader(world.people[role, "own"] if role else None)
    number = world.card.number
    for ask in (client.get, client.post):
        for path in (f"/bn/shop/orders/{number}/", f"/bn/shop/orders/{number}/pay/"):
            answer = ask(path)
            assert answer.status_code in (302, 405)
            assert world.told(answer) <= {number}
    for address in ("/bn/shop/thanks/x/", "/payments/return/x/", "/payments/demonstration/x/"):
        answer = client.get(address)
        assert answer.status_code == 404 or answer["Location"] == "/bn/shop/orders/"
    answer = client.post(f"/bn/shop/orders/{number}/pay/", {"provider": "cash"})
    assert answer["Location"] == f"/bn/shop/orders/?number={number}"
    assert client.post("/payments/demonstration/events/", "{}", content_type="text/json").status_code == 400
    assert not list(changed(as_laid))


def test_the_secrets_of_an_order_open_that_order(world: World) -> None:
    buyer = Client()
    # The thank-you page gives the browser the cookie that the rest asks for.
    for row in sorted((row for row in TABLE if row.who == ONE_BUYER), key=lambda row: row.of != "thanks"):
        answer = buyer.get(world.address(row.name, row.of))
        assert answer.status_code == row.status, row.name
        assert bool(world.told(answer)) >= row.tells, row.name
    other = world.waiting.number
    assert buyer.get(f"/bn/shop/orders/{other}/")["Location"] == f"/bn/shop/orders/?number={other}"


def test_a_page_that_is_not_published_is_served_to_nobody(world: World) -> None:
    page = OfficePage.objects.get(register_entry=world.a, language="bn")
    address = page.get_url()
    assert Client().get(address).status_code == 200
    page.unpublish()
    for person in (None, world.roleless, *world.people.values()):
        assert planted.signed_in(person).get(address).status_code == 404
