"""An editor of one prison writes minutes in Bangla, headquarters approves them, a citizen reads them."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.people import Staff, press

TITLE = "নভেম্বর মাসের সমন্বয় সভার কার্যবিবরণী"
MEMO = "৫৮.০৪.৬৯০০.০২১.০৬.০১২.২৬-৭৭"
DECISIONS = (
    ("৬.১", "দর্শনার্থী কক্ষে চারটি পাখা বসাতে হবে।"),
    ("৬.৩", "ত্রৈমাসিক প্রতিবেদন সদর দপ্তরে পাঠাতে হবে।"),
)


def write_minutes(page: Page) -> None:
    page.get_by_role("link", name="কার্যবিবরণী লিখুন").click()
    page.get_by_label(re.compile("^শিরোনাম")).fill(TITLE)
    page.get_by_label("সভার তারিখ").fill("2026-11-10")
    page.keyboard.press("Escape")  # the calendar of the date field
    page.get_by_label("সভার স্থান").fill("সম্মেলন কক্ষ, নাটোর জেলা কারাগার")
    page.get_by_label("স্মারক নম্বর, মুদ্রিত রূপে").fill(MEMO)
    page.get_by_label("জারির তারিখ", exact=True).fill("2026-11-12")
    page.keyboard.press("Escape")
    page.get_by_label("জারির বাংলা তারিখ, মুদ্রিত রূপে").fill("২৭ কার্তিক ১৪৩৩")
    for place, (number, text) in enumerate(DECISIONS):
        page.get_by_role("button", name="সিদ্ধান্ত যোগ করুন").click()
        row = page.locator(f"#inline_child_decisions-{place}")
        row.get_by_label("নম্বর, মুদ্রিত রূপে", exact=True).fill(number)
        row.get_by_role("textbox", name=re.compile("^সিদ্ধান্ত")).fill(text)


def look_at_preview(page: Page) -> None:
    """Read the draft as citizens will, beside the form."""
    page.locator('[data-side-panel-toggle="preview"]').first.click()
    frame = page.frame_locator("[data-side-panel=preview] iframe").first
    expect(frame.get_by_text(DECISIONS[0][1]).first).to_be_visible(timeout=20_000)


def submit(page: Page) -> None:
    page.get_by_role("button", name="আরও কাজ").click()
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile("দাখিল করুন")).click()


def test_minutes_are_written_approved_and_read(staff: Staff, reader: Page) -> None:
    editor = staff.sign_in("natore-editor")
    expect(editor.get_by_role("link", name="নাটোর জেলা কারাগার").first).to_be_visible()
    expect(editor.locator("body")).not_to_contain_text("টাঙ্গাইল")
    write_minutes(editor)
    look_at_preview(editor)
    submit(editor)
    expect(editor.locator("body")).to_contain_text(TITLE)

    address = "/bn/prisons/div-rajshahi/dj-natore/november-maser-somonboy-sobhar-karjobiboroni/"
    assert reader.goto(address).status == 404

    moderator = staff.sign_in("hq-moderator")
    moderator.get_by_role("link", name=TITLE).first.click()
    moderator.get_by_role("button", name="আরও কাজ").click()
    press(moderator, "অনুমোদন করুন ও প্রকাশ")

    assert reader.goto(address).status == 200
    expect(reader.get_by_role("heading", level=1)).to_have_text(TITLE)
    for _number, text in DECISIONS:
        expect(reader.get_by_text(text).first).to_be_visible()
    expect(reader.get_by_text(MEMO).first).to_be_visible()
    expect(reader.get_by_text("২৭ কার্তিক ১৪৩৩").first).to_be_visible()

    # Found by its number in ASCII digits, and listed on the office's own page.
    reader.goto("/bn/search/?q=58.04.6900.021.06.012.26-77")
    expect(reader.get_by_role("link", name=TITLE).first).to_be_visible()
    reader.goto("/bn/prisons/div-rajshahi/dj-natore/")
    expect(reader.get_by_role("link", name=TITLE)).to_be_visible()
