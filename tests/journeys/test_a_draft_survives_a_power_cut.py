"""The power goes while an editor types: what was typed is there when the machine is up again."""

import os
import re
import signal
import subprocess
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from tests import served
from tests.journeys.people import Staff, fill_date
from tests.served import Served

TITLE = "বিদ্যুৎ যাওয়ার আগে লেখা কার্যবিবরণী"
VENUE = "সম্মেলন কক্ষ, দ্বিতীয় তলা"


@pytest.fixture
def house() -> Iterator[Served]:
    """A site of its own: nobody else's may be killed."""
    running = served.start("power")
    yield running
    running.stop()


@pytest.fixture
def editor(house: Served, browser: Browser) -> Iterator[Page]:
    people = Staff(house, browser)
    yield people.sign_in("natore-editor")
    people.leave()


def cut_the_power(house: Served) -> None:
    """End the server, its helpers and the worker as kill -9 does: nothing is flushed, nobody says goodbye."""
    for process in house.processes:
        below = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True, check=False)
        for number in (process.pid, *map(int, below.stdout.split())):
            os.kill(number, signal.SIGKILL)
    for process in house.processes:
        process.wait(timeout=20)
    house.processes.clear()


def kept_anew(page: Page, text: str) -> None:
    """Type until the server has kept a draft of the page that stands: Wagtail does so by itself, moments after a key."""
    kept: list[str] = []

    def note(answer: Response) -> None:
        if answer.request.method == "POST" and answer.ok and "/edit/" in answer.url:
            kept.append(answer.url)

    page.on("response", note)
    venue = page.get_by_label("সভার স্থান")
    venue.press_sequentially(text)
    for _ in range(60):
        if kept:
            break
        venue.press_sequentially("।")
        page.wait_for_timeout(1000)
    page.remove_listener("response", note)
    assert kept, "nothing was kept"
    # What the last key added goes after it.
    page.wait_for_timeout(3000)


def write(page: Page) -> None:
    page.get_by_role("link", name="কার্যবিবরণী লিখুন", exact=True).click()
    page.get_by_placeholder("পাতার শিরোনাম*").fill(TITLE)
    fill_date(page.locator("#id_meeting_on"), "2026-11-10")
    kept_anew(page, VENUE)
    # The address of the form is now that of a page that stands, with an empty slug filled in by the server.
    expect(page).to_have_url(re.compile(r"/admin/pages/\d+/edit/"))


@pytest.mark.once
def test_what_was_typed_is_there_after_the_power_was_cut(house: Served, editor: Page) -> None:
    write(editor)
    address = editor.url
    cut_the_power(house)

    # What is typed while nobody answers stays in the form; leaving it asks first.
    editor.get_by_placeholder("পাতার শিরোনাম*").fill(f"{TITLE} (২)")
    asked: list[str] = []

    def stay(dialog: object) -> None:
        asked.append(dialog.type)  # type: ignore[attr-defined]
        dialog.dismiss()  # type: ignore[attr-defined]

    editor.on("dialog", stay)
    editor.wait_for_timeout(1500)
    editor.evaluate("window.location.href = '/admin/'")
    editor.wait_for_timeout(1000)
    assert asked == ["beforeunload"]
    expect(editor.get_by_placeholder("পাতার শিরোনাম*")).to_have_value(f"{TITLE} (২)")

    served.serve(house)
    # On another screen, as after the machine itself was off: what had been kept by itself is there.
    other = editor.context.new_page()
    other.goto(address)
    expect(other.get_by_placeholder("পাতার শিরোনাম*")).to_have_value(TITLE)
    expect(other.get_by_label("সভার স্থান")).to_have_value(re.compile(re.escape(VENUE)))
    other.close()

    # And on the screen that stayed open the next key sends what could not be sent.
    kept_anew(editor, "")
    third = editor.context.new_page()
    third.goto(address)
    expect(third.get_by_placeholder("পাতার শিরোনাম*")).to_have_value(f"{TITLE} (২)")
