"""Masters and charters translated as staff do it, with wagtail-localize: rows keep their keys, own words stand."""

from typing import Any

import pytest
from django.test import TestCase
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from accounts.models import User
from charter_pages.charters import own_rows, reading, versions
from charter_pages.models import CharterPage, MasterCharterPage
from tests import publishing_samples
from tests.charter_pages.charters import samples


def translate(page: Any) -> Any:
    """Translate every text of a page into itself with a mark, and publish it."""
    english = Locale.objects.get(language_code="en")
    source, made = TranslationSource.get_or_create_from_instance(type(page).objects.get(pk=page.pk))
    if not made:
        source.update_from_db()
    translation, _made = Translation.objects.get_or_create(source=source, target_locale=english)
    for segment in source.stringsegment_set.all():
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=english,
            context=segment.context,
            defaults={"data": f"EN {segment.string.data}"},
        )
    # What is translated is published after the transaction.
    with TestCase.captureOnCommitCallbacks(execute=True):
        translation.save_target(publish=True)
    return type(page).objects.get(translation_key=page.translation_key, locale=english)


@pytest.fixture
def world(department: publishing_samples.Site) -> tuple[MasterCharterPage, CharterPage]:
    samples.officer(department.offices.b, "jailer", "জেলার", "করিম")
    master = samples.master(department)
    own = {"name": "আমাদের কথা", "overrides": samples.keys(master)["হাজতি"]}
    return master, samples.following(department, department.offices.b, own)


def said(page: Any) -> list[tuple[str, str]]:
    return [(line.name, str(line.origin)) for line in reading.read(CharterPage.objects.get(pk=page.pk)).lines]


def test_a_translated_charter_and_master_keep_the_keys_of_their_rows(world: Any) -> None:
    master, page = world
    english_master, english = translate(master), translate(page)
    assert samples.keys(english_master)["EN হাজতি"] == samples.keys(master)["হাজতি"]
    assert said(english) == [
        ("EN সাক্ষাৎ", "inherited"),
        ("EN আমাদের কথা", "override"),
        ("EN পিসিতে টাকা জমা", "inherited"),
    ]
    visit = reading.read(english).lines[0]
    assert visit.time == "3 hours"
    assert visit.officer is not None
    assert visit.officer.holder == "করিম (en)"
    assert versions.of(english)[0].content["language"] == "en"


def test_own_words_begun_or_given_up_later_reach_the_translation(world: Any) -> None:
    master, page = world
    by = User.objects.create_user("editor", password=None)
    translate(master)
    english = translate(page)
    own_rows.use_own_words(page=page, key=samples.keys(master)["সাক্ষাৎ"], by=by).publish()
    own_rows.take_over(page=page, key=samples.keys(master)["হাজতি"], by=by).publish()
    translate(page)
    assert said(english) == [
        ("EN সাক্ষাৎ", "override"),
        ("EN হাজতি", "inherited"),
        ("EN পিসিতে টাকা জমা", "inherited"),
    ]


def test_a_change_of_the_translated_master_reaches_the_translated_charter(world: Any) -> None:
    master, page = world
    translate(master)
    english = translate(page)
    samples.change(master, **{"সাক্ষাৎ": {"time_amount": 1, "method": "নতুন"}})
    assert reading.read(CharterPage.objects.get(pk=english.pk)).lines[0].time == "3 hours"
    translate(master)
    visit = reading.read(CharterPage.objects.get(pk=english.pk)).lines[0]
    assert (visit.time, visit.method) == ("1 hour", "EN নতুন")
    assert versions.of(english)[0].cause == "master"
