import pytest
from django.test import Client

from shop.orders.models import Purchase
from shop.storefront import listings
from tests import selling
from tests.storefront import shelf

pytestmark = pytest.mark.django_db


def shown_again(answer: object, *typed: str) -> bool:
    text = answer.content.decode()  # type: ignore[attr-defined]
    return answer.status_code == 422 and all(f'value="{word}"' in text for word in typed)  # type: ignore[attr-defined]


def test_a_guest_orders_for_cash_in_two_steps(client: Client) -> None:
    shelf.put(client, shelf.listed(price=850_00), "২")
    answer = shelf.place(client)
    purchase = Purchase.objects.get()
    assert answer.headers["Location"] == f"/bn/shop/thanks/{purchase.token}/"
    assert (purchase.goods_poisha, purchase.delivery_poisha) == (1700_00, 60_00)
    assert (purchase.phone, purchase.post_code, purchase.language) == ("+8801712345678", "6400", "bn")
    assert (purchase.district_code, purchase.upazila_name) == ("natore", "নাটোর সদর")
    assert purchase.state == Purchase.State.PLACED


def test_the_second_step_shows_the_whole_price_by_zone_of_each_prison(client: Client) -> None:
    shelf.put(client, shelf.listed(selling.prison("dj-natore"), price=100_00))
    shelf.put(client, shelf.listed(selling.prison("dj-other"), price=200_00))
    near = shelf.review(client).context["quote"]
    assert (near.delivery_poisha, near.total_poisha) == (120_00, 420_00)
    division = shelf.review(client, district="pabna", upazila="pabna.pabna-sadar").context["quote"]
    assert division.delivery_poisha == 180_00
    far = shelf.review(client, division="dhaka", district="dhaka", upazila="dhaka.ramna").context["quote"]
    assert far.delivery_poisha == 260_00


@pytest.mark.parametrize(
    ("phone", "kept"),
    [
        ("01712345678", "+8801712345678"),
        ("+৮৮০ ১৭১২ ৩৪৫৬৭৮", "+8801712345678"),
        ("+44 20 7946 0958", "+442079460958"),
    ],
)
def test_phones_are_taken_in_both_digits_and_from_abroad(client: Client, phone: str, kept: str) -> None:
    shelf.put(client, shelf.listed())
    shelf.place(client, phone=phone)
    assert Purchase.objects.get().phone == kept


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("name", "ক" * 101),
        ("phone", "12345"),
        ("phone", ""),
        ("email", "not-an-address"),
        ("post_code", "১২৩"),
        ("line", ""),
        ("line", "x" * 251),
        ("district", "dhaka"),
        ("upazila", "dhaka.ramna"),
        ("division", ""),
        ("division", "atlantis"),
    ],
)
def test_each_wrong_answer_is_said_at_its_field_and_the_rest_is_kept(
    client: Client, field: str, typed: str
) -> None:
    shelf.put(client, shelf.listed())
    answer = shelf.review(client, **{field: typed})
    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert 'value="১২ স্টেশন রোড"' in answer.content.decode() or field == "line"
    assert not Purchase.objects.exists()


def test_a_double_click_gives_one_order(client: Client) -> None:
    shelf.put(client, shelf.listed())
    sent = shelf.agreed(shelf.review(client))
    first = client.post("/bn/shop/checkout/", sent)
    second = client.post("/bn/shop/checkout/", sent)
    assert first.headers["Location"] == second.headers["Location"]
    assert Purchase.objects.count() == 1


def test_two_tabs_on_one_basket_give_one_order(client: Client) -> None:
    shelf.put(client, shelf.listed())
    tabs = [shelf.agreed(shelf.review(client)) for _ in range(2)]
    assert tabs[0]["token"] != tabs[1]["token"]
    places = {client.post("/bn/shop/checkout/", sent).headers["Location"] for sent in tabs}
    assert len(places) == 1
    assert Purchase.objects.count() == 1


def test_going_back_after_ordering_leads_to_the_basket_never_to_a_second_order(client: Client) -> None:
    shelf.put(client, shelf.listed())
    shelf.place(client)
    assert client.get("/bn/shop/checkout/").headers["Location"] == "/bn/shop/basket/"
    assert shelf.review(client).headers["Location"] == "/bn/shop/basket/"
    assert client.get("/bn/shop/basket/count/").json() == {"count": 0}


def test_a_token_that_ran_out_loses_nothing_that_was_typed() -> None:
    client = Client(enforce_csrf_checks=True)
    basket = Client()
    shelf.put(basket, shelf.listed())
    client.cookies = basket.cookies
    answer = shelf.review(client)
    assert shown_again(answer, "রহিমা খাতুন", "০১৭১২-৩৪৫৬৭৮")
    assert not Purchase.objects.exists()


def test_a_basket_that_expired_loses_nothing_that_was_typed(client: Client) -> None:
    assert shown_again(shelf.review(client), "রহিমা খাতুন", "১২ স্টেশন রোড")


def test_what_is_sold_while_one_types_is_said_and_nothing_is_ordered(client: Client) -> None:
    listing = shelf.listed(units=1)
    shelf.put(client, listing)
    sent = shelf.agreed(shelf.review(client))
    other = Client()
    shelf.put(other, listing)
    shelf.place(other)
    answer = client.post("/bn/shop/checkout/", sent)
    assert shown_again(answer, "রহিমা খাতুন")
    assert answer.context["contents"].lines[0].is_sold_out
    assert Purchase.objects.count() == 1


def test_what_is_withdrawn_while_one_types_is_said_and_nothing_is_ordered(client: Client) -> None:
    listing = shelf.listed()
    shelf.put(client, listing)
    sent = shelf.agreed(shelf.review(client))
    listings.withdraw(by=shelf.boss(), listing=listing)
    answer = client.post("/bn/shop/checkout/", sent)
    assert shown_again(answer, "রহিমা খাতুন")
    assert answer.context["contents"].lines[0].is_withdrawn
    assert not Purchase.objects.exists()


def test_a_price_that_changed_while_one_types_is_shown_before_it_is_ordered(client: Client) -> None:
    listing = shelf.listed(price=850_00)
    shelf.put(client, listing)
    sent = shelf.agreed(shelf.review(client))
    listings.set_price(by=shelf.boss(), listing=listing, price_poisha=900_00)
    answer = client.post("/bn/shop/checkout/", sent)
    assert answer.status_code == 422
    assert answer.context["quote"].total_poisha == 960_00
    assert not Purchase.objects.exists()
    assert client.post("/bn/shop/checkout/", shelf.agreed(answer)).status_code == 302
    assert Purchase.objects.get().total_poisha == 960_00


def test_terms_and_a_way_to_pay_are_asked_for(client: Client) -> None:
    shelf.put(client, shelf.listed())
    sent = shelf.agreed(shelf.review(client))
    for missing in ("terms", "provider"):
        answer = client.post(
            "/bn/shop/checkout/", {name: value for name, value in sent.items() if name != missing}
        )
        assert answer.status_code == 422
        assert missing in answer.context["form"].errors
    assert not Purchase.objects.exists()


def test_the_details_can_be_changed_from_the_second_step(client: Client) -> None:
    shelf.put(client, shelf.listed())
    answer = client.post("/bn/shop/checkout/", {**shelf.DETAILS, "step": "back"})
    assert answer.status_code == 200
    assert 'value="রহিমা খাতুন"' in answer.content.decode()


def test_a_card_payment_leads_to_the_provider_with_the_order_already_placed(client: Client) -> None:
    shelf.put(client, shelf.listed())
    answer = shelf.place(client, provider="demonstration")
    assert "/payments/demonstration/" in answer.headers["Location"]
    assert Purchase.objects.get().state == Purchase.State.AWAITS_PAYMENT


def test_no_answer_of_the_checkout_is_kept_anywhere(client: Client) -> None:
    shelf.put(client, shelf.listed())
    for answer in (client.get("/bn/shop/checkout/"), shelf.review(client), shelf.place(client)):
        assert "no-store" in answer.headers["Cache-Control"]
