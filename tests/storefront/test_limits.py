"""How many orders are placed from one place, what a frozen basket keeps, and what takes no voucher."""

from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver
from oscar.core.loading import get_model

from shop.orders.models import Purchase
from shop.storefront import forms
from tests.storefront import shelf
from tests.whole_site import addresses

pytestmark = pytest.mark.django_db

Basket = get_model("basket", "Basket")


def buy(listing: Any, **headers: str) -> Any:
    client = Client(**headers)
    shelf.put(client, listing)
    return client, shelf.place(client)


def test_a_phone_orders_so_often_in_an_hour_and_no_more_and_nothing_typed_is_lost(settings: Any) -> None:
    settings.ORDERS_PER_PHONE = 2
    listing = shelf.listed()
    answers = [buy(listing, REMOTE_ADDR=f"10.0.0.{place}")[1] for place in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    text = answers[-1].content.decode()
    assert 'value="১২ স্টেশন রোড"' in text
    assert text.count("checked") == 2  # the way of payment and the terms
    assert answers[-1].context["said"]
    assert Purchase.objects.count() == 2


def test_an_address_of_the_network_orders_so_often_in_an_hour_and_no_more(settings: Any) -> None:
    settings.ORDERS_PER_ADDRESS = 2
    listing = shelf.listed()
    answers = []
    for place in range(3):
        client = Client(REMOTE_ADDR="10.0.0.1")
        shelf.put(client, listing)
        answers.append(shelf.place(client, phone=f"0171234567{place}").status_code)
    assert answers == [302, 302, 429]


def test_the_same_form_sent_again_is_no_further_order_and_never_refused(settings: Any) -> None:
    settings.ORDERS_PER_PHONE = 1
    client = Client()
    shelf.put(client, shelf.listed())
    sent = shelf.agreed(shelf.review(client))
    places = {client.post("/bn/shop/checkout/", sent).headers["Location"] for _click in range(4)}
    assert len(places) == 1
    assert Purchase.objects.count() == 1


def test_the_lines_of_a_frozen_basket_are_neither_changed_nor_deleted() -> None:
    """Stock Oscar deletes them (MONEY.md, "Found by running stock Oscar")."""
    client = Client()
    listing = shelf.listed()
    shelf.put(client, listing, 2)
    basket = Basket.objects.get()
    line = basket.lines.get()
    shelf.place(client)
    basket.refresh_from_db()
    assert basket.status == Basket.FROZEN
    for quantity in ("0", "1", "5"):
        client.post("/bn/shop/basket/", {"line": str(line.pk), "quantity": quantity})
        client.post("/bn/shop/basket/", {"line": str(line.pk), "quantity": quantity, "remove": "1"})
    shelf.put(client, listing, 3)
    assert list(basket.lines.values_list("pk", "quantity")) == [(line.pk, 2)]


def test_the_basket_of_another_browser_is_not_reached_by_a_line_s_number() -> None:
    mine, other = Client(), Client()
    listing = shelf.listed()
    shelf.put(mine, listing, 2)
    line = Basket.objects.get().lines.get()
    shelf.put(other, listing)
    other.post("/bn/shop/basket/", {"line": str(line.pk), "quantity": "0"})
    line.refresh_from_db()
    assert line.quantity == 2


def test_no_address_of_oscar_s_is_mounted_neither_shop_nor_dashboard_nor_partner_link() -> None:
    def module(pattern: Any) -> str:
        view = getattr(pattern.callback, "view_class", pattern.callback)
        return getattr(view, "__module__", None) or type(view).__module__

    found = {name: module(way[-1]) for name, way in addresses.walk()}
    assert len(found) > 200
    assert {name: where for name, where in found.items() if where.startswith("oscar")} == {}
    client = Client()
    for path in (
        "/dashboard/",
        "/dashboard/partners/1/users/1/link/",
        "/dashboard/catalogue/products/1/",
        "/basket/add/1/",
        "/basket/vouchers/add/",
        "/catalogue/",
        "/checkout/",
        "/accounts/orders/1/",
    ):
        for prefix in ("", "/bn", "/en", "/bn/shop", "/admin"):
            answer = client.get(prefix + path, follow=True)
            led_to = answer.redirect_chain[-1][0] if answer.redirect_chain else ""
            gone = answer.status_code == 404 or led_to.startswith("/admin/login/")
            assert gone or (prefix, path) == ("/bn/shop", "/checkout/"), prefix + path


def test_no_form_of_the_shop_takes_a_voucher() -> None:
    names = [
        field
        for form in vars(forms).values()
        if isinstance(form, type) and hasattr(form, "base_fields")
        for field in form.base_fields
    ]
    assert "quantity" in names
    assert [name for name in names if "voucher" in name or name == "code"] == []
    assert not [name for name in get_resolver().reverse_dict if "voucher" in str(name)]
