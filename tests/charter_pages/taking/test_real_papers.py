"""The Department's own papers, pasted or uploaded, go through the forms into drafts, field by field."""

import datetime
import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from charter_pages.models import LetterPage, MinutesPage, PaperImport
from charter_pages.papers import accounting
from tests.charter_pages.taking.house import LETTER, MINUTES, House, browser_sends, give, review
from tests.staffed import signed_in

__all__ = ["House"]
pytestmark = pytest.mark.django_db


def draft_of(model: Any) -> Any:
    page = model.objects.get(language="bn")
    assert not page.live
    return page.get_latest_revision_as_object()


def test_the_minutes_of_2020_become_a_draft_field_by_field(house: House) -> None:
    client = signed_in(house.editor)
    address = review(client, house.parent, MINUTES)
    answer = client.post(address, browser_sends(client, address, do="draft"))
    assert answer.status_code == 302, re.findall("error-message[^<]*<?[^<]*", answer.content.decode())
    page = draft_of(MinutesPage)
    assert answer["Location"] == f"/admin/pages/{page.pk}/edit/"
    assert page.office == house.offices.a
    assert page.title.startswith("সুরক্ষা সেবা বিভাগ এবং আওতাধীন দপ্তর/সংস্থাসমূহের উত্তম চর্চা (Best Practice)")
    assert page.title.endswith("অবহিতকরণ সভার কার্যবিবরণী")
    assert (page.chair_name, page.chair_rank, page.chair_posts.splitlines()) == (
        "মল্লিক সাঈদ মাহবুব", "যুগ্মসচিব", ["এপিএ টিম প্রধান"],
    )  # fmt: skip
    assert page.chair_signature.splitlines() == [
        "(মল্লিক সাঈদ মাহবুব)", "যুগ্মসচিব", "অগ্নি অনুবিভাগ", "ও", "এপিএ টিম প্রধান", "সুরক্ষা সেবা বিভাগ।",
    ]  # fmt: skip
    assert (page.meeting_on, page.meeting_time) == (datetime.date(2020, 12, 14), "বেলা ১১.৩০ মিনিট")
    assert page.venue.rstrip("।") == "সভাপতির অফিস কক্ষ"
    assert page.meeting_kind == "stakeholders"
    assert page.attendance_note == "উপস্থিত কর্মকর্তাগণের তালিকা পরিশিষ্ট 'ক'তে উপস্থাপন করা হলো।"
    assert page.opening.startswith("<p>বার্ষিক কর্মসম্পাদন চুক্তির")
    assert [item.number for item in page.agenda.all()] == ["২", "৩", "৪", "৫"]
    assert "স্বজনলিংক প্রকল্প" in page.agenda.all()[1].discussion
    assert [(each.number, each.text.split()[0]) for each in page.decisions.all()] == [
        ("৬.১", "দপ্তর/সংস্থার"), ("৬.২", "বিভিন্ন"), ("৬.৩", "স্ব"),
    ]  # fmt: skip
    assert "নিম্নবর্ণিত সিদ্ধান্ত" in page.decisions_heading
    assert "সভার সমাপ্তি ঘোষণা করেন" in page.closing
    assert (page.memo_label, page.memo_key) == ("memo", "58.00.0000.052.32.001.17-112")
    assert page.memo_number == "৫৮.০০.০০০০.০৫২.৩২.০০১.১৭- ১১২"
    assert (page.issued_on, page.issued_on_bangla) == (datetime.date(2020, 12, 23), "০৮ পৌষ ১৪২৭")
    assert not page.dates_differ()
    assert (page.distribution_heading, page.distribution_note) == ("distribution", "জ্ঞাতার্থে ও কার্যার্থে")
    lines = list(page.distribution.all())
    assert [line.number for line in lines] == [
        f"{number:02}".translate(str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯")) for number in range(1, 11)
    ]
    assert "ওয়েবসাইটে আপলোড" in lines[9].text + lines[9].attention
    assert (page.issuer_name, page.issuer_rank) == ("জাহিদুল ইসলাম", "উপসচিব (অগ্নি শাখা-১)")
    assert page.remainder == ""
    assert page.source_text.split() == MINUTES.split()
    assert page.source_document.collection.name == house.offices.a.name_bn


def test_the_letter_of_2024_becomes_a_draft_with_its_plan_as_tables(house: House) -> None:
    client = signed_in(house.moderator)
    address = review(client, house.hq, LETTER)
    answer = client.post(address, browser_sends(client, address, do="draft"))
    assert answer.status_code == 302, re.findall("error-message[^<]*<?[^<]*", answer.content.decode())
    page = draft_of(LetterPage)
    assert page.office == house.offices.hq
    assert page.subject.startswith("স্মার্ট বাংলাদেশ বিনির্মাণ বিষয়ক কর্মপরিকল্পনা প্রস্তুতের নিমিত্ত")
    assert page.title.rstrip("।") == page.subject.rstrip("।")
    assert (page.memo_label, page.memo_key) == ("letter", "58.04.0000.021.03.020.24-262")
    assert (page.issued_on, page.issued_on_bangla) == (datetime.date(2024, 3, 10), "২৬ ফাল্গুন ১৪৩০")
    assert page.letterhead.splitlines()[:2] == ["গণপ্রজাতন্ত্রী বাংলাদেশ সরকার", "কারা অধিদপ্তর"]
    assert page.addressee.splitlines() == ["সচিব", "সুরক্ষা সেবা বিভাগ", "স্বরাষ্ট্র মন্ত্রণালয়", "বাংলাদেশ সচিবালয়, ঢাকা।"]
    (reference,) = page.references.all()
    assert reference.memo_number == "৫৮.০০.০০০০.০১৮.৩১.০০৬.১৭-৪৬"
    (attachment,) = page.attachments.all()
    assert (attachment.pages, attachment.title) == (2, "নির্ধারিত ছকে তথ্য")
    assert [line.is_copy for line in page.distribution.all()] == [True, True]
    assert (page.issuer_name, page.issuer_rank, page.issuer_posts.splitlines()) == (
        "শেখ সুজাউর রহমান", "কর্নেল", ["অতিরিক্ত কারা মহাপরিদর্শক"],
    )  # fmt: skip
    assert (page.on_behalf_of, page.mailbox) == ("কারা মহাপরিদর্শক", "addl.ig@prison.gov.bd")
    tables = [block.value for block in page.body if block.block_type == "table"]
    assert [(len(table.columns), len(table.row_data)) for table in tables] == [(5, 3), (5, 3)]
    assert tables[1].columns[0]["heading"] == "স্মার্ট উদ্যোগ/কার্যক্রমের শিরোনাম"
    assert "৪২টি কারাগারকে" in str(tables[1].row_data[1]["values"][2])
    assert page.remainder == ""


@pytest.mark.parametrize("paper", [MINUTES, LETTER], ids=["minutes", "letter"])
def test_every_word_of_a_real_paper_is_accounted_for(house: House, paper: str) -> None:
    client = signed_in(house.editor)
    address = review(client, house.parent, paper)
    view = client.get(address).context["view"]
    assert view.missing == []
    assert view.all_words == len(accounting.words(paper))
    assert view.placed_words + view.left_words + len(view.stands_for) == view.all_words
    # What the fields say in their own way is labels and figures, and no sentence.
    assert len(view.stands_for) < 40


def test_a_word_taken_out_of_a_field_is_missed_and_marked_in_the_paper(house: House) -> None:
    client = signed_in(house.editor)
    address = review(client, house.parent, MINUTES)
    sent = browser_sends(client, address, do="again", venue="")
    answer = client.post(address, sent)
    view = answer.context["view"]
    assert view.missing == ["সভাপতির", "অফিস", "কক্ষ"] or set(view.missing) == {"সভাপতির", "অফিস", "কক্ষ"}
    assert "<mark>কক্ষ।</mark>" in answer.content.decode()


def test_a_paper_is_taken_from_a_file_as_from_the_paste_box(house: House) -> None:
    client = signed_in(house.editor)
    file = SimpleUploadedFile("কার্যবিবরণী.txt", MINUTES.encode())
    answer = give(client, house.parent, file=file)
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    row = PaperImport.objects.get()
    assert row.typed["values"]["memo_number"] == "৫৮.০০.০০০০.০৫২.৩২.০০১.১৭- ১১২"
    with row.document.file.open("rb") as kept:
        assert kept.read().decode() == MINUTES
    assert json.dumps(row.typed)
    assert Client().get(row.document.url).status_code in (302, 403, 404)
