"""A card is declined; the buyer changes to cash on delivery, and the same order stands."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.people import Shopper, press

LUNGI = "সুতি লুঙ্গি"
AT_THE_DOOR = re.compile("পণ্য হাতে পেয়ে নগদ ৳.+ দেবেন")


@pytest.mark.once
def test_after_a_declined_card_the_order_is_paid_at_the_door(shopper: Shopper) -> None:
    page = shopper.page
    shopper.put_into_basket(LUNGI)
    shopper.go_to_checkout()
    shopper.say_where()
    shopper.order(pays="কার্ড (প্রদর্শনী)")
    press(page, "কার্ড প্রত্যাখ্যান করান")
    expect(page.get_by_text("মূল্য পরিশোধ গৃহীত হয়নি")).to_be_visible()
    number = shopper.order_number()

    press(page, "বদলে নিন: ক্যাশ অন ডেলিভারি")
    expect(page.get_by_text(AT_THE_DOOR)).to_be_visible()
    assert shopper.order_number() == number
    page.reload()
    shopper.look_up(number)
    expect(page.get_by_text(AT_THE_DOOR)).to_be_visible()
    expect(page.get_by_role("button", name="এখনই পরিশোধ করুন")).to_have_count(0)
