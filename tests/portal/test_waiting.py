import datetime
import re
import uuid

import pytest
from django.test import Client

import clock
from accounts.models import Appointment
from accounts.roles import Role
from shop.fulfilment import complaints
from shop.production import batches
from shop.production.models import Batch, Workshop
from tests import selling

pytestmark = pytest.mark.django_db


def home(user: object) -> str:
    client = Client()
    client.force_login(user)
    answer = client.get("/admin/")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_clerk_finds_what_waits_at_the_own_prison_and_not_what_waits_elsewhere() -> None:
    natore, pabna = selling.prison(), selling.prison("dj-pabna")
    shelf = selling.product(natore)
    selling.stock(shelf, natore, quantity=5)
    selling.place(selling.basket((shelf, 1)))
    here = home(selling.staff(Role.PARCELS, natore))
    there = home(selling.staff(Role.PARCELS, pabna))
    assert "প্যাক করার পার্সেল: ১" in here
    assert "প্যাক করার পার্সেল: <span" in there
    assert "নিশ্চিত করার উৎপাদন ব্যাচ" not in here


def test_nobody_is_asked_to_confirm_what_they_recorded_themselves() -> None:
    natore = selling.prison()
    selling.stock(selling.product(natore), natore, quantity=5)
    recorder = Batch.objects.get().recorded_by
    again = batches.record(
        by=recorder,
        workshop=Workshop.objects.get(),
        stockrecord=selling.product(natore),
        quantity=2,
        started_on=clock.today(),
        finished_on=clock.today(),
        costs={},
        makers=[],
        measure="hours",
    )
    Appointment.objects.create(
        user=recorder, role=Role.WORKSHOP_CONFIRMER, office=natore, since=clock.today()
    )
    assert "নিশ্চিত করার উৎপাদন ব্যাচ: <span" in home(recorder)
    assert "নিশ্চিত করার উৎপাদন ব্যাচ: ১" in home(selling.staff(Role.WORKSHOP_CONFIRMER, natore))
    assert again.state == Batch.State.RECORDED


def test_whoever_has_no_such_duty_reads_nothing_of_them() -> None:
    assert "আপনার অপেক্ষায়" not in home(selling.staff(Role.AUDITOR, selling.headquarters()))


def test_the_order_desk_finds_complaints_and_headquarters_what_is_late() -> None:
    natore, pabna = selling.prison(), selling.prison("dj-pabna")
    purchase = selling.place(selling.basket((selling.for_sale(natore), 1)))
    complaints.write(purchase=purchase, office=natore, text="একটি পায়া ভাঙা", form_key=uuid.uuid4())
    assert "জবাবের অপেক্ষায় থাকা অভিযোগ: ১" in home(selling.staff(Role.ORDER_DESK, natore))
    assert "জবাবের অপেক্ষায় থাকা অভিযোগ: <span" in home(selling.staff(Role.ORDER_DESK, pabna))
    moderator = selling.staff(Role.HQ_MODERATOR, selling.headquarters())
    assert "বিলম্বিত পার্সেল, মূল্য ফেরত ও অভিযোগ: <span" in home(moderator)
    with clock.set_to(clock.now() + datetime.timedelta(hours=49)):
        assert "বিলম্বিত পার্সেল, মূল্য ফেরত ও অভিযোগ: ১" in home(moderator)
