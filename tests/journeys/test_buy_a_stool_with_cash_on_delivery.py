"""Buy a stool with cash on delivery: from the shop to the makers' accounts, in both senses of the word."""

import json
import re
import time

from playwright.sync_api import expect

from bangla import digits
from tests.journeys.people import Shopper, Staff, press
from tests.served import Served

STOOL = "বাঁশ-বেতের মোড়া"


def trial_balance(site: Served) -> dict[str, int]:
    balance: dict[str, int] = json.loads(site.manage("trial_balance", "--json"))
    return balance


def sms_to(site: Served, phone: str) -> list[str]:
    letters = [
        json.loads(path.read_text()) for path in sorted((site.folder / "letters" / "sms").glob("*.json"))
    ]
    return [letter["text"] for letter in letters if letter["to"] == phone]


def test_a_stool_is_bought_with_cash_on_delivery_and_half_its_profit_is_credited(
    shopper: Shopper, staff: Staff, site: Served
) -> None:
    before = trial_balance(site)

    shopper.put_into_basket(STOOL)
    shopper.go_to_checkout()
    shopper.say_where()
    expect(shopper.page.get_by_text("৳৯৮০")).to_be_visible()  # 850 and 130 for delivery to another division
    shopper.order(pays="ক্যাশ অন ডেলিভারি")
    expect(shopper.page.get_by_role("heading", level=1)).to_have_text("ধন্যবাদ, আপনার অর্ডার গৃহীত হয়েছে")
    number = shopper.order_number()

    parcels = staff.sign_in("rangamati-workshop")
    parcels.get_by_role("link", name="পার্সেল", exact=True).first.click()
    parcels.get_by_role("link", name=re.compile(digits.to_bangla(number))).click()
    press(parcels, "পার্সেলটি প্যাক করা হয়েছে")
    parcels.get_by_label("কুরিয়ার").fill("পরীক্ষামূলক কুরিয়ার")
    parcels.get_by_label("ট্র্যাকিং নম্বর").fill("RP ১২৩৪৫")
    press(parcels, "কুরিয়ারে হস্তান্তর করা হয়েছে")
    press(parcels, re.compile("পৌঁছে দেওয়া হয়েছে, নগদ ৳৯৮০ পাওয়া গেছে"))
    assert trial_balance(site) == before, "nobody is credited before the cash is handed in and confirmed"

    parcels.get_by_role("link", name="নগদ অর্থ", exact=True).first.click()
    parcels.get_by_role("link", name=re.compile(digits.to_bangla(number))).click()
    parcels.get_by_label("ব্যাংক জমার রসিদ নম্বর").fill("SB-২০২৬-০০১")
    press(parcels, "ব্যাংক জমার রসিদ লিপিবদ্ধ করুন")
    assert trial_balance(site) == before, "one person alone confirms nothing"

    office = staff.sign_in("rangamati-office")
    office.get_by_role("link", name="নগদ অর্থ", exact=True).first.click()
    office.get_by_role("link", name=re.compile(digits.to_bangla(number))).click()
    press(office, re.compile("নিশ্চিত করুন: ৳৯৮০ ব্যাংকে জমা হয়েছে"))

    after = trial_balance(site)
    moved = {code: after.get(code, 0) - before.get(code, 0) for code in {*after, *before}}
    change = {code: poisha for code, poisha in moved.items() if poisha}
    makers = {code: poisha for code, poisha in change.items() if code.startswith("inmate:")}
    assert all(code.endswith(":pending") for code in makers)
    assert sum(makers.values()) == -175_00
    assert change["department:dj-rangamati"] == -175_00
    assert change["delivery:dj-rangamati"] == -130_00
    assert (
        sum(poisha for code, poisha in change.items() if code.startswith(("materials:", "costs:"))) == -500_00
    )
    assert change["bank"] == 980_00
    assert [code for code in change if code.startswith("clearing:")] == [], "nobody holds it on the way"
    assert "no findings" in site.manage("ledger_verify")

    shopper.look_up(number)
    expect(shopper.page.get_by_text("৳১৭৫").first).to_be_visible()
    told = wait_for_sms(site, f"+88{shopper.plain_phone}", digits.to_bangla(number))
    assert "কুরিয়ার" in " ".join(told), "the buyer was told when the parcel left"


def wait_for_sms(site: Served, phone: str, number: str) -> list[str]:
    """Return what the worker has sent about an order; it looks into the outbox every few seconds."""
    for _ in range(60):
        # The number is spoken in groups, as one reads it out on the phone.
        told = [text for text in sms_to(site, phone) if number in re.sub(r"[\s-]", "", text)]
        if len(told) >= 2:
            return told
        time.sleep(0.5)
    raise AssertionError("no SMS went out")
