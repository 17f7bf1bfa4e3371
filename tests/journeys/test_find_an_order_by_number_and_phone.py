"""Find an order again by its number and the mobile number; whoever does not have both learns nothing."""

from playwright.sync_api import expect

from bangla import digits
from tests.journeys.people import NAME, Shopper

GAMCHA = "তাঁতের গামছা"


def test_an_order_is_found_by_number_and_phone_in_either_digits(shopper: Shopper) -> None:
    shopper.put_into_basket(GAMCHA)
    shopper.go_to_checkout()
    shopper.say_where(phone=f"{shopper.plain_phone[:5]} {shopper.plain_phone[5:]}")
    shopper.order(pays="ক্যাশ অন ডেলিভারি")
    number = shopper.order_number()
    shopper.page.context.clear_cookies()

    shopper.look_up(number, digits.to_bangla(shopper.plain_phone))
    expect(shopper.page.locator(".order-number")).to_be_visible()
    assert shopper.order_number() == number
    for part in (number, shopper.plain_phone[1:]):
        assert part not in shopper.page.url or part == number, "no phone number stands in an address"


def test_a_wrong_phone_and_a_wrong_number_are_answered_alike(shopper: Shopper) -> None:
    shopper.put_into_basket(GAMCHA)
    shopper.go_to_checkout()
    shopper.say_where()
    shopper.order(pays="ক্যাশ অন ডেলিভারি")
    number = shopper.order_number()
    shopper.page.context.clear_cookies()

    said = []
    for wrong_number, wrong_phone in ((number, "01999999999"), ("1" * len(number), shopper.plain_phone)):
        shopper.look_up(wrong_number, wrong_phone)
        expect(shopper.page.get_by_role("alert")).to_be_visible()
        assert NAME not in shopper.page.content()
        said.append(shopper.page.get_by_role("alert").inner_text())
        # What was typed is kept.
        expect(shopper.page.get_by_label("মোবাইল নম্বর")).to_have_value(wrong_phone)
    assert said[0] == said[1]
