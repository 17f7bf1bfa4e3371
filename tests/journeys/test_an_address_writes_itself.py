"""While an editor types a Bangla title the browser writes the page's address, as the server would."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bangla import slugs
from tests.journeys.people import Staff

CATALOGUE = Path(__file__).parents[2] / "locale" / "bn" / "LC_MESSAGES" / "django.po"
# What Wagtail's own script does with its formatters, on many texts at once.
FORMAT = """(texts) => {
    const told = JSON.parse(document.querySelector("#id_slug").dataset.wSlugFormattersValue);
    const steps = told.map(([[pattern, flags], to]) => [new RegExp(pattern, flags), to]);
    return texts.map((text) => steps.reduce((done, [step, to]) => done.replaceAll(step, to), text).toLowerCase());
}"""


def open_new_minutes(editor: Page) -> None:
    editor.get_by_role("link", name="কার্যবিবরণী লিখুন", exact=True).click()
    expect(editor.get_by_placeholder("পাতার শিরোনাম*")).to_be_visible()
    # Whoever types before the scripts are there, as only a machine can, types past them.
    editor.wait_for_load_state("load")


@pytest.mark.once
def test_the_address_is_written_while_the_title_is_typed_and_can_be_chosen_otherwise(staff: Staff) -> None:
    editor = staff.sign_in("natore-editor")
    open_new_minutes(editor)
    title, address = editor.get_by_placeholder("পাতার শিরোনাম*"), editor.locator("#id_slug")
    title.press_sequentially("২০২৬ সালের ১ম সভা, নাটোরে")
    expect(address).to_have_value("2026-saler-1m-sobha-natore")
    words = sorted(set(re.findall(r"[\u0985-\u09df][\u0980-\u09df]*", CATALOGUE.read_text())))
    titles = [*words, *(" ".join(words[place : place + 9]) for place in range(0, len(words), 9))]
    written = editor.evaluate(FORMAT, titles)
    assert [pair for pair in zip(titles, written, strict=True) if pair[1] != slugs.romanise(pair[0])] == []
    # An address of one's own is written in Latin letters, too, and is kept when the title changes.
    editor.get_by_role("tab", name="প্রচার").click()
    # Left, the title writes the address once more, a moment later.
    editor.wait_for_timeout(1000)
    address.fill("আমাদের সভা")
    address.blur()
    expect(address).to_have_value("amader-sobha")
    editor.get_by_role("tab").first.click()
    title.focus()
    # Wagtail compares both a moment after the title is entered, and leaves an address of one's own alone from then on.
    editor.wait_for_timeout(1000)
    title.press_sequentially(" অন্য")
    title.blur()
    expect(address).to_have_value("amader-sobha")
