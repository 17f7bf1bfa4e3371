"""Publishing makes the evidence: of the right duty, once, in Bangla, by whoever wrote it."""

import copy
import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

import clock
from charter_pages.charters import versions
from charter_pages.duties import evidence, filing
from charter_pages.models import CharterPage, Duty, Evidence, MinutesPage, Service
from portal import tree
from publishing.models import PortalDocument
from tests import publishing_samples as samples
from tests.charter_pages.duties import country
from tests.charter_pages.duties.country import NEAR_THE_END, QUARTER, WITHIN, Country

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture(scope="module")
def published_laid(
    department_laid: samples.Site, lay_once: Callable[[Callable[[], Any]], Any]
) -> tuple[samples.Site, Country]:
    def lay() -> tuple[samples.Site, Country]:
        site = copy.deepcopy(department_laid)
        return site, country.people_of(site.offices)

    found: tuple[samples.Site, Country] = lay_once(lay)
    return found


@pytest.fixture
def site(published_laid: tuple[samples.Site, Country], db: None) -> samples.Site:
    return copy.deepcopy(published_laid[0])


@pytest.fixture
def owing(published_laid: tuple[samples.Site, Country], db: None) -> Country:
    return copy.deepcopy(published_laid[1])


def publish(page: Any, by: Any) -> None:
    page.save_revision(user=by, clean=False).publish()


def minutes_of(site: samples.Site, kind: str, on: datetime.date, by: Any) -> MinutesPage:
    page = samples.unsaved_minutes(memo="")
    page.meeting_kind, page.meeting_on, page.issued_on = kind, on, on
    page.slug = f"minutes-{kind}"
    site.a.add_child(instance=page)
    publish(page, by)
    return page


def test_what_no_person_published_is_no_evidence(site: samples.Site) -> None:
    assert not Evidence.objects.exists()


def test_a_published_charter_is_evidence_with_address_version_and_hash(
    site: samples.Site, owing: Country
) -> None:
    page = CharterPage.objects.get(pk=site.charter.pk)
    page.services.add(Service(section="citizen", name="নতুন সেবা"))
    with clock.set_to(NEAR_THE_END):
        publish(page, owing.editor)
    made = Evidence.objects.get()
    version = versions.last_of(page)
    assert version is not None
    assert made.duty == owing.duty("charter")
    assert made.duty.state == Duty.State.SUBMITTED
    assert (made.how, made.by, made.made_at) == ("published", owing.editor, NEAR_THE_END)
    assert made.version == version
    assert made.content_sha256 == version.sha256
    assert made.address == f"{page.url}versions/{version.number}/"
    assert made.revision == page.latest_revision
    assert made.snapshot_due_at == NEAR_THE_END


def test_the_difference_is_to_the_quarter_before_and_not_to_the_last_save(
    site: samples.Site, owing: Country
) -> None:
    page = CharterPage.objects.get(pk=site.charter.pk)
    for name in ("প্রথম", "দ্বিতীয়"):
        page.services.add(Service(section="citizen", name=name))
        publish(page, owing.editor)
    # All versions of the samples are of today; a quarter later they are the quarter before's.
    later = QUARTER.next().next()
    with clock.set_to(clock.midnight(later.first_day)):
        for name in ("তৃতীয়", "চতুর্থ"):
            page.services.add(Service(section="citizen", name=name))
            publish(page, owing.editor)
    last = Evidence.objects.order_by("-pk")[0]
    assert last.duty.period == later
    assert [row["name"] for row in last.difference["added"]] == ["তৃতীয়", "চতুর্থ"]


def test_a_charter_answers_the_quarter_that_it_names_while_that_is_owed(
    site: samples.Site, owing: Country
) -> None:
    page = CharterPage.objects.get(pk=site.charter.pk)
    assert (page.fiscal_year, page.quarter) == (2026, 1)
    with clock.set_to(clock.midnight(QUARTER.next().first_day)):
        publish(page, owing.editor)
        assert Evidence.objects.get().duty == owing.duty("charter")
        country.deciding_accept(owing)
        publish(page, owing.editor)
    # The next duty is raised when it is first asked for, should the worker not have come to it.
    assert [each.duty.period for each in Evidence.objects.order_by("pk")] == [QUARTER, QUARTER.next()]


def test_an_english_page_a_draft_and_what_goes_live_later_are_no_evidence(
    site: samples.Site, owing: Country
) -> None:
    english = tree.translate(site.charter, {"title": "Citizen charter"})
    publish(english.specific, owing.editor)
    page = CharterPage.objects.get(pk=site.charter.pk)
    page.title = "খসড়া"
    page.save_revision(user=owing.editor)
    page.go_live_at = clock.now() + datetime.timedelta(days=2)
    publish(page, owing.editor)
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("meeting", "kind"), [("committee", "committee_minutes"), ("stakeholders", "stakeholders")]
)
def test_minutes_are_evidence_of_their_meetings_duty_in_the_quarter_of_the_meeting(
    site: samples.Site, owing: Country, meeting: str, kind: str
) -> None:
    page = minutes_of(site, meeting, datetime.date(2026, 9, 30), owing.editor)
    made = Evidence.objects.get()
    assert made.duty == owing.duty(kind)
    assert (made.address, made.title) == (page.url, page.title)
    publish(page, owing.editor)
    assert Evidence.objects.count() == 1, "the same words again"
    page.closing = page.change_note = "অন্য কথা"
    publish(page, owing.editor)
    assert Evidence.objects.count() == 2


def test_other_minutes_are_evidence_of_nothing_until_they_are_filed(
    site: samples.Site, owing: Country
) -> None:
    page = minutes_of(site, "review", datetime.date(2026, 9, 30), owing.editor)
    assert not Evidence.objects.exists()
    assert page.pk in {each.pk for each in filing.papers_of(owing.duty("training"))}
    made = filing.file_page(by=owing.editor, duty=owing.duty("training"), page=page)
    assert (made.how, made.duty.kind, made.page_id) == ("filed", "training", page.pk)


def test_a_report_is_evidence_of_the_quarter_that_it_reports_on(site: samples.Site, owing: Country) -> None:
    publish(site.practice.specific, owing.editor)
    assert Evidence.objects.get().duty == owing.duty("practice")


def test_only_an_offices_own_published_papers_are_filed_for_it_by_its_own_people(
    site: samples.Site, owing: Country
) -> None:
    duty, other = owing.duty("training"), owing.duty("training", "b")
    with pytest.raises(PermissionDenied):
        filing.file_page(by=owing.other_editor, duty=duty, page=site.minutes)
    with pytest.raises(ValidationError, match="published"):
        filing.file_page(by=owing.other_editor, duty=other, page=site.minutes)
    with pytest.raises(ValidationError, match="published"):
        filing.file_page(by=owing.editor, duty=duty, page=site.charter)
    site.minutes.unpublish()
    with pytest.raises(ValidationError, match="published"):
        filing.file_page(by=owing.editor, duty=duty, page=site.minutes)
    with pytest.raises(ValidationError, match="charter"):
        filing.file_document(by=owing.editor, duty=owing.duty("charter"), title="x", file=country.pdf())


def test_a_pdf_lies_in_the_offices_collection_and_what_is_none_is_refused(
    site: samples.Site, owing: Country
) -> None:
    made = filing.file_document(
        by=owing.editor, duty=owing.duty("training"), title="প্রশিক্ষণ", file=country.pdf("x")
    )
    assert made.document is not None
    assert made.document.collection.name == owing.offices.a.name_bn
    assert made.document.uploaded_by_user == owing.editor
    assert len(made.content_sha256) == 64
    for name, content in (("paper.txt", "words"), ("paper.pdf", "no pdf")):
        file = country.ContentFile(content.encode(), name=name)
        with pytest.raises(ValidationError):
            filing.file_document(by=owing.editor, duty=owing.duty("training"), title="x", file=file)
    assert PortalDocument.objects.count() == 1


def test_a_file_that_comes_too_late_is_not_kept(site: samples.Site, owing: Country) -> None:
    duty = owing.duty("training", "division")
    country.show(owing.reviewer, duty)
    country.deciding.accept(by=owing.moderator, duty=duty, number=1)
    before = PortalDocument.objects.count()
    with pytest.raises(ValidationError, match="settled"):
        filing.file_document(by=owing.reviewer, duty=duty, title="x", file=country.pdf())
    assert PortalDocument.objects.count() == before


def test_the_database_keeps_what_was_shown(site: samples.Site, owing: Country) -> None:
    made = country.show(owing.editor, owing.duty())
    standing = Evidence.objects.filter(pk=made.pk)
    changes: list[dict[str, Any]] = [
        {"title": "x"}, {"made_at": WITHIN}, {"by": owing.reviewer}, {"content_sha256": "0" * 64},
        {"difference": {"a": 1}}, {"statement": "x"}, {"number": 9},
    ]  # fmt: skip
    for change in changes:
        with pytest.raises(IntegrityError, match="as it was shown"), transaction.atomic():
            standing.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        standing.delete()
    standing.update(snapshot="evidence/x.pdf", snapshot_sha256="1" * 64)
    with pytest.raises(IntegrityError, match="as it was shown"), transaction.atomic():
        standing.update(snapshot="evidence/y.pdf")


def test_a_purged_revision_leaves_its_evidence(site: samples.Site, owing: Country) -> None:
    page = minutes_of(site, "committee", datetime.date(2026, 9, 30), owing.editor)
    made = Evidence.objects.get()
    page.closing = page.change_note = "অন্য"
    publish(page, owing.editor)
    assert made.revision is not None
    made.revision.delete()
    assert Evidence.objects.get(pk=made.pk).revision is None


def test_the_hash_tells_other_words_and_no_other_dates(site: samples.Site, owing: Country) -> None:
    first = evidence.of_paper(site.minutes, how="filed").content_sha256
    publish(site.minutes, owing.editor)
    again = MinutesPage.objects.get(pk=site.minutes.pk)
    assert evidence.of_paper(again, how="filed").content_sha256 == first
    again.closing = again.change_note = "অন্য"
    publish(again, owing.editor)
    again.refresh_from_db()
    assert evidence.of_paper(MinutesPage.objects.get(pk=again.pk), how="filed").content_sha256 != first
