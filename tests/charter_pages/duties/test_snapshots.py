"""The snapshot is set by the worker after the transaction, once, and what fails is tried again and told."""

import hashlib
import unicodedata
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connection

import clock
from charter_pages.charters import reading
from charter_pages.duties import evidence, reviewing, snapshots
from charter_pages.models import CharterPage, Evidence, Service
from printing import pdf
from publishing.models import PortalDocument
from tests import copying
from tests import publishing_samples as samples
from tests.charter_pages.duties import country
from tests.charter_pages.duties.country import NEAR_THE_END

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def signed(department: samples.Site) -> Evidence:
    """A review that was signed, after which the charter changed."""
    made = country.people_of(department.offices)
    page = CharterPage.objects.get(pk=department.charter.pk)
    with clock.set_to(NEAR_THE_END):
        shown = reviewing.sign(by=made.editor, duty=made.duty("charter"), seen=reading.read(page).sha256())
    page = CharterPage.objects.get(pk=page.pk)
    page.title = "একেবারে অন্য শিরোনাম"
    page.services.add(Service(section="citizen", name="পরে যোগ করা সেবা"))
    page.save_revision().publish()
    return shown


def filed(department: samples.Site) -> Evidence:
    made = country.people_of(department.offices)
    return country.show(made.editor, made.duty("training"), "filed words")


def test_nothing_is_set_in_type_while_evidence_is_made(signed: Evidence) -> None:
    assert (signed.snapshot.name, signed.snapshot_sha256) == ("", "")
    assert signed.snapshot_due_at is not None


def test_the_worker_sets_what_was_shown_as_it_stood_and_keeps_its_hash(signed: Evidence) -> None:
    assert snapshots.take_due() == 1
    assert snapshots.take_due() == 0
    signed.refresh_from_db()
    with signed.snapshot.open() as file:
        content = file.read()
    assert content.startswith(b"%PDF-")
    assert signed.snapshot_sha256 == hashlib.sha256(content).hexdigest()
    assert Path(signed.snapshot.path).is_relative_to(settings.PRIVATE_ROOT)
    words = unicodedata.normalize("NFC", " ".join(copying.text_of(content).split()))
    assert "সেবা প্রদান প্রতিশ্রুতি" in words
    assert "বন্দির সাথে সাক্ষাৎ" in words
    assert "পরে যোগ করা সেবা" not in words


def test_rendering_happens_outside_of_any_transaction_of_ours(
    signed: Evidence, monkeypatch: pytest.MonkeyPatch
) -> None:
    depth = len(connection.savepoint_ids)
    seen = []

    def render(_html: str) -> bytes:
        seen.append(len(connection.savepoint_ids))
        return b"%PDF-1.4 x"

    monkeypatch.setattr(pdf, "render", render)
    snapshots.take_due()
    assert seen == [depth]


def test_a_snapshot_that_fails_is_tried_again_later_and_in_the_end_by_a_person(
    signed: Evidence, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(pdf, "render", lambda _html: 1 / 0)
        assert snapshots.take_due() == 0
        signed.refresh_from_db()
        assert (signed.snapshot_failure, signed.snapshot_tries) == ("ZeroDivisionError", 1)
        assert signed.snapshot_due_at is not None
        assert signed.snapshot_due_at > clock.now()
        Evidence.objects.filter(pk=signed.pk).update(snapshot_tries=snapshots.MOST_TRIES)
    later = signed.snapshot_due_at.replace(year=2090)
    with clock.set_to(later):
        assert snapshots.take_due() == 0
        snapshots.ask_again(signed)
        assert snapshots.take_due() == 1
    signed.refresh_from_db()
    assert (signed.snapshot_failure, signed.snapshot_due_at) == ("", None)


def test_without_pango_papers_wait_and_filed_pdfs_are_kept_all_the_same(
    signed: Evidence, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = PortalDocument.objects.create(title="x", file=ContentFile(b"%PDF-1.4 filed", name="x.pdf"))
    duty = country.Duty.objects.get(office=signed.duty.office, kind="training")
    copy = evidence.show(by=signed.by, duty=duty, shown=evidence.of_document(document))
    monkeypatch.setattr(pdf, "available", lambda: False)
    assert snapshots.take_due() == 1
    copy.refresh_from_db()
    signed.refresh_from_db()
    assert copy.snapshot_sha256 == copy.content_sha256
    assert (signed.snapshot_tries, signed.snapshot_sha256) == (0, "")


def test_a_file_that_was_replaced_after_it_was_filed_is_no_evidence(department: samples.Site) -> None:
    shown = filed(department)
    document = shown.document
    assert document is not None
    document.file.save("other.pdf", ContentFile(b"%PDF-1.4 something else"))
    assert snapshots.take_due() == 0
    shown.refresh_from_db()
    assert shown.snapshot_failure == "Changed"


def test_a_filed_pdf_that_is_deleted_afterwards_cannot_be(department: samples.Site) -> None:
    from django.db.models import ProtectedError

    shown = filed(department)
    assert shown.document is not None
    with pytest.raises(ProtectedError):
        shown.document.delete()
