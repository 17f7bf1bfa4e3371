"""A decision of the committee: taken up, given to all prisons, reported by two, closed, and shown to readers."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.people import Staff, fill_date, press

MINUTES = "সেবা প্রদান প্রতিশ্রুতি বিষয়ে ২০২৬-২০২৭ অর্থবছরের ১ম সভার কার্যবিবরণী"
ADDRESS = "/bn/prisons/hq/charter-committee-2026-2027-1/"
DECISION = "প্রতিটি কারাগারে সেবাপ্রার্থীর জন্য বসার ব্যবস্থা ও বিশুদ্ধ পানির ব্যবস্থা রাখতে হবে।"


def printed(reader: Page) -> str:
    """Return the paper itself, as readers find it now: a browser may keep a page for a minute."""
    reader.goto(ADDRESS)
    reader.reload()
    return reader.locator(".paper-sheet").inner_text()


def give_until(headquarters: Page, day: str) -> None:
    """Type the last day and give the decision."""
    fill_date(headquarters.get_by_label(re.compile("শেষ তারিখ")), day)
    press(headquarters, "সিদ্ধান্ত অর্পণ করুন")


def report_done(editor: Page) -> None:
    """Find the task among those of the own office and report it done."""
    editor.goto("/admin/decisions/tasks/?shelf=mine")
    line = editor.locator("tr", has_text=DECISION[:40])
    line.get_by_role("link", name="প্রতিবেদন দিন").click()
    editor.get_by_label(re.compile("কী করা হয়েছে")).fill("দশটি বেঞ্চ ও একটি পানির ফিল্টার বসানো হয়েছে।")
    # Without anything that shows it, it is not done.
    press(editor, "সম্পন্ন বলে জানান")
    expect(editor.get_by_text("সম্পন্ন হওয়ার প্রমাণক দিন")).to_be_visible()
    editor.get_by_label("অথবা একটি ওয়েব ঠিকানা").fill("https://www.prison.gov.bd/")
    press(editor, "সম্পন্ন বলে জানান")
    expect(editor.locator(".messages")).to_contain_text("সম্পন্ন বলে জানানো হয়েছে")


def test_a_decision_is_given_to_all_prisons_reported_by_two_and_closed(staff: Staff, reader: Page) -> None:
    before = printed(reader)
    assert DECISION in before

    headquarters = staff.sign_in("hq-moderator")
    headquarters.goto("/admin/decisions/")
    headquarters.get_by_role("link", name="সিদ্ধান্ত পরিবীক্ষণে নিন").first.click()
    headquarters.get_by_role("link", name=MINUTES).click()
    row = headquarters.locator("tr", has_text=DECISION[:40])
    with headquarters.expect_navigation():
        row.get_by_role("button").click()
    headquarters.get_by_label("সকল কারাগার", exact=True).check()
    headquarters.get_by_label("যে পদ বাস্তবায়ন করবে").select_option("superintendent")
    give_until(headquarters, "2026-12-15")
    expect(headquarters.locator(".messages")).to_contain_text("৬৮টি দপ্তরকে অর্পণ করা হয়েছে")
    decision = headquarters.url

    # What headquarters gave by mistake it takes back, while nobody has reported; and gives again.
    press(headquarters, "ফিরিয়ে নিন")
    expect(headquarters.get_by_text("এখনও কোনো দপ্তরকে দেওয়া হয়নি")).to_be_visible()
    headquarters.get_by_role("link", name="দপ্তরকে অর্পণ করুন").click()
    headquarters.get_by_label("সকল কারাগার", exact=True).check()
    give_until(headquarters, "১৫/১২/২০২৬")

    for prison in ("natore-editor", "tangail-editor"):
        report_done(staff.sign_in(prison))

    headquarters.goto(decision)
    for prison in ("নাটোর জেলা কারাগার", "টাঙ্গাইল জেলা কারাগার"):
        headquarters.get_by_role("checkbox", name=prison).check()
    press(headquarters, "টিক দেওয়াগুলো নিষ্পন্ন করুন")
    expect(headquarters.locator(".messages")).to_contain_text("২টি কাজ নিষ্পন্ন হয়েছে")
    press(headquarters, "বাস্তবায়নের অবস্থা পাঠককে দেখান")

    # The next meeting's draft names what is left to do; the paper itself says what it always said.
    press(headquarters, "অনিষ্পন্ন সিদ্ধান্ত পরবর্তী কার্যবিবরণীতে নিন")
    expect(headquarters).to_have_url(re.compile(r"/admin/pages/\d+/edit/"))
    subjects = headquarters.locator("[name$=-subject]")
    values = [subjects.nth(place).input_value() for place in range(subjects.count())]
    assert any(DECISION in value for value in values), values

    assert printed(reader) == before
    became = reader.locator("#became", has_text=DECISION[:40])
    expect(became).to_be_visible()
    expect(became).to_contain_text("৬৮-এর মধ্যে ২")
    assert "সম্পাদক" not in became.inner_text()
