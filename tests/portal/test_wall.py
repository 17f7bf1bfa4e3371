"""What an editor may do behind the wall: the own office's pages and files. What is refused: tests/whole_site/wall."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.models import Page, TaskState

import clock
from accounts.models import Appointment, User
from accounts.roles import Role
from offices.models import Office
from portal import rights, tree
from publishing.models import PortalDocument, PortalImage
from tests import publishing_samples as samples

pytestmark = pytest.mark.django_db

SECRET = "গোপন খসড়া কার্যবিবরণী"
SECRET_FILE = "গোপন নথি"


def person(name: str, role: str, office: Office) -> User:
    user = User.objects.create_user(name, password="x")
    Appointment.objects.create(user=user, role=role, office=office, since=clock.today())
    return user


class House:
    """Two prisons; the second has a draft with two revisions, a picture and a document."""

    def __init__(self) -> None:
        tree.lay()
        self.offices = samples.offices()
        self.pages = [samples.office_page(office) for office in self.offices]
        self.a, self.b = self.pages[2], self.pages[3]
        rights.set_up()
        self.editor = person("editor-a", Role.PRISON_EDITOR, self.offices.a)
        self.other = person("editor-b", Role.PRISON_EDITOR, self.offices.b)
        self.moderator = person("moderator", Role.HQ_MODERATOR, self.offices.hq)
        self.draft = samples.unsaved_minutes(title=SECRET)
        self.draft.live = False
        self.draft.owner = self.other
        self.b.add_child(instance=self.draft)
        self.first = self.draft.save_revision(user=self.other)
        self.second = self.draft.save_revision(user=self.other)
        collection = rights.collection_of(self.offices.b)
        self.image = PortalImage.objects.create(
            title=SECRET_FILE, file=ContentFile(samples.photograph(), name="x.jpg"), collection=collection
        )
        self.document = PortalDocument.objects.create(
            title=SECRET_FILE, file=ContentFile(b"%PDF-1.4 secret", name="x.pdf"), collection=collection
        )


@pytest.fixture
def as_a(house: House, client: Client) -> Client:
    client.force_login(house.editor)
    return client


def test_an_editor_works_on_the_own_offices_pages(house: House, as_a: Client) -> None:
    assert "নাটোর জেলা কারাগার" in as_a.get("/admin/").content.decode()
    assert as_a.get(f"/admin/pages/{house.a.pk}/").status_code == 200
    assert as_a.get(f"/admin/pages/{house.a.pk}/edit/").status_code == 200
    assert as_a.get(f"/admin/pages/add/charter_pages/minutespage/{house.a.pk}/").status_code == 200
    assert as_a.get(f"/admin/choose-page/{house.a.pk}/").status_code == 200
    # An empty selector is an error in the browser, on every form of a page.
    assert b'data-w-sync-target-value=""' not in as_a.get(f"/admin/pages/{house.a.pk}/edit/").content
    # Which office the page is of is for the register to say.
    assert b'name="register_entry"' not in as_a.get(f"/admin/pages/{house.a.pk}/edit/").content
    assert as_a.get(f"/admin/pages/{house.a.pk}/copy/").status_code in (302, 403)


def test_an_editor_keeps_the_own_offices_pictures_and_documents(house: House, as_a: Client) -> None:
    own = rights.collection_of(house.offices.a)
    for address, name, content, model in (
        ("/admin/images/add/", "x.jpg", samples.photograph(), PortalImage),
        ("/admin/documents/add/", "x.pdf", b"%PDF-1.4 own", PortalDocument),
    ):
        assert as_a.get(address).status_code == 200
        answer = as_a.post(address, {"title": "নিজের", "file": SimpleUploadedFile(name, content)})
        assert answer.status_code == 302, answer.content.decode()[:2000]
        kept = model.objects.get(title="নিজের")
        assert kept.collection == own
        foreign = rights.collection_of(house.offices.b).pk
        fields = {"title": "পরের", "file": SimpleUploadedFile(name, content), "collection": foreign}
        as_a.post(address, fields)
        assert not model.objects.filter(title="পরের", collection_id=foreign).exists()
    image = PortalImage.objects.get(title="নিজের")
    for address in (
        f"/admin/images/{image.pk}/",
        f"/admin/images/chooser/chosen/{image.pk}/",
        "/admin/images/chooser/",
    ):
        assert as_a.get(address).status_code == 200, address


def test_headquarters_sees_every_office(house: House, client: Client) -> None:
    client.force_login(house.moderator)
    assert SECRET in client.get(f"/admin/pages/{house.b.pk}/").content.decode()
    assert client.get("/admin/reports/site-history/").status_code == 200


def test_rights_end_with_the_appointment(house: House, as_a: Client) -> None:
    assert house.editor.groups.count() == 2
    house.editor.appointments.get().delete()
    assert house.editor.groups.count() == 0
    assert as_a.get("/admin/").status_code == 302


def test_setting_up_twice_changes_nothing(house: House) -> None:
    before = [list(model.objects.values_list()) for model in (Page, TaskState, User.groups.through)]
    rights.set_up()
    assert before == [list(model.objects.values_list()) for model in (Page, TaskState, User.groups.through)]


def test_a_published_practice_of_another_office_may_be_taken_up_a_draft_may_not(
    house: House, as_a: Client
) -> None:
    shown = samples.practice(house.b, title="দিবাযত্ন কেন্দ্র")
    draft = samples.practice(house.b, title="দিবাযত্ন খসড়া")
    draft.unpublish()
    address = "/admin/choose-page/search/?page_type=charter_pages.practicereportpage&q="
    told = as_a.get(address + "দিবাযত্ন").content.decode()
    assert shown.title in told
    assert draft.title not in told
    assert shown.title not in as_a.get("/admin/choose-page/search/?q=দিবাযত্ন").content.decode()
