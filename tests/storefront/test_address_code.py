"""Number and mobile number show an order; where it goes is shown to who placed it, or typed the buyer's own code."""

import datetime
import re
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client

import clock
from bangla import digits
from letters import outbox
from letters.models import Letter
from letters.senders import MemorySms
from shop.orders import codes
from shop.orders.models import AddressCode, Purchase
from shop.storefront import access
from tests import selling
from tests.storefront import shelf

pytestmark = pytest.mark.django_db

HIDDEN = ("রহিমা খাতুন", "১২ স্টেশন রোড", "1712")


@pytest.fixture
def purchase() -> Purchase:
    buyer = Client()
    shelf.put(buyer, shelf.listed())
    shelf.place(buyer)
    return Purchase.objects.get()


def page_of(purchase: Purchase) -> str:
    return f"/bn/shop/orders/{purchase.number}/"


def code_page(purchase: Purchase) -> str:
    return f"{page_of(purchase)}address/"


def found(purchase: Purchase) -> Client:
    client = Client()
    client.post("/bn/shop/orders/", {"number": purchase.number, "phone": "01712345678"})
    return client


def shown(client: Client, purchase: Purchase) -> list[str]:
    text = digits.to_ascii(client.get(page_of(purchase)).content.decode())
    return [word for word in HIDDEN if digits.to_ascii(word) in text]


def sent_code(client: Client, purchase: Purchase) -> str:
    answer = client.post(code_page(purchase), {"step": "send"})
    assert answer.headers["Location"] == code_page(purchase)
    MemorySms.sent.clear()
    outbox.send_due()
    to, text = MemorySms.sent[-1]
    assert to == purchase.phone
    return re.findall(r"(?<!\d)\d{6}(?!\d)", digits.to_ascii(text))[0]


def enter(client: Client, purchase: Purchase, code: str) -> Any:
    return client.post(code_page(purchase), {"step": "enter", "code": code})


def test_number_and_phone_show_the_order_without_name_phone_and_address(purchase: Purchase) -> None:
    client = found(purchase)
    assert purchase.number in digits.to_ascii(client.get(page_of(purchase)).content.decode())
    assert shown(client, purchase) == []


def test_who_placed_the_order_in_this_browser_needs_no_code() -> None:
    buyer = Client()
    shelf.put(buyer, shelf.listed())
    thanks = shelf.place(buyer).headers["Location"]
    placed = Purchase.objects.get()
    assert shown(buyer, placed) == list(HIDDEN)
    again = Client()
    assert HIDDEN[0] in again.get(thanks).content.decode()
    assert shown(again, placed) == list(HIDDEN)
    # Found again by number and phone, as a stranger at the same computer would: hidden again.
    buyer.post("/bn/shop/orders/", {"number": placed.number, "phone": "01712345678"})
    assert shown(buyer, placed) == []


def test_the_code_that_the_buyer_got_shows_the_address_to_this_browser_alone(purchase: Purchase) -> None:
    client, other = found(purchase), found(purchase)
    code = sent_code(client, purchase)
    answer = enter(client, purchase, f" {digits.to_bangla(code[:3])} {code[3:]} ")
    assert answer.headers["Location"] == page_of(purchase)
    assert shown(client, purchase) == list(HIDDEN)
    assert shown(other, purchase) == []


def test_the_address_is_shown_for_the_rest_of_the_half_hour_and_no_longer(
    purchase: Purchase, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = found(purchase)
    order_cookie = client.cookies[access.COOKIE].value
    enter(client, purchase, sent_code(client, purchase))
    assert client.cookies[access.COOKIE].value == order_cookie  # not renewed
    # Signatures take the machine's own clock.
    import time

    now = time.time()
    monkeypatch.setattr("django.core.signing.time.time", lambda: now + 31 * 60)
    assert client.get(page_of(purchase)).status_code == 302


def test_the_code_of_one_order_opens_no_other(purchase: Purchase) -> None:
    other = selling.place(selling.basket((selling.for_sale(selling.prison()), 1)))
    client = found(purchase)
    code = sent_code(client, purchase)
    client = found(other)
    assert enter(client, other, code).status_code == 422
    client.cookies[access.ADDRESS_COOKIE] = found_with_code(purchase).cookies[access.ADDRESS_COOKIE].value
    assert shown(client, other) == []


def found_with_code(purchase: Purchase) -> Client:
    client = found(purchase)
    enter(client, purchase, sent_code(client, purchase))
    return client


def test_a_code_works_once_for_ten_minutes_and_until_the_next_is_sent(purchase: Purchase) -> None:
    client = found(purchase)
    first = sent_code(client, purchase)
    second = sent_code(client, purchase)
    if first != second:
        assert enter(client, purchase, first).status_code == 422
    with clock.set_to(clock.now() + datetime.timedelta(minutes=10, seconds=1)):
        assert enter(client, purchase, second).status_code == 422
    third = sent_code(client, purchase)
    assert enter(found(purchase), purchase, third).status_code == 302
    assert enter(found(purchase), purchase, third).status_code == 422


def test_five_wrong_codes_and_the_right_one_opens_nothing_any_more(purchase: Purchase) -> None:
    client = found(purchase)
    right = sent_code(client, purchase)
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    for _try in range(5):
        answer = enter(client, purchase, wrong)
        assert answer.status_code == 422
        assert answer.context["form"].errors["code"]
    assert f'value="{wrong}"' not in answer.content.decode() or answer.context["waiting"] is None
    assert enter(client, purchase, right).status_code == 422
    assert shown(client, purchase) == []
    with pytest.raises(IntegrityError), transaction.atomic():
        AddressCode.objects.update(tries=6)


def test_five_codes_an_hour_are_sent_for_an_order_and_no_more(purchase: Purchase) -> None:
    for place in range(5):
        client = Client(REMOTE_ADDR=f"10.0.0.{place}")
        client.cookies = found(purchase).cookies
        assert client.post(code_page(purchase), {"step": "send"}).status_code == 302
    assert client.post(code_page(purchase), {"step": "send"}).status_code == 429
    assert Letter.objects.filter(template="order_code").count() == 5
    with clock.set_to(clock.now() + datetime.timedelta(hours=1, seconds=1)):
        assert client.post(code_page(purchase), {"step": "send"}).status_code == 302


def test_an_address_of_the_network_asks_for_so_many_codes_and_no_more(
    purchase: Purchase, settings: Any
) -> None:
    settings.CODES_PER_ADDRESS, settings.CODES_PER_ORDER = 2, 100
    client = found(purchase)
    answers = [client.post(code_page(purchase), {"step": "send"}).status_code for _ in range(3)]
    assert answers == [302, 302, 429]


def test_the_code_stands_nowhere_in_clear_but_in_the_message(
    purchase: Purchase, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    client = found(purchase)
    code = sent_code(client, purchase)
    enter(client, purchase, code)
    kept = [*AddressCode.objects.values("digest", "salt"), *Letter.objects.values("context", "key")]
    assert code not in str(kept)
    assert code not in caplog.text + "".join(capsys.readouterr())


def test_where_an_e_mail_was_given_the_code_goes_there(purchase: Purchase) -> None:
    Purchase.objects.update(email="buyer@example.org")
    client = found(purchase)
    client.post(code_page(purchase), {"step": "send"})
    outbox.send_due()
    assert mail.outbox[-1].to == ["buyer@example.org"]
    code = re.findall(r"(?<!\d)\d{6}(?!\d)", digits.to_ascii(mail.outbox[-1].body))[0]
    assert codes.use(purchase=purchase, typed=code)


def test_a_stranger_has_no_code_sent(purchase: Purchase) -> None:
    for ask in (Client().get, Client().post):
        assert ask(code_page(purchase))["Location"] == f"/bn/shop/orders/?number={purchase.number}"
    assert not AddressCode.objects.exists()


def test_no_page_of_it_is_kept_anywhere_or_tells_its_address(purchase: Purchase) -> None:
    client = found(purchase)
    pages = [client.get(code_page(purchase)), enter(client, purchase, "1")]
    pages.append(client.post(code_page(purchase), {"step": "send"}))
    for page in (*pages, client.get(page_of(purchase))):
        assert page.headers["Cache-Control"] == "no-store, private"
        assert page.headers["Referrer-Policy"] in ("no-referrer", "same-origin")
    assert client.get(page_of(purchase)).headers["Referrer-Policy"] == "no-referrer"


def test_a_token_that_ran_out_sends_nothing_and_keeps_what_was_typed(purchase: Purchase) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = found(purchase).cookies
    codes.send(purchase=purchase)
    answer = enter(strict, purchase, "123456")
    assert answer.status_code == 422
    assert 'value="123456"' in answer.content.decode()
    assert AddressCode.objects.get().tries == 0
