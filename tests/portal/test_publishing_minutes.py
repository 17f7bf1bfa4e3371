"""From an editor's form to the public page, through headquarters' approval: with the forms as the browser
sends them.
"""

import pytest
from django.test import Client

from accounts.roles import Role
from charter_pages.models import MinutesPage
from portal import rights, tree
from tests import publishing_samples as samples
from tests.admin_forms import form_of
from tests.staffed import person, signed_in

pytestmark = pytest.mark.django_db


TYPED = {
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


class House:
    """Four offices with their pages, an editor of the first prison, and the empty form that they are given."""

    def __init__(self) -> None:
        tree.lay()
        self.offices = samples.offices()
        pages = [samples.office_page(office) for office in self.offices]
        rights.set_up()
        self.parent = pages[2]
        self.editor = person("editor", Role.PRISON_EDITOR, self.offices.a)
        self.address = f"/admin/pages/add/charter_pages/minutespage/{self.parent.pk}/"
        self.form = form_of(signed_in(self.editor), self.address)

    def filled(self, **more: str) -> dict[str, str]:
        """Return the form as the editor's browser sends it, with `more` typed instead."""
        return self.form | TYPED | more


def test_minutes_are_written_submitted_approved_and_read(house: House, client: Client) -> None:
    editor = signed_in(house.editor)
    moderator = signed_in(person("moderator", Role.HQ_MODERATOR, house.offices.hq))

    answer = editor.post(house.address, house.filled(**{"action-submit": "1"}))
    assert answer.status_code == 302, answer.content.decode()[:3000]
    page = MinutesPage.objects.get(language="bn")
    assert page.slug == "masik-somonboy-sobhar-karjobiboroni"
    assert not page.live
    assert page.office == house.offices.a
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
def test_an_address_is_latin_whatever_was_typed(house: House, typed: str, slug: str) -> None:
    editor = signed_in(house.editor)
    editor.post(house.address, house.filled(slug=typed))
    assert MinutesPage.objects.get(language="bn").slug == slug


def test_an_editor_cannot_publish(house: House) -> None:
    editor = signed_in(house.editor)
    editor.post(house.address, house.filled(**{"action-publish": "1"}))
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
    house: House, field: str, value: str, told: str
) -> None:
    editor = signed_in(house.editor)
    answer = editor.post(house.address, house.filled(**{"action-submit": "1", field: value}))
    assert answer.status_code == 200
    assert told in answer.context["form"].errors
    assert "পাখা বসাতে হবে" in answer.content.decode()


def test_another_papers_memo_number_is_refused(house: House) -> None:
    samples.minutes(house.parent)
    editor = signed_in(house.editor)
    typed = "58.04.0000.021.03.020.24 - 262"
    answer = editor.post(house.address, house.filled(**{"action-submit": "1", "memo_number": typed}))
    assert "memo_number" in answer.context["form"].errors


def test_a_bangla_date_of_another_day_is_kept_and_warned_of(house: House) -> None:
    editor = signed_in(house.editor)
    answer = editor.post(house.address, house.filled(issued_on_bangla="২৫ ফাল্গুন ১৪৩০"), follow=True)
    assert "২৬ ফাল্গুন ১৪৩০" in answer.content.decode()
    assert MinutesPage.objects.get(language="bn").issued_on_bangla == "২৫ ফাল্গুন ১৪৩০"
