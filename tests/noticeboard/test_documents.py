"""The documents of offices: by subject, office, year and language, with size and type; never what is private."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction, ReferenceIndex

import clock
from noticeboard.models import DocumentFile, DocumentPage, NoticeAttachment
from portal import tree
from publishing.models import PortalDocument
from tests import publishing_samples as samples
from tests.noticeboard import boards
from tests.noticeboard.boards import NOON, House, page_of

pytestmark = pytest.mark.django_db
__all__ = ["House"]


def shown(client: Client, query: str = "", language: str = "bn") -> str:
    with clock.set_to(NOON):
        return client.get(f"/{language}/documents/?{query}").content.decode()


def test_a_document_is_listed_with_type_size_date_and_language(house: House, client: Client) -> None:
    page = boards.document(house.offices.hq, dated_on=boards.day(1))
    text = shown(client)
    file = page.files.get().document
    assert page.title in text
    assert file.url in text
    assert "PDF, ১০\xa0বাইট" in text or "PDF, ১০" in text
    assert ", বাংলা" in text
    assert "১ নভেম্বর ২০২৬" in text
    assert "আইন ও বিধি" in text


def test_documents_are_filtered_by_subject_office_year_and_language(house: House, client: Client) -> None:
    boards.document(house.offices.hq, "কারা বিধি")
    boards.document(house.offices.a, "আবেদন ফরম", subject="form", language="en")

    def titles(query: str) -> set[str]:
        return {title for title in ("কারা বিধি", "আবেদন ফরম") if f">{title}</a>" in shown(client, query)}

    assert titles("") == {"কারা বিধি", "আবেদন ফরম"}
    assert titles("subject=form") == {"আবেদন ফরম"}
    assert titles("office=hq") == {"কারা বিধি"}
    assert titles("language=en") == {"আবেদন ফরম"}
    assert titles("year=2026") == titles("")
    assert titles("year=2024") == set()
    assert titles("subject=x&office=y&year=z&language=q&page=%00") == titles("")


def test_a_document_with_two_files_of_a_language_is_listed_once(house: House, client: Client) -> None:
    page = boards.document(house.offices.hq)
    page.files.add(DocumentFile(document=boards.file("দ্বিতীয়"), language="bn"))
    page.save_revision(clean=False).publish()
    assert shown(client, "language=bn").count(f">{page.title}</a>") == 1


def test_its_file_opens_to_everybody_while_the_page_is_public(house: House, client: Client) -> None:
    page = boards.document(house.offices.hq)
    file = page.files.get().document
    ReferenceIndex.create_or_update_for_object(page)
    answer = client.get(file.url)
    assert b"".join(answer).startswith(b"%PDF-1.4")
    page.unpublish(log_action=False)
    assert client.get(file.url).status_code in (403, 404)


def test_a_file_in_a_guarded_collection_is_listed_nowhere(house: House, client: Client) -> None:
    page = boards.document(house.offices.hq)
    file = page.files.get().document
    guarded = Collection.get_first_root_node().add_child(name="গোপন")
    below = guarded.add_child(name="আরও গোপন")
    PortalDocument.objects.filter(pk=file.pk).update(collection=below)
    assert file.url in shown(client)
    CollectionViewRestriction.objects.create(collection=guarded, restriction_type="login")
    assert file.url not in shown(client)
    text = client.get(page.url).content.decode()
    assert file.url not in text
    assert "এখন উন্মুক্ত নেই" in text


def test_a_signature_sheet_can_neither_be_a_document_nor_an_attachment(house: House) -> None:
    sheet = boards.file("স্বাক্ষর", "sheet.pdf")
    minutes = samples.unsaved_minutes()
    minutes.signature_sheet = sheet
    minutes = tree.add(page_of(house.offices.a), minutes)
    ReferenceIndex.create_or_update_for_object(minutes)
    for row in (DocumentFile(document=sheet), NoticeAttachment(document=sheet)):
        with pytest.raises(ValidationError) as told:
            row.clean()
        assert list(told.value.message_dict) == ["document"]


def test_a_guarded_file_is_refused_in_the_form(house: House) -> None:
    guarded = Collection.get_first_root_node().add_child(name="গোপন")
    CollectionViewRestriction.objects.create(collection=guarded, restriction_type="login")
    file = boards.file()
    file.collection = guarded
    file.save()
    with pytest.raises(ValidationError):
        DocumentFile(document=file).clean()


def test_without_documents_the_list_says_so_in_both_languages(house: House, client: Client) -> None:
    assert "এখনো কোনো নথি প্রকাশ হয়নি" in shown(client)
    assert "No document has been published yet" in shown(client, language="en")
    boards.document(house.offices.hq)
    assert "এমন কোনো নথি নেই" in shown(client, "subject=training")


def test_each_office_s_page_leads_to_its_documents(house: House, client: Client) -> None:
    assert "/bn/documents/?office=dj-natore" in client.get(page_of(house.offices.a).url).content.decode()


def test_a_document_is_found_by_search(house: House, client: Client) -> None:
    boards.document(house.offices.hq, "জেল কোড প্রথম খণ্ড")
    assert DocumentPage.objects.count() == 1
    assert "জেল কোড প্রথম খণ্ড" in client.get("/bn/search/?q=জেল+কোড").content.decode().replace(
        "<mark>", ""
    ).replace("</mark>", "")
