"""The bundle of a quarter: what is in the PDF and in the ZIP, and whether they hold together."""

import csv
import hashlib
import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from pypdf import PdfReader

import clock
from charter_pages.duties import bundles
from charter_pages.models import Duty, Post, PostHolder, QuarterBundle
from tests import copying
from tests.charter_pages.board import countries, evidences
from tests.charter_pages.board.countries import NOW, Country, owe

pytestmark = pytest.mark.django_db
QUARTER = countries.LAST.previous()
State = Duty.State
ADDRESS = "https://x.example/bn/a/"
MEMO = "৫৮.০৪.০০০০.০২১.০৩.০২০.২৬-১"


class Made(NamedTuple):
    bundle: QuarterBundle
    pdf: bytes
    zip: bytes
    # What can be copied from each page, by the program that readers' tools are built on.
    pages: list[str]


def filed(country: Country) -> None:
    """Let each office owe its charter, and some more: one late, one sent back, one tampered with, one broken."""
    first, second, third, fourth = country.prisons
    rows = [
        owe(country.hq, QUARTER, state=State.ACCEPTED),
        owe(country.divisions[0], QUARTER, state=State.ACCEPTED, days=3),
        owe(first, QUARTER, state=State.OPEN),
        owe(first, QUARTER, "committee", state=State.SUBMITTED),
        owe(second, QUARTER, state=State.RETURNED, days=-2),
        owe(third, QUARTER, state=State.WAIVED),
        owe(third, QUARTER, "committee", state=State.ENDORSED),
        owe(fourth, QUARTER, state=State.ACCEPTED, days=-5),
        owe(fourth, QUARTER, "committee", state=State.ACCEPTED),
    ]
    Duty.objects.bulk_create(rows)
    for duty in Duty.objects.exclude(state__in=(State.OPEN, State.WAIVED)).select_related("office"):
        words = f"{duty.office.name_bn}-এর কাগজ {duty.kind}"
        content = evidences.paper(words, 2)
        if (duty.office, duty.kind) == (fourth, "committee"):
            content = b"%PDF-1.4 and nothing more"
        shown = evidences.show(duty, country.moderator, content, address=ADDRESS)
        if (duty.office, duty.kind) == (third, "committee"):
            Path(shown.snapshot.path).write_bytes(evidences.paper("অন্য কথা"))
    head = Post.objects.create(
        office=country.hq, title_bn="কারা মহাপরিদর্শক", title_en="IG", role=Post.Role.INSPECTOR_GENERAL
    )
    PostHolder.objects.create(post=head, name_bn="গোপন নাম", since=NOW.date())


@pytest.fixture(scope="module")
def made(lay_once: Callable[[Callable[[], Any]], Any]) -> Made:
    def lay() -> Made:
        country = countries.country(2, 4)
        filed(country)
        with clock.set_to(NOW):
            bundle = bundles.ask(by=country.moderator, office=country.hq, quarter=QUARTER, memo_number=MEMO)
            assert bundles.make_due() == 1
        bundle.refresh_from_db()
        with bundle.pdf.open() as whole, bundle.zip.open() as packed:
            found = whole.read(), packed.read()
        pages = [re.sub(r"[ \t]+", " ", page) for page in copying.pages_of(found[0])]
        return Made(bundle, *found, pages)

    found: Made = lay_once(lay)
    return found


def bangla(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯"))


def test_the_letter_has_both_dates_the_memo_number_and_posts_alone(made: Made) -> None:
    letter = made.pages[0]
    assert "৭ অগ্রহায়ণ ১৪৩৩" in letter
    assert "২২ নভেম্বর ২০২৬" in letter
    assert MEMO in letter
    assert "কারা মহাপরিদর্শক" in letter
    assert "গোপন" not in "\n".join(made.pages)


def test_what_was_shown_is_there_and_what_is_missing_has_a_page_that_says_so(made: Made) -> None:
    whole = "\n".join(made.pages)
    assert "কারাগার 3-এর কাগজ charter 2" in whole
    # What was sent back does not stand, though its file is there.
    assert "কারাগার 1-এর কাগজ" not in whole
    missing = [page for page in made.pages if "শেষ তারিখ" in page or "Due on" in page]
    late = [page for page in missing if re.search(r"দাখিল হয়নি: ৩৮ দিন বিলম্ব", page)]
    assert [name for page in late for name in re.findall(r"কারাগার \d", page)] == ["কারাগার 0"]
    # The one that was returned says so, too; then the two whose files are not what they should be.
    assert len(missing) == 4


def test_a_file_that_was_tampered_with_or_cannot_be_read_is_told_and_not_bound(made: Made) -> None:
    whole = re.sub(r"\s+", " ", "\n".join(made.pages))
    assert "অন্য কথা" not in whole
    assert "এখানে থাকা ফাইলটি দাখিল করা ফাইল নয়" in whole
    assert "যেভাবে দাখিল হয়েছে সেভাবে জিপে আছে" in whole
    with zipfile.ZipFile(io.BytesIO(made.zip)) as packed:
        assert packed.read("dj-03/dj-03-2026-2027-q1-committee.pdf").startswith(b"%PDF-1.4 and")
        assert "dj-02/dj-02-2026-2027-q1-committee.pdf" not in packed.namelist()


def test_every_page_says_which_it_is(made: Made) -> None:
    count = len(made.pages)
    assert made.bundle.pages == count
    for number, page in enumerate(made.pages, 1):
        assert re.search(rf"খণ্ডের পৃষ্ঠা {bangla(number)} / {bangla(count)}\s", page), (number, page)


def test_bookmarks_and_contents_lead_to_the_same_pages(made: Made) -> None:
    marks = copying.outline_of(made.pdf)
    assert [(depth, title) for depth, title, _page in marks][:4] == [
        (0, "পত্র, সারণি ও সূচিপত্র"),
        (0, "কারা সদর দপ্তর"),
        (1, "কারা সদর দপ্তর"),
        (2, "সেবা প্রদান প্রতিশ্রুতি হালনাগাদ"),
    ]
    offices = {title: page for depth, title, page in marks if depth == 1}
    assert len(offices) == 6
    listed = "\n".join(page for page in made.pages[: min(offices.values())])
    for name, page in offices.items():
        assert name in made.pages[page]
        assert re.search(rf"{name} {bangla(page + 1)}\n", listed), (name, page + 1)
    papers = [page for depth, title, page in marks if depth == 2 and "এখানে নেই" not in title]
    assert all("-এর কাগজ" in made.pages[page] for page in papers)
    # A division leads to its first office.
    divisions = {title: page for depth, title, page in marks if depth == 0}
    assert divisions["বিভাগ 0"] == offices["বিভাগ 0"]


def test_nothing_in_the_pdf_acts_or_leads_away(made: Made) -> None:
    for page in PdfReader(io.BytesIO(made.pdf)).pages:
        assert not {"/Annots", "/AA"} & set(page)


def test_the_zip_holds_each_paper_and_sums_that_verify(made: Made, tmp_path: Path) -> None:
    assert hashlib.sha256(made.zip).hexdigest() == made.bundle.zip_sha256
    assert hashlib.sha256(made.pdf).hexdigest() == made.bundle.pdf_sha256
    with zipfile.ZipFile(io.BytesIO(made.zip)) as packed:
        packed.extractall(tmp_path)
        names = set(packed.namelist())
    assert names == {
        "hq/hq-2026-2027-q1-charter.pdf",
        "div-0/div-0-2026-2027-q1-charter.pdf",
        "dj-00/dj-00-2026-2027-q1-committee.pdf",
        "dj-03/dj-03-2026-2027-q1-charter.pdf",
        "dj-03/dj-03-2026-2027-q1-committee.pdf",
        "manifest.csv",
        "SHA256SUMS",
    }
    checked = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=tmp_path, capture_output=True, text=True)
    assert (checked.returncode, checked.stdout.count(": OK")) == (0, 6)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "manifest.csv").read_text("utf-8-sig"))))
    assert len(rows) == Duty.objects.count()
    by_office = {(row["office_code"], row["duty"]): row for row in rows}
    missing = by_office["dj-00", "charter"]
    assert (missing["state"], missing["file"], missing["days_late"]) == ("open", "", "38")
    there = by_office["div-0", "charter"]
    assert (there["state"], there["days_late"], there["address"]) == ("accepted", "3", ADDRESS)
    content = (tmp_path / there["file"]).read_bytes()
    assert (str(len(content)), hashlib.sha256(content).hexdigest()) == (there["bytes"], there["sha256"])
    # The page of the PDF on which its first page stands.
    assert "বিভাগ 0-এর কাগজ" in made.pages[int(there["page_in_pdf"]) - 1]
