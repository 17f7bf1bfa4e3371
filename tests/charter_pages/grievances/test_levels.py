"""To whom a complaint goes: as the office's charter says, before what headquarters or the founding data say."""

from typing import Any

import pytest
from django.test import Client

from charter_pages.grievances import levels
from charter_pages.models import CharterPage

pytestmark = pytest.mark.django_db


def test_the_charter_s_own_limit_and_officer_are_taken(department: object) -> None:
    """The samples' charter names its levels; what it says goes before the founding data."""
    page = CharterPage.objects.live().filter(language="bn", grievance_levels__isnull=False).first()
    assert page is not None
    rows = list(page.grievance_levels.all())
    found = levels.of(page.office)
    assert [level.working_days for level in found][: len(rows)] == [row.working_days for row in rows]
    assert found[0].post == rows[0].whom
    assert found[2].post is None


def test_the_office_is_chosen_from_the_register_and_a_service_from_its_charter(department: Any) -> None:
    client = Client()
    page = client.get("/bn/complaints/new/").content.decode()
    assert 'name="office"' in page
    assert "csrfmiddlewaretoken" not in page
    charter = CharterPage.objects.live().filter(language="bn", services__isnull=False).first()
    assert charter is not None
    service = charter.services.first()
    query = {"office": charter.office.code, "service": str(service.translation_key)}
    form = client.get("/bn/complaints/new/", query).context["form"]
    assert service.name in [name for _key, name in form.fields["service"].choices]
    # The link of a row has chosen it already.
    assert form["about"].value() == "service"
    assert form["service"].value() == str(service.translation_key)
