"""An editor of one prison works a whole day in the Bangla back office, and meets no English label, not even one that
JavaScript puts there: in lists, the form and its panels, choosers, dialogues, messages, history, the own account.
"""

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.people import Staff
from tests.whole_site import marks

# What a person sees or hears on a page now; what somebody typed, code, and what says that it is in English is left out.
SHOWN = """() => {
  const silent = "script, style, noscript, template, textarea, code, [lang=en], .w-preview__frame";
  const seen = (node) => node.checkVisibility({ visibilityProperty: true }) && !node.closest(silent);
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (walker.currentNode.data.trim() && seen(walker.currentNode.parentElement)) found.push(walker.currentNode.data);
  }
  for (const name of ["title", "alt", "placeholder", "aria-label", "aria-description"]) {
    for (const node of document.querySelectorAll(`[${name}]`)) if (seen(node)) found.push(node.getAttribute(name));
  }
  for (const node of document.querySelectorAll("input[type=submit], input[type=button]")) {
    if (seen(node)) found.push(node.value);
  }
  return [document.title, ...found];
}"""
# Names, keys on the keyboard, kinds of files, and the one page of the English tree that is listed.
NAMES = {
    "English", "Department of Prisons",
    "Wagtail", "Alt", "Ctrl", "Esc", "Shift", "Enter", "PDF", "CSV", "XLSX", "ZIP", "natore-editor", "dj-natore",
    "AVIF, GIF, JPG, JPEG, PNG, WEBP", "CSV, DOCX, PDF, TXT, XLSX",
}  # fmt: skip


class Day:
    """A day at a desk: each place is read before the work goes on."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.english: dict[str, str] = {}

    def go(self, path: str, place: str) -> None:
        self.page.goto(path)
        self.read(place)

    def press(self, pressed: Locator, place: str, *, shows: Locator) -> None:
        """Press something, wait for what it shows, and read that."""
        pressed.first.click()
        expect(shows.first).to_be_visible()
        self.read(place)

    def read(self, place: str) -> None:
        for text in self.page.evaluate(SHOWN):
            for words in marks.FOREIGN["bn"].findall(marks.NO_WORD.sub(" | ", text)):
                if len(words) > 1 and " ".join(words.split()) not in NAMES:
                    self.english.setdefault(words, place)


def read_the_home_and_its_lists(day: Day) -> None:
    day.go("/admin/", "the home")
    for place in ("duties", "decisions", "papers/received", "images", "documents/multiple/add", "account"):
        day.go(f"/admin/{place}/", place)
    day.go("/admin/pages/search/?q=কারাগার", "the search")


def write_a_practice(day: Day) -> str:
    """Write a page with what its form offers, and keep it as a draft. Return its number."""
    page = day.page
    day.go("/admin/", "the home")
    page.get_by_role("link", name="উত্তম চর্চা প্রতিবেদন লিখুন").last.click()
    keep = page.get_by_role("button", name="খসড়া সংরক্ষণ")
    expect(keep).to_be_visible()
    day.read("an empty form")
    for panel in ("status", "comments", "checks"):
        toggle, shown = (page.locator(f"[data-side-panel{more}={panel}]") for more in ("-toggle", ""))
        day.press(toggle, f"the panel of {panel}", shows=shown)
    toggle.first.click()
    day.press(keep, "a form with mistakes", shows=page.locator(".messages .error"))
    page.get_by_placeholder("পাতার শিরোনাম*").fill("শীতের পাঠশালা")
    for choice in ("fiscal_year", "quarter", "subject"):
        page.locator(f"select[name={choice}]").select_option(index=1)
    write_text_with_a_link(day)
    day.press(keep, "a draft", shows=page.locator(".messages .success"))
    choose_a_picture(day)
    found = re.search(r"/pages/(\d+)/edit/", page.url)
    assert found
    return found[1]


def write_text_with_a_link(day: Day) -> None:
    """Put a paragraph in, look at its tools, and at the ways to link."""
    page = day.page
    choices = page.locator("[role=option]")
    day.press(page.locator("button.c-sf-add-button"), "the blocks", shows=choices)
    choices.filter(has_text="লেখা").first.click()
    text = page.locator("[data-contentpath=body] .public-DraftEditor-content")
    text.first.click()
    page.keyboard.type("/")
    expect(page.locator("[role=option]").first).to_be_visible()
    day.read("the blocks after a stroke")
    page.keyboard.press("Escape")
    page.keyboard.press("Backspace")
    page.keyboard.type("আমাদের পাঠশালা বসে।")
    page.keyboard.press("Control+a")
    ways = page.locator(".modal-content a")
    # By the keyboard: a press of the tool's button opens two dialogues, one upon the other.
    page.keyboard.press("Control+k")
    expect(ways.first).to_be_visible()
    day.read("pages to link to")
    for way in ("বাইরের লিংক", "ই-মেইল লিংক", "ফোন লিংক"):
        # The way that is shown is no link any more; an answer that comes after the end would open the dialogue anew.
        ways.filter(has_text=way).click()
        expect(ways.filter(has_text=way)).to_have_count(0)
        day.read(way)
    close_the_dialogue(page)


def close_the_dialogue(page: Page) -> None:
    page.locator(".modal [data-dismiss=modal]").click()
    expect(page.locator(".modal-backdrop")).to_have_count(0)


def choose_a_picture(day: Day) -> None:
    page = day.page
    page.get_by_role("button", name="ছবি যোগ করুন").click()
    tabs = page.locator(".modal-content [role=tab]")
    day.press(page.get_by_role("button", name=re.compile("ছবি বেছে নিন|ছবি বাছাই")), "the pictures", shows=tabs)
    day.press(
        tabs.filter(has_text="আপলোড"), "a new picture", shows=page.locator(".modal-content [type=file]")
    )


def look_back(day: Day, draft: str) -> None:
    """Read the ways that a draft may go, and the list that it stands in."""
    for way in ("history", "copy", "delete", "usage"):
        day.go(f"/admin/pages/{draft}/{way}/", f"the {way} of a draft")
    day.go(f"/admin/pages/{draft}/edit/", "the draft")
    more = day.page.get_by_role("button", name="আরও কাজ")
    send = day.page.get_by_role("button", name=re.compile("দাখিল করুন"))
    day.press(more, "what may be done with a draft", shows=send)
    day.page.goto("/admin/")
    day.page.get_by_role("link", name="দপ্তরের সব পৃষ্ঠা").last.click()
    day.page.locator("[data-bulk-action-checkbox]").last.check()
    day.read("a list with a row that was ticked")


def test_an_editor_works_a_day_and_meets_no_english(staff: Staff) -> None:
    day = Day(staff.sign_in("natore-editor"))
    read_the_home_and_its_lists(day)
    look_back(day, write_a_practice(day))
    assert day.english == {}
