"""Public from an hour and until an hour, as Dhaka's clocks show it, by the worker."""

import copy
import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.roles import Role
from charter_pages.models import MinutesPage
from portal import rights, tree
from portal.models import OfficePage
from publishing import scheduling
from tests import publishing_samples as samples
from tests import selling
from tests.admin_forms import form_of
from worker import rounds

pytestmark = pytest.mark.django_db


def lay() -> OfficePage:
    tree.lay()
    offices = samples.offices()
    for office in offices:
        samples.office_page(office)
    rights.set_up()
    return OfficePage.objects.get(register_entry=offices.a, language="bn")


@pytest.fixture(scope="module")
def parent_laid(lay_once: Callable[[Callable[[], Any]], Any]) -> OfficePage:
    laid: OfficePage = lay_once(lay)
    return laid


@pytest.fixture
def parent(parent_laid: OfficePage, db: None) -> OfficePage:
    return copy.deepcopy(parent_laid)


def signed_in(role: str, parent: OfficePage) -> Client:
    office = parent.register_entry if role == Role.PRISON_EDITOR else selling.headquarters()
    client = Client()
    client.force_login(selling.staff(role, office))
    return client


def let_the_hour_come(page: MinutesPage) -> None:
    past = timezone.now() - datetime.timedelta(seconds=1)
    assert page.revisions.update(approved_go_live_at=past) == 1 or page.revisions.exists()
    revision = page.latest_revision
    revision.content["go_live_at"] = past.isoformat()
    revision.approved_go_live_at = past
    revision.save()


def test_approved_for_an_hour_to_come_a_page_is_public_from_then_on(
    parent: OfficePage, client: Client
) -> None:
    editor = selling.staff(Role.PRISON_EDITOR, parent.register_entry)
    page = samples.unsaved_minutes()
    page.live = False
    page.go_live_at = timezone.now() + datetime.timedelta(hours=2)
    parent.add_child(instance=page)
    page.save_revision(user=editor)
    page.get_workflow().start(page, editor)
    moderator = selling.staff(Role.HQ_MODERATOR, selling.headquarters())
    state = MinutesPage.objects.get(pk=page.pk).current_workflow_task_state
    state.task.specific.on_action(state, moderator, "approve")
    page = MinutesPage.objects.get(pk=page.pk)
    assert not page.live
    assert page.approved_schedule
    assert scheduling.publish_due() == 0
    assert client.get(page.url).status_code == 404
    let_the_hour_come(page)
    assert "scheduled" in rounds.work_once()
    assert client.get(page.url).status_code == 200
    assert scheduling.publish_due() == 0


def test_a_page_that_has_run_out_is_taken_down_once(parent: OfficePage, client: Client) -> None:
    page = samples.minutes(parent)
    MinutesPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() + datetime.timedelta(minutes=1))
    assert scheduling.publish_due() == 0
    MinutesPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - datetime.timedelta(seconds=1))
    assert scheduling.publish_due() == 1
    assert scheduling.publish_due() == 0
    assert client.get(page.url).status_code == 404
    assert MinutesPage.objects.get(pk=page.pk).expired


def test_an_editor_says_the_hour_on_dhakas_clocks(parent: OfficePage) -> None:
    page = samples.minutes(parent)
    moderator = signed_in(Role.HQ_MODERATOR, parent)
    address = f"/admin/pages/{page.pk}/edit/"
    fields = form_of(moderator, address)
    assert "go_live_at" in fields
    day = timezone.localdate() + datetime.timedelta(days=3)
    sent = {**fields, "go_live_at": f"{day} 09:30", "change_note": "পরে", "action-publish": "1"}
    assert moderator.post(address, sent).status_code == 302
    approved = MinutesPage.objects.get(pk=page.pk).scheduled_revision.approved_go_live_at
    assert approved.isoformat() == f"{day}T03:30:00+00:00"
    assert form_of(moderator, address)["go_live_at"] == f"{day} 09:30"


def test_wagtails_own_command_finds_nothing_more_to_do(parent: OfficePage) -> None:
    samples.minutes(parent)
    call_command("publish_scheduled")
    assert MinutesPage.objects.filter(live=True).exists()
