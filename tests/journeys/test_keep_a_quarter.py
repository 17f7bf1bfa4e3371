"""The quarter of a prison's editor: reminded, reviewed and signed, endorsed by the division, accepted by headquarters."""

import datetime
import email
import email.policy
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import clock
from tests import served
from tests.journeys.people import Staff, press
from tests.served import Served

DUTY = "সেবা প্রদান প্রতিশ্রুতি হালনাগাদ"
MAILBOX = "dj-natore@prison.gov.bd"
# The charter of October to December is due on its last day; the first reminder goes out two weeks before.
REMINDED = datetime.datetime(2026, 12, 17, 10, tzinfo=clock.DHAKA)


@pytest.fixture
def site() -> Iterator[Served]:
    """A site of its own, whose clock is put forward to the day of the reminder."""
    laid = served.prepared("quarter")
    # Before anything runs: the worker looks for whom to remind at its first turn.
    laid.put_forward((REMINDED - clock.now()).total_seconds())
    running = served.serve(laid, **served.FORWARD)
    yield running
    running.stop()


def letters_to(folder: Path, address: str) -> list[str]:
    """Return the texts of the mails that went to an address."""
    found = []
    for file in sorted((folder / "letters" / "mail").glob("*.log")):
        for raw in re.split(rb"\n-{79}\n", file.read_bytes()):
            mail = email.message_from_bytes(raw, policy=email.policy.default)
            if mail["To"] == address:
                found.append(f"{mail['Subject']}\n{mail.get_content()}")
    return found


def wait_for_letter(site: Served, address: str, words: str) -> str:
    """Return the letter to an address that has these words, once the worker has sent it."""
    for _ in range(120):
        for text in letters_to(site.folder, address):
            if words in text:
                return text
        time.sleep(0.5)
    raise AssertionError(f"No letter to {address} says {words!r}.")


def row(page: Page) -> str:
    """Return what the home says of this quarter's charter."""
    line = page.locator(".duties__one", has_text=DUTY).filter(has_not_text="অর্থবছরের")
    return line.first.inner_text()


def test_a_quarter_is_kept_from_the_reminder_to_the_accepted_evidence(staff: Staff, site: Served) -> None:
    reminder = wait_for_letter(site, MAILBOX, DUTY)
    assert "৩১ ডিসেম্বর ২০২৬" in reminder

    editor = staff.sign_in("natore-editor")
    assert "১৪ দিন" in row(editor)
    line = editor.locator(".duties__one", has_text=DUTY).filter(has_not_text="অর্থবছরের")
    line.get_by_role("link", name=re.compile("^প্রতিশ্রুতি পর্যালোচনা করুন")).click()
    # Who has not ticked what is signed is asked to, and signs nothing.
    button = "স্বাক্ষর করুন: পর্যালোচিত, পরিবর্তন নেই"
    press(editor, button)
    expect(editor.locator("#signed-error")).to_be_visible()
    editor.locator("#id_signed").check()
    press(editor, button)
    duty = re.search(r"/admin/duties/(\d+)/", editor.url)
    assert duty, editor.url
    expect(editor.locator(".messages")).to_contain_text("স্বাক্ষরিত")
    for _ in range(60):
        if editor.get_by_role("link", name="পিডিএফ খুলুন").count():
            break
        editor.wait_for_timeout(1000)
        editor.reload()
    paper = editor.request.get(
        editor.get_by_role("link", name="পিডিএফ খুলুন").first.get_attribute("href") or ""
    )
    assert paper.body().startswith(b"%PDF-")

    reviewer = staff.sign_in("rajshahi-reviewer")
    reviewer.goto(duty.group(0))
    press(reviewer, "বিভাগের পক্ষে প্রত্যয়ন করুন")
    moderator = staff.sign_in("hq-moderator")
    moderator.goto(duty.group(0))
    moderator.get_by_label(re.compile("ফেরত দেওয়ার কারণ")).fill("৩ নম্বর সেবার সময়সীমা দেখে আবার স্বাক্ষর করুন।")
    press(moderator, "এই কারণে ফেরত দিন")

    # What is returned comes back with its reason, at home and by letter.
    returned = wait_for_letter(site, MAILBOX, "৩ নম্বর সেবার সময়সীমা")
    assert DUTY in returned
    editor.goto("/admin/")
    assert "৩ নম্বর সেবার সময়সীমা" in row(editor)
    editor.goto(f"{duty.group(0)}review/")
    editor.locator("#id_signed").check()
    press(editor, button)

    reviewer.goto(duty.group(0))
    press(reviewer, "বিভাগের পক্ষে প্রত্যয়ন করুন")
    moderator.goto(duty.group(0))
    press(moderator, "গ্রহণ করুন")
    editor.goto("/admin/")
    assert "গৃহীত" in row(editor)
    expect(
        editor.locator(".duties__one", has_text=DUTY).filter(has_not_text="অর্থবছরের").locator(".button")
    ).to_have_count(0)
