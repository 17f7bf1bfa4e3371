"""Name, phone and address of a buyer are forgotten some months after the order closed; the book is not touched."""

import datetime
import io
import uuid
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

import clock
from accounts.roles import Role
from letters import outbox
from letters.models import Letter
from offices.models import Office
from shop.fulfilment import closing, complaints, consignments
from shop.fulfilment.models import OrderComplaint
from shop.ledger.models import Entry, Transfer
from shop.orders import privacy, purchases
from shop.orders.models import AddressCode, Purchase
from shop.payments import attempts, cash
from shop.payments.models import Dispute, Refund
from tests import selling
from tests.fulfilment.test_clocks import staff_with_admin
from worker import rounds

pytestmark = pytest.mark.django_db

START = datetime.datetime(2026, 3, 1, 6, 0, tzinfo=datetime.UTC)
PERSONAL = ("রহিমা", "8801712345678", "স্টেশন", "buyer@example.org", "গেটে", "নাটোর সদর", "6400")


def at(**spans: int) -> Any:
    return clock.set_to(START + datetime.timedelta(**spans))


@pytest.fixture
def purchase(natore: Office) -> Purchase:
    """An order of 1 March, delivered on the second, its cash at the bank on the third."""
    buyer = selling.BUYER.__class__("রহিমা খাতুন", "+8801712345678", "buyer@example.org", "bn")
    packer = selling.staff(Role.PARCELS, natore)
    recorder, confirmer = (selling.staff(role, natore) for role in (Role.CASH_RECORDER, Role.CASH_CONFIRMER))
    with at():
        placed = selling.place(selling.basket((selling.for_sale(natore), 1)), buyer=buyer)
        Purchase.objects.filter(pk=placed.pk).update(note="গেটে রাখুন")
        parcel = placed.consignments.get()
        consignments.pack(by=packer, consignment=parcel)
        consignments.ship(by=packer, consignment=parcel, courier="কুরিয়ার", tracking_number="123")
    with at(days=1):
        consignments.deliver(by=packer, consignment=parcel, cash_collected=True)
    with at(days=2):
        due = placed.cash_dues.get()
        cash.record_hand_in(by=recorder, due=due, slip_number="S-1")
        cash.confirm_hand_in(by=confirmer, due=due)
    return Purchase.objects.get(pk=placed.pk)


def the_book() -> list[Any]:
    return [list(model.objects.order_by("pk").values()) for model in (Entry, Transfer)]


def run(**spans: int) -> tuple[int, int]:
    with at(**spans):
        return closing.close_delivered(), closing.forget_buyers()


def test_a_parcel_closes_when_nothing_can_be_returned_any_more(purchase: Purchase) -> None:
    parcel = purchase.consignments.get()
    assert run(days=8)[0] == 0  # seven whole days after the second of March
    assert run(days=9)[0] == 1
    assert run(days=9)[0] == 0
    parcel.refresh_from_db()
    assert parcel.state == "closed"


def test_a_parcel_whose_cash_is_not_in_hand_waits_for_the_longest_window(natore: Office) -> None:
    packer = selling.staff(Role.PARCELS, natore)
    with at():
        parcel = selling.place(selling.basket((selling.for_sale(natore), 1))).consignments.get()
        consignments.pack(by=packer, consignment=parcel)
        consignments.ship(by=packer, consignment=parcel, courier="কুরিয়ার", tracking_number="123")
        consignments.deliver(by=packer, consignment=parcel)
    assert run(days=90)[0] == 0
    assert run(days=91)[0] == 1


def test_six_months_after_it_closed_the_buyer_is_forgotten_and_the_book_is_as_it_was(
    purchase: Purchase, natore: Office
) -> None:
    outbox.send_due()
    with at(days=2):
        complaint = complaints.write(
            purchase=purchase, office=natore, text="বাড়ি ১২, স্টেশন রোড", form_key=uuid.uuid4()
        )
    with at(days=3):
        complaints.answer(
            by=selling.staff(Role.ORDER_DESK, natore), complaint=complaint, text="রহিমা, ঠিক আছে।"
        )
    run(days=9)
    book = the_book()
    assert run(days=9 + 181) == (0, 0)
    assert run(days=9 + 185) == (0, 1)
    assert run(days=9 + 185) == (0, 0)

    purchase.refresh_from_db()
    assert purchase.masked_at is not None
    assert (purchase.district_code, purchase.total_poisha) == ("natore", 1310_00)
    rows = [*Purchase.objects.values(), *Letter.objects.values()]
    texts = list(OrderComplaint.objects.values_list("text", "answer"))
    assert [word for word in PERSONAL if word in str(rows)] == []
    assert texts == [("", "")]
    assert the_book() == book


def test_a_forgotten_order_is_found_by_nobody_and_no_code_is_sent(purchase: Purchase) -> None:
    address, page = "/bn/shop/orders/", f"/bn/shop/orders/{purchase.number}/"
    typed = {"number": purchase.number, "phone": "01712345678"}
    buyer = Client()
    assert buyer.post(address, typed)["Location"] == page
    run(days=9)
    run(days=9 + 185)
    unknown = Client().post(address, {**typed, "number": "1234567897"})
    gone = Client().post(address, typed)
    assert (gone.status_code, gone.context["said"]) == (unknown.status_code, unknown.context["said"])
    for path in (page, f"{page}address/", f"{page}complaint/"):
        assert buyer.get(path)["Location"].startswith(f"{address}?number=")
    assert purchases.by_token(purchase.token) is None
    assert not AddressCode.objects.exists()


def test_staff_see_that_it_is_masked_and_no_screen_breaks(purchase: Purchase, natore: Office) -> None:
    run(days=9)
    run(days=9 + 185)
    client = Client()
    client.force_login(staff_with_admin(Role.PARCELS, natore))
    shown = client.get(reverse("parcel", args=[purchase.consignments.get().pk]))
    assert "মুছে ফেলা হয়েছে" in shown.content.decode()
    assert client.get(reverse("parcels"), {"shelf": "done"}).status_code == 200
    client.force_login(staff_with_admin(Role.CASH_RECORDER, natore))
    assert client.get(reverse("cash_due", args=[purchase.cash_dues.get().pk])).status_code == 200


@pytest.mark.parametrize("what", ["refund", "dispute", "complaint", "parcel"])
def test_an_order_about_which_something_is_open_keeps_its_buyer(
    purchase: Purchase, natore: Office, what: str
) -> None:
    run(days=9)
    common: dict[str, Any] = {"purchase": purchase, "provider": "cash"}
    with at(days=9):
        if what == "refund":
            Refund.objects.create(
                **common,
                state="submitted",
                reason="cancelled",
                amount_poisha=1,
                requested_at=START,
                submitted_at=START,
                reference="r",
                idempotency_key="r",
            )
        elif what == "dispute":
            other = selling.place(
                selling.basket((selling.for_sale(natore), 1)), provider_code="demonstration"
            )
            Dispute.objects.create(
                **common,
                attempt=other.attempts.get(),
                provider_reference="d",
                state="opened",
                amount_poisha=1,
                opened_at=START,
            )
        elif what == "complaint":
            complaints.write(purchase=purchase, office=natore, text="ভাঙা এসেছে এটি", form_key=uuid.uuid4())
        else:
            purchase.consignments.update(state="returned")
    assert run(days=400)[1] == 0
    purchase.refresh_from_db()
    assert purchase.phone


def test_an_order_that_was_never_paid_is_forgotten_as_long_after_it_expired(natore: Office) -> None:
    with at():
        unpaid = selling.place(selling.basket((selling.for_sale(natore), 1)), provider_code="demonstration")
    with at(hours=1):
        attempts.expire_due()
    assert run(days=183)[1] == 0
    assert run(days=185)[1] == 1
    unpaid.refresh_from_db()
    assert (unpaid.state, unpaid.phone) == ("expired", "")
    # Money that comes now finds nobody to send goods to: it goes back.
    assert not purchases.capture(purchase=unpaid, at=clock.now())


def test_the_database_itself_keeps_a_masked_order_from_naming_anybody(purchase: Purchase) -> None:
    run(days=9)
    run(days=9 + 185)
    for field in ("buyer_name", "phone", "email", "address_line", "upazila_name", "note", "post_code"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Purchase.objects.filter(pk=purchase.pk).update(**{field: "1234"})


def test_the_months_are_a_setting_and_the_command_says_what_it_did(purchase: Purchase, settings: Any) -> None:
    settings.MASK_BUYERS_AFTER_MONTHS = 1
    said = io.StringIO()
    with at(days=9):
        call_command("mask_buyers", stdout=said)
    with at(days=45):
        call_command("mask_buyers", json=True, stdout=said)
        call_command("mask_buyers", json=True, stdout=said)
    assert said.getvalue().splitlines() == [
        "1 parcels closed, 0 buyers forgotten.",
        '{"closed": 0, "masked": 1}',
        '{"closed": 0, "masked": 0}',
    ]


def test_the_worker_does_it_once_a_day_by_itself(purchase: Purchase) -> None:
    with at(days=9):
        assert rounds.work_once()["masked"] == 1
        assert rounds.work_once()["masked"] == 0
    with at(days=9 + 185):
        assert rounds.work_once()["masked"] == 1


def test_a_letter_that_never_went_out_is_not_sent_to_nowhere(purchase: Purchase) -> None:
    Letter.objects.update(sent_at=None, attempts=0, due_at=START)
    privacy.mask(purchases=[purchase])
    assert outbox.send_due() == 0


def test_letters_of_another_order_with_the_same_phone_keep_their_address(
    purchase: Purchase, natore: Office
) -> None:
    other = selling.place(selling.basket((selling.for_sale(natore), 1)))
    Letter.objects.filter(key__contains=other.number).update(to="buyer@example.org")
    privacy.mask(purchases=[purchase])
    kept = Letter.objects.filter(key__contains=other.number).values_list("to", flat=True)
    assert set(kept) == {"buyer@example.org"}


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [("2026-08-31", 6, "2026-02-28"), ("2026-01-15", 1, "2025-12-15"), ("2028-08-31", 6, "2028-02-29")],
)
def test_months_are_counted_by_the_calendar_in_dhaka(day: str, months: int, before: str) -> None:
    instant = clock.midnight(datetime.date.fromisoformat(day))
    assert clock.local(privacy.months_before(instant, months)).date().isoformat() == before
