"""Text inside published documents is found; what lies in a private collection is never read, and nothing stays."""

import io
from typing import Any

import pytest
from django.test import Client
from docx import Document as WordDocument
from wagtail.models import Collection, CollectionViewRestriction

from portal.finding import files
from portal.models import NewsPage, PublishedFile
from publishing.models import PortalDocument
from search.models import Document
from tests.portal.finding.conftest import House as House
from tests.portal.finding.conftest import document, show

pytestmark = pytest.mark.django_db

WORDS = "হিমাগার সংরক্ষণ পদ্ধতি"


def word_file(text: str) -> bytes:
    made, kept = WordDocument(), io.BytesIO()
    made.add_paragraph(text)
    made.save(kept)
    return kept.getvalue()


def pdf_file(text: str) -> bytes:
    import weasyprint

    return bytes(weasyprint.HTML(string=f"<p lang=en>{text}</p>").write_pdf())


def found(text: str) -> list[dict[str, Any]]:
    context = Client().get("/bn/search/", {"q": text}).context
    return [row for row in context["results"] if "নথির ফাইল" in str(row["kind"])]


@pytest.mark.parametrize("title", ["তালিকা", "শীতল"])
def test_words_inside_of_a_word_file_are_found(house: House, title: str) -> None:
    show(document(title, "list.docx", word_file(f"কারাগারের {WORDS} এবং তালিকা")), house.news)
    assert files.keep() == 1
    [row] = found("হিমাগারের পদ্ধতি")
    assert title in row["title"]
    assert "<mark>হিমাগার</mark>" in row["snippet"]
    assert house.news.title in row["above"]
    assert files.keep() == 0


def test_words_inside_of_a_pdf_are_found(house: House) -> None:
    show(
        document("নিয়ম", "rules.pdf", pdf_file("cold storage of vegetables in the kitchen store")), house.news
    )
    files.keep()
    assert found("storage of vegetables")


def test_a_file_that_cannot_be_read_is_found_by_its_title(house: House) -> None:
    show(document("হিমাগারের নকশা", "plan.pdf", b"%PDF-1.4 nonsense"), house.news)
    files.keep()
    assert found("হিমাগার")


def test_no_file_that_no_public_page_shows_is_read(house: House) -> None:
    document("গোপন", "secret.txt", f"{WORDS} সবার জন্য নয়, এটি প্রকাশিত হয়নি".encode())
    assert files.keep() == 0
    assert not PublishedFile.objects.exists()
    assert not Document.objects.filter(body__contains="হিমাগার").exists()


def test_no_file_of_a_private_collection_is_read(house: House) -> None:
    kept = Collection.get_first_root_node().add_child(instance=Collection(name="নিজেদের"))
    CollectionViewRestriction.objects.create(collection=kept, restriction_type="login")
    show(document("গোপন", "secret.txt", f"{WORDS} কেবল কর্মীদের জন্য রাখা".encode(), collection=kept), house.news)
    assert files.keep() == 0
    assert not Document.objects.filter(body__contains="হিমাগার").exists()


def test_what_becomes_private_is_forgotten_at_once(house: House) -> None:
    kept = Collection.get_first_root_node().add_child(instance=Collection(name="তাক"))
    shown = document("তালিকা", "list.txt", f"{WORDS} সবার জন্য প্রকাশিত হলো আজ".encode(), collection=kept)
    show(shown, house.news)
    files.keep()
    assert found("হিমাগার")
    CollectionViewRestriction.objects.create(collection=kept, restriction_type="login")
    assert not found("হিমাগার")
    assert not Document.objects.filter(body__contains="হিমাগার").exists()


def test_what_is_taken_back_with_its_page_is_forgotten_at_once(house: House) -> None:
    show(document("তালিকা", "list.txt", f"{WORDS} সবার জন্য প্রকাশিত হলো আজ".encode()), house.news)
    files.keep()
    NewsPage.objects.get(pk=house.news.pk).unpublish()
    assert not PublishedFile.objects.exists()
    assert not Document.objects.filter(body__contains="হিমাগার").exists()


def test_a_signature_sheet_is_never_read_even_where_a_page_shows_it(house: House) -> None:
    sheet = document("হাজিরা", "sheet.txt", f"{WORDS} উপস্থিতির স্বাক্ষর".encode())
    show(sheet, house.news)
    minutes = house.site.minutes
    minutes.signature_sheet = sheet
    minutes.save()
    assert PortalDocument.objects.filter(pk=sheet.pk).exists()
    assert files.keep() == 0
    assert not Document.objects.filter(body__contains="হিমাগার").exists()
