"""What citizens read before anybody wrote anything."""

import pytest
from django.test import Client

from portal.models import HomePage


@pytest.mark.django_db
def test_a_fresh_site_shows_its_home_page_in_both_languages(client: Client) -> None:
    assert "আপনি কী করতে চান?" in client.get("/bn/").content.decode()
    assert "What do you want to do?" in client.get("/en/").content.decode()
    assert HomePage.objects.count() == 2
