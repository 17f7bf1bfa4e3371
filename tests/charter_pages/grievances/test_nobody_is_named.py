"""What somebody complained of, and who did, is planted and looked for everywhere: only the reader's page holds it."""

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse

import clock
from accounts.roles import Role
from bangla import digits
from charter_pages.grievances import following, handling, privacy, reading, turns
from charter_pages.grievances.models import Grievance, Message, Words
from letters import outbox, senders
from letters.models import Letter
from tests import databases, selling
from tests.charter_pages.grievances import world
from tests.charter_pages.grievances.world import World, complain, fresh
from tests.staffed import signed_in

MARK = "চিহ্নকথা"
NAME, PHONE, EMAIL = "চিহ্ননামধারী", "+8801798765432", "mark-of-nobody@example.com"
PLANTED = [MARK, NAME, PHONE, PHONE[3:], "01798", digits.to_bangla("01798765432"), "01798-765432", EMAIL]


@pytest.fixture
def offices(transactional_db: None) -> Iterator[World]:
    with clock.set_to(world.START):
        yield world.lay()


def hits(text: str) -> list[str]:
    return [word for word in PLANTED if word in text]


def whole_way(offices: World) -> Grievance:
    """Let a complaint go through everything that is written to it."""
    grievance = complain(
        offices.natore, text=f"{MARK}: কেউ নেয়নি", name=NAME, phone=PHONE, email=EMAIL, about="conduct",
        about_post=offices.jailer,
    )  # fmt: skip
    reading.read(by=offices.first, grievance=grievance)
    reading.read(by=offices.second, grievance=grievance, why=f"{MARK} দেখার জন্য")
    handling.ask(by=offices.first, grievance=grievance, text=f"{MARK} কবে?")
    following.add(grievance=fresh(grievance), text=f"{MARK} গত রবিবার")
    handling.extend(by=offices.first, grievance=fresh(grievance), working_days=2, text=f"{MARK} নথি খুঁজছি")
    handling.answer(by=offices.first, grievance=fresh(grievance), text=f"{MARK} মীমাংসা হয়েছে")
    return fresh(grievance)


def test_the_database_holds_nothing_of_it_in_clear(offices: World) -> None:
    whole_way(offices)
    if databases.is_postgresql():
        from tests import postgres

        url = databases.own_url().replace("postgres://", "postgresql://", 1)
        dump = [str(postgres.programs() / "pg_dump"), "--data-only", url]
        text = subprocess.run(dump, capture_output=True, check=True, text=True).stdout
    else:
        # By a process of its own: a second connection in this one takes the first one's locks away when it closes.
        code = "import sqlite3, sys; print('\\n'.join(sqlite3.connect(sys.argv[1]).iterdump()))"
        dump = [sys.executable, "-X", "utf8", "-c", code, str(connection.settings_dict["NAME"])]
        text = subprocess.run(dump, capture_output=True, check=True, encoding="utf-8").stdout
    assert "gAAAA" in text
    assert offices.superintendent.title_bn in text
    assert hits(text) == []


def test_no_letter_mail_or_sms_holds_it(offices: World) -> None:
    senders.MemorySms.sent.clear()
    whole_way(offices)
    complain(offices.natore, text=f"{MARK}: আবার", name=NAME, phone=PHONE)
    while outbox.send_due():
        pass
    assert len(mail.outbox) >= 5
    for sent in mail.outbox:
        assert hits(sent.subject + sent.body) == []
    assert senders.MemorySms.sent
    assert [hit for _to, text in senders.MemorySms.sent for hit in hits(text)] == []
    # Each letter found its reader all the same.
    assert {EMAIL, "super.natore@prison.example"} <= {sent.to[0] for sent in mail.outbox}
    for letter in Letter.objects.all():
        assert hits(f"{letter.key} {letter.to} {letter.context}") == []


def test_no_log_address_list_search_or_file_holds_it(offices: World, caplog: Any, capfd: Any) -> None:
    caplog.set_level("DEBUG")
    with structlog.testing.capture_logs() as logs:
        client = Client()
        key = client.get("/bn/complaints/new/", {"office": "dj-natore"}).context["form"]["key"].value()
        typed = {"office": "dj-natore", "about": "other", "text": f"{MARK} কেউ নেয়নি", "name": NAME,
                 "phone": "০১৭৯৮৭৬৫৪৩২", "email": EMAIL, "key": key}  # fmt: skip
        answers = [
            client.post("/bn/complaints/new/", {**typed, "about": ""}),
            client.post("/bn/complaints/new/", typed),
        ]
        grievance = Grievance.objects.get()
        client.post("/bn/complaints/track/", {"number": "1", "phone": PHONE})
        client.post("/bn/complaints/track/", {"number": grievance.number, "phone": PHONE})
        answers.append(client.get("/bn/complaints/mine/"))
        officer = signed_in(offices.first)
        officer.post(reverse("grievance", args=[grievance.pk]), {"step": "read"})
        officer.get(reverse("grievance", args=[grievance.pk]))
    logged = f"{logs} {caplog.text} {capfd.readouterr()}"
    assert "request_finished" in logged
    assert hits(logged) == []
    assert hits(" ".join(answer.headers.get("Location", "") for answer in answers)) == []
    watchers = [selling.staff(role, offices.hq) for role in (Role.HQ_MODERATOR, Role.AUDITOR)]
    root = watchers[0].__class__.objects.create_superuser("root")
    paths = ["/admin/", "/admin/grievances/", "/admin/grievances/by-office/", "/admin/grievances/?export=csv",
             "/admin/reports/site-history/", f"/admin/pages/search/?q={MARK}x",
             f"/admin/grievances/{grievance.pk}/"]  # fmt: skip
    for user in [*watchers, root]:
        for path in paths:
            answer = signed_in(user).get(path)
            assert hits(answer.getvalue().decode(errors="replace").replace(f"{MARK}x", "")) == [], (
                user,
                path,
            )


def test_a_fault_while_it_is_read_tells_nothing_of_it(
    offices: World, monkeypatch: pytest.MonkeyPatch, capfd: Any
) -> None:
    def fail(**facts: Any) -> None:
        raise RuntimeError(f"{MARK} {PHONE}")

    monkeypatch.setattr("charter_pages.grievances.filing.write", fail)
    client = Client(raise_request_exception=False)
    key = client.get("/bn/complaints/new/", {"office": "dj-natore"}).context["form"]["key"].value()
    typed = {"office": "dj-natore", "about": "other", "text": f"{MARK} কেউ নেয়নি", "phone": PHONE, "key": key}
    answer = client.post("/bn/complaints/new/", typed)
    assert answer.status_code == 500
    assert hits(answer.content.decode()) == []
    told = capfd.readouterr()
    assert hits(told.out + told.err) == []
    assert hits(" ".join(sent.body for sent in mail.outbox)) == []


def test_some_months_after_it_is_closed_its_words_and_addresses_are_gone(
    offices: World, settings: Any
) -> None:
    grievance = whole_way(offices)
    following.thank(grievance=grievance)
    last = world.START.date().replace(year=2027)
    with world.on(last):
        assert privacy.forget() == 0
    with world.on(last.replace(day=23)):
        turns.work()
        assert privacy.forget() == 0  # once
    row = fresh(grievance)
    assert row.forgotten_at is not None
    assert (row.words.text, row.words.phone, row.words.name, row.words.email) == ("", "", "", "")
    assert not [message for message in Message.objects.all() if message.text]
    told = Letter.objects.filter(key__startswith=f"grievance:{grievance.number}:")
    assert set(told.values_list("to", flat=True)) == {outbox.FORGOTTEN}
    assert following.find(grievance.number, PHONE) is None
    assert Words.objects.count() == 1
    # That there was one, and what happened, stays.
    assert row.events.exists()
