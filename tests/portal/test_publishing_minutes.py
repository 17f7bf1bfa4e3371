"""From an editor's form to the public page, through headquarters' approval: with the forms as the browser
sends them.
"""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

import clock
from accounts.models import Appointment, User
from accounts.roles import Role
from charter_pages.models import MinutesPage
from offices.models import Office
from portal import rights, tree
from tests import publishing_samples as samples
from tests.admin_forms import form_of

pytestmark = pytest.mark.django_db


def person(name: str, role: str, office: Office) -> Client:
    user = User.objects.create_user(name, password="x")
    Appointment.objects.create(user=user, role=role, office=office, since=clock.today())
    client = Client()
    client.force_login(user)
    return client


def filled(fields: dict[str, str], **more: str) -> dict[str, str]:
    fields |= {
        "title": "মাসিক সমন্বয় সভার কার্যবিবরণী",
        "slug": "",
        "meeting_kind": "coordination",
        "meeting_on": "2024-03-04",
        "memo_number": samples.MEMO,
        "issued_on": "2024-03-10",
        "issued_on_bangla": "২৬ ফাল্গুন ১৪৩০",
        "opening": "null",
        "decisions-TOTAL_FORMS": "1",
        "decisions-0-number": "(৬.১)",
        "decisions-0-text": "পাখা বসাতে হবে",
        "decisions-0-ORDER": "1",
    }
    return fields | more


def offices_with_pages() -> samples.Offices:
    tree.lay()
    offices = samples.offices()
    for office in offices:
        samples.office_page(office)
    rights.set_up()
    return offices


@pytest.fixture(scope="module")
def house_laid(lay_once: Callable[[Callable[[], Any]], Any]) -> samples.Offices:
    laid: samples.Offices = lay_once(offices_with_pages)
    return laid


@pytest.fixture
def house(house_laid: samples.Offices, db: None) -> samples.Offices:
    return copy.deepcopy(house_laid)


def test_minutes_are_written_submitted_approved_and_read(house: samples.Offices, client: Client) -> None:
    parent = samples.OfficePage.objects.get(register_entry=house.a, language="bn")
    editor = person("editor", Role.PRISON_EDITOR, house.a)
    moderator = person("moderator", Role.HQ_MODERATOR, house.hq)
    address = f"/admin/pages/add/charter_pages/minutespage/{parent.pk}/"

    answer = editor.post(address, filled(form_of(editor, address), **{"action-submit": "1"}))
    assert answer.status_code == 302, answer.content.decode()[:3000]
    page = MinutesPage.objects.get(language="bn")
    assert page.slug == "masik-somonboy-sobhar-karjobiboroni"
    assert not page.live
    assert page.office == house.a
    assert client.get(page.url).status_code == 404
    assert editor.get(f"/admin/pages/{page.pk}/view_draft/").status_code == 200

    state = page.current_workflow_task_state
    address = f"/admin/pages/workflow/action/{page.pk}/approve/{state.pk}/"
    assert editor.post(address, {"comment": ""}).status_code in (302, 403)
    page.refresh_from_db()
    assert not page.live

    assert moderator.post(address, {"comment": "", "next": "/admin/"}).status_code == 302
    page = MinutesPage.objects.get(pk=page.pk)
    assert page.live
    shown = client.get(page.url).content.decode()
    assert "পাখা বসাতে হবে" in shown
    assert samples.MEMO in shown


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("", "masik-somonboy-sobhar-karjobiboroni"),
        ("----", "masik-somonboy-sobhar-karjobiboroni"),
        ("সভা ২", "sobha-2"),
    ],
)
def test_an_address_is_latin_whatever_was_typed(house: samples.Offices, typed: str, slug: str) -> None:
    parent = samples.OfficePage.objects.get(register_entry=house.a, language="bn")
    editor = person("editor", Role.PRISON_EDITOR, house.a)
    address = f"/admin/pages/add/charter_pages/minutespage/{parent.pk}/"
    editor.post(address, filled(form_of(editor, address), slug=typed))
    assert MinutesPage.objects.get(language="bn").slug == slug


def test_an_editor_cannot_publish(house: samples.Offices) -> None:
    parent = samples.OfficePage.objects.get(register_entry=house.a, language="bn")
    editor = person("editor", Role.PRISON_EDITOR, house.a)
    address = f"/admin/pages/add/charter_pages/minutespage/{parent.pk}/"
    editor.post(address, filled(form_of(editor, address), **{"action-publish": "1"}))
    assert not MinutesPage.objects.filter(live=True).exists()


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("title", "", "title"),
        ("meeting_on", "2999-01-01", "meeting_on"),
        ("meeting_on", "", "meeting_on"),
        ("issued_on", "2020-01-01", "issued_on"),
        ("memo_number", "১২৩", "memo_number"),
        ("memo_number", "৯" * 61, "memo_number"),
    ],
)
def test_bad_input_is_told_beside_its_field_and_nothing_is_lost(
    house: samples.Offices, field: str, value: str, told: str
) -> None:
    parent = samples.OfficePage.objects.get(register_entry=house.a, language="bn")
    editor = person("editor", Role.PRISON_EDITOR, house.a)
    address = f"/admin/pages/add/charter_pages/minutespage/{parent.pk}/"
    answer = editor.post(address, filled(form_of(editor, address), **{"action-submit": "1", field: value}))
    assert answer.status_code == 200
    assert told in answer.context["form"].errors
    assert "পাখা বসাতে হবে" in answer.content.decode()


def test_another_papers_memo_number_is_refused(house: samples.Offices) -> None:
    parent = samples.OfficePage.objects.get(register_entry=house.a, language="bn")
    samples.minutes(parent)
    editor = person("editor", Role.PRISON_EDITOR, house.a)
    address = f"/admin/pages/add/charter_pages/minutespage/{parent.pk}/"
    typed = "58.04.0000.021.03.020.24 - 262"
    answer = editor.post(
        address, filled(form_of(editor, address), **{"action-submit": "1", "memo_number": typed})
    )
    assert "memo_number" in answer.context["form"].errors


def test_a_bangla_date_of_another_day_is_kept_and_warned_of(house: samples.Offices) -> None:
    parent = samples.OfficePage.objects.get(register_entry=house.a, language="bn")
    editor = person("editor", Role.PRISON_EDITOR, house.a)
    address = f"/admin/pages/add/charter_pages/minutespage/{parent.pk}/"
    fields = filled(form_of(editor, address), issued_on_bangla="২৫ ফাল্গুন ১৪৩০")
    answer = editor.post(address, fields, follow=True)
    assert "২৬ ফাল্গুন ১৪৩০" in answer.content.decode()
    assert MinutesPage.objects.get(language="bn").issued_on_bangla == "২৫ ফাল্গুন ১৪৩০"
