"""Papers: the official layout, with text that can be copied."""

import unicodedata

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.test import Client
from PIL import ImageFile

from printing import pdf
from tests import copying
from tests import publishing_samples as samples


def words_of(content: bytes) -> str:
    text = copying.text_of(content, "-layout")
    return unicodedata.normalize("NFC", " ".join(text.split()))


def test_every_word_of_the_minutes_can_be_copied_from_the_paper(
    client: Client, department: samples.Site
) -> None:
    answer = client.get(f"{department.minutes.url}pdf/")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    text = words_of(answer.content)
    for words in (
        "কারা সদর দপ্তর",
        samples.MEMO,
        "২৬ ফাল্গুন ১৪৩০",
        "দর্শনার্থী কক্ষে পাখা বসাতে হবে",
        "(৬.৩)",
        "ত্রৈমাসিক",
    ):
        assert unicodedata.normalize("NFC", words) in text, text


@pytest.mark.parametrize("kind", ["charter", "practice"])
def test_charters_and_reports_are_papers_too(client: Client, kind: str, department: samples.Site) -> None:
    answer = client.get(f"{getattr(department, kind).url}pdf/")
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF-")


def test_a_page_that_is_no_paper_has_no_pdf(client: Client, department: samples.Site) -> None:
    assert client.get(f"{department.a.url}pdf/").status_code == 404


def test_where_pango_is_missing_the_reader_is_told_so_and_the_link_is_gone(
    client: Client, monkeypatch: pytest.MonkeyPatch, department: samples.Site
) -> None:
    address = department.charter.url
    monkeypatch.setattr(pdf, "available", lambda: False)
    answer = client.get(f"{address}pdf/")
    assert answer.status_code == 503
    assert address in answer.content.decode()
    assert "/pdf/" not in client.get(address).content.decode()


def test_a_paper_is_set_from_own_files_only() -> None:
    fetcher = pdf._fetcher({})
    for address in (
        "https://example.org/x.png",
        "file:///etc/passwd",
        "https://papers.invalid/static/../../etc/passwd",
    ):
        with pytest.raises((ValueError, SuspiciousFileOperation)):
            fetcher.fetch(address)


def test_setting_type_does_not_let_half_a_picture_pass_elsewhere() -> None:
    pdf.available.cache_clear()
    assert pdf.available()
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False
