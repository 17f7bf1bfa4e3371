import dataclasses
import datetime
from typing import Any

import pytest
from django.test import Client

import clock
from accounts.roles import Role
from shop.fulfilment import cancelling, consignments
from shop.ledger import balances
from shop.orders.models import Purchase
from shop.payments import attempts, cash, refund_calls, refunds
from tests import ordering, selling
from tests.storefront import shelf

pytestmark = pytest.mark.django_db

LOOK_UP = "/bn/shop/orders/"


@pytest.fixture
def purchase() -> Purchase:
    buyer = Client()
    shelf.put(buyer, shelf.listed(price=850_00, costs={"materials": 5000_00}))
    shelf.place(buyer)
    return Purchase.objects.get()


def look_up(client: Client, number: str, phone: str) -> object:
    return client.post(LOOK_UP, {"number": number, "phone": phone})


def test_an_order_is_found_by_number_and_phone_in_either_digits(client: Client, purchase: Purchase) -> None:
    bangla = purchase.number.translate(str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯"))
    answer = client.post(
        LOOK_UP, {"number": f" {bangla[:4]} {bangla[4:]} ", "phone": "০১৭১২৩৪৫৬৭৮"}, follow=True
    )
    assert answer.redirect_chain == [(f"/bn/shop/orders/{purchase.number}/", 302)]
    assert answer.status_code == 200
    assert "1712" not in answer.redirect_chain[0][0]
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_a_wrong_number_and_a_wrong_phone_get_the_same_answer(client: Client, purchase: Purchase) -> None:
    wrong_phone = look_up(client, purchase.number, "01812345678")
    wrong_number = look_up(client, "1234567897", "01712345678")
    assert wrong_phone.status_code == wrong_number.status_code == 422
    assert wrong_phone.context["said"] == wrong_number.context["said"]
    assert client.get(f"/bn/shop/orders/{purchase.number}/").status_code == 302


def test_a_stranger_with_the_number_alone_is_asked_for_the_phone(client: Client, purchase: Purchase) -> None:
    for number in (purchase.number, "1234567897"):
        answer = client.get(f"/bn/shop/orders/{number}/")
        assert answer.headers["Location"] == f"{LOOK_UP}?number={number}"


def test_one_found_order_opens_no_other(client: Client, purchase: Purchase) -> None:
    buyer = Client()
    shelf.put(buyer, shelf.listed())
    shelf.place(buyer)
    other = Purchase.objects.exclude(pk=purchase.pk).get()
    look_up(client, purchase.number, "01712345678")
    assert client.get(f"/bn/shop/orders/{other.number}/").status_code == 302


def test_a_number_is_tried_six_times_and_no_more_from_anywhere(purchase: Purchase) -> None:
    answers = [
        Client(REMOTE_ADDR=f"10.0.0.{place}").post(
            LOOK_UP, {"number": purchase.number, "phone": "01812345678"}
        )
        for place in range(7)
    ]
    assert [answer.status_code for answer in answers] == [422] * 6 + [429]
    late = Client(REMOTE_ADDR="10.0.1.1").post(LOOK_UP, {"number": purchase.number, "phone": "01712345678"})
    assert late.status_code == 429


def test_an_address_tries_as_many_numbers_as_the_setting_allows_and_no_more(
    client: Client, settings: Any
) -> None:
    settings.LOOKUPS_PER_ADDRESS = 12
    answers = [look_up(client, str(number), "01712345678").status_code for number in range(1000, 1013)]
    assert answers == [422] * 12 + [429]


def test_the_thank_you_page_opens_for_a_day_by_its_secret(client: Client, purchase: Purchase) -> None:
    address = f"/bn/shop/thanks/{purchase.token}/"
    assert client.get(address).context["thanked"]
    with clock.set_to(clock.now() + datetime.timedelta(days=1, minutes=1)):
        assert Client().get(address).headers["Location"] == LOOK_UP
    assert Client().get("/bn/shop/thanks/no-such-secret/").headers["Location"] == LOOK_UP


def test_a_declined_payment_is_tried_again_or_turned_into_cash(client: Client) -> None:
    shelf.put(client, shelf.listed())
    hosted = shelf.place(client, provider="demonstration").headers["Location"]
    path = hosted[hosted.index("/payments/") :]
    back = client.post(path, {"choice": "decline"}).headers["Location"]
    page = client.get(back[back.index("/payments/") :], follow=True)
    purchase = Purchase.objects.get()
    assert page.context["receipt"].is_declined
    assert [provider.code for provider in page.context["providers"]] == ["demonstration", "cash"]
    again = client.post(f"/bn/shop/orders/{purchase.number}/pay/", {"provider": "demonstration"})
    assert "/payments/demonstration/" in again.headers["Location"]
    turned = client.post(f"/bn/shop/orders/{purchase.number}/pay/", {"provider": "cash"})
    assert turned.headers["Location"] == f"/bn/shop/orders/{purchase.number}/"
    purchase.refresh_from_db()
    assert (purchase.state, purchase.provider) == (Purchase.State.PLACED, "cash")


def test_a_stranger_cannot_begin_a_payment(client: Client, purchase: Purchase) -> None:
    answer = client.post(f"/bn/shop/orders/{purchase.number}/pay/", {"provider": "demonstration"})
    assert answer.headers["Location"].startswith(LOOK_UP)


def test_the_page_shows_the_parcels_way_and_then_what_the_makers_really_got(
    client: Client, purchase: Purchase
) -> None:
    parcel = purchase.consignments.get()
    office = parcel.office
    hands = selling.staff(Role.PARCELS, office)
    consignments.pack(by=hands, consignment=parcel)
    consignments.ship(by=hands, consignment=parcel, courier="সুন্দরবন কুরিয়ার", tracking_number="SB-1001")
    look_up(client, purchase.number, "01712345678")
    page = client.get(f"/bn/shop/orders/{purchase.number}/")
    states = [step["state"] for step in page.context["receipt"].parcels[0].steps]
    assert states == ["done", "done", "done", "now"]
    assert "SB-1001" in page.content.decode()
    assert page.context["receipt"].division is None
    parcel.refresh_from_db()
    consignments.deliver(by=hands, consignment=parcel, cash_collected=True)
    due = purchase.cash_dues.get()
    cash.record_hand_in(by=selling.staff(Role.CASH_RECORDER, office), due=due, slip_number="৭৭৮৮")
    cash.confirm_hand_in(by=selling.staff(Role.CASH_CONFIRMER, office), due=due)
    division = client.get(f"/bn/shop/orders/{purchase.number}/").context["receipt"].division
    assert (division.price_poisha, division.cost_poisha) == (850_00, 500_00)
    assert (division.makers_poisha, division.department_poisha) == (175_00, 175_00)


@pytest.mark.parametrize("number", ["১২৩৪৫৬৭৮৯০", "é", "x" * 500])
def test_an_address_in_any_letters_asks_who_is_there(client: Client, purchase: Purchase, number: str) -> None:
    look_up(client, purchase.number, "01712345678")
    assert client.get(f"/bn/shop/orders/{number}/").headers["Location"].startswith(LOOK_UP)


def test_the_address_of_a_failed_payment_leads_back_to_the_order(client: Client, purchase: Purchase) -> None:
    answer = client.get(f"/en/shop/orders/{purchase.number}/pay/")
    assert answer.headers["Location"] == f"/en/shop/orders/{purchase.number}/"


@pytest.mark.parametrize(
    "address", ["/bn/shop/thanks/%00/", "/payments/return/%00/", "/payments/demonstration/%00/"]
)
def test_a_secret_with_a_letter_that_no_database_keeps_is_none(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def delivered_and_paid(purchase: Purchase) -> None:
    parcel = purchase.consignments.get()
    hands = selling.staff(Role.PARCELS, parcel.office)
    consignments.pack(by=hands, consignment=parcel)
    consignments.ship(by=hands, consignment=parcel, courier="সুন্দরবন কুরিয়ার", tracking_number="SB-1001")
    parcel.refresh_from_db()
    consignments.deliver(by=hands, consignment=parcel, cash_collected=True)
    due = purchase.cash_dues.get()
    cash.record_hand_in(by=selling.staff(Role.CASH_RECORDER, parcel.office), due=due, slip_number="৭৭৮৮")
    cash.confirm_hand_in(by=selling.staff(Role.CASH_CONFIRMER, parcel.office), due=due)


@pytest.mark.parametrize("sound", [True, False])
def test_what_was_paid_back_is_no_more_of_what_the_makers_really_got(client: Client, sound: bool) -> None:
    """Three pieces at 850 taka, made for 500: 525 go to the makers, 350 of two of them, nothing of none."""
    buyer = Client()
    shelf.put(buyer, shelf.listed(price=850_00, costs={"materials": 5000_00}), quantity=3)
    shelf.place(buyer)
    purchase = Purchase.objects.get()
    delivered_and_paid(purchase)
    line = purchase.lines.get()
    look_up(client, purchase.number, "01712345678")

    def shown() -> tuple[Any, str]:
        page = client.get(f"/bn/shop/orders/{purchase.number}/")
        return page.context["receipt"].division, page.content.decode()

    division, text = shown()
    assert dataclasses.astuple(division) == (2550_00, 1500_00, 525_00, 525_00)
    assert "আপনাকে ফেরত" not in text
    facts = {"purchase": purchase, "provider": "cash", "sound": sound}
    ordering.refund(reference="one", units={line: 1}, **facts)
    division, text = shown()
    assert dataclasses.astuple(division) == (1700_00, 1000_00, 350_00, 350_00)
    assert "আপনাকে ফেরত" in text
    assert "৳৮৫০" in text
    line.refresh_from_db()
    ordering.refund(reference="rest", units={line: 2}, **facts)
    assert shown()[0] is None


def test_the_real_amounts_are_the_books(client: Client, purchase: Purchase) -> None:
    delivered_and_paid(purchase)
    look_up(client, purchase.number, "01712345678")
    division = client.get(f"/bn/shop/orders/{purchase.number}/").context["receipt"].division
    makers = [code for code in balances.trial_balance() if code.startswith("inmate:")]
    assert division.makers_poisha == sum(balances.of(code) for code in makers)
    assert division.price_poisha == division.cost_poisha + division.makers_poisha + division.department_poisha


def title_shown(client: Client, purchase: Purchase) -> str:
    look_up(client, purchase.number, "01712345678")
    page = client.get(f"/bn/shop/orders/{purchase.number}/").content.decode()
    return page[page.index('class="message') : page.index('class="checkout"')]


def test_of_goods_refused_at_the_door_nobody_says_that_they_were_paid(
    client: Client, purchase: Purchase
) -> None:
    parcel = purchase.consignments.get()
    hands = selling.staff(Role.PARCELS, parcel.office)
    consignments.pack(by=hands, consignment=parcel)
    consignments.ship(by=hands, consignment=parcel, courier="সুন্দরবন কুরিয়ার", tracking_number="SB-1001")
    parcel.refresh_from_db()
    consignments.refuse(by=hands, consignment=parcel)
    shown = title_shown(client, purchase)
    assert "মূল্য পরিশোধ হয়েছে" not in shown
    assert "আপনার কিছুই পরিশোধ করার নেই" in shown


def test_what_was_never_paid_is_not_promised_back_when_the_order_is_cancelled(
    client: Client, purchase: Purchase
) -> None:
    cancelling.by_buyer(purchase=purchase)
    shown = title_shown(client, purchase)
    assert "ফেরত" not in shown
    assert "এখনো কিছু পরিশোধ করা হয়নি" in shown


def test_a_cancelled_order_says_when_its_money_is_back(client: Client) -> None:
    shelf.put(client, shelf.listed())
    shelf.place(client, provider="demonstration")
    purchase = selling.pay_by_card(Purchase.objects.get())
    cancelling.by_buyer(purchase=purchase)
    assert "ফেরত দেওয়া হবে" in title_shown(client, purchase)
    refund_calls.send_due()
    assert "একই মাধ্যমে ফেরত দেওয়া হয়েছে" in title_shown(client, purchase)


def test_of_an_order_that_went_back_whole_the_page_does_not_say_that_it_is_paid(client: Client) -> None:
    shelf.put(client, shelf.listed())
    shelf.place(client, provider="demonstration")
    purchase = selling.pay_by_card(Purchase.objects.get())
    refunds.request(
        purchase=purchase,
        reason="not_delivered",
        parts=refunds.all_that_is_left(purchase),
        by=selling.staff(Role.ORDER_DESK, selling.headquarters()),
    )
    assert "সবটাই ফেরত যাচ্ছে" in title_shown(client, purchase)
    refund_calls.send_due()
    shown = title_shown(client, purchase)
    assert "সবটাই ফেরত দেওয়া হয়েছে" in shown
    assert "মূল্য পরিশোধ হয়েছে" not in shown


def test_the_way_of_an_order_that_was_not_paid_in_time_ends_there(client: Client) -> None:
    shelf.put(client, shelf.listed())
    shelf.place(client, provider="demonstration")
    with clock.set_to(clock.now() + datetime.timedelta(hours=1)):
        attempts.expire_due()
    purchase = Purchase.objects.get()
    look_up(client, purchase.number, "01712345678")
    steps = client.get(f"/bn/shop/orders/{purchase.number}/").context["receipt"].parcels[0].steps
    assert [step["state"] for step in steps] == ["done", "stopped"]
