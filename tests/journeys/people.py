"""What shoppers and staff do again and again, by the names that they read on the screen."""

import contextlib
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from bangla import digits
from demonstration.people import PASSWORD
from tests.served import Served

# Invented, and marked so.
NAME = "নমুনা ক্রেতা (উদ্ভাবিত)"
_numbers = itertools.count(1)


def a_phone() -> str:
    """Return a mobile number that nobody else ordered with: one number may order only so often in an hour."""
    return digits.to_bangla(f"01711-223 {next(_numbers):03}")


@contextlib.contextmanager
def on_a_phone(browser: Browser, site: Served, *, runs_scripts: bool = True) -> Iterator[Page]:
    """Open the browser of somebody on a phone, in Bangla."""
    context = browser.new_context(
        viewport={"width": 360, "height": 780},
        locale="bn-BD",
        base_url=site.address,
        java_script_enabled=runs_scripts,
    )
    yield context.new_page()
    context.close()


def press(page: Page, name: str | re.Pattern[str]) -> None:
    """Press a button of a form and wait for the page that answers it."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=isinstance(name, str)).click()


def fill_date(field: Locator, value: str) -> None:
    """Type a date or an instant as people do: its calendar opens a moment after the field is entered, and goes with it.

    Whoever leaves within that moment, as only a machine can, has the calendar open over what is below.
    """
    calendar = field.page.locator(".xdsoft_datetimepicker:visible")
    field.fill(value)
    expect(calendar).to_have_count(1)
    field.press("Tab")
    expect(calendar).to_have_count(0)


@dataclass
class Shopper:
    page: Page
    site: Served
    phone: str = field(default_factory=a_phone)

    @property
    def plain_phone(self) -> str:
        """Return the number in ASCII digits, without what is between them."""
        return "".join(letter for letter in digits.to_ascii(self.phone) if letter.isdigit())

    def put_into_basket(self, product: str, quantity: str = "১") -> None:
        """Find a product in the shop by its name and put so many of it into the basket."""
        self.page.goto(f"{self.site.address}/bn/shop/?q={product}")
        self.page.get_by_role("link", name=product, exact=True).first.click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text(product)
        self.page.get_by_role("link", name="ঝুড়িতে যোগ করুন").click()
        self.page.get_by_label("পরিমাণ").fill(quantity)
        self.page.get_by_role("button", name="ঝুড়িতে রাখুন").click()
        expect(self.page.get_by_text("আপনার ঝুড়িতে").first).to_be_visible()

    def go_to_checkout(self) -> None:
        self.page.goto(f"{self.site.address}/bn/shop/basket/")
        self.page.get_by_role("link", name="অর্ডার করতে এগিয়ে যান").click()

    def say_where(self, *, name: str = NAME, phone: str = "") -> None:
        """Fill in the first step of the checkout as a buyer in Dhaka would, in Bangla digits."""
        page = self.page
        page.get_by_label("আপনার নাম").fill(name)
        page.get_by_label("মোবাইল নম্বর").fill(phone or self.phone)
        page.get_by_label("বিভাগ", exact=True).select_option(label="ঢাকা")
        page.get_by_label("জেলা", exact=True).select_option(label="ঢাকা")
        page.get_by_label("উপজেলা বা থানা").select_option(label="সাভার")
        page.get_by_label("গ্রাম বা বাড়ি, রাস্তা, এলাকা").fill("বাড়ি ১২, পরীক্ষামূলক সড়ক")
        page.get_by_label(re.compile("পোস্ট কোড")).fill("১৩৪০")
        press(page, "মূল্য পরিশোধে এগিয়ে যান")

    def order(self, pays: str) -> None:
        """Choose how to pay, accept the terms, place the order."""
        self.page.get_by_label(pays).check()
        self.page.get_by_label("আমি বিক্রয়ের শর্তাবলি ও পণ্য ফেরতের নিয়মে সম্মত।").check()
        press(self.page, "অর্ডার নিশ্চিত করুন")

    def order_number(self) -> str:
        """Read the order's number from its page, as ASCII digits."""
        shown = self.page.locator(".order-number b").inner_text()
        return digits.to_ascii(shown).strip()

    def told_of_refunds(self, number: str) -> str:
        """Return what the site's own shell prints of an order's refunds, state and poisha, after a worker's round."""
        return self.site.manage(
            "shell", "-v0", "-c",
            "from worker import rounds; rounds.work_once()\n"
            "from shop.payments.models import Refund\n"
            f"print([(r.state, r.amount_poisha) for r in Refund.objects.filter(purchase__number='{number}')])",
        )  # fmt: skip

    def look_up(self, number: str, phone: str = "") -> None:
        self.page.goto(f"{self.site.address}/bn/shop/orders/")
        self.page.get_by_label("অর্ডার নম্বর").fill(number)
        self.page.get_by_label("মোবাইল নম্বর").fill(phone or self.phone)
        press(self.page, "অর্ডার দেখুন")


@dataclass
class Staff:
    site: Served
    browser: Browser
    contexts: dict[str, BrowserContext] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)

    def sign_in(self, username: str) -> Page:
        """Return the desk of a member of staff, signed in; the same desk when asked again."""
        if username in self.pages:
            return self.pages[username]
        context = self.browser.new_context(
            viewport={"width": 1280, "height": 900}, locale="bn-BD", base_url=self.site.address
        )
        page = context.new_page()
        page.goto("/admin/login/")
        page.locator("input[name=username]").fill(username)
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("form[action*=login] button[type=submit], form button[type=submit]").first.click()
        expect(page).to_have_url(re.compile(r"/admin/$"))
        self.contexts[username], self.pages[username] = context, page
        return page

    def leave(self) -> None:
        for context in self.contexts.values():
            context.close()
