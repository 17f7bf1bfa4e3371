"""Approval follows the tree of offices: prison, division, headquarters; nobody approves their own."""

import datetime
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry, TaskState

import clock
from accounts.models import Appointment, User
from accounts.roles import Role
from charter_pages.models import MinutesPage
from letters.models import Letter
from offices.models import Office
from portal import approval, rights, tree
from portal.models import OfficePage
from portal.models.approval import DivisionApproval, HeadquartersApproval, OfficeTaskState
from tests import publishing_samples as samples
from tests.staffed import person, signed_in

pytestmark = pytest.mark.django_db
TITLE = "অনুমোদনের কার্যবিবরণী"


class House:
    """Two prisons below one division, a second division, and everybody who has a part."""

    def __init__(self) -> None:
        tree.lay()
        self.offices = samples.offices()
        self.other = Office.objects.create(
            code="div-rangpur", kind="division", parent=self.offices.hq, name_bn="রংপুর", name_en="Rangpur"
        )
        for office in (*self.offices, self.other):
            samples.office_page(office)
        rights.set_up()
        hq, division, a, _b = self.offices
        self.editor = person("editor", Role.PRISON_EDITOR, a)
        self.reviewer = person("reviewer", Role.DIVISION_REVIEWER, division)
        self.stranger = person("stranger", Role.DIVISION_REVIEWER, self.other)
        self.moderator = person("moderator", Role.HQ_MODERATOR, hq)
        self.second = person("second", Role.HQ_MODERATOR, hq)

    def submitted(
        self, office: Office | None = None, by: User | None = None, title: str = TITLE
    ) -> MinutesPage:
        parent = OfficePage.objects.get(register_entry=office or self.offices.a, language="bn")
        page = samples.unsaved_minutes(memo="", title=title)
        page.live = False
        page.owner = by or self.editor
        parent.add_child(instance=page)
        page.save_revision(user=by or self.editor)
        page.get_workflow().start(page, by or self.editor)
        return MinutesPage.objects.get(pk=page.pk)


def decide(user: User, page: MinutesPage, action: str = "approve", **told: str) -> Any:
    state = MinutesPage.objects.get(pk=page.pk).current_workflow_task_state
    assert state is not None
    return signed_in(user).post(
        f"/admin/pages/workflow/action/{page.pk}/{action}/{state.pk}/",
        {"comment": "", "next": "/admin/"} | told,
    )


def step(page: MinutesPage) -> type | None:
    task = MinutesPage.objects.get(pk=page.pk).current_workflow_task
    return type(task) if task else None


def is_live(page: MinutesPage) -> bool:
    return MinutesPage.objects.get(pk=page.pk).live


def test_a_prisons_page_is_seen_by_its_division_and_then_by_headquarters(house: House) -> None:
    page = house.submitted()
    assert step(page) is DivisionApproval
    assert decide(house.moderator, page).status_code in (302, 403)
    assert step(page) is DivisionApproval
    decide(house.reviewer, page)
    assert step(page) is HeadquartersApproval
    assert not is_live(page)
    decide(house.reviewer, page)
    assert not is_live(page)
    decide(house.moderator, page)
    assert is_live(page)


def test_a_divisions_page_and_headquarters_own_go_to_headquarters_at_once(house: House) -> None:
    hq, division, *_ = house.offices
    author = person("division-editor", Role.PRISON_EDITOR, division)
    for office, by in ((division, author), (hq, house.moderator)):
        page = house.submitted(office, by, title=f"{TITLE} {office.code}")
        assert step(page) is HeadquartersApproval
        skipped = TaskState.objects.get(workflow_state__object_id=str(page.pk), status="skipped")
        assert skipped.finished_at is not None


def test_nobody_approves_what_they_submitted_not_even_at_headquarters(house: House) -> None:
    page = house.submitted(house.offices.hq, house.moderator)
    decide(house.moderator, page)
    assert not is_live(page)
    assert page not in [each.workflow_state.content_object for each in approval.waiting_for(house.moderator)]
    decide(house.second, page)
    assert is_live(page)


def test_a_reviewer_who_submits_a_prisons_page_is_not_its_reviewer(house: House) -> None:
    page = house.submitted(by=house.reviewer)
    assert step(page) is HeadquartersApproval  # there is no other reviewer in this division
    person("colleague", Role.DIVISION_REVIEWER, house.offices.division)
    second = house.submitted(by=house.reviewer, title=f"{TITLE} ২")
    assert step(second) is DivisionApproval
    decide(house.reviewer, second)
    assert step(second) is DivisionApproval


def test_a_division_whose_post_is_empty_blocks_nothing(house: House) -> None:
    ended = {
        "since": clock.today() - datetime.timedelta(days=9),
        "until": clock.today() - datetime.timedelta(days=1),
    }
    Appointment.objects.filter(user=house.reviewer).update(**ended)
    assert step(house.submitted()) is HeadquartersApproval


def test_what_a_division_leaves_lying_goes_to_headquarters(house: House, settings: Any) -> None:
    settings.APPROVAL_ESCALATES_AFTER_DAYS = 5
    page = house.submitted()
    started = TaskState.objects.filter(workflow_state__object_id=str(page.pk), status="in_progress")
    started.update(started_at=timezone.now() - datetime.timedelta(days=4))
    assert approval.escalate_due() == 0
    started.update(started_at=timezone.now() - datetime.timedelta(days=5, minutes=1))
    assert approval.escalate_due() == 1
    assert approval.escalate_due() == 0
    assert step(page) is HeadquartersApproval
    assert PageLogEntry.objects.filter(page=page.pk, action="portal.escalate").count() == 1
    decide(house.moderator, page)
    assert is_live(page)


@pytest.mark.parametrize("reason", ["", "  ", "x"])
def test_a_page_comes_back_with_a_reason_or_not_at_all(house: House, reason: str) -> None:
    page = house.submitted()
    decide(house.reviewer, page, "reject", comment=reason)
    assert step(page) is DivisionApproval


def test_a_page_that_came_back_is_submitted_again_and_read_by_who_returned_it(house: House) -> None:
    page = house.submitted()
    decide(house.reviewer, page)
    decide(house.moderator, page, "reject", comment="সিদ্ধান্ত ৬.১ স্পষ্ট নয়")
    page = MinutesPage.objects.get(pk=page.pk)
    assert page.current_workflow_state.status == "needs_changes"
    page.current_workflow_state.resume(house.editor)
    assert step(page) is HeadquartersApproval
    decide(house.second, page)
    assert is_live(page)


def test_a_step_pressed_twice_is_taken_once(house: House) -> None:
    page = house.submitted(house.offices.hq, house.moderator)
    state = page.current_workflow_task_state
    task = state.task.specific
    task.on_action(state, house.second, "approve")
    stale = OfficeTaskState.objects.get(pk=state.pk)
    stale.status = TaskState.STATUS_IN_PROGRESS  # as another request has read it a moment ago
    with pytest.raises(PermissionDenied):
        task.on_action(stale, house.second, "reject", comment="না, ফেরত")
    assert is_live(page)


def test_a_reviewer_of_another_division_neither_sees_nor_approves(house: House) -> None:
    page = house.submitted()
    stranger = signed_in(house.stranger)
    for address in (
        "/admin/",
        "/admin/approvals/",
        f"/admin/pages/{page.pk}/edit/",
        f"/admin/pages/{page.pk}/view_draft/",
    ):
        assert TITLE not in stranger.get(address).content.decode()
    decide(house.stranger, page)
    assert step(page) is DivisionApproval
    assert not approval.waiting_for(house.stranger)


def test_who_decides_finds_what_waits_on_the_home_page_and_in_the_list(house: House) -> None:
    page = house.submitted()
    reviewer = signed_in(house.reviewer)
    assert "অনুমোদনের পাতা: ১" in " ".join(reviewer.get("/admin/").content.decode().split())
    assert TITLE in reviewer.get("/admin/approvals/").content.decode()
    assert "অনুমোদনের পাতা: <span" in " ".join(
        signed_in(house.moderator).get("/admin/").content.decode().split()
    )
    decide(house.reviewer, page)
    assert TITLE in signed_in(house.moderator).get("/admin/approvals/").content.decode()
    assert TITLE not in reviewer.get("/admin/approvals/").content.decode()


def test_those_who_decide_and_who_wrote_are_told_in_their_language_from_the_outbox(house: House) -> None:
    page = house.submitted()
    house.editor.wagtail_userprofile.preferred_language = "en"
    house.editor.wagtail_userprofile.save()
    assert [letter.to for letter in Letter.objects.all()] == ["reviewer@example.org"]
    decide(house.reviewer, page, "reject", comment="তারিখ ভুল")
    told = Letter.objects.get(to="editor@example.org")
    assert (told.template, told.language, told.context["reason"]) == ("staff_page_returned", "en", "তারিখ ভুল")
    assert told.context["office"] == "Natore Prison"
    MinutesPage.objects.get(pk=page.pk).current_workflow_state.resume(house.editor)
    decide(house.reviewer, page)
    assert set(Letter.objects.filter(template="staff_page_waits").values_list("to", flat=True)) == {
        "reviewer@example.org", "moderator@example.org", "second@example.org",
    }  # fmt: skip
    decide(house.second, page)
    assert Letter.objects.get(template="staff_page_approved").to == "editor@example.org"
    assert not mail.outbox  # Wagtail's own are silent
    assert not ModelLogEntry.objects.filter(action="wagtail.workflow.approve").exists()


def test_the_list_of_many_pages_takes_as_many_questions_as_that_of_one(
    house: House, django_assert_max_num_queries: Any
) -> None:
    for number in range(8):
        house.submitted(title=f"{TITLE} {number}")
    client = signed_in(house.reviewer)
    client.get("/admin/approvals/")
    with django_assert_max_num_queries(30):
        assert client.get("/admin/approvals/").content.decode().count(TITLE) == 8
