"""The law's clocks: what is due by when, who is told that it is late, and of whom nothing is told."""

import datetime
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse

import clock
from accounts.roles import Role
from bangla import digits
from letters import outbox
from letters.models import Letter
from offices.models import Office
from shop.fulfilment import complaints, consignments, late
from shop.fulfilment.clocks import Kind
from shop.fulfilment.models import Consignment
from shop.orders.models import Purchase
from shop.payments import attempts
from shop.payments.models import Refund
from shop.payments.providers import demonstration
from tests import selling
from worker import rounds

pytestmark = pytest.mark.django_db

TEXT = "একটি পায়া ভাঙা এসেছে"


@pytest.fixture
def natore() -> Office:
    office = selling.prison()
    Office.objects.filter(pk=office.pk).update(email="natore@prison.gov.bd")
    office.refresh_from_db()
    return office


def order(office: Office) -> Purchase:
    return selling.place(selling.basket((selling.for_sale(office), 1)))


def later(**spans: int) -> Any:
    return clock.set_to(clock.now() + datetime.timedelta(**spans))


def kinds() -> list[tuple[str, str]]:
    return [(each.number, each.kind) for each in late.everywhere()]


def test_a_parcel_is_due_at_the_courier_in_48_hours_and_at_the_buyer_in_5_days_in_the_same_city(
    natore: Office,
) -> None:
    parcel = order(natore).consignments.get()
    since = parcel.purchase.confirmed_at
    assert [(each.kind, each.due_at - since, each.is_late) for each in parcel.running_clocks] == [
        (Kind.HAND_OVER, datetime.timedelta(hours=48), False),
        (Kind.DELIVER, datetime.timedelta(days=5), False),
    ]


@pytest.mark.parametrize(("code", "days"), [("natore", 5), ("Natore", 5), ("pabna", 10), ("", 10)])
def test_elsewhere_it_has_ten_days_however_the_register_spells_the_district(
    natore: Office, code: str, days: int
) -> None:
    parcel = order(natore).consignments.get()
    parcel.office.district_code = code
    assert parcel.deliver_by - parcel.purchase.confirmed_at == datetime.timedelta(days=days)


def test_a_clock_stops_when_the_thing_is_done_and_none_runs_for_an_order_that_is_not_paid(
    natore: Office,
) -> None:
    packer = selling.staff(Role.PARCELS, natore)
    parcel = order(natore).consignments.get()
    consignments.pack(by=packer, consignment=parcel)
    parcel = consignments.ship(by=packer, consignment=parcel, courier="কুরিয়ার", tracking_number="123")
    assert [each.kind for each in parcel.running_clocks] == [Kind.DELIVER]
    parcel = consignments.deliver(by=packer, consignment=parcel)
    assert parcel.running_clocks == []
    unpaid = selling.place(selling.basket((selling.for_sale(natore), 1)), provider_code="demonstration")
    with later(days=30):
        assert unpaid.consignments.get().running_clocks == []
        assert late.everywhere() == []


def test_what_is_late_is_listed_by_prison_and_what_is_not_is_not(natore: Office) -> None:
    bogura = selling.prison("dj-bogura")
    first, other = order(natore), order(bogura)
    with later(hours=47, minutes=59):
        assert kinds() == []
    with later(hours=48, minutes=1):
        assert sorted(kinds()) == sorted((each.number, "hand_over") for each in (first, other))
        only = late.everywhere(Office.objects.filter(pk=bogura.pk))
        assert [each.number for each in only] == [other.number]
    with later(days=6):
        assert kinds().count((first.number, "deliver")) == 1


def test_a_refund_is_late_after_ten_days_and_a_complaint_after_72_hours(natore: Office) -> None:
    purchase = selling.place(selling.basket((selling.for_sale(natore), 1)), provider_code="demonstration")
    attempts.open(purchase=purchase)
    demonstration.move(token=purchase.attempts.get().provider_reference, to="paid")
    attempts.ask_about(purchase=purchase)
    Consignment.objects.filter(purchase=purchase).update(state="cancelled")
    now = clock.now()
    Refund.objects.create(
        purchase=purchase,
        attempt=purchase.attempts.get(),
        provider="demonstration",
        state="failed",
        reason="late",
        amount_poisha=100,
        requested_at=now,
        submitted_at=now,
        reference="r",
        idempotency_key="r",
    )
    selling_key = selling.secrets.token_hex(16)
    complaints.write(purchase=purchase, office=natore, text=TEXT, form_key=selling_key)
    with later(hours=71):
        assert kinds() == []
    with later(hours=73):
        assert kinds() == [(purchase.number, "complaint")]
    with later(days=10, hours=1):
        assert sorted(kind for _number, kind in kinds()) == ["complaint", "refund"]
    Refund.objects.update(state="succeeded", settled_at=now)
    with later(days=10, hours=1):
        assert kinds() == [(purchase.number, "complaint")]


def test_an_office_gets_one_letter_a_day_while_it_is_late_and_none_of_a_buyer_s_data_is_in_it(
    natore: Office,
) -> None:
    purchase = order(natore)
    assert late.write_letters() == 0
    with later(hours=49):
        assert [late.write_letters(), late.write_letters()] == [1, 0]
        outbox.send_due()
    with later(hours=49 + 24):
        assert late.write_letters() == 1
        packer = selling.staff(Role.PARCELS, natore)
        parcel = consignments.pack(by=packer, consignment=purchase.consignments.get())
        consignments.ship(by=packer, consignment=parcel, courier="কুরিয়ার", tracking_number="123")
    with later(hours=49 + 48):
        assert late.write_letters() == 0  # nothing is late any more
    letters = [letter for letter in mail.outbox if letter.to == ["natore@prison.gov.bd"]]
    assert len(letters) == 1
    text = digits.to_ascii(letters[0].subject + letters[0].body)
    assert purchase.number in text.replace(" ", "")
    for personal in (purchase.buyer_name, "1712345678", purchase.address_line):
        assert personal not in text


def test_an_office_without_a_mailbox_is_written_to_nowhere(natore: Office) -> None:
    Office.objects.filter(pk=natore.pk).update(email="")
    order(natore)
    with later(hours=49):
        assert late.write_letters() == 0
    assert not Letter.objects.filter(template="staff_late").exists()


def test_the_worker_writes_the_letters_by_itself(natore: Office) -> None:
    order(natore)
    with later(hours=49):
        assert rounds.work_once()["late_letters"] == 1
        assert rounds.work_once()["late_letters"] == 0


def test_headquarters_sees_all_that_is_late_and_a_prison_does_not_open_the_list(
    client: Any, natore: Office
) -> None:
    numbers = [order(office).number for office in (natore, selling.prison("dj-bogura"))]
    page = reverse("reports_late")
    with later(hours=49):
        client.force_login(staff_with_admin(Role.AUDITOR, selling.headquarters()))
        shown = digits.to_ascii(client.get(page).content.decode())
        assert all(number in shown for number in numbers)
        assert selling.BUYER.name not in shown
        one = digits.to_ascii(client.get(page, {"prison": "dj-bogura"}).content.decode())
        assert (numbers[0] in one, numbers[1] in one) == (False, True)
        client.force_login(staff_with_admin(Role.AUDITOR, natore))
        assert client.get(page).status_code in (302, 403)


def test_a_late_parcel_says_so_on_the_prison_s_screens(client: Any, natore: Office) -> None:
    parcel = order(natore).consignments.get()
    packer = staff_with_admin(Role.PARCELS, natore)
    client.force_login(packer)
    pages = (reverse("parcels"), reverse("parcel", args=[parcel.pk]))
    for page in pages:
        assert "<strong>বিলম্বিত</strong>" not in client.get(page).content.decode()
    # A sign-in does not last as long as a parcel is late.
    with later(hours=49):
        client.force_login(packer)
        for page in pages:
            assert client.get(page).content.decode().count("<strong>বিলম্বিত</strong>") == 1
    with later(days=6):
        client.force_login(packer)
        for page in pages:
            assert client.get(page).content.decode().count("<strong>বিলম্বিত</strong>") == 2


def staff_with_admin(role: Role, office: Office) -> Any:
    from django.contrib.auth.models import Permission

    user = selling.staff(role, office)
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return user
