"""Three were bought and delivered, one is faulty: the desk pays one back, the makers' part of it with it."""

import re

import pytest
from playwright.sync_api import expect

from bangla import digits
from tests.journeys.people import Shopper, Staff, press

GAMCHA = "তাঁতের গামছা"


@pytest.mark.once
def test_one_of_three_is_paid_back_by_the_way_it_was_paid(shopper: Shopper, staff: Staff) -> None:
    page = shopper.page
    shopper.put_into_basket(GAMCHA, "৩")
    shopper.go_to_checkout()
    shopper.say_where()
    shopper.order(pays="কার্ড (প্রদর্শনী)")
    press(page, "পরিশোধ করুন")
    number = shopper.order_number()

    parcels = staff.sign_in("tangail-workshop")
    parcels.goto("/admin/parcels/")
    parcels.get_by_role("link", name=digits.to_bangla(number)).click()
    press(parcels, "পার্সেলটি প্যাক করা হয়েছে")
    parcels.get_by_label("কুরিয়ার").fill("পরীক্ষামূলক কুরিয়ার")
    parcels.get_by_label("ট্র্যাকিং নম্বর").fill("RP-3")
    press(parcels, "কুরিয়ারে হস্তান্তর করা হয়েছে")
    press(parcels, "ক্রেতার কাছে পৌঁছে দেওয়া হয়েছে")

    desk = staff.sign_in("tangail-desk")
    desk.goto("/admin/orders/")
    desk.get_by_role("link", name=digits.to_bangla(number)).click()
    desk.locator("a[href$='/refund/']").click()
    desk.get_by_label(GAMCHA).fill("১")
    desk.locator("select[name=reason]").select_option("faulty")
    desk.locator("select[name=sound]").select_option("no")
    press(desk, "কত ফেরত যাবে দেখুন")
    expect(desk.get_by_text(re.compile("৳১৮০")).first).to_be_visible()
    with desk.expect_navigation():
        desk.locator("button[name=step][value=confirm]").click()

    assert "[('succeeded', 18000)]" in shopper.told_of_refunds(number)
    shopper.look_up(number)
    expect(page.get_by_text("আপনাকে ফেরত দেওয়া হয়েছে")).to_be_visible()
    assert "no findings" in shopper.site.manage("ledger_verify")
