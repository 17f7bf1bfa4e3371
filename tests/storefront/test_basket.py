import pytest
from django.test import Client

from shop.storefront import listings
from tests import selling
from tests.storefront import shelf

pytestmark = pytest.mark.django_db


def page(client: Client) -> str:
    return client.get("/bn/shop/basket/").content.decode()


def held(client: Client) -> list[int]:
    return [line.quantity for line in client.get("/bn/shop/basket/").context["contents"].lines]


@pytest.mark.parametrize("typed", ["3", "৩", " ৩ "])
def test_a_quantity_is_read_in_both_digits(client: Client, typed: str) -> None:
    answer = shelf.put(client, shelf.listed(), typed)
    assert answer.status_code == 302
    assert held(client) == [3]


@pytest.mark.parametrize("typed", ["", "0", "-১", "two", "১০০", "9" * 30])
def test_a_wrong_quantity_is_said_and_shown_again(client: Client, typed: str) -> None:
    answer = shelf.put(client, shelf.listed(units=200), typed)
    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert held(client) == []


def test_no_more_can_be_put_in_than_is_left(client: Client) -> None:
    listing = shelf.listed(units=3)
    shelf.put(client, listing, 2)
    answer = shelf.put(client, listing, 2)
    assert answer.status_code == 422
    assert held(client) == [2]


def test_adding_again_adds_to_the_same_line(client: Client) -> None:
    listing = shelf.listed()
    shelf.put(client, listing, 2)
    shelf.put(client, listing, 3)
    assert held(client) == [5]


def test_a_line_is_changed_and_taken_out_and_put_back(client: Client) -> None:
    listing = shelf.listed()
    shelf.put(client, listing, 2)
    line = client.get("/bn/shop/basket/").context["contents"].lines[0]
    client.post("/bn/shop/basket/", {"line": line.pk, "quantity": "৪", "change": "1"})
    assert held(client) == [4]
    removed = client.post("/bn/shop/basket/", {"line": line.pk, "quantity": "4", "remove": "1"}, follow=True)
    assert held(client) == []
    assert removed.context["removed"] == listing
    assert removed.context["removed_units"] == 4


def test_another_browsers_line_cannot_be_changed(client: Client) -> None:
    listing = shelf.listed()
    shelf.put(client, listing, 2)
    line = client.get("/bn/shop/basket/").context["contents"].lines[0]
    stranger = Client()
    shelf.put(stranger, listing, 1)
    stranger.post("/bn/shop/basket/", {"line": line.pk, "quantity": "1", "remove": "1"})
    assert held(client) == [2]


def test_a_forged_basket_cookie_opens_nothing(client: Client) -> None:
    shelf.put(client, shelf.listed(), 2)
    stranger = Client()
    stranger.cookies["basket"] = client.cookies["basket"].value.replace("1:", "2:", 1) + "x"
    assert held(stranger) == []


def test_what_was_sold_out_or_withdrawn_meanwhile_is_said_and_stops_the_checkout(client: Client) -> None:
    gone, off, few = shelf.listed(units=2), shelf.listed(), shelf.listed(units=4)
    for listing in (gone, off, few):
        shelf.put(client, listing, 2)
    stockrecords = type(gone.stockrecord).objects
    stockrecords.filter(pk=gone.stockrecord_id).update(num_allocated=2)
    stockrecords.filter(pk=few.stockrecord_id).update(num_allocated=3)
    listings.withdraw(by=shelf.boss(), listing=off)
    contents = client.get("/bn/shop/basket/").context["contents"]
    assert [(line.is_sold_out, line.is_withdrawn, line.is_too_many) for line in contents.lines] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]
    assert "/bn/shop/checkout/" not in page(client)
    assert client.get("/bn/shop/checkout/").headers["Location"] == "/bn/shop/basket/"


def test_a_changed_price_is_said(client: Client) -> None:
    listing = shelf.listed(price=850_00)
    shelf.put(client, listing)
    listings.set_price(by=shelf.boss(), listing=listing, price_poisha=900_00)
    assert "৳৮৫০" in page(client)
    assert "৳৯০০" in page(client)


def test_lines_stand_by_the_prison_that_sends_them(client: Client) -> None:
    for code in ("dj-natore", "dj-pabna", "dj-natore"):
        shelf.put(client, shelf.listed(selling.prison(code)))
    parcels = client.get("/bn/shop/basket/").context["contents"].parcels
    assert [(parcel.office.code, len(parcel.lines)) for parcel in parcels] == [
        ("dj-natore", 2),
        ("dj-pabna", 1),
    ]


def test_the_count_is_told_apart_and_never_kept(client: Client) -> None:
    assert client.get("/bn/shop/basket/count/").json() == {"count": 0}
    shelf.put(client, shelf.listed(), 3)
    answer = client.get("/bn/shop/basket/count/")
    assert answer.json() == {"count": 3}
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_form_whose_token_ran_out_changes_nothing_and_is_shown_again() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = shelf.put(client, shelf.listed(), "৩")
    assert answer.status_code == 200
    assert not answer.context["token_is_good"]
    assert 'value="৩"' in answer.content.decode()
    assert held(client) == []


@pytest.mark.parametrize("name", ["added", "removed"])
def test_a_letter_that_no_database_keeps_is_passed_over_in_the_address(client: Client, name: str) -> None:
    assert client.get(f"/bn/shop/basket/?{name}=%00").status_code == 200
