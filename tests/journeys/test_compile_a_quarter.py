"""Headquarters compiles the quarter for the Security Services Division: the board, the bundle, its proofs."""

import hashlib
import io
import zipfile

from playwright.sync_api import expect
from pypdf import PdfReader

from tests.journeys.people import Staff, press

MEMO = "৫৮.০৪.০০০০.০২১.১৬.০০৩.২৬-৪১২"


def test_the_quarter_is_bound_into_one_pdf_and_one_zip(staff: Staff) -> None:
    page = staff.sign_in("hq-moderator")
    page.get_by_role("link", name="প্রতিপালন বোর্ড").click()
    expect(page.locator("main")).to_contain_text("ঢাকা বিভাগীয় দপ্তর")
    page.get_by_role("link", name="ত্রৈমাসিক সংকলন").first.click()
    page.get_by_role("link", name="সংকলন চান").first.click()
    page.get_by_label("স্মারক নম্বর").fill(MEMO)
    press(page, "সংকলন তৈরি করুন")
    # The page says how far it is, until the files are there.
    expect(page.locator("tbody a[href$='/pdf/']")).to_be_visible(timeout=300_000)

    files = {}
    for what in ("pdf", "zip"):
        link = page.locator(f"tbody a[href$='/{what}/']")
        answer = page.request.get(link.get_attribute("href") or "")
        assert answer.status == 200
        files[what] = answer.body()
        shown = (
            page.locator("tbody tr", has=page.locator(f"a[href$='/{what}/']")).locator("code").inner_text()
        )
        assert hashlib.sha256(files[what]).hexdigest() == shown

    paper = PdfReader(io.BytesIO(files["pdf"]))
    assert MEMO in "".join(each.extract_text() for each in paper.pages[:2])
    assert len(files["pdf"]) < 20_000_000
    with zipfile.ZipFile(io.BytesIO(files["zip"])) as parcel:
        assert parcel.testzip() is None
        assert any(name.endswith("manifest.csv") for name in parcel.namelist())

    # A prison's editor has no part in it.
    editor = staff.sign_in("natore-editor")
    refused = editor.goto(page.url)
    assert refused is not None
    assert refused.status in (403, 404) or editor.url.endswith("/admin/")
