"""Complain about a prison on a phone; its officer answers; whoever is not satisfied goes to the officer above."""

import re

from playwright.sync_api import Page, expect

from bangla import digits
from tests.journeys.people import Shopper, Staff, press

TEXT = "নমুনা: সাক্ষাতের আবেদন চার দিন পড়ে আছে, কেউ নেয়নি। (উদ্ভাবিত)"
ANSWER = "নমুনা: আবেদনটি আজ গ্রহণ করা হয়েছে। (উদ্ভাবিত)"
PRISON = "/bn/prisons/div-rajshahi/dj-natore/"


def number_of(page: Page) -> str:
    shown = page.locator(".order-number b").inner_text()
    return "".join(letter for letter in digits.to_ascii(shown) if letter.isdigit())


def complain(shopper: Shopper) -> str:
    """Find the form from the prison's page, write, and return the number."""
    page = shopper.page
    page.goto(f"{shopper.site.address}{PRISON}")
    way = page.locator("a[href*='/complaints/new/']").first
    if not way.is_visible():
        page.locator("details", has=way).locator("summary").click()
    way.click()
    page.get_by_label("অন্যান্য").check()
    page.get_by_label("কী ঘটেছে?").fill(TEXT)
    press(page, "অভিযোগ পাঠান")
    # The phone was forgotten: it is said, and what was typed is there.
    expect(page.get_by_label("কী ঘটেছে?")).to_have_value(TEXT)
    page.get_by_label("আপনার মোবাইল নম্বর").fill(shopper.phone)
    press(page, "অভিযোগ পাঠান")
    expect(page.get_by_text("আপনার অভিযোগ পাওয়া গেছে")).to_be_visible()
    expect(page.get_by_text("জেল সুপার").first).to_be_visible()
    assert TEXT not in page.content()
    return number_of(page)


def answer(staff: Staff, number: str) -> None:
    desk = staff.sign_in("natore-super")
    desk.goto("/admin/grievances/")
    spoken = digits.to_bangla(f"{number[:4]} {number[4:8]} {number[8:]}")
    desk.get_by_role("link", name=spoken).click()
    expect(desk.get_by_text(TEXT)).to_have_count(0)
    press(desk, "অভিযোগ পড়ুন")
    expect(desk.get_by_text(TEXT)).to_be_visible()
    desk.get_by_label("অভিযোগকারীকে জবাব").fill(ANSWER)
    press(desk, "অভিযোগের জবাব দিন")
    expect(desk.get_by_text("অভিযোগকারীকে জানানো হচ্ছে")).to_be_visible()


def follow(shopper: Shopper, number: str) -> None:
    page = shopper.page
    page.context.clear_cookies()
    page.goto(f"{shopper.site.address}/bn/complaints/track/")
    page.get_by_label("অভিযোগের নম্বর").fill(digits.to_bangla(number))
    page.get_by_label("যে মোবাইল নম্বর দিয়েছিলেন").fill(shopper.plain_phone)
    press(page, "অভিযোগ দেখান")


def test_a_complaint_is_written_answered_and_appealed_against(shopper: Shopper, staff: Staff) -> None:
    number = complain(shopper)
    answer(staff, number)
    follow(shopper, number)
    page = shopper.page
    expect(page.get_by_text(ANSWER)).to_be_visible()
    assert number not in page.url
    press(page, "ঊর্ধ্বতন কর্মকর্তার কাছে আপিল করুন")
    expect(page.get_by_text("ঊর্ধ্বতন কর্মকর্তার কাছে।")).to_be_visible()
    expect(page.locator(".facts")).to_contain_text(re.compile("উপ মহাপরিদর্শক"))
    # Who answered reads it no more.
    desk = staff.sign_in("natore-super")
    desk.goto("/admin/grievances/")
    assert number not in digits.to_ascii(desk.content()).replace(" ", "")
