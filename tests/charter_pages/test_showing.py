"""What an office did is shown with a paper of its own or with a PDF, and a PDF is called something."""

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from charter_pages.decisions.task_screens import ReportForm
from charter_pages.duties.showing_screens import FileForm

pytestmark = pytest.mark.usefixtures("in_english")
PAPERS: list[Any] = [SimpleNamespace(pk=7, title="Minutes of June", published_on=datetime.date(2026, 6, 30))]
FORMS: list[Any] = [(ReportForm, {"words": "The roof is mended."}), (FileForm, {})]


@pytest.fixture
def pdf() -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile("scan.pdf", b"%PDF-1.4", "application/pdf")}


@pytest.mark.parametrize(("form", "told"), FORMS)
def test_a_pdf_without_a_name_is_not_taken(form: Any, told: dict[str, str], pdf: Any) -> None:
    given: forms.Form = form(told, pdf, papers=[])
    assert given.errors == {"title": ["Say what the PDF is."]}


@pytest.mark.parametrize(("form", "told"), FORMS)
def test_a_pdf_that_is_called_something_is_taken(form: Any, told: dict[str, str], pdf: Any) -> None:
    given: forms.Form = form({**told, "title": "Order of June"}, pdf, papers=[])
    assert given.is_valid()
    assert given.cleaned_data["title"] == "Order of June"


def test_a_paper_and_a_pdf_at_once_are_told_apart_before_the_name_of_the_pdf_is_asked_for(pdf: Any) -> None:
    given = FileForm({"page": "7"}, pdf, papers=PAPERS)
    assert given.errors == {"__all__": ["Choose a paper or upload a PDF, not both."]}


def test_only_the_papers_of_the_office_can_be_chosen() -> None:
    given = ReportForm({"words": "Done.", "page": "8"}, papers=PAPERS)
    assert list(given.errors) == ["page"]
    assert ReportForm({"words": "Done.", "page": "7"}, papers=PAPERS).is_valid()
