"""An editor with a telephone and no pointer takes minutes in: every step by keys, nothing wider than the screen."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.people import Staff
from tests.journeys.test_take_in_a_paper import NUMBER, PAPER

PHONE = {"width": 360, "height": 780}
VENUE = "সম্মেলন কক্ষ, নাটোর"


def see_it_fits(page: Page) -> None:
    assert page.evaluate("document.scrollingElement.scrollWidth") <= PHONE["width"]


def tab_to(page: Page, wanted: Locator, most: int = 80) -> None:
    """Press Tab until something has the focus, and see that it shows in the window."""
    for _ in range(most):
        if wanted.evaluate("each => each === document.activeElement"):
            expect(wanted).to_be_in_viewport()
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} is not reached by the Tab key")


def enter(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_paper_is_reviewed_by_keys_alone_on_a_telephone(staff: Staff) -> None:
    page = staff.sign_in("natore-editor")
    page.goto("/admin/")
    page.goto(str(page.get_by_role("link", name="কার্যবিবরণী বা পত্র আমদানি করুন").first.get_attribute("href")))
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    see_it_fits(page)
    pasted = page.locator("textarea[name=text]")
    page.locator("input[type=file]").focus()
    tab_to(page, pasted)
    page.keyboard.insert_text(PAPER.replace(NUMBER, NUMBER[:-1] + "২"))
    tab_to(page, page.get_by_role("button", name="পড়ুন", exact=True))
    enter(page)

    see_it_fits(page)
    page.locator("#kind").focus()
    venue = page.locator("#venue")
    tab_to(page, venue)
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(VENUE)
    # Enter in a field looks again: it makes no draft, and keeps what was typed.
    enter(page)
    expect(page).to_have_url(re.compile(r"/admin/papers/import/\d+/\d+/$"))
    expect(venue).to_have_value(VENUE)
    rows = page.locator('fieldset[id^="decisions-"]')
    count = rows.count()
    page.locator("#decisions-0-text").focus()
    tab_to(page, rows.first.get_by_role("button", name="নিচে নতুন সারি"))
    enter(page)
    expect(rows).to_have_count(count + 1)
    # The last of the keys: the paper is put aside, and the screen that began is there again.
    page.locator("#lines-0, .import-buttons button").first.focus()
    tab_to(page, page.locator('.import-buttons button[value="forget"]'))
    enter(page)
    expect(page).to_have_url(re.compile(r"/admin/papers/import/\d+/$"))
