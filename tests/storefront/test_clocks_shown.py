"""The order's page says by when each thing is due, and owns up to what is late, in both languages."""

import datetime
import uuid
from typing import Any

import pytest
from django.test import Client

import clock
from accounts.roles import Role
from shop.fulfilment import complaints, consignments
from shop.orders.models import Purchase
from shop.payments.models import Refund
from tests import selling
from tests.storefront.test_address_code import found

pytestmark = pytest.mark.django_db

START = datetime.datetime(2026, 11, 2, 6, 0, tzinfo=datetime.UTC)  # noon in Dhaka


@pytest.fixture
def purchase() -> Purchase:
    with clock.set_to(START):
        return selling.place(selling.basket((selling.for_sale(selling.prison()), 1)))


def text(purchase: Purchase, language: str = "en", **spans: int) -> str:
    with clock.set_to(START + datetime.timedelta(**spans)):
        page: Any = found(purchase).get(f"/{language}/shop/orders/{purchase.number}/")
        assert page.status_code == 200
        return " ".join(page.content.decode().split())


def test_a_fresh_order_says_when_it_will_be_with_the_courier_and_with_the_buyer(purchase: Purchase) -> None:
    shown = text(purchase, hours=1)
    assert "Will be with the courier by 4 November 2026, 12:00 pm" in shown
    assert "Will be with you by 7 November 2026." in shown
    assert "late" not in shown
    bangla = text(purchase, "bn", hours=1)
    assert "৭ নভেম্বর ২০২৬ তারিখের মধ্যে আপনার কাছে পৌঁছাবে।" in bangla


def test_what_is_late_is_owned_up_to_with_the_way_to_write(purchase: Purchase) -> None:
    shown = text(purchase, hours=49)
    assert "It should have been with the courier by 4 November 2026, 12:00 pm, and is late." in shown
    assert f'href="/en/shop/orders/{purchase.number}/complaint/"' in shown
    assert "Will be with you by 7 November 2026." in shown
    assert "বিলম্ব হয়েছে" in text(purchase, "bn", hours=49)


def test_a_delivered_parcel_is_due_no_more(purchase: Purchase) -> None:
    packer = selling.staff(Role.PARCELS, selling.prison())
    parcel = purchase.consignments.get()
    consignments.pack(by=packer, consignment=parcel)
    consignments.ship(by=packer, consignment=parcel, courier="কুরিয়ার", tracking_number="123")
    consignments.deliver(by=packer, consignment=parcel)
    shown = text(purchase, days=20)
    assert "Will be" not in shown
    assert "should have been" not in shown


def test_a_refund_and_a_complaint_say_until_when_too(purchase: Purchase) -> None:
    Refund.objects.create(
        purchase=purchase,
        provider="cash",
        state="submitted",
        reason="cancelled",
        amount_poisha=850_00,
        requested_at=START,
        submitted_at=START,
        reference="r",
        idempotency_key="r",
    )
    with clock.set_to(START):
        complaints.write(purchase=purchase, office=selling.prison(), text="একটি পায়া ভাঙা", form_key=uuid.uuid4())
    shown = text(purchase, hours=1)
    assert "৳850 goes back to you" in shown
    assert "The money will be back with you by 12 November 2026." in shown
    assert "The prison takes it up by 5 November 2026, 12:00 pm" in shown
    late = text(purchase, days=11)
    assert "The money should have been back with you by 12 November 2026, and is late." in late
    assert "The prison should have taken it up by 5 November 2026" in late


def test_a_refund_that_nobody_has_agreed_to_is_not_promised(purchase: Purchase) -> None:
    Refund.objects.create(
        purchase=purchase,
        provider="cash",
        state="requested",
        reason="late",
        amount_poisha=850_00,
        requested_at=START,
        reference="r",
        idempotency_key="r",
    )
    assert "goes back to you" not in text(purchase, hours=1)


def test_a_stranger_s_browser_is_shown_no_clock(purchase: Purchase) -> None:
    assert Client().get(f"/en/shop/orders/{purchase.number}/").status_code == 302
