"""Headquarters compiles the quarter's best practices into one pictorial PDF, and shows it as its own evidence."""

import io

from playwright.sync_api import expect
from pypdf import PdfReader

from tests import copying
from tests.journeys.people import Staff, press


def test_a_quarters_best_practices_are_compiled_into_one_pdf(staff: Staff) -> None:
    page = staff.sign_in("hq-moderator")
    page.goto(f"{page.url.split('/admin/')[0]}/admin/practices/reports/")
    page.get_by_role("link", name="সচিত্র প্রতিবেদন চান").first.click()
    press(page, "সচিত্র প্রতিবেদন তৈরি করুন")
    # The page says how far it is, until the file is there.
    link = page.get_by_role("link", name="পিডিএফ নিন")
    expect(link).to_be_visible(timeout=300_000)
    answer = page.request.get(link.get_attribute("href") or "")
    assert answer.status == 200
    content = answer.body()
    assert len(content) < 20_000_000
    paper = PdfReader(io.BytesIO(content))
    assert float(paper.pages[0].mediabox.width) < 320
    assert "স্বজন লিংক" in copying.text_of(content)
    expect(page.locator("main")).to_contain_text("যেসব দপ্তর দেয়নি")
