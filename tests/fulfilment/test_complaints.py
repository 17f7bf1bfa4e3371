"""What buyers say is wrong: read by the order desk of that prison alone, answered once, shown on the order's page."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from bangla import digits
from letters.models import Letter
from offices.models import Office
from shop.fulfilment import complaints
from shop.fulfilment.models import OrderComplaint
from shop.orders.models import Purchase, StateChange
from tests import selling
from tests.fulfilment.test_clocks import staff_with_admin

pytestmark = pytest.mark.django_db

TEXT = "একটি পায়া ভাঙা এসেছে, বাড়ি ১২"
ANSWER = "আমরা নতুন একটি পাঠাচ্ছি।"


@pytest.fixture
def purchase(natore: Office) -> Purchase:
    return selling.place(selling.basket((selling.for_sale(natore), 1)))


def found(purchase: Purchase) -> Client:
    client = Client()
    client.post("/bn/shop/orders/", {"number": purchase.number, "phone": "01712345678"})
    return client


def page_of(purchase: Purchase) -> str:
    return f"/bn/shop/orders/{purchase.number}/complaint/"


def fields(client: Client, purchase: Purchase, text: str = TEXT) -> dict[str, str]:
    form = client.get(page_of(purchase)).context["form"]
    return {name: form[name].value() for name in ("office", "key")} | {"text": text}


def test_a_buyer_complains_the_prison_answers_and_the_order_s_page_shows_it(
    purchase: Purchase, natore: Office
) -> None:
    buyer = found(purchase)
    sent = fields(buyer, purchase)
    for _click in range(2):
        answer = buyer.post(page_of(purchase), sent)
        assert answer.headers["Location"] == f"/bn/shop/orders/{purchase.number}/"
    complaint = OrderComplaint.objects.get()
    desk = staff_with_admin(Role.ORDER_DESK, natore)
    staff = Client()
    staff.force_login(desk)
    assert purchase.number in digits.to_ascii(staff.get(reverse("order_complaints")).content.decode())
    screen = reverse("order_complaint", args=[complaint.pk])
    assert TEXT in staff.get(screen).content.decode()
    assert staff.post(screen, {"answer": "না"}).context["form"].errors  # too short; what was typed stays
    staff.post(screen, {"answer": ANSWER})
    shown = buyer.get(f"/bn/shop/orders/{purchase.number}/").content.decode()
    assert ANSWER in shown
    assert TEXT not in shown
    letter = Letter.objects.get(template="order_complaint_answered")
    assert letter.to == "+8801712345678"
    steps = StateChange.objects.filter(subject_kind="fulfilment.OrderComplaint")
    assert [(step.to_state, step.by) for step in steps] == [("open", None), ("answered", desk)]


def test_the_text_lies_in_the_database_encrypted_and_in_no_letter(purchase: Purchase, natore: Office) -> None:
    complaint = complaints.write(purchase=purchase, office=natore, text=TEXT, form_key=uuid.uuid4())
    desk = selling.staff(Role.ORDER_DESK, natore)
    complaints.answer(by=desk, complaint=complaint, text=ANSWER)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text, answer FROM fulfilment_ordercomplaint")
        stored = cursor.fetchone()
    assert all(value.startswith("gAAAA") for value in stored)
    assert not [letter for letter in Letter.objects.all() if TEXT in str(letter.context)]
    assert complaints.read(by=desk, complaint=complaint).text == TEXT


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ORDER_DESK])
def test_only_the_order_desk_of_that_prison_reads_and_answers(
    purchase: Purchase, natore: Office, role: Role
) -> None:
    complaint = complaints.write(purchase=purchase, office=natore, text=TEXT, form_key=uuid.uuid4())
    strangers = [selling.staff(role, natore), selling.staff(Role.ORDER_DESK, selling.prison("dj-bogura"))]
    for stranger in strangers:
        assert complaint not in OrderComplaint.objects.for_user(stranger)
        with pytest.raises(PermissionDenied):
            complaints.read(by=stranger, complaint=complaint)
        with pytest.raises(PermissionDenied):
            complaints.answer(by=stranger, complaint=complaint, text=ANSWER)


@pytest.mark.parametrize("text", ["", "ছোট", " \n ", "x" * 2001])
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(purchase: Purchase, text: str) -> None:
    buyer = found(purchase)
    answer = buyer.post(page_of(purchase), fields(buyer, purchase, text))
    assert answer.status_code == 422
    assert answer.context["form"].errors["text"]
    assert text.strip() in answer.content.decode()
    assert not OrderComplaint.objects.exists()


def test_a_second_complaint_waits_for_the_answer_to_the_first(purchase: Purchase) -> None:
    buyer = found(purchase)
    buyer.post(page_of(purchase), fields(buyer, purchase))
    again = buyer.post(page_of(purchase), fields(buyer, purchase, TEXT + "!"))
    assert again.status_code == 422
    assert f"{TEXT}!" in again.content.decode()
    assert OrderComplaint.objects.count() == 1


def test_an_order_of_two_prisons_asks_which_one_and_takes_no_third(natore: Office) -> None:
    bogura, third = selling.prison("dj-bogura"), selling.prison("dj-pabna")
    goods = [(selling.for_sale(office), 1) for office in (natore, bogura)]
    purchase = selling.place(selling.basket(*goods))
    buyer = found(purchase)
    sent = fields(buyer, purchase)
    for wrong in ("", str(third.pk)):
        answer = buyer.post(page_of(purchase), {**sent, "office": wrong})
        assert answer.context["form"].errors["office"]
        assert TEXT in answer.content.decode()
    buyer.post(page_of(purchase), {**sent, "office": str(bogura.pk)})
    assert OrderComplaint.objects.get().office == bogura
    desk = selling.staff(Role.ORDER_DESK, natore)
    assert not OrderComplaint.objects.for_user(desk).exists()


def test_a_stranger_complains_of_nothing_and_learns_nothing(purchase: Purchase) -> None:
    stranger = Client()
    for number in (purchase.number, "1234567897"):
        address = f"/bn/shop/orders/{number}/complaint/"
        for answer in (stranger.get(address), stranger.post(address, {"text": TEXT})):
            assert answer.headers["Location"] == f"/bn/shop/orders/?number={number}"
    assert not OrderComplaint.objects.exists()


def test_a_form_that_was_open_too_long_keeps_what_was_typed(purchase: Purchase) -> None:
    buyer = found(purchase)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = buyer.cookies
    answer = strict.post(page_of(purchase), fields(buyer, purchase))
    assert answer.status_code == 422
    assert TEXT in answer.content.decode()
    assert not OrderComplaint.objects.exists()
    assert answer.headers["Cache-Control"] == "no-store, private"
