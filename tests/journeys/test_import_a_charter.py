"""An editor brings the office's charter from a Word file in Bijoy; what is pasted in Bijoy becomes Unicode anywhere."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.charter_pages.importing import sources
from tests.journeys.people import Staff, press
from tests.served import Served

ROWS = [
    sources.SEVEN,
    *sources.ROWS,
    ["৩", "মুক্তির সনদ", "লিখিত আবেদনে", "পরিচয়পত্র", "২০ টাকা বা ৩০ টাকা", "৭ দিন", "হিসাবরক্ষক"],
]
OFFICE = "/bn/prisons/div-rajshahi/dj-natore/"


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def runs_scripts(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def editor(runs_scripts: bool, site: Served, browser: Browser, staff: Staff) -> Iterator[Page]:
    """The editor of a prison, signed in; once in a browser that runs no script."""
    desk = staff.sign_in("natore-editor")
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="bn-BD", base_url=site.address,
        storage_state=desk.context.storage_state(), java_script_enabled=runs_scripts,
    )  # fmt: skip
    yield context.new_page()
    context.close()


def office_of(editor: Page) -> str:
    """Return the address of the editor's own office in the explorer."""
    editor.goto("/admin/")
    return str(editor.get_by_role("link", name="নাটোর জেলা কারাগার").first.get_attribute("href"))


def test_a_charter_in_word_and_bijoy_is_looked_at_and_put_into_a_draft(
    editor: Page, reader: Page, runs_scripts: bool
) -> None:
    name = "সেবা প্রদান প্রতিশ্রুতি আমদানি করুন"
    if runs_scripts:
        editor.goto(office_of(editor))
        editor.get_by_role("button", name="কাজ", exact=True).click()
    else:  # Wagtail's menus open by script; the editor's first page has the way, too
        editor.goto("/admin/")
    editor.get_by_role("link", name=name).first.click()
    press(editor, "পড়ুন")
    expect(editor.locator("main")).to_contain_text("একটি ফাইল বেছে নিন")

    word = {
        "name": "প্রতিশ্রুতি.docx",
        "mimeType": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "buffer": sources.word_file(ROWS, parted=True),
    }
    editor.get_by_label("ফাইল").set_input_files([word])  # type: ignore[list-item]
    press(editor, "পড়ুন")
    main = editor.locator("main")
    expect(main).to_contain_text("লেখা বিজয় ফন্টে ছিল, ইউনিকোডে রূপান্তর করা হয়েছে।")
    expect(editor.locator("#cell-0-0-1")).to_have_value("বন্দির সাথে সাক্ষাৎ")
    expect(editor.locator("td.import-doubtful")).to_have_count(4)
    expect(main).to_contain_text("jailer.natore@prison.gov.bd")  # placed nowhere, and not lost

    editor.locator("#cell-0-4-4").fill("২০ টাকা")
    editor.locator("#cell-0-4-1").fill("")
    press(editor, "খসড়ায় বসান")
    expect(main).to_contain_text("এখানে নাম নেই")
    expect(editor.locator("#cell-0-4-4")).to_have_value("২০ টাকা")
    editor.locator("#cell-0-4-1").fill("মুক্তির সনদপত্র")
    press(editor, "খসড়ায় বসান")

    expect(editor).to_have_url(re.compile(r"/admin/pages/\d+/edit/$"))
    expect(editor.locator("body")).to_contain_text("সারিগুলো খসড়ায় বসেছে; খসড়া প্রকাশিত হয়নি।")
    expect(editor.locator("input[value='মুক্তির সনদপত্র']")).to_have_count(1)
    reader.goto(OFFICE)
    reader.get_by_role("link", name=re.compile("প্রতিশ্রুতি")).first.click()
    expect(reader.locator("main")).not_to_contain_text("মুক্তির সনদপত্র")


def put_on_clipboard(page: Page, text: str, html: str = "") -> None:
    page.evaluate(
        """async ([text, html]) => {
          const kinds = {"text/plain": new Blob([text], {type: "text/plain"})};
          if (html) kinds["text/html"] = new Blob([html], {type: "text/html"});
          await navigator.clipboard.write([new ClipboardItem(kinds)]);
        }""",
        [text, html],
    )


def test_bijoy_that_is_pasted_becomes_unicode_and_can_be_kept_as_it_was(staff: Staff) -> None:
    editor = staff.sign_in("natore-editor")
    editor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    number = re.findall(r"\d+", office_of(editor))[0]
    editor.goto(f"/admin/pages/add/charter_pages/minutespage/{number}/")

    title = editor.locator("#id_title")
    title.click()
    put_on_clipboard(editor, "Monthly meeting, natore@prison.gov.bd")
    editor.keyboard.press("Control+V")
    expect(title).to_have_value("Monthly meeting, natore@prison.gov.bd")
    expect(editor.locator(".bijoy-notice")).to_have_count(0)

    title.fill("")
    put_on_clipboard(editor, "gvwmK mgš^q mfvi Kvh©weeiYx")
    editor.keyboard.press("Control+V")
    expect(title).to_have_value("মাসিক সমন্বয় সভার কার্যবিবরণী")
    notice = editor.get_by_role("status").filter(has_text="বিজয় ফন্টের ছিল")
    expect(notice).to_be_visible()
    editor.get_by_role("button", name="যেমন পেস্ট করা হয়েছে তেমনই রাখুন").click()
    expect(title).to_have_value("gvwmK mgš^q mfvi Kvh©weeiYx")
    expect(notice).to_have_count(0)

    # In the editor of rich text the clipboard's fonts say so, and bold stays bold.
    words = editor.locator(".public-DraftEditor-content").first
    words.click()
    put_on_clipboard(editor, "bvg I c`we", '<p style="font-family:SutonnyMJ">bvg I <b>c`we</b></p>')
    editor.keyboard.press("Control+V")
    expect(words).to_have_text("নাম ও পদবি")
    expect(words.locator("span[style*='bold']")).to_have_text("পদবি")
    editor.get_by_role("button", name="যেমন পেস্ট করা হয়েছে তেমনই রাখুন").click()
    expect(words).to_have_text("bvg I c`we")
