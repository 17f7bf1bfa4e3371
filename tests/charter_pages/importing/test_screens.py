"""An editor gives a file, looks at each cell, and has a draft: nothing is published, nothing of another office's met."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.models import Revision

import clock
from accounts.models import Appointment, User
from accounts.roles import Role
from charter_pages.models import CharterPage, MasterCharterPage, MasterService, Post
from portal import rights, tree
from portal.models import OfficePage
from publishing.models import PortalDocument
from tests import admin_forms
from tests import publishing_samples as samples
from tests.charter_pages.importing import sources
from tests.staffed import signed_in

pytestmark = pytest.mark.django_db


class House:
    """Two prisons; the first has a charter, the second none. An editor of each."""

    def __init__(self) -> None:
        tree.lay()
        self.offices = samples.offices()
        pages = {office.code: samples.office_page(office) for office in self.offices}
        rights.set_up()
        self.parent, self.other = pages["dj-natore"], pages["dj-pabna"]
        self.charter = samples.charter(self.parent)
        for title, english, role in (
            ("জেলার", "Jailer", "jailer"), ("ডেপুটি জেলার", "Deputy jailer", "deputy_jailer"),
        ):  # fmt: skip
            Post.objects.create(office=self.offices.a, title_bn=title, title_en=english, role=role)
        self.editor = self.person("natore", self.offices.a)
        self.neighbour = self.person("pabna", self.offices.b)
        # As long as there is none, no row can stand in the place of one of headquarters'.
        master = MasterCharterPage(title="Master", applies_to="prisons")
        master.services = [
            MasterService(section="citizen", name="বন্দির সাথে সাক্ষাৎ", time_kind="hours", time_amount=2)
        ]
        self.master = tree.add(pages["hq"], master)

    @staticmethod
    def person(name: str, office: Any) -> User:
        user = User.objects.create_user(name, password="x")
        Appointment.objects.create(user=user, role=Role.PRISON_EDITOR, office=office, since=clock.today())
        return user


def give(client: Client, parent: OfficePage, **given: Any) -> Any:
    return client.post(f"/admin/charters/import/{parent.pk}/", given)


def review(client: Client, parent: OfficePage, text: str = "") -> str:
    answer = give(client, parent, text=text or sources.tabbed([sources.SEVEN, *sources.ROWS]))
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    return str(answer["Location"])


def draft_of(charter: CharterPage) -> CharterPage:
    found = CharterPage.objects.get(pk=charter.pk).get_latest_revision_as_object()
    assert isinstance(found, CharterPage)
    return found


def test_a_pasted_charter_becomes_a_draft_and_nothing_is_published(house: House) -> None:
    client = signed_in(house.editor)
    address = review(client, house.parent, sources.whole_page())
    shown = client.get(address).content.decode()
    assert re.search(
        '<select name="column-0-1"[^>]*aria-label="[^"]*সেবার নাম[^"]*">.*?value="name" selected',
        shown,
        re.DOTALL,
    )
    answer = client.post(address, {"do": "draft"})
    assert answer["Location"] == f"/admin/pages/{house.charter.pk}/edit/"
    page = draft_of(house.charter)
    rows = list(page.services.all())
    assert [(row.section, row.number, row.is_part, row.name) for row in rows] == [
        ("citizen", "১", False, "বন্দির সাথে সাক্ষাৎ"),
        ("citizen", "(ক)", True, "হাজতি বন্দি: ১৫ দিনে একবার"),
        ("citizen", "(খ)", True, "কয়েদি বন্দি: মাসে একবার"),
        ("citizen", "২", False, "কারাবাসের প্রত্যয়ন"),
        ("internal", "১", False, "নৈমিত্তিক ছুটি"),
    ]
    assert (rows[0].time_kind, rows[0].time_amount, rows[0].fee_kind) == ("hours", 3, "free")
    assert (rows[3].fee_poisha, rows[3].fee) == (2000, "ট্রেজারি চালানে")
    assert [row.responsible.title_bn for row in rows[:4]] == ["ডেপুটি জেলার", "ডেপুটি জেলার", "জেলার", "জেল সুপার"]
    assert page.vision_text == sources.VISION
    assert [row.text for row in page.expectations.all()] == [text[3:] for text in sources.EXPECTATIONS]
    assert [level.working_days for level in page.grievance_levels.all()] == [30, 20]
    # The first row puts headquarters' row of that name in other words.
    assert rows[0].overrides == house.master.services.get().translation_key
    live = CharterPage.objects.get(pk=house.charter.pk)
    assert "হাজতি বন্দি" in [row.name for row in live.services.all()]
    assert "কারাবাসের প্রত্যয়ন" not in [row.name for row in live.services.all()]
    # And the page can be edited on: its form takes every row.
    assert client.get(str(answer["Location"])).status_code == 200


def test_a_wrong_form_comes_back_with_rows_that_stand_for_headquarters_whole(house: House) -> None:
    client = signed_in(house.editor)
    address = str(client.post(review(client, house.parent), {"do": "draft"})["Location"])
    fields = admin_forms.form_of(client, address)
    answer = client.post(address, {**fields, "warning": "†Kvb Kg©KZ©v †dv‡b UvKv Pvb bv|"})
    assert answer.status_code == 200
    shown = answer.content.decode()
    assert re.findall(r'name="services-(\d)-id"', shown) == ["0", "1", "2", "3"]


def test_an_office_without_a_charter_has_a_first_draft(house: House) -> None:
    client = signed_in(house.neighbour)
    client.post(review(client, house.other), {"do": "draft"})
    page = CharterPage.objects.child_of(house.other).get()
    assert not page.live
    assert len(draft_of(page).services.all()) == 4
    assert page.office == house.offices.b
    assert Client().get(page.url).status_code == 404


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("charter.docx", sources.word_file([sources.SEVEN, *sources.ROWS])),
        ("charter.xlsx", sources.workbook(font="SutonnyMJ")),
        ("charter.html", sources.in_two_rows().encode()),
        ("charter.TXT", sources.tabbed([sources.FIVE, *map(sources.five, sources.ROWS)]).encode()),
    ],
)
def test_a_file_is_read_and_kept_where_only_staff_can_open_it(
    house: House, name: str, content: bytes
) -> None:
    client = signed_in(house.editor)
    answer = give(client, house.parent, file=SimpleUploadedFile(name, content))
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    assert client.get(answer["Location"]).status_code == 200
    document = PortalDocument.objects.get()
    assert document.collection == rights.collection_of(house.offices.a)
    address = document.url
    assert Client().get(address).status_code == 404
    assert signed_in(house.neighbour).get(address).status_code == 404
    opened = client.get(address)
    opened.getvalue()  # reads it to its end, and so closes it
    assert opened.status_code == 200


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "Choose a file"),
        ({"text": "   "}, "Choose a file"),
        ({"text": "একটি সাধারণ চিঠি"}, "No table of a charter was found"),
        ({"file": SimpleUploadedFile("charter.pdf", b"%PDF-1.4")}, "Give a file of Word"),
        ({"file": SimpleUploadedFile("charter.docx", b"no archive")}, "cannot be read"),
        ({"file": SimpleUploadedFile("charter.docm", b"x")}, "macros"),
        ({"file": SimpleUploadedFile("charter.html", b"<table></table>")}, "no text"),
        ({"file": SimpleUploadedFile("charter.txt", b"x"), "text": "সেবার নাম"}, "one of them"),
    ],
)
def test_what_is_no_charter_is_refused_in_the_form_and_what_was_typed_is_kept(
    house: House, given: dict[str, Any], told: str, in_english: None
) -> None:
    house.editor.wagtail_userprofile.preferred_language = "en"
    house.editor.wagtail_userprofile.save()
    answer = give(signed_in(house.editor), house.parent, **given)
    assert answer.status_code == 200
    shown = answer.content.decode()
    assert told in shown
    assert given.get("text", "") in shown
    assert not PortalDocument.objects.exists()


def test_a_column_is_given_another_meaning_and_typed_words_stay(house: House) -> None:
    client = signed_in(house.editor)
    rows = [["সেবা", "অজানা", "সময়", "কর্মকর্তা"], ["সাক্ষাৎ", "আবেদন ফরম", "২ ঘণ্টা", "জেলার"]]
    address = review(client, house.parent, sources.tabbed(rows))
    view = client.get(address).context["view"]
    assert view.remainder == ["আবেদন ফরম"]
    sent = {"do": "again", "column-0-1": "papers", "cell-0-0-0": "সাক্ষাৎ (সংশোধিত)"}
    view = client.post(address, sent).context["view"]
    assert view.remainder == []
    assert view.tables[0].rows[0].cells[0].text == "সাক্ষাৎ (সংশোধিত)"
    client.post(address, {**sent, "do": "draft"})
    (row,) = draft_of(house.charter).services.all()
    assert (row.name, row.papers) == ("সাক্ষাৎ (সংশোধিত)", "আবেদন ফরম")


def test_a_row_that_cannot_be_drafted_is_told_at_its_cell_and_can_be_left_out(house: House) -> None:
    client = signed_in(house.editor)
    nameless = ["৩", "", "ফরমে", "ফরম", "বিনামূল্যে", "২ ঘণ্টা", "জেলার"]
    address = review(client, house.parent, sources.tabbed([sources.SEVEN, *sources.ROWS, nameless]))
    before = Revision.objects.count()
    answer = client.post(address, {"do": "draft", "cell-0-0-2": "নতুন পদ্ধতি"})
    assert answer.status_code == 200
    view = answer.context["view"]
    assert view.wrong == 1
    assert view.tables[0].rows[4].cells[1].errors
    assert view.tables[0].rows[0].cells[2].text == "নতুন পদ্ধতি"
    assert Revision.objects.count() == before
    assert client.post(address, {"do": "draft", "leave-0-4": "on"}).status_code == 302
    assert len(draft_of(house.charter).services.all()) == 4


def test_doubtful_cells_are_marked_with_words(house: House) -> None:
    client = signed_in(house.editor)
    row = ["১", "সাক্ষাৎ", "ফরমে", "ফরম", "২০ টাকা বা ৩০ টাকা", "৭ দিন", "হিসাবরক্ষক"]
    view = client.get(review(client, house.parent, sources.tabbed([sources.SEVEN, row]))).context["view"]
    assert [bool(cell.doubts) for cell in view.tables[0].rows[0].cells] == [False] * 4 + [True] * 3
    assert view.remainder == ["হিসাবরক্ষক"]


def test_a_post_chosen_by_hand_counts_and_another_office_s_does_not(house: House) -> None:
    client = signed_in(house.editor)
    row = ["১", "সাক্ষাৎ", "ফরমে", "ফরম", "বিনামূল্যে", "২ ঘণ্টা", "হিসাবরক্ষক"]
    address = review(client, house.parent, sources.tabbed([sources.SEVEN, row]))
    theirs = Post.objects.create(office=house.offices.b, title_bn="হিসাবরক্ষক", title_en="Accountant")
    client.post(address, {"do": "draft", "post-0-0-responsible": str(theirs.pk)})
    (row_made,) = draft_of(house.charter).services.all()
    assert row_made.responsible is None
    own = Post.objects.get(office=house.offices.a, role="jailer")
    client.post(address, {"do": "draft", "post-0-0-responsible": str(own.pk)})
    (row_made,) = draft_of(house.charter).services.all()
    assert row_made.responsible == own


def test_rows_can_be_put_behind_those_that_stand_there(house: House) -> None:
    client = signed_in(house.editor)
    before = [row.name for row in house.charter.services.all()]
    client.post(review(client, house.parent), {"do": "draft", "mode": "add"})
    names = [row.name for row in draft_of(house.charter).services.all()]
    assert names[: len(before)] == before
    assert len(names) == len(before) + 4


def test_an_editor_of_another_office_is_refused_at_every_step(house: House) -> None:
    address = review(signed_in(house.editor), house.parent)
    stranger = signed_in(house.neighbour)
    before = Revision.objects.count(), PortalDocument.objects.count()
    for method in (stranger.get, stranger.post):
        for path in (address, f"/admin/charters/import/{house.parent.pk}/"):
            answer = method(path, {"do": "draft", "text": "x"})
            assert answer.status_code in (403, 404) or answer["Location"] == "/admin/"
    # Nor is a document of another office read below one's own.
    document = PortalDocument.objects.get()
    assert stranger.get(f"/admin/charters/import/{house.other.pk}/{document.pk}/").status_code == 404
    assert (Revision.objects.count(), PortalDocument.objects.count()) == before


def test_the_button_stands_where_the_editor_may_write_and_nowhere_else(house: House) -> None:
    there = f"/admin/charters/import/{house.parent.pk}/"
    client = signed_in(house.editor)
    assert there in client.get(f"/admin/pages/{house.parent.pk}/").content.decode()
    assert there in client.get(f"/admin/pages/{house.charter.pk}/edit/").content.decode()
    house.charter.locked = True
    house.charter.save()
    assert there not in client.get(f"/admin/pages/{house.parent.pk}/").content.decode()
    assert client.get(there).status_code != 200


def test_a_review_asks_the_database_as_often_for_many_rows_as_for_few(
    house: House, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(house.editor)
    rows = [sources.SEVEN, *sources.ROWS * 15]
    address = review(client, house.parent, sources.tabbed(rows))
    client.get(address)
    with django_assert_max_num_queries(45):
        assert client.get(address).status_code == 200
