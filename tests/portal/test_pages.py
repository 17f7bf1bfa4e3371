"""What citizens read."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from portal import tree
from portal.models import HomePage
from tests import publishing_samples as samples

pytestmark = pytest.mark.django_db


def public_pages() -> list[Page]:
    return list(Page.objects.live().filter(depth__gt=1).specific())


def test_a_fresh_site_shows_its_home_page_in_both_languages(client: Client) -> None:
    assert "আপনি কী করতে চান?" in client.get("/bn/").content.decode()
    assert "What do you want to do?" in client.get("/en/").content.decode()
    assert HomePage.objects.count() == 2


def test_every_kind_of_page_is_shown_in_both_languages(client: Client) -> None:
    samples.whole_site()
    kinds = set()
    for page in public_pages():
        answer = client.get(page.url)
        assert answer.status_code == 200, page.url
        assert page.title in answer.content.decode()
        kinds.add((type(page).__name__, page.url[:4]))
    assert len(kinds) == 2 * 13
