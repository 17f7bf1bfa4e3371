"""Ways round the wall: a number typed into one's own form, what one's own things are named by, what was seen once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageSubscription, ReferenceIndex
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

import clock
from accounts.models import Appointment
from accounts.roles import Role
from charter_pages.models import PracticePicture, PracticeReportPage
from portal.models import HomePage, OfficePage
from publishing.models import PortalDocument, PortalImage
from tests import publishing_samples as samples
from tests.admin_forms import form_of
from tests.whole_site.wall import asking
from tests.whole_site.wall.world import SHARED, Place, World

SignIn = Callable[..., Client]
PROSE = ["bold", "italic", "ol", "ul", "link", "document-link"]


@pytest.fixture
def a(walls: World) -> Place:
    return walls.places["dj-a"]


@pytest.fixture
def b(walls: World) -> Place:
    return walls.places["dj-b"]


@pytest.fixture
def hidden(walls: World) -> dict[str, str]:
    return walls.hidden_from("dj-a")


@pytest.fixture
def editor(signed_in: SignIn) -> Client:
    return signed_in(Role.PRISON_EDITOR, "dj-a")


def own_practice(a: Place) -> PracticeReportPage:
    """Lay an own report with an own picture."""
    page = PracticeReportPage(
        title="নিজের চর্চা",
        slug="own-practice",
        fiscal_year=2026,
        quarter=1,
        subject="family",
        lead="সার",
        live=False,
    )
    page.pictures = [PracticePicture(image=a.image, caption="ছবি", alt_text="ছবি")]
    parent = OfficePage.objects.get(pk=a.page.pk)
    parent.add_child(instance=page)
    page.save_revision(clean=False)
    return page


def pointing(a: Place, b: Place, page: PracticeReportPage | None = None) -> dict[str, dict[str, Any]]:
    """Return what may be sent with the form of a report that points to something of the other office's."""
    secret = b.things["never published"].page.pk
    link = f'<p><a linktype="page" id="{secret}">x</a></p>'
    paper = f'<p><a linktype="document" id="{b.sheet.pk}">x</a></p>'

    def body(kind: str, value: Any) -> dict[str, Any]:
        return dict(nested_form_data({"body": streamfield([(kind, value)])}))

    return {
        "a page": {"adopted_from": b.types["PracticeReportPage"].pk if b.types else secret},
        "a picture": {"pictures-0-image": b.image.pk},
        "a picture in the text": body("picture", {"image": b.image.pk, "alt_text": "x", "caption": ""}),
        "a document": body("document", b.document.pk),
        "a link": body("paragraph", rich_text(link, features=PROSE)),
        "a link to a document": body("paragraph", rich_text(paper, features=PROSE)),
    }


def without_body(fields: dict[str, str]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if not name.startswith("body-")} | {
        "body-count": "0"
    }


@pytest.mark.parametrize("title", ["চর্চা", ""])
def test_a_form_that_names_something_of_anothers_is_refused_and_shows_nothing_of_it(
    editor: Client, a: Place, b: Place, hidden: dict[str, str], title: str
) -> None:
    page = own_practice(a)
    before = PracticeReportPage.objects.get(pk=page.pk).revisions.count()
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    fields = form_of(editor, edit) | {"title": title}
    wrong = []
    for what, sent in pointing(a, b).items():
        clean = without_body(fields)
        for address in (edit, reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])):
            answer = editor.post(address, clean | sent)
            if not asking.is_refused(answer):
                wrong.append(f"{what}: POST {address} answers {answer.status_code}")
            shown = editor.get(address + ("?mode=" if "preview" in address else ""))
            for each in (answer, shown):
                if found := [*asking.told(each, hidden), *pictures_of(b, each)]:
                    wrong.append(f"{what}: {address} tells the {found}")
    assert not wrong, "\n".join(wrong)
    assert PracticeReportPage.objects.get(pk=page.pk).revisions.count() == before


def pictures_of(place: Place, answer: Any) -> list[str]:
    """Return which renditions of a place's picture an answer shows."""
    made = place.image.renditions.values_list("file", flat=True)
    return [name for name in made if name in answer.getvalue().decode(errors="replace")]


def test_a_new_page_that_names_something_of_anothers_is_refused(
    editor: Client, a: Place, b: Place, hidden: dict[str, str]
) -> None:
    address = reverse("wagtailadmin_pages:add", args=["charter_pages", "practicereportpage", a.page.pk])
    fields = form_of(editor, address) | {"title": "চর্চা", "lead": "সার", "subject": "family", "quarter": "1"}
    for what, sent in pointing(a, b).items():
        clean = without_body(fields)
        if "pictures-0-image" in sent:
            clean |= {"pictures-TOTAL_FORMS": "1", "pictures-0-ORDER": "1", "pictures-0-caption": "x"}
        for each in (address, address + "preview/"):
            answer = editor.post(each, clean | sent)
            assert asking.is_refused(answer), (what, each, answer.status_code)
            assert not asking.told(answer, hidden)
    assert not Page.objects.filter(title="চর্চা").exists()


def test_what_is_ones_own_or_public_may_be_named(editor: Client, a: Place, b: Place) -> None:
    page = own_practice(a)
    public = samples.practice(OfficePage.objects.get(pk=b.page.pk))
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    own = dict(nested_form_data({"body": streamfield([("document", a.document.pk)])}))
    answer = editor.post(
        edit,
        without_body(form_of(editor, edit))
        | own
        | {"adopted_from": public.pk, "pictures-0-image": a.image.pk},
    )
    assert answer.status_code == 302, answer.content.decode()[:1500]
    kept = PracticeReportPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert kept.adopted_from_id == public.pk
    assert kept.body[0].value == a.document


def test_what_headquarters_chose_stays_when_the_office_edits_its_page(
    editor: Client, a: Place, walls: World
) -> None:
    page = own_practice(a)
    page.pictures.set([PracticePicture(image=walls.places["hq"].image, caption="ছবি", alt_text="ছবি")])
    page.save_revision(clean=False)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    answer = editor.post(edit, without_body(form_of(editor, edit)) | {"lead": "নতুন সার"})
    assert answer.status_code == 302, answer.content.decode()[:1500]
    assert PracticeReportPage.objects.get(pk=page.pk).get_latest_revision_as_object().lead == "নতুন সার"


def test_no_form_says_where_a_page_would_go_at_anothers(
    editor: Client, a: Place, b: Place, hidden: dict[str, str]
) -> None:
    """Moved, copied, laid or aliased below another's draft: Wagtail's answer would name it."""
    own, below = a.things["never published"].page.pk, b.things["never published"].page.pk
    sent = {"new_parent_page": below, "new_title": "x", "new_slug": "x", "parent_page": below, "chooser": below,
            "destination_page_id": below, "next": "/admin/"}  # fmt: skip
    before = list(Page.objects.values_list("pk", "path"))
    addresses = [
        f"/admin/pages/{own}/copy/", f"/admin/pages/{own}/move/", f"/admin/pages/{own}/move/{below}/confirm/",
        "/admin/pages/create/charter_pages/minutespage", f"/admin/bulk/wagtailcore/page/move/?id={own}&next=/admin/",
        *(f"/admin/api/main/pages/{own}/action/{name}/" for name in ("copy", "move", "create_alias")),
    ]  # fmt: skip
    for address in addresses:
        for kind in ({}, {"content_type": "application/json"} if "/api/" in address else {}):
            answer = editor.post(address, sent, **kind)
            assert asking.is_refused(answer), (address, answer.status_code)
            assert not asking.told(answer, hidden), address
    assert list(Page.objects.values_list("pk", "path")) == before


def test_a_number_that_two_readers_read_differently_opens_nothing(
    editor: Client, a: Place, b: Place, hidden: dict[str, str]
) -> None:
    """Python reads "900_35" as 90035, an own thing; Wagtail's views as 9005, another's."""
    for kept, model, folder in (("image", PortalImage, "images"), ("document", PortalDocument, "documents")):
        for place, number in ((b, 9005), (a, 90035)):
            copied = model.objects.get(pk=getattr(place, kept).pk)
            copied.pk = number
            copied.save(force_insert=True)
        assert editor.get(f"/admin/{folder}/chooser/chosen/90035/").status_code == 200
        answer = editor.get(f"/admin/{folder}/chooser/chosen/900_35/")
        assert asking.is_refused(answer), folder
        assert not asking.told(answer, hidden)


def test_an_address_typed_as_a_link_tells_no_draft(editor: Client, b: Place, hidden: dict[str, str]) -> None:
    for page in (b.page, b.things["live with a newer draft"].page):
        for address in (page.full_url, page.url, page.full_url + "?x=1"):
            answer = editor.post("/admin/choose-external-link/", {
                "external-link-chooser-url": address, "external-link-chooser-link_text": "x",
            })  # fmt: skip
            assert answer.status_code == 200
            assert not asking.told(answer, hidden)


def test_the_usage_of_ones_own_page_picture_and_document_names_no_draft_of_anothers(
    walls: World, editor: Client, a: Place, b: Place, hidden: dict[str, str]
) -> None:
    draft = b.types["PracticeReportPage"].specific
    draft.adopted_from_id = own_practice(a).pk
    draft.pictures = [PracticePicture(image=a.image, caption="x", alt_text="x")]
    draft.body = [("document", a.document)]
    draft.save()
    ReferenceIndex.create_or_update_for_object(draft)
    own = draft.adopted_from_id
    for address in (
        f"/admin/pages/{own}/usage/", f"/admin/pages/{own}/usage/?describe_on_delete=1", f"/admin/pages/{own}/edit/",
        f"/admin/pages/{own}/delete/", f"/admin/pages/{own}/unpublish/", f"/admin/images/usage/{a.image.pk}/",
        f"/admin/images/{a.image.pk}/", f"/admin/images/{a.image.pk}/delete/",
        f"/admin/images/usage/{a.image.pk}/?describe_on_delete=1", f"/admin/documents/usage/{a.document.pk}/",
        f"/admin/documents/edit/{a.document.pk}/",
    ):  # fmt: skip
        assert not asking.told(editor.get(address), hidden), address
    moderator = Client()
    moderator.force_login(walls.moderator)
    # The reference does stand there, for who may see it.
    assert SHARED in moderator.get(f"/admin/images/usage/{a.image.pk}/").content.decode()


def test_who_moved_to_another_office_is_shown_nothing_of_the_former(walls: World, b: Place) -> None:
    """Home lists pages one owns, edited, locked or submitted; mails go to who follows a page's comments."""
    keeper = b.keeper
    client = Client()
    client.force_login(keeper)
    assert asking.told(client.get("/admin/"), b.marks)  # the panels do show them while they are one's own
    keeper.appointments.update(until=clock.today() - clock.datetime.timedelta(days=1), since="2020-01-01")
    Appointment.objects.create(
        user=keeper, role=Role.PRISON_EDITOR, office=walls.offices["dj-c"], since=clock.today()
    )
    client.force_login(keeper)
    for address in ("/admin/", "/admin/account/", "/admin/pages/", "/admin/images/", "/admin/images/add/"):
        assert not asking.told(client.get(address), b.marks), address
    assert not PageSubscription.objects.filter(user=keeper, page__path__startswith=b.page.path).exists()


def test_an_office_page_that_is_not_published_is_named_to_nobody_below_or_beside_it(
    walls: World, editor: Client, signed_in: SignIn
) -> None:
    secrets = {}
    for code in ("div-one", "dj-b"):
        word = walls.places[code].mark("title of an office's page")
        # What stands is what it was laid with, by the register; the draft is its editors'.
        OfficePage.objects.filter(pk=walls.places[code].page.pk).update(live=False)
        page = OfficePage.objects.get(pk=walls.places[code].page.pk)
        page.title = word
        page.save_revision(clean=False)
        secrets[word.split()[-1]] = code
    only = walls.places["dj-b"].types["NewsPage"]
    Page.objects.type(type(only)).exclude(pk=only.pk).delete()
    own = walls.places["dj-a"]
    for address in (
        "/admin/", "/admin/pages/", f"/admin/pages/{own.page.pk}/", f"/admin/pages/{own.page.pk}/edit/",
        f"/admin/pages/{own.page.pk}/history/", "/admin/pages/search/?q=dj-a", "/admin/choose-page/",
        f"/admin/choose-page/{own.page.pk}/", "/admin/choose-page/search/?q=dj-a", "/admin/api/main/pages/",
        f"/admin/api/main/pages/{own.page.pk}/", "/admin/choose-page/?page_type=portal.newspage",
        "/admin/choose-page/?page_type=portal.officepage", "/admin/choose-page/?page_type=charter_pages.minutespage",
    ):  # fmt: skip
        answer = editor.get(address)
        assert answer.status_code == 200, address
        assert not asking.told(answer, secrets), address
        # Nor does a chooser begin there, where alone are pages of the type.
        if "page_type" in address:
            assert answer.json()["parent_page_id"] != walls.places["dj-b"].page.pk
    edit = f"/admin/pages/{walls.places['div-one'].page.pk}/edit/"
    assert asking.told(signed_in(Role.DIVISION_REVIEWER, "div-one").get(edit), secrets)


def test_a_password_asked_for_a_page_names_no_page_that_is_not_public(
    b: Place, hidden: dict[str, str]
) -> None:
    for page in b.all_pages():
        address = f"/bn/_util/authenticate_with_password/{b.restriction.pk}/{page.pk}/"
        for answer in (Client().get(address), Client().post(address, {"password": "x", "return_url": "/"})):
            assert not asking.told(answer, hidden)


def test_a_reader_finds_nothing_that_is_not_published(walls: World, b: Place) -> None:
    everything = walls.hidden_from()
    reader = Client()
    places = [page.get_url() for page in Page.objects.live().filter(depth__gt=1) if page.get_url()]
    more = [
        f"/bn/search/?q={SHARED}",
        f"/en/search/?q={SHARED}",
        "/sitemap.xml",
        "/sitemap-pages-bn.xml",
        "/sitemap-pages-en.xml",
        "/bn/feed/",
        "/en/feed/",
        "/robots.txt",
    ]
    more += [f"/documents/{document.pk}/{document.filename}" for document in PortalDocument.objects.all()]
    asked = 0
    for address in [*places, *more]:
        answer = reader.get(address)
        asked += answer.status_code == 200
        assert not asking.told(answer, everything), address
    assert asked > 20
    for mark in list(b.marks)[:40]:
        told = reader.get(f"/bn/search/?q={mark}").content.decode()
        assert "s-result" not in told or f'href="{b.page.get_url()}' not in told
    for thing in b.all_pages():
        url = thing.get_url()
        if url and not Page.objects.get(pk=thing.pk).live:
            assert reader.get(url).status_code == 404


__all__ = ["ContentFile", "HomePage", "PortalImage"]
