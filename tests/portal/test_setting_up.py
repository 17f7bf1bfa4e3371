"""What `make setup` does to a migrated database: its tree and its groups; a second time changes nothing."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import Page

from portal.models import StandardPage


@pytest.mark.django_db
def test_a_database_is_set_up_and_once_more_is_the_same() -> None:
    stood = []
    for _time in range(2):
        for command in ("lay_tree", "set_up_roles"):
            call_command(command)
        stood.append((Page.objects.count(), set(Group.objects.values_list("name", flat=True))))
    assert StandardPage.objects.live().in_language("bn").filter(slug="services").exists()
    assert len(stood[0][1]) > 5
    assert stood[0] == stood[1]
