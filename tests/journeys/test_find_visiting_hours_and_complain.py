"""Find a prison's visiting hours on a phone in two taps, see what to bring, and complain about what went wrong there."""

import re

from playwright.sync_api import Page, expect

from tests.journeys import people

PRISON = "নাটোর জেলা কারাগার"


def test_a_citizen_finds_visiting_hours_and_complains(citizen: Page) -> None:
    citizen.goto("/bn/")
    main = citizen.get_by_role("main")

    # Two taps: what I want, and where.
    main.get_by_role("link", name="বন্দির সাথে সাক্ষাৎ").click()
    main.get_by_role("link", name=PRISON).click()
    expect(citizen.get_by_role("heading", level=1)).to_have_text(PRISON)
    visit = main.get_by_role("region", name="বন্দির সাথে সাক্ষাৎ")
    expect(visit.get_by_text("সকাল ৯টা – বিকাল ৩টা").first).to_be_visible()
    expect(visit.get_by_text("শনি থেকে বৃহস্পতিবার").first).to_be_visible()
    expect(main.get_by_text("কারাগারের কেউ ফোনে টাকা নেন না")).to_be_visible()

    # What to bring is one tap more, and the official table says the same.
    papers = visit.get_by_text("জাতীয় পরিচয়পত্র।").first
    expect(papers).to_be_hidden()
    visit.get_by_text("কীভাবে আবেদন করবেন, কী আনবেন, কাকে বলবেন").click()
    expect(papers).to_be_visible()
    visit.get_by_role("link", name="দাপ্তরিক ছকে যেমন আছে").first.click()
    expect(citizen.locator("tr:target")).to_contain_text("জাতীয় পরিচয়পত্র।")
    citizen.go_back()

    # Something went wrong there: who answers, by when, and a form that knows the prison.
    complain = main.locator("details", has_text="অভিযোগ জানান").last
    complain.locator("summary").first.click()
    expect(complain.get_by_text("৩০ কার্যদিবস").last).to_be_visible()
    complain.get_by_role("link", name="অভিযোগ লিখুন").click()
    expect(citizen.get_by_role("heading", level=1)).to_contain_text(PRISON)
    citizen.get_by_label("অন্যান্য").check()
    citizen.get_by_label("কী ঘটেছে?").fill("সাক্ষাৎকক্ষে তিন ঘণ্টা অপেক্ষা করেও দেখা হয়নি।")
    phone = people.a_phone()
    citizen.get_by_label("আপনার মোবাইল নম্বর").fill(phone)
    citizen.locator("main form[method=post] button[type=submit]").last.click()
    expect(citizen).to_have_url(re.compile(r"/complaints/mine/"))
    expect(main.get_by_text("আপনার অভিযোগ পাওয়া গেছে")).to_be_visible()
    expect(main.get_by_text(PRISON).first).to_be_visible()
    # What was written is read by its officer alone, and no number stands in an address.
    assert "তিন ঘণ্টা অপেক্ষা" not in citizen.content()
    assert phone[-3:] not in citizen.url
