"""A file of Word and a PDF go through the forms as the pasted paper does; what cannot be read is refused in a sentence."""

import html
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from wagtail.users.models import UserProfile

from charter_pages.models import LetterPage, MinutesPage, PaperImport
from charter_pages.papers import reading_pdf
from publishing.models import PortalDocument
from tests.charter_pages.papers.test_files import archive, blank, locked, pdf_of, word_of
from tests.charter_pages.taking.house import LETTER, MINUTES, House, browser_sends, give, review
from tests.staffed import signed_in

__all__ = ["House"]
pytestmark = pytest.mark.django_db

# A PDF lays tables out and has no tabs.
PLAIN_LETTER = LETTER[: LETTER.index("স্মার্ট উদ্যোগ/কার্যক্রমের শিরোনাম")]
OF_THE_FILE = {"pk", "source_document", "source_text", "path", "slug", "url_path", "draft_title"}
TIMES = {"latest_revision_created_at", "last_published_at", "first_published_at", "owner", "latest_revision"}


def flat(value: Any) -> Any:
    """Return values with single spaces and without their keys: a page's width breaks lines elsewhere."""
    if isinstance(value, str):
        if value.startswith('[{"type"'):
            return flat(json.loads(value))
        return " ".join(value.replace("</p><p>", " ").split())
    if isinstance(value, dict):
        left_out = {"pk", "id", "page", "translation_key"} | OF_THE_FILE | TIMES
        return {key: flat(each) for key, each in value.items() if key not in left_out}
    return [flat(each) for each in value] if isinstance(value, list) else value


def drafted(client: Client, address: str, model: Any) -> dict[str, Any]:
    """Make the draft of a reviewed paper and return all that it holds."""
    shown = client.get(address)
    assert shown.status_code == 200
    assert shown.context["view"].missing == []
    answer = client.post(address, browser_sends(client, address, do="draft"))
    assert answer.status_code == 302, answer.context["view"].wrong
    page = model.objects.get(language="bn").get_latest_revision_as_object()
    held: dict[str, Any] = page.serializable_data()
    # Its English page bears the number, too.
    for each in page.get_translations(inclusive=True):
        each.delete()
    return held


MADE: dict[str, Callable[[str], bytes]] = {"docx": word_of, "pdf": pdf_of}


# Word is read by python-docx alone; a PDF by poppler, and without it by pypdf.
@pytest.mark.parametrize(("suffix", "has_poppler"), [("docx", True), ("pdf", True), ("pdf", False)])
@pytest.mark.parametrize("paper", ["minutes", "letter"])
def test_a_file_of_word_and_a_pdf_become_the_draft_that_the_pasted_paper_becomes(
    house: House, paper: str, suffix: str, has_poppler: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not has_poppler:
        monkeypatch.setattr(reading_pdf.shutil, "which", lambda *_given: None)
    model: Any = MinutesPage if paper == "minutes" else LetterPage
    text = MINUTES if paper == "minutes" else LETTER if suffix == "docx" else PLAIN_LETTER
    client = signed_in(house.editor)
    pasted = drafted(client, review(client, house.parent, text), model)
    content = MADE[suffix](text)
    file = SimpleUploadedFile(f"কাগজ.{suffix.upper()}", content)
    answer = give(client, house.parent, file=file)
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    row = PaperImport.objects.latest("pk")
    with row.document.file.open("rb") as kept:
        assert kept.read() == content
    assert Client().get(row.document.url).status_code != 200
    uploaded = drafted(client, str(answer["Location"]), model)
    for name, value in pasted.items():
        if name not in OF_THE_FILE | TIMES:
            assert flat({name: uploaded[name]}) == flat({name: value}), name
    assert uploaded["memo_key"] in ("58.00.0000.052.32.001.17-112", "58.04.0000.021.03.020.24-262")
    assert uploaded["remainder"] == ""


def scan() -> bytes:
    """Return a PDF that is the picture of a paper."""
    held = io.BytesIO()
    Image.new("RGB", (600, 800), "white").save(held, "PDF")
    return held.getvalue()


def with_macros() -> bytes:
    paper = docx.Document()
    paper.add_paragraph(MINUTES[:200])
    held = io.BytesIO()
    paper.save(held)
    with zipfile.ZipFile(held, "a") as parcel:
        parcel.writestr("word/vbaProject.bin", b"x")
    return held.getvalue()


BAD: dict[str, tuple[str, bytes, str, str]] = {
    "scan": ("a.pdf", scan(), "it holds no text", "কোনো লেখা নেই"),
    "blank": ("a.pdf", blank(), "it holds no text", "কোনো লেখা নেই"),
    "locked": ("a.pdf", locked(), "locked with a password", "পাসওয়ার্ড"),
    "macros": ("a.docx", with_macros(), "macros", "ম্যাক্রো"),
    "docm": ("a.docm", with_macros(), "macros", "ম্যাক্রো"),
    "too large": ("a.txt", b"x" * 400_000, "too large", "বড়"),
    "wrong suffix": ("a.exe", b"MZ", "Give a file of Word (.docx)", "(.docx)"),
    "old Word": ("a.doc", b"\xd0\xcf\x11\xe0", "Give a file of Word (.docx)", "(.docx)"),
    "no suffix": ("paper", b"x", "Give a file of Word (.docx)", "(.docx)"),
    "broken": ("a.docx", b"no archive", "cannot be read", "পড়া যাচ্ছে না"),
    "broken PDF": ("a.pdf", b"%PDF-1.7 broken", "cannot be read", "পড়া যাচ্ছে না"),
    "bomb": ("a.docx", archive(bomb=b"\0" * 70_000_000), "too large", "বড়"),
    "no text": ("a.txt", b" \n ", "no text in it", "কোনো লেখা নেই"),
    "empty": ("a.txt", b"", "file is empty", "ফাইলটি খালি"),
}


@pytest.mark.parametrize("language", ["en", "bn"])
@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence_and_nothing_is_kept(
    house: House, name: str, language: str, settings: Any
) -> None:
    settings.UPLOAD_LIMIT_BYTES = 300_000
    UserProfile.objects.update_or_create(user=house.editor, defaults={"preferred_language": language})
    called, content, english, bangla = BAD[name]
    client = signed_in(house.editor)
    answer = give(client, house.parent, file=SimpleUploadedFile(called, content))
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["file"]
    assert (english if language == "en" else bangla) in html.unescape(answer.content.decode())
    assert not PaperImport.objects.exists()
    assert not PortalDocument.objects.exists()


def test_what_was_pasted_is_kept_when_a_file_is_refused_and_neither_is_dropped_for_the_other(
    house: House,
) -> None:
    client = signed_in(house.editor)
    for called, content in (("a.pdf", locked()), ("a.txt", MINUTES.encode())):
        answer = give(client, house.parent, file=SimpleUploadedFile(called, content), text=LETTER)
        assert answer.status_code == 200
        assert answer.context["form"].errors["file"]
        assert answer.context["form"]["text"].value() == LETTER
    assert not PaperImport.objects.exists()
