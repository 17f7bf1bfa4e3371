"""Headquarters raises the share: what was paid before is divided at the old rate, even if delivered after."""

import datetime
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

import clock
from bangla import digits
from tests import served
from tests.journeys.people import Shopper, Staff, fill_date, on_a_phone, press
from tests.served import Served

STOOL = "বাঁশ-বেতের মোড়া"
MEMO = "৫৮.০৪.০০০০.০২১.০৩.০২০.২৬-৩০১"


@pytest.fixture
def site() -> Iterator[Served]:
    """A site of its own, whose clock is put forward: the policy would change what the other journeys see."""
    running = served.start("raise", **served.FORWARD)
    yield running
    running.stop()


@pytest.fixture
def shopper(site: Served, browser: Browser) -> Iterator[Shopper]:
    with on_a_phone(browser, site) as page:
        yield Shopper(page, site)


def next_minute() -> datetime.datetime:
    """A full minute that leaves time to propose, approve and sell before it."""
    soon = clock.local(clock.now()) + datetime.timedelta(minutes=10)
    return soon.replace(second=0, microsecond=0)


def propose(page: Page, rate: str, begins: datetime.datetime | str) -> None:
    page.goto("/admin/wages/policies/propose/")
    page.get_by_label("মুনাফায় কারিগরের অংশ (শতকরা)").fill(rate)
    fill_date(
        page.get_by_label("কার্যকর হওয়ার সময় (ঢাকা)"),
        begins if isinstance(begins, str) else f"{begins:%Y-%m-%d %H:%M}",
    )
    page.get_by_label("আদেশের স্মারক নম্বর").fill(MEMO)
    press(page, "প্রস্তাব করুন")


def buy_by_card(shopper: Shopper) -> str:
    shopper.put_into_basket(STOOL)
    shopper.go_to_checkout()
    shopper.say_where()
    shopper.order(pays="কার্ড (প্রদর্শনী)")
    press(shopper.page, "পরিশোধ করুন")
    expect(shopper.page.get_by_role("heading", level=1)).to_have_text("ধন্যবাদ, আপনার অর্ডার গৃহীত হয়েছে")
    return shopper.order_number()


def deliver(page: Page, number: str) -> None:
    page.goto("/admin/parcels/")
    page.get_by_role("link", name=digits.to_bangla(number)).click()
    press(page, "পার্সেলটি প্যাক করা হয়েছে")
    page.get_by_label("কুরিয়ার").fill("পরীক্ষামূলক কুরিয়ার")
    page.get_by_label("ট্র্যাকিং নম্বর").fill("RP-1")
    press(page, "কুরিয়ারে হস্তান্তর করা হয়েছে")
    press(page, "ক্রেতার কাছে পৌঁছে দেওয়া হয়েছে")


def test_the_share_is_raised_from_an_instant_on(shopper: Shopper, staff: Staff, site: Served) -> None:
    proposer = staff.sign_in("hq-policy")
    for rate, begins, said in (
        ("৪৯.৯৯", next_minute(), "কারিগরের অংশ কমপক্ষে ৫০% এবং সর্বোচ্চ ৭০%।"),
        ("70.01", next_minute(), "কারিগরের অংশ কমপক্ষে ৫০% এবং সর্বোচ্চ ৭০%।"),
        ("৬০", "2026-01-01 00:00", "নীতি কার্যকর হওয়ার সময় ভবিষ্যতে হতে হবে।"),
    ):
        propose(proposer, rate, begins)
        expect(proposer.get_by_text(said).first).to_be_visible()
        expect(proposer.get_by_label("মুনাফায় কারিগরের অংশ (শতকরা)")).to_have_value(rate)

    begins = next_minute()
    propose(proposer, "৬০", begins)
    expect(proposer.get_by_text("নীতিটি প্রস্তাব করা হয়েছে। অন্য একজন অনুমোদন করলে তা কার্যকর হবে।")).to_be_visible()
    expect(proposer.get_by_role("button", name="এই নীতি অনুমোদন করুন")).to_have_count(0)
    waiting = proposer.url

    approver = staff.sign_in("hq-approver")
    approver.goto(waiting)
    press(approver, "এই নীতি অনুমোদন করুন")
    expect(approver.get_by_text("নীতিটি অনুমোদিত হয়েছে এবং বহাল থাকবে।")).to_be_visible()

    before = buy_by_card(shopper)
    assert clock.now() < begins, "the first stool was meant to be paid for before the raise"
    site.put_forward((begins - clock.now()).total_seconds() + 1)

    shopper.page.goto(f"{site.address}/bn/shop/products/bamboo-cane-stool/")
    expect(shopper.page.get_by_text(re.compile("মুনাফার ৬০%"))).to_be_visible()
    after = buy_by_card(shopper)

    parcels = staff.sign_in("rangamati-workshop")
    for number in (after, before):
        deliver(parcels, number)
    for number, makers in ((before, "৳১৭৫"), (after, "৳২১০")):
        shopper.look_up(number)
        expect(shopper.page.get_by_text(makers).first).to_be_visible()
    assert "no findings" in site.manage("ledger_verify")
