"""A prison takes up what another does well and tells its result; headquarters reads it, and the first page shows it."""

import pytest
from playwright.sync_api import expect

from tests.journeys.people import Staff, press

RESULT = "মাসে একবার দরবার বসছে; ত্রিশটি বিষয় মীমাংসা হয়েছে (নমুনা)।"


@pytest.mark.usefixtures("site")
def test_a_practice_is_taken_up_reported_and_shown_on_its_first_page(staff: Staff) -> None:
    page = staff.sign_in("natore-editor")
    page.goto(f"{page.url.split('/admin/')[0]}/admin/practices/")
    row = page.locator("tbody tr", has_text="দরবার").first
    title = row.locator("th").inner_text().strip()
    row.get_by_role("link", name="গ্রহণ করুন").click()
    press(page, "চর্চাটি গ্রহণ করুন")
    expect(page.locator("main")).to_contain_text("গৃহীত")

    # The first page names the office at once, its result not yet.
    first = page.locator(".board a", has_text=title).get_attribute("href") or ""
    reader = page.context.browser.new_context().new_page()  # type: ignore[union-attr]
    address = first if first.startswith("http") else f"{page.url.split('/admin/')[0]}{first}"
    reader.goto(address)
    followers = reader.locator("section", has=reader.get_by_role("heading", name="কারা গ্রহণ করেছে"))
    expect(followers).to_contain_text("নাটোর জেলা কারাগার")

    page.get_by_role("link", name="ফলাফল জানান").click()
    page.get_by_label("ফলাফল, বাংলায়").fill(RESULT)
    press(page, "ফলাফল জানান")
    reader.goto(address)
    expect(reader.locator("main")).not_to_contain_text(RESULT)

    moderator = staff.sign_in("hq-moderator")
    moderator.goto(f"{moderator.url.split('/admin/')[0]}/admin/practices/?shelf=waiting")
    moderator.get_by_role("link", name=title).click()
    expect(moderator.locator("main")).to_contain_text(RESULT)
    press(moderator, "ফলাফল প্রকাশ করুন")
    expect(moderator.locator("main")).to_contain_text("ফলাফল প্রকাশিত")
    reader.goto(f"{address}?again")
    expect(followers).to_contain_text(RESULT)
