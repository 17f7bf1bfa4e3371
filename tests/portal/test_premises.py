"""An office that is entered, renamed, put below another or closed by hand in the register: its site follows."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Collection, GroupPagePermission

import clock
from accounts.models import User
from accounts.roles import Role
from offices.models import Office
from portal import rights, wall
from portal.models import OfficePage
from tests import publishing_samples as samples
from tests import selling

pytestmark = pytest.mark.django_db


House = samples.offices_with_pages


@pytest.fixture
def administrator(house: samples.Offices) -> Client:
    client = Client()
    client.force_login(selling.staff(Role.ADMINISTRATOR, house.hq))
    return client


def form(office: Office | None = None, **more: Any) -> dict[str, Any]:
    names = (
        "code", "kind", "parent_id", "name_bn", "name_en", "division_code", "district_code", "address_bn",
        "address_en", "phone", "email", "rollout_stage",
    )  # fmt: skip
    told = {name.removesuffix("_id"): getattr(office, name) or "" for name in names} if office else {}
    return told | more


def new_prison(administrator: Client, division: Office) -> Office:
    answer = administrator.post(
        "/admin/offices/new/",
        form(
            code="dj-bogura",
            kind="district_prison",
            parent=division.pk,
            name_bn="বগুড়া জেলা কারাগার",
            name_en="Bogura Prison",
        ),
    )
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return Office.objects.get(code="dj-bogura")


def test_a_new_office_has_its_page_in_both_languages_its_files_and_its_editors(
    house: samples.Offices, administrator: Client, client: Client
) -> None:
    office = new_prison(administrator, house.division)
    pages = OfficePage.objects.filter(register_entry=office)
    assert {(page.language, page.title) for page in pages} == {
        ("bn", "বগুড়া জেলা কারাগার"),
        ("en", "Bogura Prison"),
    }
    for page in pages:
        assert client.get(page.url).status_code == 200
        assert page.get_parent().specific.register_entry == house.division
    assert rights.collection_of(office).get_parent().name == house.division.name_bn
    editor = selling.staff(Role.PRISON_EDITOR, office)
    assert set(wall.own_pages(User.objects.get(pk=editor.pk))) >= {page.page_ptr for page in pages}
    assert Group.objects.filter(name="Editors of dj-bogura").count() == 1


def test_a_renamed_office_keeps_its_files_and_shows_its_new_name(
    house: samples.Offices, administrator: Client, client: Client
) -> None:
    before = rights.collection_of(house.a).pk
    count = Collection.objects.count()
    sent = form(house.a, name_bn="নাটোর কারা কেন্দ্র")
    assert administrator.post(f"/admin/offices/edit/{house.a.pk}/", sent).status_code == 302
    office = Office.objects.get(pk=house.a.pk)
    assert rights.collection_of(office).pk == before
    assert Collection.objects.count() == count
    page = OfficePage.objects.get(register_entry=office, language="bn")
    assert "নাটোর কারা কেন্দ্র" in client.get(page.url).content.decode()


def test_an_office_put_below_another_division_moves_with_its_files_and_its_old_address_leads_on(
    house: samples.Offices, administrator: Client, client: Client
) -> None:
    other = Office.objects.create(
        code="div-rangpur",
        kind="division",
        parent=house.hq,
        name_bn="রংপুর বিভাগীয় দপ্তর",
        name_en="Rangpur Division",
    )
    samples.office_page(other)
    rights.set_up()
    reviewer = selling.staff(Role.DIVISION_REVIEWER, other)
    page = OfficePage.objects.get(register_entry=house.a, language="bn")
    old, collection = page.url, rights.collection_of(house.a)
    assert not wall.own_pages(reviewer).filter(pk=page.pk).exists()
    sent = form(house.a, parent=other.pk)
    assert administrator.post(f"/admin/offices/edit/{house.a.pk}/", sent).status_code == 302
    page = OfficePage.objects.get(pk=page.pk)
    assert page.get_parent().specific.register_entry == other
    assert wall.own_pages(User.objects.get(pk=reviewer.pk)).filter(pk=page.pk).exists()
    moved = Collection.objects.get(pk=collection.pk)
    assert moved.get_parent().name == other.name_bn
    assert rights.collection_of(Office.objects.get(pk=house.a.pk)) == moved
    assert client.get(old, follow=True).redirect_chain[-1][0].endswith(page.url)


def test_a_closed_office_keeps_its_papers_and_loses_its_editors_rights(
    house: samples.Offices, administrator: Client, client: Client
) -> None:
    editor = selling.staff(Role.PRISON_EDITOR, house.a)
    page = OfficePage.objects.get(register_entry=house.a, language="bn")
    sent = form(house.a, closed_on=clock.today().isoformat())
    assert administrator.post(f"/admin/offices/edit/{house.a.pk}/", sent).status_code == 302
    assert client.get(page.url).status_code == 200
    assert not GroupPagePermission.objects.filter(group__name="Editors of dj-natore").exists()
    assert not wall.own_pages(User.objects.get(pk=editor.pk)).exists()
    reviewer = selling.staff(Role.DIVISION_REVIEWER, house.division)
    assert wall.own_pages(reviewer).filter(pk=page.pk).exists()
    reopened = {**sent, "closed_on": ""}
    assert administrator.post(f"/admin/offices/edit/{house.a.pk}/", reopened).status_code == 302
    assert wall.own_pages(User.objects.get(pk=editor.pk)).filter(pk=page.pk).exists()
