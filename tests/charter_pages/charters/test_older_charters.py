"""Charters from before there were masters keep their rows, each once."""

import importlib

from django.apps import apps
from wagtail.models import Revision

from charter_pages.charters import own_rows, reading
from charter_pages.models import CharterPage
from tests import publishing_samples
from tests.charter_pages.charters import samples

migration = importlib.import_module("charter_pages.migrations.0011_older_charters_stand_alone")


def test_a_charter_that_holds_every_row_itself_follows_no_master_nor_do_its_drafts(
    department: publishing_samples.Site,
) -> None:
    page = CharterPage.objects.get(pk=department.charter.pk)
    for revision in Revision.objects.filter(object_id=str(page.pk)):
        del revision.content["follows_master"]
        revision.save()
    migration.stand_alone(apps, None)
    before = [line.name for line in reading.read(CharterPage.objects.get(pk=page.pk)).lines]
    samples.master(department)
    own_rows.draft_of(page).get_latest_revision().publish()
    assert [line.name for line in reading.read(CharterPage.objects.get(pk=page.pk)).lines] == before


def test_where_masters_stand_already_nothing_is_changed(department: publishing_samples.Site) -> None:
    samples.master(department)
    page = samples.following(department, department.offices.b, {"name": "নিজের"})
    migration.stand_alone(apps, None)
    assert CharterPage.objects.get(pk=page.pk).follows_master
