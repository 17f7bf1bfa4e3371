"""Who changes the language in the shop or the search stays where they are, with what they asked for."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.storefront import shelf

pytestmark = pytest.mark.django_db


def way_over(answer: Any, language: str = "en") -> str:
    found = re.search(rf'<a href="([^"]+)" hreflang="{language}"', answer.content.decode())
    assert found, "no switch"
    return found[1].replace("&amp;", "&")


@pytest.mark.parametrize(
    "place",
    [
        "search/?q=%E0%A6%9F%E0%A7%81%E0%A6%B2&kind=product",
        "shop/?trade=furniture&sort=price",
        "shop/basket/",
    ],
)
def test_the_switch_keeps_the_place_and_the_filters(client: Client, place: str) -> None:
    shelf.put(client, shelf.listed())
    for one, other in (("bn", "en"), ("en", "bn")):
        answer = client.get(f"/{one}/{place}")
        assert way_over(answer, other) == f"/{other}/{place}"
        assert client.get(way_over(answer, other)).status_code == 200


def test_the_switch_keeps_checkout_and_the_order_for_the_browser_that_placed_it(client: Client) -> None:
    shelf.put(client, shelf.listed())
    there = client.get(way_over(client.get("/bn/shop/checkout/")))
    assert (there.status_code, there.request["PATH_INFO"]) == (200, "/en/shop/checkout/")
    thanks = shelf.place(client)["Location"]
    order = client.get(way_over(client.get(thanks)))
    assert (order.status_code, order.request["PATH_INFO"]) == (200, thanks.replace("/bn/", "/en/"))


def test_from_a_place_that_is_none_the_switch_leads_home(client: Client) -> None:
    answer = client.get("/bn/shop/no-such/")
    assert (answer.status_code, way_over(answer)) == (404, "/en/")
