"""The snapshot is set by the worker after the transaction, once, and what fails is tried again and told."""

import copy
import hashlib
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

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
from tests.charter_pages.duties.country import NEAR_THE_END, Country

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture(scope="module")
def laid(
    department_laid: samples.Site, lay_once: Callable[[Callable[[], Any]], Any]
) -> tuple[Country, Evidence]:
    found: tuple[Country, Evidence] = lay_once(lambda: lay(copy.deepcopy(department_laid)))
    return found


def lay(site: samples.Site) -> tuple[Country, Evidence]:
    made = country.people_of(site.offices)
    page = CharterPage.objects.get(pk=site.charter.pk)
    with clock.set_to(NEAR_THE_END):
        shown = reviewing.sign(by=made.editor, duty=made.duty("charter"), seen=reading.read(page).sha256())
    page = CharterPage.objects.get(pk=page.pk)
    page.title = "একেবারে অন্য শিরোনাম"
    page.services.add(Service(section="citizen", name="পরে যোগ করা সেবা"))
    page.save_revision().publish()
    return made, shown


@pytest.fixture
def signed(laid: tuple[Country, Evidence], db: None) -> Evidence:
    """A review that was signed, after which the charter changed."""
    return copy.deepcopy(laid[1])


@pytest.fixture
def filed(laid: tuple[Country, Evidence], db: None) -> Evidence:
    """A PDF that was filed; it alone waits for its snapshot."""
    made, signed = copy.deepcopy(laid)
    Evidence.objects.filter(pk=signed.pk).update(snapshot_due_at=None)
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
    kept = evidence.show(by=signed.by, duty=duty, shown=evidence.of_document(document))
    monkeypatch.setattr(pdf, "available", lambda: False)
    assert snapshots.take_due() == 1
    kept.refresh_from_db()
    signed.refresh_from_db()
    assert kept.snapshot_sha256 == kept.content_sha256
    assert (signed.snapshot_tries, signed.snapshot_sha256) == (0, "")


def test_a_file_that_was_replaced_after_it_was_filed_is_no_evidence(filed: Evidence) -> None:
    document = filed.document
    assert document is not None
    document.file.save("other.pdf", ContentFile(b"%PDF-1.4 something else"))
    assert snapshots.take_due() == 0
    filed.refresh_from_db()
    assert filed.snapshot_failure == "Changed"


def test_a_filed_pdf_that_is_deleted_afterwards_cannot_be(filed: Evidence) -> None:
    from django.db.models import ProtectedError

    assert filed.document is not None
    with pytest.raises(ProtectedError):
        filed.document.delete()
