"""What a publication changed: asked of whoever changes a public page, shown below it and in its history."""

from typing import Any

import pytest
from django.test import Client

from charter_pages.models import MinutesPage
from publishing.models import Change
from tests.admin_forms import form_of
from tests.edited import EditedMinutes
from tests.staffed import signed_in

pytestmark = pytest.mark.django_db
House = EditedMinutes
NOTE = "সিদ্ধান্ত ৬.১-এর সময়সীমা সংশোধন"


def edit(client: Client, page: MinutesPage, **more: str) -> Any:
    address = f"/admin/pages/{page.pk}/edit/"
    return client.post(address, {**form_of(client, address), "title": "বদলানো শিরোনাম", **more})


@pytest.mark.parametrize("action", ["action-submit", "action-publish"])
def test_a_public_page_is_not_submitted_or_published_without_a_word_on_what_changed(
    house: House, action: str
) -> None:
    client = signed_in(house.editor if action == "action-submit" else house.moderator)
    answer = edit(client, house.page, **{action: "1", "change_note": "  "})
    assert answer.status_code == 200
    assert "change_note" in answer.context["form"].errors
    assert "বদলানো শিরোনাম" in answer.content.decode()
    assert edit(client, house.page, **{action: "1", "change_note": NOTE}).status_code == 302


def test_a_draft_is_kept_without_such_a_word(house: House) -> None:
    assert edit(signed_in(house.editor), house.page).status_code == 302
    page = MinutesPage.objects.get(pk=house.page.pk)
    assert page.get_latest_revision_as_object().title == "বদলানো শিরোনাম"


def test_a_new_page_is_asked_nothing(house: House) -> None:
    shown = signed_in(house.editor).get(f"/admin/pages/add/charter_pages/minutespage/{house.parent.pk}/")
    assert 'name="change_note"' not in shown.content.decode()
    assert not Change.objects.exists()


def test_the_note_goes_with_the_draft_through_approval_and_stands_below_the_page_and_in_its_history(
    house: House, client: Client
) -> None:
    assert NOTE not in client.get(house.page.url).content.decode()
    edit(signed_in(house.editor), house.page, **{"action-submit": "1", "change_note": NOTE})
    assert NOTE not in client.get(house.page.url).content.decode()
    state = MinutesPage.objects.get(pk=house.page.pk).current_workflow_task_state
    state.task.specific.on_action(state, house.moderator, "approve")
    change = Change.objects.get()
    assert (change.note, change.by) == (NOTE, house.editor)
    assert NOTE in client.get(house.page.url).content.decode()
    moderator = signed_in(house.moderator)
    assert NOTE in moderator.get(f"/admin/pages/{house.page.pk}/history/").content.decode()
    assert form_of(moderator, f"/admin/pages/{house.page.pk}/edit/")["change_note"] == ""
    edit(moderator, house.page, **{"action-publish": "1", "change_note": "আরেকটি"})
    assert [each.note for each in Change.objects.all()] == ["আরেকটি", NOTE]


def test_a_page_that_was_published_once_asks_the_database_nothing_more(
    house: House, client: Client, django_assert_num_queries: Any
) -> None:
    from publishing import changes

    page = MinutesPage.objects.get(pk=house.page.pk)
    with django_assert_num_queries(0):
        assert changes.of(page) == []
