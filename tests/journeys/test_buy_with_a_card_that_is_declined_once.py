"""Buy with the demonstration's card: declined the first time, paid the second, and back again changes nothing."""

import re

from playwright.sync_api import expect

from tests.journeys.people import Shopper, press

BAG = "পাটের বাজারের ব্যাগ"


def test_a_declined_card_loses_nothing_and_a_second_try_pays_once(shopper: Shopper) -> None:
    page = shopper.page
    shopper.put_into_basket(BAG, "২")
    shopper.go_to_checkout()
    shopper.say_where()
    shopper.order(pays="কার্ড (প্রদর্শনী)")

    expect(page.get_by_role("heading", level=1)).to_have_text("কার্ডে মূল্য পরিশোধ (প্রদর্শনী)")
    press(page, "কার্ড প্রত্যাখ্যান করান")
    expect(page.get_by_text("মূল্য পরিশোধ গৃহীত হয়নি")).to_be_visible()
    expect(page.get_by_text("কোনো টাকা নেওয়া হয়নি।")).to_be_visible()
    number = shopper.order_number()

    press(page, re.compile("এখনই পরিশোধ করুন|আবার"))
    press(page, "পরিশোধ করুন")
    expect(page.get_by_role("heading", level=1)).to_have_text("ধন্যবাদ, আপনার অর্ডার গৃহীত হয়েছে")
    assert shopper.order_number() == number

    page.go_back()
    page.reload()
    shopper.look_up(number)
    expect(page.get_by_text("মূল্য পরিশোধ হয়েছে").first).to_be_visible()
    assert shopper.order_number() == number
    found = shopper.site.manage(
        "shell", "-c",
        "from shop.payments.models import PaymentAttempt as A\n"
        f"print([a.state for a in A.objects.filter(purchase__order__number='{number}').order_by('pk')])",
    )  # fmt: skip
    assert "['failed', 'paid']" in found
    assert "no findings" in shopper.site.manage("ledger_verify")
