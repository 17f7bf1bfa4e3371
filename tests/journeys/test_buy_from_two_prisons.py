"""One order from two prisons: a parcel from each, packed by its own staff, who see nothing of the other's."""

import re

import pytest
from playwright.sync_api import Page, expect

from bangla import digits
from tests.journeys.people import Shopper, Staff, press

MAT, SHAWL = "রংপুরের শতরঞ্জি", "সুতি লুঙ্গি"


def opened(desk: Page, number: str) -> Page:
    desk.goto("/admin/parcels/")
    desk.get_by_role("link", name=digits.to_bangla(number)).click()
    return desk


@pytest.mark.once
def test_each_prison_sends_its_own_parcel_of_one_order(shopper: Shopper, staff: Staff) -> None:
    page = shopper.page
    shopper.put_into_basket(MAT)
    shopper.put_into_basket(SHAWL)
    shopper.go_to_checkout()
    shopper.say_where()
    shopper.order(pays="কার্ড (প্রদর্শনী)")
    press(page, "পরিশোধ করুন")
    number = shopper.order_number()
    parcels = page.locator("section.parcel")
    expect(parcels).to_have_count(2)

    rangpur = opened(staff.sign_in("rangpur-workshop"), number)
    expect(rangpur.get_by_text(MAT).first).to_be_visible()
    expect(rangpur.get_by_text(SHAWL)).to_have_count(0)
    press(rangpur, "পার্সেলটি প্যাক করা হয়েছে")
    rangpur.get_by_label("কুরিয়ার").fill("পরীক্ষামূলক কুরিয়ার")
    rangpur.get_by_label("ট্র্যাকিং নম্বর").fill("RP ২২২")
    press(rangpur, "কুরিয়ারে হস্তান্তর করা হয়েছে")

    tangail = opened(staff.sign_in("tangail-workshop"), number)
    expect(tangail.get_by_text(SHAWL).first).to_be_visible()
    expect(tangail.get_by_text(MAT)).to_have_count(0)
    expect(tangail.get_by_role("button", name="পার্সেলটি প্যাক করা হয়েছে")).to_be_visible()

    shopper.look_up(number)
    on_its_way = parcels.filter(has_text=MAT)
    waiting = parcels.filter(has_text=SHAWL)
    expect(on_its_way.get_by_text(re.compile("RP 222|RP ২২২|পরীক্ষামূলক কুরিয়ার")).first).to_be_visible()
    expect(waiting.get_by_text("পরীক্ষামূলক কুরিয়ার")).to_have_count(0)
