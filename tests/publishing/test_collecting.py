"""What shows that something was done lies among the office's files; what is refused is not left there."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile

from publishing import collecting
from publishing.models import PortalDocument
from tests import publishing_samples as samples
from tests.staffed import person

pytestmark = pytest.mark.django_db


def pdf(name: str = "paper.PDF", content: bytes = b"%PDF-1.4 x") -> ContentFile:
    return ContentFile(content, name=name)


def test_a_pdf_lies_among_the_offices_files_and_names_whoever_brought_it() -> None:
    office = samples.offices().a
    editor = person("natore-editor", "prison_editor", office)
    with collecting.keep_pdf(by=editor, office=office, title="প্রমাণ", file=pdf()) as document:
        assert PortalDocument.objects.get() == document
    assert PortalDocument.objects.get() == document
    assert (document.collection.name, document.uploaded_by_user) == (office.name_bn, editor)


@pytest.mark.parametrize("refusal", [ValidationError("settled"), PermissionDenied()])
def test_what_is_refused_is_taken_away_with_its_file(
    refusal: Exception, django_capture_on_commit_callbacks: Any
) -> None:
    office = samples.offices().a
    editor = person("natore-editor", "prison_editor", office)
    with (
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises(type(refusal)),
        collecting.keep_pdf(by=editor, office=office, title="x", file=pdf()) as document,
    ):
        raise refusal
    assert not PortalDocument.objects.exists()
    assert not document.file.storage.exists(document.file.name)


@pytest.mark.parametrize(("name", "content"), [("paper.txt", b"%PDF-1.4 x"), ("paper.pdf", b"no pdf")])
def test_what_is_no_pdf_is_not_kept(name: str, content: bytes) -> None:
    office = samples.offices().a
    editor = person("natore-editor", "prison_editor", office)
    with (
        pytest.raises(ValidationError),
        collecting.keep_pdf(by=editor, office=office, title="x", file=pdf(name, content)),
    ):
        pytest.fail("it was kept")
    assert not PortalDocument.objects.exists()
