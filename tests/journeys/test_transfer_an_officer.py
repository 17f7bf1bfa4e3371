"""An officer is transferred: one form, and every charter that names the post is right; older versions keep the name."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.people import Staff, press

TANGAIL = "/bn/prisons/div-dhaka/dj-tangail/charter/"
# Invented, and marked so.
BEFORE, AFTER = "নমুনা কর্মকর্তা (উদ্ভাবিত)", "পরীক্ষামূলক কর্মকর্তা (উদ্ভাবিত)"


def fresh(page: Page, address: str) -> str:
    """Return what a page says now: a browser may keep a public page for a minute."""
    page.goto(address)
    page.reload()
    return page.locator("main").inner_text()


def test_one_transfer_makes_every_charter_right(staff: Staff, reader: Page) -> None:
    assert BEFORE in fresh(reader, TANGAIL)

    moderator = staff.sign_in("hq-moderator")
    moderator.get_by_role("link", name="আজকের কর্মকর্তা").click()
    moderator.get_by_label("দপ্তর", exact=True).select_option(label="টাঙ্গাইল জেলা কারাগার")
    press(moderator, "দেখান")
    moderator.get_by_role("link", name="বদলি জেল সুপার").click()
    # Who forgets the name is told, and nothing is changed.
    press(moderator, "কী বদলাবে, দেখুন")
    expect(moderator.locator(".error-message").first).to_be_visible()
    moderator.locator("input[name=name_bn]:visible").fill(AFTER)
    press(moderator, "কী বদলাবে, দেখুন")
    expect(moderator.locator(".charter-preview")).to_contain_text("টাঙ্গাইল জেলা কারাগার: সেবা প্রদান প্রতিশ্রুতি")
    assert BEFORE in fresh(reader, TANGAIL)
    press(moderator, "বদলি করুন")
    expect(moderator.locator(".messages")).to_contain_text(AFTER)

    said = fresh(reader, TANGAIL)
    assert AFTER in said
    assert BEFORE not in said
    # The older version says who held the post then.
    reader.goto(f"{TANGAIL}history/")
    expect(reader.locator("main")).to_contain_text(AFTER)
    newest = reader.locator("a[href*='/versions/']").first
    number = int(re.findall(r"/versions/(\d+)/", newest.get_attribute("href") or "")[0])
    reader.goto(f"{TANGAIL}versions/{number - 1}/")
    expect(reader.locator("main")).to_contain_text(BEFORE)
    expect(reader.locator("main")).not_to_contain_text(AFTER)
