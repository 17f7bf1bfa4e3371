"""Headquarters changes a row of the master charter: every prison has it at once, and a prison's own words stand."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests import served
from tests.journeys.people import Staff, press
from tests.served import Served

NATORE = "/bn/prisons/div-rajshahi/dj-natore/charter/"
DHAKA = "/bn/prisons/div-dhaka/cj-dhaka/charter/"
# Natore has words of its own for it, Dhaka has headquarters'.
SERVICE = "হাজতি বন্দি: প্রতি ১৫ দিনে একবার"
NEW = "প্রতিদিন সকাল ৮টা থেকে দুপুর ১২টা পর্যন্ত আবেদন নেওয়া হয়; শুক্রবার বন্ধ।"


@pytest.fixture
def site() -> Iterator[Served]:
    """A site of its own: what all charters say is changed on it."""
    running = served.start("master")
    yield running
    running.stop()


def row(page: Page, address: str) -> str:
    """Return what a charter's table says of the service."""
    page.goto(address)
    # A browser may keep a public page for a minute.
    page.reload()
    return page.locator("table tr", has=page.get_by_role("rowheader", name=SERVICE)).first.inner_text()


def change_master(page: Page) -> None:
    page.goto("/admin/")
    page.get_by_role("link", name="মূল সনদের পরিবর্তন").click()
    page.get_by_role("link", name="কারাগারের মূল সেবা প্রদান প্রতিশ্রুতি").first.click()
    page.get_by_role("link", name="মূল সনদ সম্পাদনা").click()
    number = page.locator(f"input[value='{SERVICE}']").get_attribute("name")
    assert number is not None
    page.locator(f"textarea[name={number.replace('-name', '-method')}]").fill(NEW)
    page.get_by_role("textbox", name="কী বদলেছে").fill("হাজতি বন্দির সাক্ষাতের আবেদনের সময় বদলেছে")
    page.get_by_role("button", name="আরও কাজ").click()
    press(page, "প্রকাশ করুন")


def test_a_change_reaches_every_prison_and_own_words_stand(staff: Staff, reader: Page) -> None:
    before = row(reader, NATORE)
    assert NEW not in row(reader, DHAKA)

    moderator = staff.sign_in("hq-moderator")
    change_master(moderator)
    # Headquarters is told where its words stand now, and against whose they do not.
    moderator.locator(".messages").get_by_role("link", name="কী বদলেছে ও কোথায়").click()
    stood, changed = (
        moderator.locator("section", has=moderator.get_by_role("heading", name=heading)).inner_text()
        for heading in ("যেসব নিজস্ব কথা বহাল আছে", "যেসব সনদে এখন তা লেখা আছে")
    )
    assert "নাটোর জেলা কারাগার" in stood
    assert "এখনো উত্তর নেই" in stood
    assert "ঢাকা কেন্দ্রীয় কারাগার" in changed

    assert NEW in row(reader, DHAKA)
    after = row(reader, NATORE)
    own = before.split("সদর দপ্তর")[0]
    assert own
    assert after.startswith(own)
    # A reader of the prison's own words may open what headquarters says.
    assert NEW in reader.locator("main").inner_html()

    # The office is asked whether it keeps its words; once it has said so, nothing is left to ask.
    editor = staff.sign_in("natore-editor")
    editor.get_by_role("link", name=re.compile("^সদর দপ্তর বদলেছে")).click()
    # An older question of the demonstration stands there, too.
    questions = editor.locator("main").get_by_role("link", name=re.compile("নাটোর জেলা কারাগার"))
    expect(questions.first).to_be_visible()
    addresses = [question.get_attribute("href") or "" for question in questions.all()]
    editor.goto(max(addresses, key=lambda address: int(address.rstrip("/").rpartition("/")[2])))
    expect(editor.get_by_text(NEW)).to_be_visible()
    editor.get_by_label("আমরা নিজেদের কথা রাখছি").check()
    press(editor, "সংরক্ষণ")
    moderator.reload()
    expect(moderator.locator("main")).not_to_contain_text("এখনো উত্তর নেই")
    assert row(reader, NATORE).startswith(own)
