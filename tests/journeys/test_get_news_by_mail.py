"""A reader asks for a prison's news on a phone, answers the mail, is told of new minutes, reads them, and leaves."""

import email
import email.policy
import re
import time
from urllib.parse import urlsplit

from playwright.sync_api import expect

from bangla import digits
from tests.journeys.people import Shopper, press
from tests.served import Served

PRISON = "/bn/prisons/div-rajshahi/dj-natore/"
PUBLISH = """
import clock
from portal import tree
from portal.models import OfficePage
from charter_pages.models import MinutesPage
page = OfficePage.objects.get(register_entry__code='dj-natore', language='bn')
tree.add(page, MinutesPage(title='{title}', meeting_on=clock.today()))
"""
SECONDS = 60


def mail_to(site: Served, address: str, *, about: str) -> str:
    """Wait for the mail to an address that holds these words, and return its text."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        for path in (site.folder / "letters" / "mail").glob("*"):
            for raw in path.read_bytes().split(b"-" * 79):
                message = email.message_from_bytes(raw.strip(), policy=email.policy.default)
                body = message.get_body(("plain",)) if message["To"] == address else None
                text = f"{str(message['Subject']).strip()}\n{body.get_content()}" if body is not None else ""
                if about in text:
                    return text
        time.sleep(0.5)
    raise AssertionError(f"no mail about {about}")


def link_in(text: str, part: str) -> str:
    found = re.search(rf"https?://\S+{part}\S*", text)
    assert found is not None, text
    return urlsplit(found[0]).path


def test_a_reader_subscribes_gets_the_mail_and_leaves(shopper: Shopper) -> None:
    page, site = shopper.page, shopper.site
    name = f"pathok{shopper.plain_phone[-6:]}"
    address, title = f"{name}@example.org", f"উদ্ভাবিত সভা {digits.to_bangla(shopper.plain_phone[-6:])}"
    page.goto(f"{site.address}{PRISON}")
    page.get_by_role("link", name="এই দপ্তরের খবর ই-মেইলে পান").click()
    page.get_by_label("আপনার ই-মেইল ঠিকানা").fill("ঠিকানা নয়")
    expect(page.get_by_label("নাটোর জেলা কারাগার")).to_be_checked()
    page.get_by_label("প্রকাশের সঙ্গে সঙ্গে").check()
    page.get_by_role("button", name="নিশ্চিত করার ই-মেইল পাঠান").click()
    # What was no address is said, and what was chosen is kept.
    expect(page.locator(".govuk-error-message")).to_have_count(1)
    expect(page.get_by_label("প্রকাশের সঙ্গে সঙ্গে")).to_be_checked()
    page.get_by_label("আপনার ই-মেইল ঠিকানা").fill(address)
    page.get_by_role("button", name="নিশ্চিত করার ই-মেইল পাঠান").click()
    expect(page.get_by_role("heading", name="আপনার ই-মেইল দেখুন")).to_be_visible()
    asked = mail_to(site, address, about="/subscribe/confirm/")
    page.goto(f"{site.address}{link_in(asked, '/subscribe/confirm/')}")
    press(page, "হ্যাঁ, আমাকে জানান")
    expect(page.get_by_text("এখন থেকে আপনাকে জানানো হবে")).to_be_visible()
    site.manage("shell", "-c", PUBLISH.format(title=title))
    told = mail_to(site, address, about=title)
    assert told.startswith(f"নাটোর জেলা কারাগার: {title}")
    page.goto(f"{site.address}{link_in(told, PRISON)}")
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    leave = link_in(told, "/subscribe/leave/")
    page.goto(f"{site.address}{leave}")
    press(page, "হ্যাঁ, আর ই-মেইল নয়")
    expect(page.get_by_role("heading", name="আর ই-মেইল যাবে না")).to_be_visible()
    assert name not in page.content()
    log = site.log.read_text()
    assert name not in log
    assert leave.split("/")[-2] not in log
