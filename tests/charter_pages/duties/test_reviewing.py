"""“Reviewed, nothing changed”: a signed act that loses nobody's draft."""

import copy
import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import TaskState

import clock
from charter_pages.charters import reading, versions
from charter_pages.duties import reviewing
from charter_pages.models import CharterPage, Evidence, Post, PostHolder, Service
from portal import rights, tree
from tests import publishing_samples as samples
from tests.charter_pages.duties import country
from tests.charter_pages.duties.country import NEAR_THE_END, Country

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def signing_laid(
    department_laid: samples.Site, lay_once: Callable[[Callable[[], Any]], Any]
) -> tuple[samples.Site, Country]:
    def lay() -> tuple[samples.Site, Country]:
        site = copy.deepcopy(department_laid)
        made = country.people_of(site.offices)
        rights.set_up()
        return site, made

    found: tuple[samples.Site, Country] = lay_once(lay)
    return found


@pytest.fixture
def owing(signing_laid: tuple[samples.Site, Country], db: None) -> Country:
    return copy.deepcopy(signing_laid[1])


@pytest.fixture
def charter(signing_laid: tuple[samples.Site, Country], db: None) -> CharterPage:
    return CharterPage.objects.get(pk=signing_laid[0].charter.pk)


def sign(owing: Country, charter: CharterPage, by: Any = None) -> Evidence:
    standing = CharterPage.objects.get(pk=charter.pk)
    with clock.set_to(NEAR_THE_END):
        return reviewing.sign(
            by=by or owing.editor, duty=owing.duty("charter"), seen=reading.read(standing).sha256()
        )


def test_a_review_is_signed_in_words_and_kept_as_a_version(owing: Country, charter: CharterPage) -> None:
    before = versions.of(charter).count()
    made = sign(owing, charter)
    assert (made.how, made.duty, made.by) == ("reviewed", owing.duty("charter"), owing.editor)
    assert made.version is not None
    assert made.version.cause == "reviewed"
    assert versions.of(charter).count() == before + 1
    assert made.duty.state == "submitted"
    for word in ("natore-editor", "নাটোর জেলা কারাগার", "২৫ সেপ্টেম্বর ২০২৬", "৩"):
        assert word in made.statement
    charter.refresh_from_db()
    assert charter.last_reviewed_on == datetime.date(2026, 9, 25)
    assert charter.next_due_on == datetime.date(2026, 12, 31)
    assert not charter.has_unpublished_changes
    assert charter.live_revision.user == owing.editor


def test_the_signature_names_the_post_that_the_signer_holds_there(
    owing: Country, charter: CharterPage
) -> None:
    post = Post.objects.create(office=owing.offices.a, title_bn="ডেপুটি জেলার", title_en="Deputy jailer")
    PostHolder.objects.create(post=post, name_bn="ক", user=owing.editor, since=datetime.date(2026, 1, 1))
    assert "ডেপুটি জেলার" in sign(owing, charter).statement


def test_a_draft_of_somebody_elses_stays_what_it_was_and_whose_it_was(
    owing: Country, charter: CharterPage
) -> None:
    charter.title = "খসড়া শিরোনাম"
    charter.services.add(Service(section="citizen", name="খসড়া সেবা"))
    draft = charter.save_revision(user=owing.reviewer)
    sign(owing, charter)
    standing = CharterPage.objects.get(pk=charter.pk)
    assert standing.title != "খসড়া শিরোনাম", "the draft was not published"
    assert standing.has_unpublished_changes
    assert standing.last_reviewed_on == datetime.date(2026, 9, 25)
    latest = standing.latest_revision
    assert latest.pk > draft.pk
    assert latest.user == owing.reviewer
    as_object = latest.as_object()
    assert as_object.title == "খসড়া শিরোনাম"
    assert "খসড়া সেবা" in [row.name for row in as_object.services.all()]
    assert as_object.last_reviewed_on == datetime.date(2026, 9, 25), (
        "publishing it does not take the review back"
    )


def test_a_draft_that_waits_for_approval_goes_on_waiting(owing: Country, charter: CharterPage) -> None:
    charter.title = "খসড়া শিরোনাম"
    charter.save_revision(user=owing.editor)
    charter.get_workflow().start(charter, owing.editor)
    sign(owing, charter)
    standing = CharterPage.objects.get(pk=charter.pk)
    state = standing.current_workflow_task_state
    assert state is not None
    assert state.status == TaskState.STATUS_IN_PROGRESS
    assert state.revision == standing.latest_revision
    assert state.revision.as_object().title == "খসড়া শিরোনাম"


def test_what_was_to_go_live_later_still_does(owing: Country, charter: CharterPage) -> None:
    at = clock.now() + datetime.timedelta(days=9)
    charter.title, charter.go_live_at = "পরে", at
    charter.save_revision(user=owing.editor, approved_go_live_at=at)
    sign(owing, charter)
    scheduled = charter.revisions.exclude(approved_go_live_at=None).get()
    assert scheduled.approved_go_live_at == at
    assert scheduled.as_object().title == "পরে"


def test_pressed_twice_it_is_signed_once(owing: Country, charter: CharterPage) -> None:
    first = sign(owing, charter)
    count = versions.of(charter).count()
    assert sign(owing, charter) == first
    assert (Evidence.objects.count(), versions.of(charter).count()) == (1, count)


@pytest.mark.usefixtures("in_english")
def test_what_changed_while_it_was_read_is_not_signed(owing: Country, charter: CharterPage) -> None:
    seen = reading.read(charter).sha256()
    charter.services.add(Service(section="citizen", name="এইমাত্র"))
    charter.save_revision().publish()
    with pytest.raises(ValidationError, match="changed"), clock.set_to(NEAR_THE_END):
        reviewing.sign(by=owing.editor, duty=owing.duty("charter"), seen=seen)
    assert not Evidence.objects.exists()


@pytest.mark.usefixtures("in_english")
def test_only_who_answers_for_the_office_signs_and_only_for_a_charter(
    owing: Country, charter: CharterPage
) -> None:
    for user in (owing.other_editor, owing.policy):
        with pytest.raises(PermissionDenied):
            sign(owing, charter, user)
    with pytest.raises(ValidationError, match="no charter"):
        reviewing.sign(by=owing.editor, duty=owing.duty("training"), seen="")
    with pytest.raises(ValidationError, match="no charter"):
        reviewing.sign(by=owing.other_editor, duty=owing.duty("charter", "b"), seen="")


def test_the_english_page_says_the_same_day_and_is_no_second_evidence(
    owing: Country, charter: CharterPage
) -> None:
    english = tree.translate(charter, {"title": "Citizen charter"})
    sign(owing, charter)
    english.refresh_from_db()
    assert english.last_reviewed_on == datetime.date(2026, 9, 25)
    assert english.title == "Citizen charter"
    assert Evidence.objects.count() == 1


def test_a_late_review_names_its_quarter_and_the_next_day_that_is_still_to_come(
    owing: Country, charter: CharterPage
) -> None:
    with clock.set_to(datetime.datetime(2027, 2, 3, 6, 0, tzinfo=datetime.UTC)):
        reviewing.sign(by=owing.editor, duty=owing.duty("charter"), seen=reading.read(charter).sha256())
    charter.refresh_from_db()
    assert (charter.fiscal_year, charter.quarter) == (2026, 1)
    assert charter.next_due_on == datetime.date(2027, 3, 31)
