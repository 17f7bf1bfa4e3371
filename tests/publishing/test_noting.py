"""What Wagtail notes of a page that is saved several times in one go is noted once, as it stands at the end."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django_tasks.signals import task_started

from portal import tree
from portal.models import StandardPage
from publishing import noting
from search.models import Document

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> StandardPage:
    return tree.add(tree.home(), StandardPage(title="প্রথম শিরোনাম", slug="noted"))


@pytest.fixture
def noted(page: StandardPage) -> Iterator[list[str]]:
    """What was noted since the page stood, by the names of the tasks."""
    names: list[str] = []

    def note(task_result: object, **_more: object) -> None:
        names.append(task_result.task.name)  # type: ignore[attr-defined]

    task_started.connect(note)
    yield names
    task_started.disconnect(note)


def rename(page: StandardPage, *titles: str) -> None:
    for title in titles:
        page.title = title
        page.save()


def titles_found(page: StandardPage) -> set[str]:
    return set(Document.objects.filter(object_id=str(page.pk)).values_list("title", flat=True))


def test_in_a_block_each_note_is_made_once_and_says_how_the_page_stands_at_its_end(
    page: StandardPage, noted: list[str]
) -> None:
    with noting.once():
        rename(page, "দ্বিতীয় শিরোনাম", "তৃতীয় শিরোনাম")
        assert noted == []
    assert sorted(noted) == ["insert_or_update_object_task", "update_reference_index_task"]
    assert titles_found(page) == {"তৃতীয় শিরোনাম"}


def test_outside_of_a_block_each_saving_is_noted_at_once(page: StandardPage, noted: list[str]) -> None:
    rename(page, "দ্বিতীয় শিরোনাম", "তৃতীয় শিরোনাম")
    assert len(noted) == 4


def test_of_blocks_in_blocks_the_outermost_counts(page: StandardPage, noted: list[str]) -> None:
    with noting.once():
        with noting.once():
            rename(page, "দ্বিতীয় শিরোনাম")
        assert noted == []
    assert len(noted) == 2


def test_of_what_was_taken_back_nothing_is_noted(page: StandardPage, noted: list[str]) -> None:
    def rename_and_fail() -> None:
        with transaction.atomic(), noting.once():
            rename(page, "দ্বিতীয় শিরোনাম")
            raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - ours
        rename_and_fail()
    assert noted == []
    assert titles_found(page) == {"প্রথম শিরোনাম"}
    page.refresh_from_db()
    rename(page, "তৃতীয় শিরোনাম")
    assert len(noted) == 2


def test_a_new_page_is_noted_once_though_it_is_saved_three_times(noted: list[str]) -> None:
    tree.add(tree.home(), StandardPage(title="নতুন পাতা", slug="new"))
    assert sorted(noted) == ["insert_or_update_object_task", "update_reference_index_task"]
