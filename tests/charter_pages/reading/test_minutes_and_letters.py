"""Minutes and letters read whole: on the page and in the PDF stands every word that they print, and nothing private."""

import datetime
import re
from collections import Counter
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import models
from django.test import Client
from django.utils import translation
from wagtail.models import Page

from accounts.roles import Role
from charter_pages.circulation import content
from charter_pages.models import (
    AgendaItem,
    Attachment,
    Attendance,
    Decision,
    DistributionLine,
    LetterAttachment,
    LetterPage,
    LetterRecipient,
    LetterReference,
    MinutesPage,
    Reference,
)
from portal import tree
from portal.models import OfficePage
from publishing import collecting
from publishing.models import PortalDocument
from tests import publishing_samples as samples
from tests.charter_pages.reading.papers import copied
from tests.staffed import person, signed_in

pytestmark = pytest.mark.django_db
ROWS: dict[str, Any] = {
    "attendance": Attendance, "agenda": AgendaItem, "decisions": Decision,
}  # fmt: skip
OF_MINUTES = {"distribution": DistributionLine, "references": Reference, "attachments": Attachment}
OF_LETTERS = {"distribution": LetterRecipient, "references": LetterReference, "attachments": LetterAttachment}
TABLE = {
    "columns": [{"type": "text", "heading": f"শিরোনাম{number}"} for number in range(5)],
    "rows": [{"values": [f"<p>ঘর{row}{cell}</p>" for cell in range(5)]} for row in range(3)],
    "caption": "ছকের-নাম",
}  # fmt: skip


class House:
    def __init__(self) -> None:
        self.offices = samples.offices_with_pages()
        self.editor = person("editor", Role.PRISON_EDITOR, self.offices.a)
        self.other = person("other", Role.PRISON_EDITOR, self.offices.b)
        self.reader = person("reader", Role.AUDITOR, self.offices.b)
        self.parent = OfficePage.objects.get(register_entry=self.offices.a, language="bn")


def filled(model: Any, rows: dict[str, Any]) -> tuple[Any, list[str]]:
    """Return a paper with a word of its own in each column that it prints, and these words."""
    page = model(title="কাগজের-শিরোনাম")
    said = ["কাগজের-শিরোনাম"]
    for field in content.fields_of(model):
        if (
            isinstance(field, (models.CharField, models.TextField))
            and not field.choices
            and field.name != "title"
        ):
            said.append(_fill(page, field))
    if model is MinutesPage:
        page.meeting_on, page.meeting_on_printed = datetime.date(2024, 3, 4), "সভার-দিন-মুদ্রিত"
        page.printed_title = ""
        said = [word for word in said if not word.startswith(("printed_title", "meeting_on_printed"))]
        said.append("সভার-দিন-মুদ্রিত")
    page.mailbox, page.memo_number = "post@prison.example.gov.bd", samples.MEMO
    page.issued_on = datetime.date(2024, 3, 10)
    for relation, row_model in rows.items():
        made = []
        for place in range(2):
            row = row_model(sort_order=place)
            for field in content.rows_of(model)[relation]:
                if isinstance(field, (models.CharField, models.TextField)) and field.name != "agenda_number":
                    said.append(_fill(row, field, f"-{relation}-{place}"))
            made.append(row)
        setattr(page, relation, made)
    said = [word for word in said if not word.startswith(("memo_number", "mailbox"))]
    return page, [*said, samples.MEMO]


def _fill(instance: Any, field: Any, end: str = "") -> str:
    word = f"{field.name}{end}-শব্দ"
    setattr(instance, field.attname, word)
    return word


def paper(house: House, kind: str) -> tuple[Page, list[str]]:
    if kind == "minutes":
        page, said = filled(MinutesPage, {**ROWS, **OF_MINUTES})
        said = [word for word in said if not word.startswith("annex")]
        page.annex = "পরিশিষ্টের-কথা\nকলাম-ক\tকলাম-খ\nমান-ক\tমান-খ"
        said += page.annex.split()
    else:
        page, said = filled(LetterPage, OF_LETTERS)
        # A letter prints its subject; the title is what lists call it.
        said.remove("কাগজের-শিরোনাম")
        field = LetterPage._meta.get_field("body")
        page.body = field.to_python(
            [
                {"type": "paragraph", "value": "<p>পত্রের প্রথম অনুচ্ছেদ।</p>"},
                {"type": "paragraph", "value": "<p>পরিকল্পনার-দপ্তর</p>"},
                {"type": "table", "value": TABLE},
            ]
        )
        said += ["ছকের-নাম", *(f"ঘর{row}{cell}" for row in range(3) for cell in range(5)), "পরিকল্পনার-দপ্তর"]
    return tree.add(house.parent, page), said


def words_of_page(client: Client, page: Any) -> str:
    shown = client.get(page.url).content.decode()
    sheet = shown[shown.index('<section class="paper-sheet') : shown.index("</article>")]
    return re.sub(r"<[^>]+>", " ", sheet)


@pytest.mark.parametrize("kind", ["minutes", "letter"])
def test_everything_that_is_printed_stands_on_the_page_and_in_the_pdf(
    house: House, client: Client, kind: str
) -> None:
    page, said = paper(house, kind)
    shown = words_of_page(client, page)
    assert [word for word in said if word not in shown] == []
    pdf = client.get(f"{page.url}pdf/")
    assert pdf.status_code == 200
    found = " ".join(copied(pdf.content))
    assert [word for word in said if word not in found] == []


@pytest.mark.parametrize("kind", ["minutes", "letter"])
def test_every_word_of_the_page_is_copied_out_of_the_pdf(house: House, client: Client, kind: str) -> None:
    page, _said = paper(house, kind)
    shown = Counter(words_of_page(client, page).replace("&#x27;", "'").split())
    in_pdf = copied(client.get(f"{page.url}pdf/").content)
    joined = "".join(in_pdf)
    assert [word for word in shown if word not in in_pdf and word not in joined] == []


def test_pages_are_counted_in_bangla_digits(house: House, client: Client) -> None:
    page, _said = paper(house, "letter")
    in_pdf = " ".join(copied(client.get(f"{page.url}pdf/").content))
    assert "পৃষ্ঠা" in in_pdf
    assert "২" in in_pdf


def test_a_plan_lies_behind_the_copies_on_a_wide_page(house: House, client: Client) -> None:
    page, _said = paper(house, "letter")
    context = client.get(page.url).context
    assert [block.block_type for block in context["paper"]["letter_text"]] == ["paragraph"]
    assert [block.block_type for block in context["paper"]["letter_annex"]] == ["paragraph", "table"]
    assert context["paper"]["annex_is_wide"]
    shown = client.get(page.url).content.decode()
    assert shown.index("text-distribution-0-শব্দ") < shown.index("ঘর00")


def test_decisions_are_a_table_where_the_paper_prints_one(house: House, client: Client) -> None:
    page, _said = paper(house, "minutes")
    assert "decisions-table" not in client.get(page.url).content.decode()
    page = MinutesPage.objects.get(pk=page.pk)
    page.decisions_are_a_table = True
    page.save_revision().publish()
    shown = client.get(page.url).content.decode()
    table = shown.split('decisions-table">')[1].split("</table>")[0]
    for word in ("text-decisions-0-শব্দ", "owner-decisions-0-শব্দ", "due_text-decisions-1-শব্দ"):
        assert word in table


def test_the_summary_of_decisions_stands_above_the_paper(house: House, client: Client) -> None:
    page, _said = paper(house, "minutes")
    shown = client.get(page.url).content.decode()
    assert shown.index('class="decisions"') < shown.index("paper-sheet")


def test_a_corrigendum_is_printed_on_top_of_the_pdf_and_a_former_text_says_so(
    house: House, client: Client
) -> None:
    page, _said = paper(house, "minutes")
    page = MinutesPage.objects.get(pk=page.pk)
    page.venue, page.change_note = "নতুন-কক্ষ", "কক্ষের-ভুল"
    page.save_revision().publish()
    now = " ".join(copied(client.get(f"{page.url}pdf/").content))
    for word in ("সংশোধনী", "কক্ষের-ভুল", "নতুন-কক্ষ", "venue-শব্দ"):
        assert word in now
    former = " ".join(copied(client.get(f"{page.url}versions/1/pdf/").content))
    assert "venue-শব্দ" in former
    assert "নতুন-কক্ষ" not in former
    with translation.override("bn"):
        assert "সংশোধিত" in former


def test_a_name_is_public_only_where_it_was_given(house: House, client: Client) -> None:
    page = samples.unsaved_minutes()
    page.attendance = [
        Attendance(post_text="জেলার-ক", name="নাম-আছে", sort_order=0), Attendance(post_text="জেলার-খ", sort_order=1)
    ]  # fmt: skip
    page = tree.add(house.parent, page)
    shown = client.get(page.url).content.decode()
    assert "নাম-আছে, জেলার-ক" in shown
    assert "<li>জেলার-খ</li>" in shown


SHEET = "গোপন-স্বাক্ষর-তালিকা"


def test_the_signature_sheet_is_the_offices_alone(house: House, client: Client) -> None:
    document = PortalDocument(title=SHEET, collection=collecting.of_office(house.offices.a))
    document.file.save("sheet.pdf", ContentFile(b"%PDF-1.4 signatures"))
    page = samples.unsaved_minutes()
    page.signature_sheet = document
    page = tree.add(house.parent, page)
    page.change_note, page.venue = "স্থান", "নতুন কক্ষ"
    page.save_revision().publish()
    addresses = [page.url, f"{page.url}versions/1/", "/bn/search/?q=গোপন", "/bn/search/?q=স্বাক্ষর"]
    marks = (SHEET, f"documents/{document.pk}/", document.file.name)
    for address in addresses:
        shown = client.get(address).content.decode()
        assert not [mark for mark in marks if mark in shown], address
    for pdf in (f"{page.url}pdf/", f"{page.url}versions/1/pdf/"):
        answer = client.get(pdf)
        assert answer.status_code == 200
        assert SHEET not in " ".join(copied(answer.content))
    for version in page.paper_versions.all():
        assert SHEET not in str(version.content) + str(version.difference)
    assert client.get(document.url).status_code in (302, 403, 404)
    for stranger in (house.other, house.reader):
        assert signed_in(stranger).get(document.url).status_code in (403, 404)
    own = signed_in(house.editor).get(document.url)
    assert own.getvalue() == b"%PDF-1.4 signatures"


def test_open_data_says_nothing_of_the_signature_sheet(house: House, client: Client) -> None:
    document = PortalDocument(title=SHEET, collection=collecting.of_office(house.offices.a))
    document.file.save("sheet.pdf", ContentFile(b"%PDF-1.4 signatures"))
    page = samples.unsaved_minutes()
    page.signature_sheet = document
    page = tree.add(house.parent, page)
    asked = 0
    for address in (
        "/api/v1/minutes",
        f"/api/v1/minutes/{page.translation_key}",
        "/api/v1/minutes.csv",
        "/sitemap.xml",
    ):
        answer = client.get(address)
        asked += answer.status_code == 200
        said = answer.getvalue().decode()
        assert SHEET not in said
        assert "signature" not in said
        assert f"documents/{document.pk}" not in said
    assert asked >= 2
