"""What a charter said is kept whenever it says something else."""

import datetime

import pytest
from django.db import Error, transaction
from wagtail.models import Locale, Page

import clock
from accounts.models import User
from charter_pages.charters import reading, versions
from charter_pages.charters.content import Charter
from charter_pages.models import CharterPage, CharterVersion
from portal import tree
from tests import publishing_samples as samples

Cause = CharterVersion.Cause


@pytest.fixture
def charter(department: samples.Site) -> CharterPage:
    return CharterPage.objects.get(pk=department.charter.pk)


def publish(page: CharterPage, **words: str) -> None:
    for name, text in words.items():
        setattr(page, name, text)
    page.save_revision(clean=False).publish()


def test_publishing_keeps_a_version_with_the_whole_charter(charter: CharterPage) -> None:
    first = versions.last_of(charter)
    assert first is not None
    assert (first.number, first.cause) == (1, Cause.PUBLISHED)
    kept = Charter.from_data(first.content)
    assert kept == reading.read(charter)
    assert first.sha256 == kept.sha256()
    assert kept.lines[0].officer is not None
    assert kept.lines[0].officer.holder == "আ. রহমান"


def test_publishing_the_same_words_again_keeps_nothing(charter: CharterPage) -> None:
    publish(charter, search_description="অন্য কথা")
    assert versions.of(charter).count() == 1


def test_a_version_says_what_changed_when_and_in_which_quarter(charter: CharterPage) -> None:
    with clock.set_to(datetime.datetime(2027, 2, 3, 6, 0, tzinfo=datetime.UTC)):
        publish(charter, warning="নতুন সতর্কতা")
    second = versions.last_of(charter)
    assert second is not None
    assert (second.number, second.fiscal_year, second.quarter) == (2, 2026, 3)
    assert second.difference == {"words": {"warning": ["ফোনে কেউ বন্দির জন্য টাকা চাইলে দেবেন না।", "নতুন সতর্কতা"]}}
    assert second.made_at == datetime.datetime(2027, 2, 3, 6, 0, tzinfo=datetime.UTC)


def test_a_draft_is_no_version(charter: CharterPage) -> None:
    charter.warning = "খসড়া"
    charter.save_revision(clean=False)
    assert versions.of(charter).count() == 1


def test_a_page_that_will_go_live_later_is_no_version_yet(department: samples.Site) -> None:
    page = CharterPage(title="ভবিষ্যৎ", go_live_at=clock.now() + datetime.timedelta(days=9), live=False)
    department.b.add_child(instance=page)
    page.save_revision(clean=False).publish()
    assert not versions.of(page).exists()


def test_a_review_is_kept_though_nothing_changed(charter: CharterPage) -> None:
    by = User.objects.create_user("reviewer", password=None)
    made = versions.write(page=charter, cause=Cause.REVIEWED, by=by)
    assert made is not None
    assert (made.number, made.difference, made.by) == (2, {}, by)
    assert made.sha256 == versions.of(charter).get(number=1).sha256


def test_an_untranslated_page_has_the_versions_of_the_page_that_it_shows(charter: CharterPage) -> None:
    english = charter.get_translation(Locale.objects.get(language_code="en"))
    assert english.alias_of_id == charter.pk
    publish(charter, warning="নতুন সতর্কতা")
    assert not CharterVersion.objects.filter(page=english).exists()
    assert [version.number for version in versions.of(english)] == [2, 1]
    assert versions.write(page=english, cause=Cause.REVIEWED) is None


def test_a_translated_page_has_versions_of_its_own_words(charter: CharterPage) -> None:
    english = CharterPage.objects.get(
        pk=tree.translate(charter, {"title": "Citizen charter", "warning": "No!"}).pk
    )
    made = versions.last_of(english)
    assert made is not None
    assert (made.number, made.content["warning"], made.content["language"]) == (1, "No!", "en")
    assert versions.of(charter).count() == 1


def test_who_publishes_is_kept(charter: CharterPage) -> None:
    by = User.objects.create_user("natore", password=None)
    charter.warning = "নতুন"
    charter.save_revision(user=by, clean=False).publish()
    assert versions.of(charter)[0].by == by


def test_what_cannot_be_kept_is_not_published(charter: CharterPage, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    charter.warning = "নতুন"
    revision = charter.save_revision(clean=False)
    monkeypatch.setattr(reading, "read_all", fail)
    with pytest.raises(RuntimeError):
        revision.publish()
    assert CharterPage.objects.get(pk=charter.pk).warning != "নতুন"


def test_unpublished_charters_keep_their_versions_and_write_none(charter: CharterPage) -> None:
    Page.objects.get(pk=charter.pk).unpublish()
    assert versions.write(page=charter, cause=Cause.REVIEWED) is None
    assert versions.of(charter).count() == 1


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_the_database_refuses_to_change_a_version(charter: CharterPage, verb: str) -> None:
    kept = CharterVersion.objects.filter(page=charter)
    with pytest.raises(Error, match="kept as it was"), transaction.atomic():
        kept.update(sha256="") if verb == "update" else kept.delete()
    assert kept.exclude(sha256="").count() == 1
