"""Of what an office has shown everybody is led to what is published, and to that alone."""

from django.test import Client

import clock
from charter_pages.models import Duty, Evidence
from tests import publishing_samples, selling
from tests.charter_pages.board import countries
from tests.charter_pages.board.countries import NOW, owe

ENDED = countries.LAST.previous()
State = Duty.State


def test_of_evidence_only_what_is_published_is_linked(department: publishing_samples.Site) -> None:
    office, page = department.offices.a, department.minutes
    duty = owe(office, ENDED, "committee_minutes", state=State.ACCEPTED)
    duty.save()
    user = selling.staff("hq_moderator", department.offices.hq, "mod")
    Evidence.objects.create(
        duty=duty, number=1, how="published", page=page, title=page.title, address=page.url,
        content_sha256="0" * 64, made_at=duty.shown_at, by=user,
    )  # fmt: skip
    at = f"/bn/transparency/compliance/{office.code}/"
    assert f'href="{page.url}"' in read(at)
    page.unpublish()
    assert page.url not in read(at)


def read(path: str) -> str:
    with clock.set_to(NOW):
        return Client().get(path).content.decode()
