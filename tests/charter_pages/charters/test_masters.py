"""Headquarters changes a row, and every office's charter has it; what an office has words for stands."""

import copy
import datetime
import functools
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import clock
from charter_pages.charters import masters, reading, versions
from charter_pages.models import (
    CharterPage,
    CharterVersion,
    MasterChange,
    MasterCharterPage,
    PostHolder,
)
from portal import tree
from tests import publishing_samples
from tests.charter_pages.charters import samples

Cause = CharterVersion.Cause


World = tuple[MasterCharterPage, CharterPage, CharterPage]


def lay(department: publishing_samples.Site) -> World:
    master = samples.master(department)
    own = {"name": "সাক্ষাৎ, আমাদের মতে", "overrides": samples.keys(master)["সাক্ষাৎ"]}
    # The prison that writes all rows itself is left alone throughout.
    CharterPage.objects.filter(pk=department.charter.pk).update(follows_master=False)
    a = samples.following(department, samples.prison(department, "dj-x"))
    b = samples.following(department, department.offices.b, own)
    return master, a, b


@pytest.fixture(scope="module")
def world_laid(
    department_laid: publishing_samples.Site, lay_once: Callable[[Callable[[], Any]], Any]
) -> World:
    laid: World = lay_once(functools.partial(lay, copy.deepcopy(department_laid)))
    return laid


@pytest.fixture
def world(world_laid: World, db: None) -> World:
    """A master; a prison that takes over its rows; one that has words of its own for visiting."""
    return copy.deepcopy(world_laid)


def lines(change: MasterChange) -> dict[int, tuple[Any, list[str]]]:
    return {
        line.page_id: (line.version and line.version.number, [each["name"] for each in line.stood])
        for line in change.lines.all()
    }


def test_a_changed_row_reaches_every_office_but_stands_against_own_words(world: Any) -> None:
    master, a, b = world
    samples.change(master, **{"সাক্ষাৎ": {"time_amount": 2}, "হাজতি": {"method": "নতুন নিয়ম"}})
    change = MasterChange.objects.filter(master=master)[0]
    assert lines(change) == {a.pk: (2, []), b.pk: (2, ["সাক্ষাৎ"])}
    visit, part, _cash = reading.read(CharterPage.objects.get(pk=b.pk)).lines
    assert (visit.name, part.method) == ("সাক্ষাৎ, আমাদের মতে", "নতুন নিয়ম")
    last = versions.last_of(a)
    assert last is not None
    assert last.cause == Cause.MASTER
    assert {each["name"]: each["columns"] for each in last.difference["changed"]} == {
        "সাক্ষাৎ": {"time": ["৩ ঘণ্টা", "২ ঘণ্টা"]},
        "হাজতি": {"method": ["", "নতুন নিয়ম"]},
    }
    assert masters.sides(change)[0] == {"name": "সাক্ষাৎ", "columns": [("time", "৩ ঘণ্টা", "২ ঘণ্টা")]}


def test_an_office_whose_own_words_cover_the_change_gets_no_version_but_a_note(world: Any) -> None:
    master, a, b = world
    samples.change(master, **{"সাক্ষাৎ": {"time_amount": 2}})
    assert lines(MasterChange.objects.filter(master=master)[0]) == {a.pk: (2, []), b.pk: (None, ["সাক্ষাৎ"])}
    assert [line.page_id for line in masters.waiting_for([b.office])] == [b.pk]
    assert not masters.waiting_for([a.office])


def test_a_draft_of_the_master_changes_nothing(world: Any) -> None:
    master, a, _b = world
    samples.change(master, False, **{"সাক্ষাৎ": {"time_amount": 2}})
    assert MasterChange.objects.filter(master=master).count() == 1
    assert reading.read(CharterPage.objects.get(pk=a.pk)).lines[0].time == "৩ ঘণ্টা"


def test_publishing_a_master_again_unchanged_tells_nothing(world: Any) -> None:
    master, _a, _b = world
    samples.change(master)
    assert MasterChange.objects.filter(master=master).count() == 1
    assert not CharterVersion.objects.filter(page__in=world[1:], number=2).exists()


def test_a_row_taken_from_the_master_leaves_the_office_its_own(world: Any) -> None:
    master, a, b = world
    page = MasterCharterPage.objects.get(pk=master.pk)
    page.services = [row for row in page.services.all() if row.name != "সাক্ষাৎ"]
    page.save_revision(clean=False).publish()
    assert lines(MasterChange.objects.filter(master=master)[0]) == {a.pk: (2, []), b.pk: (2, ["সাক্ষাৎ"])}
    assert [(line.name, line.origin) for line in reading.read(CharterPage.objects.get(pk=b.pk)).lines][
        -1
    ] == (
        "সাক্ষাৎ, আমাদের মতে",
        "local",
    )


def test_taking_a_master_back_and_publishing_it_again_is_told(world: Any) -> None:
    master, a, _b = world
    MasterCharterPage.objects.get(pk=master.pk).unpublish()
    assert reading.read(CharterPage.objects.get(pk=a.pk)).lines == ()
    assert versions.of(a)[0].number == 2
    samples.change(master)
    assert [each["name"] for each in versions.of(a)[0].difference["added"]] == [
        "সাক্ষাৎ",
        "হাজতি",
        "পিসিতে টাকা জমা",
    ]


def test_divisions_and_charters_that_follow_nobody_are_left_alone(
    department: publishing_samples.Site, world: Any
) -> None:
    master, a, b = world
    division = samples.following(department, department.offices.division, {"name": "বিভাগের"})
    for page in (CharterPage.objects.get(pk=each.pk) for each in (a, b)):
        page.follows_master = False
        page.save_revision(clean=False).publish()
    before = versions.of(a).count()
    samples.change(master, **{"সাক্ষাৎ": {"time_amount": 1}})
    # Nor is the one asked that had words of its own for the row.
    assert lines(MasterChange.objects.filter(master=master)[0]) == {}
    assert versions.of(a).count() == before
    assert versions.of(division).count() == 1


def test_the_english_charter_follows_the_english_master(world: Any) -> None:
    master, a, b = world
    english = tree.translate(a, {"title": "Charter of A"})
    assert versions.of(english).count() == 1
    translated = tree.translate(
        master,
        {"title": "Master"},
        {"services": [{"name": "Visit"}, {"name": "Remand"}, {"name": "PC cash"}]},
    )
    assert [line.name for line in reading.read(CharterPage.objects.get(pk=english.pk)).lines] == [
        "Visit",
        "Remand",
        "PC cash",
    ]
    change = MasterChange.objects.get(master=translated)
    assert lines(change) == {english.pk: (2, [])}
    # Its own words stand in both languages: the key is that of the row, not of a language.
    own = tree.translate(b, {"title": "Charter of B"}, {"services": [{"name": "Visit, as we say"}]})
    assert reading.read(CharterPage.objects.get(pk=own.pk)).lines[0].origin == "override"


def test_an_untranslated_master_reaches_translated_charters_with_its_bangla_rows(world: Any) -> None:
    master, a, _b = world
    tree.sync()
    english = tree.translate(a, {"title": "Charter of A"})
    samples.change(master, **{"হাজতি": {"method": "নতুন নিয়ম"}})
    assert reading.read(CharterPage.objects.get(pk=english.pk)).lines[1].method == "নতুন নিয়ম"
    assert versions.of(english)[0].cause == Cause.MASTER


def test_the_days_turn_keeps_what_a_holders_first_day_changes(
    world: Any, department: publishing_samples.Site
) -> None:
    _master, a, _b = world
    jailer = samples.officer(a.office, "jailer", "জেলার", "করিম")
    masters.catch_up()
    today = clock.today()
    PostHolder.objects.filter(post=jailer).update(until=today + datetime.timedelta(days=4))
    PostHolder.objects.create(post=jailer, since=today + datetime.timedelta(days=5), name_bn="রহিম")
    before = versions.of(a).count()
    assert masters.catch_up() == 0
    with clock.set_to(clock.midnight(today + datetime.timedelta(days=5))):
        assert masters.daily() == 1
        assert masters.daily() == 0
    last = versions.of(a)[0]
    assert (last.number, last.cause) == (before + 1, Cause.TRANSFER)
    assert last.difference == {
        "officers": [{"title": "জেলার", "office": "", "columns": {"holder": ["করিম", "রহিম"]}}]
    }


def test_a_change_takes_as_many_queries_for_ten_offices_as_for_two(
    world: Any, department: publishing_samples.Site
) -> None:
    master, _a, _b = world

    def queries(minutes: int) -> int:
        with CaptureQueriesContext(connection) as seen:
            samples.change(master, **{"সাক্ষাৎ": {"time_amount": minutes}})
        return len(seen)

    few = queries(4)
    for number in range(8):
        samples.following(department, samples.prison(department, f"dj-{number}"))
    assert queries(5) <= few


def found(words: str) -> set[int]:
    return {page.pk for page in CharterPage.objects.live().search(words)}


def test_a_prison_is_found_by_headquarters_rows_and_by_what_they_say_since(
    world: Any, django_capture_on_commit_callbacks: Any
) -> None:
    master, a, b = world
    assert {a.pk, b.pk} <= found("পিসিতে টাকা জমা")
    assert not found("দ্বিতীয়বার সাক্ষাৎকার")
    with django_capture_on_commit_callbacks(execute=True):
        samples.change(master, **{"হাজতি": {"method": "দ্বিতীয়বার সাক্ষাৎকার"}})
    assert {a.pk, b.pk} <= found("দ্বিতীয়বার সাক্ষাৎকার")
