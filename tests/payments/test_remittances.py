"""A courier's slip for several parcels' cash; cash that is short; parcels that come back unpaid."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.roles import Role
from offices.models import Office
from shop.fulfilment import consignments
from shop.ledger import balances
from shop.ledger.verification import findings
from shop.orders.models import Purchase
from shop.payments import cash, remittances
from shop.payments.models import CashDue
from tests import selling

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def with_courier(hands: Any, stool: Any, quantity: int = 1) -> Purchase:
    purchase = selling.place(selling.basket((stool, quantity)))
    parcel = purchase.consignments.get()
    consignments.pack(by=hands, consignment=parcel)
    consignments.ship(by=hands, consignment=parcel, courier="Sundarban", tracking_number="SB-1")
    return purchase


def paid_at_the_door(hands: Any, stool: Any, quantity: int = 1) -> CashDue:
    purchase = with_courier(hands, stool, quantity)
    consignments.deliver(by=hands, consignment=purchase.consignments.get(), cash_collected=True)
    return purchase.cash_dues.get()


def test_one_slip_pays_in_the_cash_of_several_parcels_and_another_person_confirms_all(
    natore: Office, hands: Any
):
    stool = selling.for_sale(natore, quantity=9)
    dues = [paid_at_the_door(hands, stool, quantity) for quantity in (1, 2, 3)]
    recorder = selling.staff(Role.CASH_RECORDER, natore)
    together = 6 * 1250_00 + 3 * 60_00

    remittances.record(by=recorder, dues=dues, slip_number="SL-৭", poisha=together)
    with pytest.raises(PermissionDenied):
        remittances.confirm(by=recorder, dues=list(CashDue.objects.all()))
    for _ in range(2):  # the same button twice
        remittances.confirm(by=selling.staff(Role.CASH_CONFIRMER, natore), dues=list(CashDue.objects.all()))

    assert set(CashDue.objects.values_list("state", "slip_number")) == {("handed_in", "SL-7")}
    assert balances.of("advances:dj-natore") == 0
    assert list(findings()) == []


def test_a_slip_of_another_sum_is_refused_and_records_nothing(natore: Office, hands: Any):
    dues = [paid_at_the_door(hands, selling.for_sale(natore, quantity=2))]
    recorder = selling.staff(Role.CASH_RECORDER, natore)

    with pytest.raises(remittances.Refused, match="come to"):
        remittances.record(by=recorder, dues=dues, slip_number="SL-7", poisha=1310_00 - 1)
    with pytest.raises(remittances.Refused, match="Choose"):
        remittances.record(by=recorder, dues=[], slip_number="SL-7", poisha=0)

    assert not CashDue.objects.exclude(slip_number="").exists()


def test_short_cash_credits_nobody_until_the_rest_has_come(natore: Office, hands: Any):
    makers = selling.makers(natore, 2)
    stool = selling.product(natore)
    selling.stock(stool, natore, quantity=2, made_by=makers, weights=(2, 1))
    due = paid_at_the_door(hands, stool)
    recorder = selling.staff(Role.CASH_RECORDER, natore)

    with pytest.raises(cash.Refused, match="missing"):
        cash.mark_short(by=recorder, due=due, note=" ")
    cash.mark_short(by=recorder, due=due, note="the courier brought 1,000")
    with pytest.raises(cash.Refused):
        cash.record_hand_in(by=recorder, due=due, slip_number="SL-7")
    assert selling.pending(makers[0]) == 0

    cash.make_good(by=recorder, due=due, note="came with the next van")
    cash.record_hand_in(by=recorder, due=due, slip_number="SL-7")
    due.refresh_from_db()
    cash.confirm_hand_in(by=selling.staff(Role.CASH_CONFIRMER, natore), due=due)
    assert selling.pending(makers[0]) > 0
    assert list(findings()) == []


@pytest.mark.parametrize(("sound", "left"), [(True, 5), (False, 3)])
def test_a_parcel_refused_at_the_door_comes_back_to_the_shelf_only_if_it_is_sound(
    natore: Office, hands: Any, sound: bool, left: int
):
    stool = selling.for_sale(natore, quantity=5)
    purchase = with_courier(hands, stool, 2)
    parcel = purchase.consignments.get()
    consignments.refuse(by=hands, consignment=parcel)

    for _ in range(2):  # the same button twice
        consignments.receive_back(by=hands, consignment=parcel, sound=sound)

    stool.refresh_from_db()
    assert (stool.num_in_stock, stool.num_allocated) == (left, 0)
    assert purchase.cash_dues.get().state == "refused"
    assert balances.of("clearing:cash") == 0
    assert list(findings()) == []


def test_a_delivered_parcel_that_was_never_paid_and_is_sent_back_is_no_longer_due(natore: Office, hands: Any):
    stool = selling.for_sale(natore, quantity=5)
    purchase = with_courier(hands, stool, 2)
    parcel = purchase.consignments.get()
    consignments.deliver(by=hands, consignment=parcel)
    consignments.send_back(by=hands, consignment=parcel)

    consignments.receive_back(by=hands, consignment=parcel, sound=True)

    stool.refresh_from_db()
    assert (stool.num_in_stock, purchase.cash_dues.get().state) == (5, "cancelled")
    assert list(findings()) == []


def test_the_screen_takes_a_slip_keeps_what_was_typed_and_offers_no_own_record_to_confirm(
    client: Any, natore: Office, hands: Any
):
    stool = selling.for_sale(natore, quantity=9)
    dues = [paid_at_the_door(hands, stool, quantity) for quantity in (1, 2)]
    recorder = selling.staff(Role.CASH_RECORDER, natore)
    client.force_login(recorder)
    typed = {"dues": [str(due.pk) for due in dues], "slip_number": "SL-7", "poisha": "১,০০০"}

    wrong = client.post(reverse("cash_remittance"), typed)
    page = wrong.content.decode()
    assert "১,০০০" in page
    assert page.count("checked") == 2
    assert not CashDue.objects.exclude(slip_number="").exists()
    right = client.post(reverse("cash_remittance"), {**typed, "poisha": "৩,৮৭০"})

    assert right.status_code == 302
    assert CashDue.objects.filter(slip_number="SL-7").count() == 2
    confirmer = selling.staff(Role.CASH_CONFIRMER, natore)
    client.force_login(confirmer)
    assert client.get(reverse("cash_confirm")).content.decode().count('name="dues"') == 2
    assert client.post(reverse("cash_confirm"), {"dues": typed["dues"]}).status_code == 302
    assert CashDue.objects.filter(state="handed_in").count() == 2


def test_another_prison_s_cash_cannot_be_put_on_a_slip(client: Any, natore: Office, hands: Any):
    due = paid_at_the_door(hands, selling.for_sale(natore))
    client.force_login(selling.staff(Role.CASH_RECORDER, selling.prison("dj-pabna")))

    answer = client.post(
        reverse("cash_remittance"), {"dues": [str(due.pk)], "slip_number": "SL-7", "poisha": "1310"}
    )

    assert answer.status_code == 200
    assert str(due.purchase.number) not in answer.content.decode()
    due.refresh_from_db()
    assert due.slip_number == ""


def test_another_prison_s_cash_cannot_be_confirmed(client: Any, natore: Office, hands: Any):
    due = paid_at_the_door(hands, selling.for_sale(natore))
    cash.record_hand_in(by=selling.staff(Role.CASH_RECORDER, natore), due=due, slip_number="SL-7")
    client.force_login(selling.staff(Role.CASH_CONFIRMER, selling.prison("dj-pabna")))

    answer = client.post(reverse("cash_confirm"), {"dues": [str(due.pk)]})

    assert str(due.purchase.number) not in answer.content.decode()
    due.refresh_from_db()
    assert due.state == "collected"
