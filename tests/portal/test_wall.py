"""An editor of one prison meets nothing of another's: real requests to every kind of address."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.models import Page, TaskState

import clock
from accounts.models import Appointment, User
from accounts.roles import Role
from charter_pages.models import MinutesPage
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


@pytest.fixture(scope="module")
def house_laid(lay_once: Callable[[Callable[[], Any]], Any]) -> House:
    laid: House = lay_once(House)
    return laid


@pytest.fixture
def house(house_laid: House, db: None) -> House:
    return copy.deepcopy(house_laid)


@pytest.fixture
def as_a(house: House, client: Client) -> Client:
    client.force_login(house.editor)
    return client


def addresses(house: House) -> list[str]:
    """Return every kind of address of the other prison's draft, picture and document."""
    page, first, second, parent = house.draft.pk, house.first.pk, house.second.pk, house.b.pk
    image, document = house.image.pk, house.document.pk
    return [
        f"/admin/pages/{page}/",
        f"/admin/pages/{parent}/",
        f"/admin/pages/{parent}/results/",
        f"/admin/pages/{page}/edit/",
        f"/admin/pages/{page}/edit/preview/",
        f"/admin/pages/{page}/view_draft/",
        f"/admin/pages/{page}/history/",
        f"/admin/pages/{page}/history/results/",
        f"/admin/pages/{page}/revisions/{first}/view/",
        f"/admin/pages/{page}/revisions/{first}/revert/",
        f"/admin/pages/{page}/revisions/compare/{first}...{second}/",
        f"/admin/pages/{page}/revisions/compare/earliest...latest/",
        f"/admin/pages/{page}/workflow_history/",
        f"/admin/pages/{page}/usage/",
        f"/admin/pages/{page}/copy/",
        f"/admin/pages/{page}/move/",
        f"/admin/pages/{page}/move/{house.a.pk}/confirm/",
        f"/admin/pages/{house.a.pk}/move/{parent}/confirm/",
        f"/admin/pages/{page}/delete/",
        f"/admin/pages/{page}/unpublish/",
        f"/admin/pages/{page}/lock/",
        f"/admin/pages/{page}/privacy/",
        f"/admin/pages/{page}/set_position/",
        f"/admin/pages/{page}/convert_alias/",
        f"/admin/pages/{parent}/add_subpage/",
        f"/admin/pages/add/charter_pages/minutespage/{parent}/",
        f"/admin/pages/add/charter_pages/minutespage/{parent}/preview/",
        f"/admin/bulk/wagtailcore/page/delete/?id={page}&next=/admin/",
        f"/admin/bulk/wagtailcore/page/move/?id={page}&next=/admin/",
        f"/admin/bulk/wagtailcore/page/publish/?id={page}&next=/admin/",
        f"/admin/choose-page/{parent}/",
        f"/admin/choose-page/{page}/",
        f"/admin/choose-page/chosen-multiple/?id={page}",
        f"/admin/api/main/pages/{page}/",
        f"/admin/editing-sessions/ping/charter_pages/minutespage/{page}/1/",
        f"/admin/localize/submit/page/{page}/",
        f"/admin/localize/page/{page}/convert_to_alias/",
        f"/admin/images/{image}/",
        f"/admin/images/{image}/delete/",
        f"/admin/images/{image}/generate_url/",
        f"/admin/images/{image}/preview/original/",
        f"/admin/images/usage/{image}/",
        f"/admin/images/chooser/chosen/{image}/",
        f"/admin/images/chooser/chosen-multiple/?id={image}",
        f"/admin/images/chooser/{image}/select_format/",
        f"/admin/images/multiple/{image}/",
        f"/admin/bulk/publishing/portalimage/delete/?id={image}&next=/admin/",
        f"/admin/documents/edit/{document}/",
        f"/admin/documents/delete/{document}/",
        f"/admin/documents/usage/{document}/",
        f"/admin/documents/chooser/chosen/{document}/",
        f"/admin/documents/chooser/chosen-multiple/?id={document}",
        f"/admin/bulk/publishing/portaldocument/delete/?id={document}&next=/admin/",
        f"/admin/api/main/images/{image}/",
        f"/admin/api/main/documents/{document}/",
        f"/documents/{document}/{house.document.filename}",
    ]


def test_every_address_of_anothers_object_is_refused_and_names_nothing(house: House, as_a: Client) -> None:
    for address in addresses(house):
        for ask in (as_a.get, as_a.post):
            answer = ask(address)
            told = answer.content.decode(errors="replace")
            assert answer.status_code in (302, 403, 404, 405), (ask, address, answer.status_code)
            if answer.status_code == 302:
                assert answer["Location"] in ("/admin/", f"/admin/login/?next={address}"), (
                    address,
                    answer["Location"],
                )
            assert SECRET not in told, address
            assert SECRET_FILE not in told, address
    assert SECRET not in as_a.get("/admin/").content.decode()
    assert MinutesPage.objects.filter(pk=house.draft.pk).exists()


@pytest.mark.parametrize(
    "address",
    [
        "/admin/",
        "/admin/pages/",
        "/admin/pages/search/?q=গোপন",
        "/admin/pages/search/",
        "/admin/choose-page/",
        "/admin/choose-page/search/?q=গোপন",
        "/admin/choose-page/?page_type=charter_pages.minutespage",
        "/admin/api/main/pages/",
        "/admin/images/",
        "/admin/images/?q=গোপন",
        "/admin/images/chooser/",
        "/admin/images/chooser/results/?q=গোপন",
        "/admin/documents/",
        "/admin/documents/chooser/",
        "/admin/documents/chooser/results/?q=গোপন",
        "/admin/api/main/images/",
        "/admin/api/main/documents/",
        "/admin/reports/aging-pages/",
        "/admin/reports/site-history/",
        "/admin/reports/locked/",
        "/admin/reports/workflow/",
        "/admin/reports/workflow_tasks/",
        "/admin/reports/page-types-usage/",
        "/admin/pages/usage/charter_pages/minutespage/",
        "/admin/localize/reports/translations/",
        "/admin/tag-autocomplete/?term=গো",
    ],
)
def test_no_list_chooser_search_report_or_api_tells_of_anothers_draft(as_a: Client, address: str) -> None:
    answer = as_a.get(address)
    assert answer.status_code in (200, 302, 403), address
    told = answer.content.decode()
    assert SECRET not in told
    assert SECRET_FILE not in told


def test_an_editor_works_on_the_own_offices_pages(house: House, as_a: Client) -> None:
    assert "নাটোর জেলা কারাগার" in as_a.get("/admin/").content.decode()
    assert as_a.get(f"/admin/pages/{house.a.pk}/").status_code == 200
    assert as_a.get(f"/admin/pages/{house.a.pk}/edit/").status_code == 200
    assert as_a.get(f"/admin/pages/add/charter_pages/minutespage/{house.a.pk}/").status_code == 200
    assert as_a.get(f"/admin/choose-page/{house.a.pk}/").status_code == 200
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
