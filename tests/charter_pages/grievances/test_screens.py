"""Complaints in the back office: officers read and answer by their post, others see that there is one."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from accounts.roles import Role
from charter_pages.grievances import reading
from charter_pages.grievances.models import Grievance, Message, Reading
from tests import selling
from tests.charter_pages.grievances import world
from tests.charter_pages.grievances.world import EMAIL, NAME, TEXT, World, complain, fresh
from tests.staffed import signed_in

pytestmark = pytest.mark.django_db

ANSWER = "আবেদনটি আজ গ্রহণ করা হয়েছে।"
MARKS = (TEXT, NAME, "01798", "০১৭৯৮", "+88017987", EMAIL)


def screen(grievance: Grievance) -> str:
    return reverse("grievance", args=[grievance.pk])


def test_the_officer_finds_reads_and_answers_what_lies_before_the_post(offices: World) -> None:
    grievance = complain(offices.natore)
    client = signed_in(offices.first)
    assert "১" in client.get("/admin/").content.decode()
    assert screen(grievance) in client.get(reverse("grievances")).content.decode()
    before = client.get(screen(grievance)).content.decode()
    assert TEXT not in before
    assert client.post(screen(grievance), {"step": "read", "why": ""}).status_code == 302
    page = client.get(screen(grievance)).content.decode()
    assert TEXT in page
    assert NAME in page
    wrong = client.post(screen(grievance), {"step": "answer", "answer": "না"})
    assert wrong.context["forms"]["answer"].errors
    client.post(screen(grievance), {"step": "answer", "answer": ANSWER})
    assert fresh(grievance).state == "answered"
    assert Message.objects.get(kind="answer").by == offices.first


def test_the_officer_above_reads_for_a_reason_and_answers_nothing(offices: World) -> None:
    grievance = complain(offices.natore)
    client = signed_in(offices.second)
    assert client.post(screen(grievance), {"step": "read", "why": "কম"}).context["forms"]["read"].errors
    client.post(screen(grievance), {"step": "read", "why": "বিভাগীয় পর্যালোচনার জন্য"})
    assert TEXT in client.get(screen(grievance)).content.decode()
    client.post(screen(grievance), {"step": "answer", "answer": ANSWER})
    assert fresh(grievance).state == "open"
    assert Reading.objects.get().by == offices.second


@pytest.mark.parametrize(
    "role", [Role.PRISON_EDITOR, Role.DIVISION_REVIEWER, Role.HQ_MODERATOR, Role.AUDITOR]
)
def test_who_watches_sees_that_there_is_one_and_never_a_word(offices: World, role: Role) -> None:
    grievance = complain(offices.natore, name=NAME, email=EMAIL, about_post=offices.jailer)
    home = {Role.PRISON_EDITOR: offices.natore, Role.DIVISION_REVIEWER: offices.division}.get(
        role, offices.hq
    )
    client = signed_in(selling.staff(role, home))
    for path in (reverse("grievances"), screen(grievance), reverse("grievances_overview")):
        page = client.get(path).content.decode()
        assert not [mark for mark in MARKS if mark in page]
    for step in ("read", "answer", "forward", "aside"):
        answer = client.post(screen(grievance), {"step": step, "why": "দেখার প্রয়োজন আছে", "answer": ANSWER})
        # Wagtail sends home whoever is refused.
        assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/"), step
    assert not Reading.objects.exists()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_of_complaints_holds_no_word(offices: World, kind: str) -> None:
    grievance = complain(offices.natore, name=NAME, email=EMAIL)
    client = signed_in(offices.moderator)
    answer = client.get(reverse("grievances"), {"export": kind})
    body = answer.getvalue()
    if kind == "csv":
        rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
    else:
        sheet = load_workbook(io.BytesIO(body)).active
        rows = [[str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert len(rows) == 2
    assert grievance.number in rows[1]
    assert not [mark for mark in MARKS if mark in str(rows)]
    totals = client.get(reverse("grievances_overview"), {"export": kind})
    assert totals.getvalue()


def test_another_office_s_complaint_is_not_there(offices: World) -> None:
    grievance = complain(offices.natore)
    client = signed_in(selling.staff(Role.PRISON_EDITOR, offices.pabna))
    assert client.get(screen(grievance)).status_code == 404
    assert grievance.number not in client.get(reverse("grievances")).content.decode().replace(" ", "")
    assert signed_in(offices.warder).get(screen(grievance)).status_code == 404


def test_whom_it_is_about_is_not_told_that_it_is_there(offices: World) -> None:
    grievance = complain(offices.natore, about="conduct", about_post=offices.superintendent)
    selling.Appointment.objects.create(
        user=offices.first, role=Role.PRISON_EDITOR, office=offices.natore, since=world.SINCE
    )
    client = signed_in(offices.first)
    assert client.get(screen(grievance)).status_code == 404
    for step in ("read", "answer"):
        assert client.post(screen(grievance), {"step": step, "answer": ANSWER}).status_code == 404
    assert not reading.visible_to(offices.first).exists()


def test_headquarters_gives_a_complaint_without_an_officer_to_one(offices: World) -> None:
    grievance = complain(offices.natore, text="রফিকুল হাসান ও সেলিনা পারভীন দুজনেই জানেন।")
    world.holder(offices.ig, "ig")
    client = signed_in(offices.moderator)
    page = client.get(screen(grievance)).content.decode()
    assert "সেলিনা" not in page
    client.post(screen(grievance), {"step": "assign", "post": offices.ig.pk})
    assert fresh(grievance).post == offices.ig


def test_the_list_takes_as_many_queries_for_forty_as_for_four(offices: World) -> None:
    client = signed_in(offices.moderator)

    def queries(path: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    for _ in range(4):
        complain(offices.natore)
    paths = [reverse("grievances"), reverse("grievances_overview")]
    few = [queries(path) for path in paths]
    for _ in range(12):
        complain(offices.pabna)
    many = [queries(path) for path in paths]
    assert all(more <= less for more, less in zip(many, few, strict=True))
