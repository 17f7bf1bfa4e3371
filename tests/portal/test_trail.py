"""Who did what: read by headquarters whole, by a division of its own people and prisons, by nobody else."""

import datetime
from typing import Any

import pytest
from django.test import Client
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

import clock
from accounts import sessions
from accounts.models import Appointment, User
from accounts.roles import Role
from charter_pages.models import MinutesPage
from portal import rights, trail, tree
from portal.models import OfficePage
from shop.production.models import Trade
from tests import publishing_samples as samples
from tests import selling
from tests.staffed import signed_in

pytestmark = pytest.mark.django_db
TITLE, ELSEWHERE = "নাটোরের কার্যবিবরণী", "অন্য বিভাগের কার্যবিবরণী"


class House:
    """One prison below each of two divisions, where an editor wrote something; and those who read of it."""

    def __init__(self) -> None:
        tree.lay()
        self.offices = samples.offices()
        hq, division, a, _b = self.offices
        self.other = type(hq).objects.create(
            code="div-rangpur", kind="division", parent=hq, name_bn="রংপুর", name_en="Rangpur"
        )
        self.far = type(hq).objects.create(
            code="dj-far", kind="district_prison", parent=self.other, name_bn="দূর কারাগার", name_en="Far"
        )
        for office in (*self.offices, self.other, self.far):
            samples.office_page(office)
        rights.set_up()
        self.editor = selling.staff(Role.PRISON_EDITOR, a, "natore-editor")
        self.stranger = selling.staff(Role.PRISON_EDITOR, self.far, "far-editor")
        self.reviewer = selling.staff(Role.DIVISION_REVIEWER, division, "reviewer")
        self.moderator = selling.staff(Role.HQ_MODERATOR, hq, "moderator")
        for office, author, title in ((a, self.editor, TITLE), (self.far, self.stranger, ELSEWHERE)):
            parent = OfficePage.objects.get(register_entry=office, language="bn")
            page = samples.unsaved_minutes(memo="", title=title)
            page.live = False
            parent.add_child(instance=page)
            page.save_revision(user=author, log_action=True)


def read(client: Client, query: str = "", address: str = "/admin/trail/") -> str:
    answer = client.get(address + query)
    assert answer.status_code == 200, answer.headers.get("Location")
    return " ".join(answer.content.decode().split("<main")[1].split())


def test_headquarters_reads_of_pages_rights_sign_ins_and_failed_tries(house: House) -> None:
    client = signed_in(house.moderator)
    Client().post("/admin/login/", {"username": "natore-editor", "password": "wrong"})
    Client().post("/admin/login/", {"username": "my-secret-password", "password": ""})
    Client().post("/admin/login/", {"username": "my-secret-password", "password": "x"})
    administrator = selling.staff(Role.ADMINISTRATOR, house.offices.hq, "administrator")
    signed_in(administrator).post(
        "/admin/appointments/new/",
        {"user": house.editor.pk, "role": Role.PARCELS, "office": house.offices.a.pk, "since": clock.today()},
    )
    text = read(client)
    assert TITLE in text
    assert ELSEWHERE in text
    assert "প্রবেশ করেছেন" in text
    assert "প্রবেশ করতে পারেননি" in text
    assert "my-secret-password" not in text
    assert f"/admin/appointments/edit/{Appointment.objects.latest('pk').pk}/" in text
    assert f"/admin/pages/{MinutesPage.objects.get(title=TITLE).pk}/history/" in text


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        ("?kind=pages", [TITLE, ELSEWHERE], ["প্রবেশ করেছেন"]),
        ("?kind=sign_ins", ["প্রবেশ করেছেন"], [TITLE]),
        ("?person=natore-editor", [TITLE], [ELSEWHERE]),
        ("?person=nobody-of-that-name", [], [TITLE, ELSEWHERE]),
        ("?office={division}", [TITLE], [ELSEWHERE]),
        ("?until=2020-01-01", [], [TITLE]),
        ("?until=2020-01-01&since=১/১/২০২০", [], [TITLE]),
        ("?kind=x&since=rubbish", [TITLE], []),
    ],
)
def test_what_is_asked_for_is_told_and_nothing_else(
    house: House, query: str, there: list[str], gone: list[str]
) -> None:
    text = read(signed_in(house.moderator), query.format(division=house.offices.division.pk))
    assert all(word in text for word in there)
    assert not any(word in text for word in gone)


def test_a_division_reads_of_its_own_people_and_prisons(house: House) -> None:
    client = signed_in(house.reviewer)
    signed_in(house.stranger)
    for query in ("", "?person=far-editor", f"?office={house.far.pk}"):
        assert ELSEWHERE not in read(client, query, "/admin/trail/division/")
        assert f"<td>{house.stranger}</td>" not in read(client, query, "/admin/trail/division/")
    text = read(client, "", "/admin/trail/division/")
    assert TITLE in text
    assert f"<td>{house.editor}</td>" in text


def test_nobody_else_reads_it(house: House) -> None:
    auditor = selling.staff(Role.AUDITOR, house.offices.a, "prison-auditor")
    for user in (house.editor, house.reviewer, auditor):
        assert signed_in(user).get("/admin/trail/").status_code in (302, 403)
    for user in (house.editor, auditor):
        assert signed_in(user).get("/admin/trail/division/").status_code in (302, 403)
    assert (
        signed_in(selling.staff(Role.AUDITOR, house.offices.hq, "hq-auditor"))
        .get("/admin/trail/")
        .status_code
        == 200
    )


def test_of_a_register_that_could_name_an_inmate_only_the_kind_is_told(house: House) -> None:
    maker = selling.makers(house.offices.a, 1)[0]
    log(instance=maker, action="wagtail.edit", user=house.editor, title="গোপন নাম")
    trade = Trade.objects.create(name_bn="বাঁশের কাজ", name_en="Bamboo")
    log(instance=trade, action="wagtail.edit", user=house.editor)
    text = read(signed_in(house.moderator), "?kind=registers")
    assert "গোপন নাম" not in text
    assert "বাঁশের কাজ" in text


def test_it_is_taken_as_a_file_after_a_fresh_proof_and_that_is_written_down(house: House) -> None:
    client = signed_in(house.moderator)
    answer = client.get("/admin/trail/?as=csv&kind=pages")
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert TITLE in text
    assert answer["Content-Type"].startswith("text/csv")
    assert ModelLogEntry.objects.get(action="portal.trail_taken").user == house.moderator
    session = client.session
    session[sessions.KEY] = {**session[sessions.KEY], "proved": 0}
    session.save()
    assert client.get("/admin/trail/?as=csv")["Location"].startswith("/admin/my-sign-in/confirm/")


def test_a_page_of_many_lines_takes_as_many_questions_as_one_of_few(
    house: House, django_assert_max_num_queries: Any
) -> None:
    asked = trail.Asked(since=clock.today() - datetime.timedelta(days=1), until=clock.today())
    with django_assert_max_num_queries(10):
        few = trail.told(list(trail.rows(asked)[:2]))
    page = MinutesPage.objects.get(title=TITLE)
    for _time in range(20):
        page.save_revision(user=house.editor, log_action=True)
    with django_assert_max_num_queries(10):
        many = trail.told(list(trail.rows(asked)[:50]))
    assert len(many) > len(few) + 10
    assert [line.at for line in many] == sorted((line.at for line in many), reverse=True)


def test_superusers_are_named_to_headquarters(house: House) -> None:
    User.objects.create_superuser("root-of-all", "root@example.org", "x")
    assert "root-of-all" in read(signed_in(house.moderator))
