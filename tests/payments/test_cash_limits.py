"""Who may pay at the door, and what is asked before a large parcel is packed."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

import clock
from accounts.roles import Role
from offices.models import Office
from shop.checkout import placing
from shop.fulfilment import consignments
from shop.orders.models import Purchase
from shop.payments import attempts, cash
from tests import selling

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def refused(hands: Any, stool: Any) -> Purchase:
    purchase = selling.place(selling.basket((stool, 1)))
    parcel = purchase.consignments.get()
    consignments.pack(by=hands, consignment=parcel)
    consignments.ship(by=hands, consignment=parcel, courier="Sundarban", tracking_number="SB-1")
    consignments.refuse(by=hands, consignment=parcel)
    return purchase


def test_a_phone_with_too_many_unpaid_parcels_pays_ahead_or_waits(natore: Office, settings: Any):
    settings.CASH_OPEN_ORDERS = 2
    stool = selling.for_sale(natore, quantity=9)
    for _ in range(2):
        selling.place(selling.basket((stool, 1)))

    with pytest.raises(placing.CashNotOffered):
        selling.place(selling.basket((stool, 1)))

    ahead = selling.place(selling.basket((stool, 1)), provider_code="demonstration")
    with pytest.raises(attempts.NotPayable):
        attempts.retry(purchase=ahead, provider_code="cash")
    stool.refresh_from_db()
    assert stool.num_allocated == 3, "what was not placed holds nothing"


def test_after_two_refusals_the_door_is_closed_to_a_phone_for_a_year(
    natore: Office, hands: Any, settings: Any
):
    settings.CASH_REFUSALS = 2
    stool = selling.for_sale(natore, quantity=9)
    for _ in range(2):
        purchase = refused(hands, stool)

    assert not cash.is_open_to(purchase.phone)
    assert cash.is_open_to("+8801999999999")
    with clock.set_to(clock.now() + datetime.timedelta(days=366)):
        assert cash.is_open_to(purchase.phone)


def test_a_large_parcel_is_packed_only_after_the_buyer_was_called(
    client: Any, natore: Office, hands: Any, settings: Any
):
    settings.CASH_CALL_ABOVE_POISHA = 2000_00
    stool = selling.for_sale(natore, quantity=9)
    small, large = (selling.place(selling.basket((stool, quantity))) for quantity in (1, 2))
    consignments.pack(by=hands, consignment=small.consignments.get())
    parcel = large.consignments.get()

    with pytest.raises(consignments.Refused, match="Call the buyer"):
        consignments.pack(by=hands, consignment=parcel)

    client.force_login(hands)
    page = f"/admin/parcels/{parcel.pk}/"
    assert 'value="pack"' not in client.get(page).content.decode()
    for _ in range(2):  # the same button twice
        assert client.post(page, {"step": "called"}).status_code == 302
    assert large.cash_dues.get().called_by == hands
    assert client.post(page, {"step": "pack"}).status_code == 302
    parcel.refresh_from_db()
    assert parcel.state == "packed"


def test_another_prison_s_staff_cannot_say_that_the_buyer_was_called(natore: Office, settings: Any):
    settings.CASH_CALL_ABOVE_POISHA = 0
    due = selling.place(selling.basket((selling.for_sale(natore), 1))).cash_dues.get()

    with pytest.raises(PermissionDenied):
        cash.note_call(by=selling.staff(Role.PARCELS, selling.prison("dj-pabna")), due=due)

    assert cash.waits_for_call(due)
