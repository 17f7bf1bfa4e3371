"""One order's story, and who reads it in the book."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.reports import book_story
from tests.reports.book_story import Story


@pytest.fixture(scope="module")
def story_laid(lay_once: Callable[[Callable[[], Any]], Any]) -> Story:
    told: Story = lay_once(book_story.tell)
    return told


@pytest.fixture
def story(story_laid: Story, db: None) -> Story:
    return copy.deepcopy(story_laid)


@pytest.fixture
def auditor(db: None) -> Client:
    return book_story.reader()
