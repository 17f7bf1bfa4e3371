"""Cancel before anything is packed: what was paid goes back, the goods go back on sale, the prison packs nothing."""

import re

import pytest
from playwright.sync_api import expect

from bangla import digits
from tests.journeys.people import Shopper, Staff, press

CUSHION = "কাঁথা ফোঁড়ের কুশন কভার, এক জোড়া"


@pytest.mark.once
def test_a_buyer_cancels_what_was_paid_and_gets_it_back(shopper: Shopper, staff: Staff) -> None:
    page = shopper.page
    shopper.put_into_basket(CUSHION)
    shopper.go_to_checkout()
    shopper.say_where()
    shopper.order(pays="কার্ড (প্রদর্শনী)")
    press(page, "পরিশোধ করুন")
    number = shopper.order_number()

    page.get_by_role("link", name="অর্ডার বাতিল করুন").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("অর্ডার বাতিল করুন")
    expect(page.get_by_text(CUSHION)).to_be_visible()
    expect(page.get_by_text(re.compile("৳৭৮০"))).to_be_visible()  # 650 and 130 for the delivery
    press(page, "এই পণ্যগুলো বাতিল করুন")
    expect(page.get_by_text("এই অর্ডার বাতিল হয়েছে")).to_be_visible()
    assert shopper.order_number() == number
    expect(page.get_by_role("link", name="অর্ডার বাতিল করুন")).to_have_count(0)

    parcels = staff.sign_in("jashore-workshop")
    parcels.goto("/admin/parcels/")
    expect(parcels.get_by_role("link", name=digits.to_bangla(number))).to_have_count(0)
    assert "[('succeeded', 78000)]" in shopper.told_of_refunds(number)
    assert "no findings" in shopper.site.manage("ledger_verify")
