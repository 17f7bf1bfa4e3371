"""An editor of one prison writes minutes in Bangla, the division and headquarters approve, a citizen reads them."""

import re

from playwright.sync_api import APIResponse, Page, Route, TimeoutError, expect

from tests.journeys.people import Staff, fill_date, press

TITLE = "নভেম্বর মাসের সমন্বয় সভার কার্যবিবরণী"
MEMO = "৫৮.০৪.৬৯০০.০২১.০৬.০১২.২৬-৭৭"
DECISIONS = (
    ("৬.১", "দর্শনার্থী কক্ষে চারটি পাখা বসাতে হবে।"),
    ("৬.৩", "ত্রৈমাসিক প্রতিবেদন সদর দপ্তরে পাঠাতে হবে।"),
)


def write_minutes(page: Page, *, title: str = TITLE, memo: str = MEMO) -> None:
    page.get_by_role("link", name="কার্যবিবরণী লিখুন", exact=True).click()
    page.get_by_placeholder("পাতার শিরোনাম*").fill(title)
    fill_date(page.locator("#id_meeting_on"), "2026-11-10")
    page.get_by_label("সভার স্থান").fill("সম্মেলন কক্ষ, নাটোর জেলা কারাগার")
    page.get_by_label("স্মারক নম্বর, মুদ্রিত রূপে").fill(memo)
    fill_date(page.get_by_label("জারির তারিখ", exact=True), "2026-11-12")
    page.get_by_label("জারির বাংলা তারিখ, মুদ্রিত রূপে").fill("২৭ কার্তিক ১৪৩৩")
    for place, (number, text) in enumerate(DECISIONS):
        page.get_by_role("button", name="সিদ্ধান্ত যোগ করুন").click()
        row = page.locator(f"#inline_child_decisions-{place}")
        row.get_by_label("নম্বর, মুদ্রিত রূপে", exact=True).fill(number)
        row.get_by_role("textbox", name=re.compile("^সিদ্ধান্ত")).fill(text)
        # The editor hands its text to the form a moment after the last key.
        expect(page.locator(f"[name=decisions-{place}-text]")).to_have_value(re.compile(re.escape(text)))


def look_at_preview(page: Page) -> None:
    """Read the draft as citizens will, beside the form."""
    page.locator('[data-side-panel-toggle="preview"]').first.click()
    frame = page.frame_locator("[data-side-panel=preview] iframe").first
    expect(frame.get_by_text(DECISIONS[0][1]).first).to_be_visible(timeout=20_000)


def submit(page: Page) -> None:
    page.get_by_role("button", name="আরও কাজ").click()
    page.get_by_role("button", name=re.compile("দাখিল করুন")).click()


def see_it_is_sent(page: Page) -> None:
    """Wait for the list of pages that follows; where the form comes back instead, say why."""
    try:
        page.wait_for_url(re.compile(r"/admin/pages/\d+/$"))
    except TimeoutError as error:
        shown = page.locator(".messages, .error-message, .w-field__errors").all_inner_texts()
        raise AssertionError(f"The form was refused: {[text for text in shown if text.strip()]}") from error
    expect(page.locator(".messages")).to_contain_text("অনুমোদনের জন্য দাখিল হয়েছে")


def hold_first_draft(page: Page) -> list[tuple[Route, APIResponse]]:
    """Let the server keep the first draft that Wagtail sends by itself, and keep its answer from the page."""
    held: list[tuple[Route, APIResponse]] = []

    def hold(route: Route) -> None:
        if "json" in route.request.headers.get("accept", "") and not held:
            held.append((route, route.fetch()))
        else:
            route.continue_()

    page.route(re.compile("/admin/pages/add/"), hold)
    return held


def test_minutes_sent_while_their_first_draft_is_being_kept_are_made_once(staff: Staff) -> None:
    editor = staff.sign_in("natore-editor")
    held = hold_first_draft(editor)
    write_minutes(editor, title=f"{TITLE} (খসড়া)", memo="৫৮.০৪.৬৯০০.০২১.০৬.০১২.২৬-৭৮")
    for _ in range(40):
        if held:
            break
        # Wagtail keeps what is changed once it has looked at the form for the first time, seconds after it stands.
        editor.get_by_label("সভার স্থান").press_sequentially("।")
        editor.wait_for_timeout(500)
    submit(editor)
    editor.wait_for_timeout(300)
    expect(editor).to_have_url(re.compile("/admin/pages/add/"))  # it waits
    route, answer = held[0]
    route.fulfill(response=answer)
    see_it_is_sent(editor)
    assert editor.get_by_role("link", name=f"{TITLE} (খসড়া)", exact=True).count() == 1


def test_minutes_are_written_approved_and_read(staff: Staff, reader: Page) -> None:
    editor = staff.sign_in("natore-editor")
    expect(editor.get_by_role("link", name="নাটোর জেলা কারাগার").first).to_be_visible()
    expect(editor.locator("body")).not_to_contain_text("টাঙ্গাইল")
    write_minutes(editor)
    look_at_preview(editor)
    submit(editor)
    see_it_is_sent(editor)
    expect(editor.locator("body")).to_contain_text(TITLE)

    address = "/bn/prisons/div-rajshahi/dj-natore/november-maser-somonboy-sobhar-karjobiboroni/"
    assert reader.goto(address).status == 404

    # The division first, then headquarters.
    reviewer = staff.sign_in("rajshahi-reviewer")
    reviewer.get_by_role("link", name=re.compile("^অনুমোদনের পাতা: ")).click()
    reviewer.get_by_role("link", name=TITLE, exact=True).first.click()
    reviewer.get_by_role("button", name="আরও কাজ").click()
    press(reviewer, "অনুমোদন করুন")
    assert reader.goto(address).status == 404

    moderator = staff.sign_in("hq-moderator")
    moderator.get_by_role("link", name=TITLE, exact=True).first.click()
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
