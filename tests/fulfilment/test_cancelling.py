"""Cancelling: by the buyer before packing, by staff in part; what was paid goes back, what is due is due no more."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import clock
from accounts.roles import Role
from letters.models import Letter
from offices.models import Office
from shop.fulfilment import cancelling, consignments
from shop.ledger import balances
from shop.ledger.verification import findings
from shop.orders.models import Purchase, SoldLine
from shop.payments import attempts, cash, refund_calls, refunds
from shop.payments.models import DemonstrationSession, Refund
from tests import selling

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def desk(natore: Office) -> Any:
    return selling.staff(Role.ORDER_DESK, natore)


def shelf(stool: Any) -> tuple[int, int]:
    stool.refresh_from_db()
    return stool.num_in_stock, stool.num_allocated


def line_of(purchase: Purchase) -> SoldLine:
    return purchase.lines.select_related("office").get()


def test_a_buyer_who_has_not_paid_cancels_and_can_no_longer_pay(natore: Office):
    stool = selling.for_sale(natore, quantity=5)
    purchase = selling.place(selling.basket((stool, 2)), provider_code="demonstration")
    attempts.open(purchase=purchase)

    done = cancelling.by_buyer(purchase=purchase)

    purchase.refresh_from_db()
    assert (purchase.state, done.refund_poisha, shelf(stool)) == ("cancelled", 0, (5, 0))
    assert purchase.consignments.get().state == "cancelled"
    assert DemonstrationSession.objects.get().state == "expired"
    with pytest.raises(attempts.NotPayable):
        attempts.retry(purchase=purchase)
    assert list(findings()) == []


def test_a_paid_order_cancelled_before_packing_gives_all_of_it_back(natore: Office):
    stool = selling.for_sale(natore, quantity=5)
    purchase = selling.pay_by_card(selling.place(selling.basket((stool, 2)), provider_code="demonstration"))

    done = cancelling.by_buyer(purchase=purchase)

    purchase.refresh_from_db()
    assert done.refund_poisha == purchase.total_poisha == 2560_00
    assert (purchase.state, shelf(stool)) == ("cancelled", (5, 0))
    assert selling.at_the_provider() == 0
    assert refund_calls.send_due() == 1
    assert Refund.objects.get().state == "succeeded"
    assert Letter.objects.filter(template="order_cancelled").count() == 1
    with pytest.raises(cancelling.TooLate):
        cancelling.by_buyer(purchase=purchase)
    assert list(findings()) == []


def test_a_payment_that_came_before_the_cancelling_is_refunded_not_lost(natore: Office):
    stool = selling.for_sale(natore)
    purchase = selling.place(selling.basket((stool, 1)), provider_code="demonstration")
    attempts.open(purchase=purchase)
    DemonstrationSession.objects.update(state="paid", paid_at=clock.now())  # and we have not heard of it

    done = cancelling.by_buyer(purchase=purchase)

    assert done.refund_poisha == purchase.total_poisha
    assert Refund.objects.get().reason == "cancelled"
    assert list(findings()) == []


def test_cash_of_a_cancelled_parcel_is_no_longer_due(natore: Office):
    stool = selling.for_sale(natore, quantity=5)
    purchase = selling.place(selling.basket((stool, 2)))

    cancelling.by_buyer(purchase=purchase)

    purchase.refresh_from_db()
    assert (purchase.state, purchase.cash_dues.get().state, shelf(stool)) == (
        "cancelled",
        "cancelled",
        (5, 0),
    )
    assert not Refund.objects.exists()
    assert list(findings()) == []


@pytest.mark.parametrize("paid", [True, False], ids=["paid", "cash"])
def test_the_shelf_is_let_go_of_in_the_one_order_in_which_all_lock_it(natore: Office, paid: bool):
    """Found by the soak: parcel after parcel, two orders with goods of two prisons waited for each other."""
    pabna = selling.prison("dj-pabna")
    goods = [selling.for_sale(office) for office in (natore, pabna, natore)]
    way = "demonstration" if paid else "cash"
    purchase = selling.place(selling.basket(*((row, 1) for row in goods)), provider_code=way)
    if paid:
        selling.pay_by_card(purchase)

    with CaptureQueriesContext(connection) as told:
        cancelling.by_buyer(purchase=purchase)

    changed = r'UPDATE "partner_stockrecord".*WHERE .*"partner_stockrecord"\."id" = (\d+)'
    locked = [int(found[1]) for query in told if (found := re.search(changed, query["sql"]))]
    assert locked == sorted(row.pk for row in goods)
    assert [shelf(row) for row in goods] == [(10, 0)] * 3
    dues = purchase.cash_dues.values_list("state", flat=True)
    assert list(dues) == ([] if paid else ["cancelled", "cancelled"])
    assert list(findings()) == []


def test_what_one_of_two_prisons_has_packed_is_sent_all_the_same(natore: Office):
    pabna = selling.prison("dj-pabna")
    stool, mat = selling.for_sale(natore), selling.for_sale(pabna)
    purchase = selling.pay_by_card(
        selling.place(selling.basket((stool, 1), (mat, 1)), provider_code="demonstration")
    )
    packed = purchase.consignments.get(office=pabna)
    consignments.pack(by=selling.staff(Role.PARCELS, pabna), consignment=packed)

    done = cancelling.by_buyer(purchase=purchase)

    purchase.refresh_from_db()
    assert [parcel.office for parcel in done.parcels] == [natore]
    assert done.refund_poisha == 1250_00 + 60_00
    assert purchase.state == "placed"
    assert set(purchase.consignments.values_list("office__code", "state")) == {
        ("dj-natore", "cancelled"),
        ("dj-pabna", "packed"),
    }
    assert balances.of("advances:dj-pabna") == 1250_00
    assert list(findings()) == []


def test_staff_cancel_one_of_three_paid_units_and_its_price_goes_back(natore: Office, desk: Any):
    stool = selling.for_sale(natore, quantity=5)
    purchase = selling.pay_by_card(selling.place(selling.basket((stool, 3)), provider_code="demonstration"))
    parcel = purchase.consignments.get()

    for _ in range(2):  # the same form twice
        refund = cancelling.by_staff(
            by=desk, consignment=parcel, units={line_of(purchase): 1}, note="one is cracked", form_key="f-1"
        )

    assert refund is not None
    assert (refund.amount_poisha, refund.state) == (1250_00, "submitted")
    assert shelf(stool) == (5, 2)
    parcel.refresh_from_db()
    assert parcel.state == "reserved"
    assert list(findings()) == []


def test_staff_cancel_unpaid_units_and_so_much_less_is_due_at_the_door_and_credited(
    natore: Office, desk: Any
):
    makers = selling.makers(natore, 2)
    stool = selling.product(natore)
    selling.stock(stool, natore, quantity=5, made_by=makers, weights=(2, 1))
    purchase = selling.place(selling.basket((stool, 3)))
    parcel = purchase.consignments.get()

    assert (
        cancelling.by_staff(by=desk, consignment=parcel, units={line_of(purchase): 1}, note="cracked") is None
    )

    due = purchase.cash_dues.get()
    assert due.amount_poisha == 2 * 1250_00 + 60_00
    assert shelf(stool) == (5, 2)
    hands = selling.staff(Role.PARCELS, natore)
    consignments.pack(by=hands, consignment=parcel)
    consignments.ship(by=hands, consignment=parcel, courier="Sundarban", tracking_number="SB-1")
    consignments.deliver(by=hands, consignment=parcel, cash_collected=True)
    due.refresh_from_db()
    cash.record_hand_in(by=selling.staff(Role.CASH_RECORDER, natore), due=due, slip_number="4711")
    cash.confirm_hand_in(by=selling.staff(Role.CASH_CONFIRMER, natore), due=due)
    assert shelf(stool) == (3, 0)
    assert balances.of("advances:dj-natore") == 0
    credited = sum(selling.pending(maker) for maker in makers)
    other = selling.place(selling.basket((stool, 2)))
    assert credited > 0
    assert line_of(other).net_poisha == 2 * 1250_00
    assert list(findings()) == []
    # Later the buyer sends one of the two back: its part is reckoned from what was really paid.
    refund = refunds.request(
        purchase=purchase, reason="returned", parts=refunds.Parts({line_of(purchase): 1}, {}), by=desk
    )
    assert refund.amount_poisha == 1250_00
    assert list(findings()) == []


@pytest.mark.parametrize("paid", [True, False], ids=["paid", "cash"])
def test_a_buyer_cancels_what_staff_have_left_of_an_order(natore: Office, desk: Any, paid: bool):
    goods = [selling.for_sale(natore), selling.for_sale(natore)]
    way = "demonstration" if paid else "cash"
    purchase = selling.place(selling.basket(*((row, 2) for row in goods)), provider_code=way)
    if paid:
        selling.pay_by_card(purchase)
    first = purchase.lines.order_by("pk")[0]
    cancelling.by_staff(by=desk, consignment=purchase.consignments.get(), units={first: 2}, note="no wood")

    done = cancelling.by_buyer(purchase=purchase)

    purchase.refresh_from_db()
    assert (purchase.state, [shelf(row) for row in goods]) == ("cancelled", [(10, 0)] * 2)
    assert done.refund_poisha == (2 * 1250_00 + 60_00 if paid else 0)
    assert list(findings()) == []


def test_the_last_unit_that_staff_cancel_takes_the_delivery_the_parcel_and_the_order_with_it(
    natore: Office, desk: Any
):
    stool = selling.for_sale(natore)
    purchase = selling.pay_by_card(selling.place(selling.basket((stool, 2)), provider_code="demonstration"))
    parcel = purchase.consignments.get()
    line = line_of(purchase)
    cancelling.by_staff(by=desk, consignment=parcel, units={line: 1}, note="cracked")

    refund = cancelling.by_staff(by=desk, consignment=parcel, units={line: 1}, note="cracked too")

    parcel.refresh_from_db()
    purchase.refresh_from_db()
    assert refund is not None
    assert refund.amount_poisha == 1250_00 + 60_00
    assert (parcel.state, purchase.state) == ("cancelled", "cancelled")
    assert selling.at_the_provider() == 0
    assert list(findings()) == []


def test_a_large_cancelling_waits_for_its_approval_and_then_empties_the_parcel(
    natore: Office, desk: Any, settings: Any
):
    settings.REFUND_LIMIT_POISHA = 100_00
    stool = selling.for_sale(natore)
    purchase = selling.pay_by_card(selling.place(selling.basket((stool, 2)), provider_code="demonstration"))
    parcel = purchase.consignments.get()
    refund = cancelling.by_staff(by=desk, consignment=parcel, units={line_of(purchase): 2}, note="no wood")
    assert refund is not None
    assert (refund.state, cancelling.end_emptied()) == ("requested", 0)

    refunds.approve(by=selling.staff(Role.REFUND_APPROVER, selling.headquarters()), refund=refund)
    hands = selling.staff(Role.PARCELS, natore)
    consignments.pack(by=hands, consignment=parcel)
    with pytest.raises(consignments.Refused, match="Nothing is left"):
        consignments.ship(by=hands, consignment=parcel, courier="Sundarban", tracking_number="SB-1")

    assert cancelling.end_emptied() == 1
    purchase.refresh_from_db()
    assert purchase.state == "cancelled"
    assert list(findings()) == []


@pytest.mark.parametrize(
    ("units", "note", "said"),
    [({}, "why", "Choose"), ({"line": 3}, "why", "More pieces"), ({"line": 1}, " ", "why")],
)
def test_what_cannot_be_cancelled_is_said(natore: Office, desk: Any, units: Any, note: str, said: str):
    purchase = selling.place(selling.basket((selling.for_sale(natore), 2)))
    wanted = {line_of(purchase): quantity for quantity in units.values()}

    with pytest.raises(cancelling.Refused, match=said):
        cancelling.by_staff(by=desk, consignment=purchase.consignments.get(), units=wanted, note=note)


def test_what_has_left_the_prison_is_not_cancelled(natore: Office, desk: Any):
    purchase = selling.place(selling.basket((selling.for_sale(natore), 2)))
    parcel, hands = purchase.consignments.get(), selling.staff(Role.PARCELS, natore)
    consignments.pack(by=hands, consignment=parcel)
    with pytest.raises(cancelling.TooLate):
        cancelling.by_buyer(purchase=purchase)
    consignments.ship(by=hands, consignment=parcel, courier="Sundarban", tracking_number="SB-1")

    with pytest.raises(cancelling.Refused, match="has left"):
        cancelling.by_staff(by=desk, consignment=parcel, units={line_of(purchase): 1}, note="too late")


def test_a_card_that_proves_paid_after_units_were_struck_off_is_given_back_whole(natore: Office, desk: Any):
    """Found by the soak: what the card brought is the whole order's price, whatever came off it since."""
    purchase = selling.place(
        selling.basket((selling.for_sale(natore, quantity=5), 3)), provider_code="demonstration"
    )
    attempts.open(purchase=purchase)
    attempts.retry(purchase=purchase, provider_code="cash")
    cancelling.by_staff(
        by=desk, consignment=purchase.consignments.get(), units={line_of(purchase): 1}, note="cracked"
    )
    DemonstrationSession.objects.update(state="paid", paid_at=clock.now())

    attempts.settle(attempt=purchase.attempts.get())

    refund = Refund.objects.get()
    assert (refund.reason, refund.amount_poisha) == ("twice", 3 * 1250_00 + 60_00)
    assert selling.at_the_provider() == 0
    assert purchase.cash_dues.get().amount_poisha == 2 * 1250_00 + 60_00
    assert list(findings()) == []
