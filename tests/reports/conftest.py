"""One order's story, and who reads it in the book."""

import pytest
from django.test import Client

from tests.reports import book_story
from tests.reports.book_story import Story


@pytest.fixture
def story() -> Story:
    return book_story.tell()


@pytest.fixture
def auditor() -> Client:
    return book_story.reader()
