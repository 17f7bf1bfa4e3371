"""What a reader may not have is in no collection, no file, no language and no item: asked with words planted there."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.models import PageViewRestriction

from accounts.models import User
from charter_pages.models import Attendance, PostHolder
from opendata.collections import COLLECTIONS
from portal import rights, tree
from publishing import withdrawals
from publishing.models import PortalDocument
from tests import publishing_samples, staffed
from tests.opendata.worlds import World, memo

SECRET = "গোপনশব্দ"
NAMES = [each.name for each in COLLECTIONS]


class House(World):
    """A paper with everything in it that is its office's alone, a draft, a guarded page and a withdrawn one."""

    def __init__(self, department: publishing_samples.Site) -> None:
        super().__init__(department)
        rights.set_up()
        self.moderator = staffed.person("moderator", "hq_moderator", self.site.offices.hq)
        sheet = PortalDocument.objects.create(title=SECRET, file=ContentFile(b"%PDF-1.4 x", name="sheet.pdf"))
        page = publishing_samples.unsaved_minutes(memo(7001), "বৈঠক")
        page.signature_sheet = page.source_document = sheet
        page.source_text, page.remainder = f"{SECRET} মূল", f"{SECRET} অবশিষ্ট"
        page.attendance = [Attendance(post_text="জেলার", name=SECRET)]
        self.minutes = tree.add(self.site.a, page)
        PostHolder.objects.filter(post__office=self.site.offices.a).update(name_bn=SECRET)
        draft = publishing_samples.unsaved_minutes(memo(7002), f"{SECRET} খসড়া")
        draft.live = False
        self.site.a.add_child(instance=draft)
        # A draft of what is public: its new words are nobody's yet.
        changed = self.site.practice
        changed.title = f"{SECRET} পরের শিরোনাম"
        changed.save_revision(clean=False)
        self.guarded = tree.add(self.site.b, publishing_samples.unsaved_minutes(memo(7003), f"{SECRET} পাহারা"))
        tree.sync()
        # On the Bangla page alone: the English one follows it.
        PageViewRestriction.objects.create(page=self.guarded, restriction_type="login")
        self.gone = tree.add(self.site.a, publishing_samples.unsaved_minutes(memo(7004), f"{SECRET} প্রত্যাহৃত"))
        withdrawals.withdraw(by=self.moderator, page=self.gone, reason_bn="ভুল কাগজ")


def texts(house: House) -> dict[str, str]:
    """Return every answer there is: lists, files and items, in both languages, to a stranger and to a moderator."""
    found = {}
    for client in (Client(), staffed.signed_in(User.objects.get(username="moderator"))):
        for name in NAMES:
            for language in ("bn", "en"):
                for address in (
                    f"{name}.json?limit=200&language={language}",
                    f"{name}.csv?language={language}",
                ):
                    answer = client.get(f"/api/v1/{address}")
                    assert answer.status_code == 200
                    found[address] = answer.getvalue().decode()
        for page in (house.guarded, house.gone):
            address = f"minutes/{page.translation_key}.json"
            found[address] = client.get(f"/api/v1/{address}").getvalue().decode()
    return found


def test_no_answer_holds_what_is_not_public(house: House) -> None:
    told = texts(house)
    assert {address for address, text in told.items() if SECRET in text} == set()
    # The question is asked of something: the paper itself is there.
    assert "58.04.0000.021.03.020.24-7001" in told["minutes.json?limit=200&language=bn"]


def test_a_guarded_page_is_in_no_language(house: House) -> None:
    for language in ("bn", "en"):
        text = Client().get(f"/api/v1/minutes.json?limit=200&language={language}").content.decode()
        assert str(house.guarded.translation_key) not in text
    assert (
        Client().get(f"/api/v1/minutes/{house.guarded.translation_key}.json?language=en").status_code == 404
    )


def test_a_withdrawn_paper_is_gone_told_of_and_back_when_it_is_restored(house: House) -> None:
    key = str(house.gone.translation_key)
    answer = Client().get(f"/api/v1/minutes/{key}.json")
    assert (answer.status_code, answer.json()["code"], answer.json()["message"]) == (
        410,
        "withdrawn",
        "ভুল কাগজ",
    )
    listed = Client().get("/api/v1/withdrawn.json").json()["items"]
    assert [(each["id"], each["reason_bn"]) for each in listed] == [(key, "ভুল কাগজ")]
    row = house.gone.withdrawals.get()
    withdrawals.restore(by=house.moderator, withdrawal=row)
    assert Client().get(f"/api/v1/minutes/{key}.json").status_code == 200
    assert Client().get("/api/v1/withdrawn.json").json()["items"] == []


def test_a_guarded_page_that_was_withdrawn_is_not_told_of(house: House) -> None:
    PageViewRestriction.objects.create(page=house.gone, restriction_type="login")
    assert Client().get("/api/v1/withdrawn.json").json()["items"] == []
    assert Client().get(f"/api/v1/minutes/{house.gone.translation_key}.json").status_code == 404


@pytest.mark.parametrize(
    "field", ["source_text", "remainder", "signature_sheet", "source_document", "holder"]
)
def test_no_schema_has_a_place_for_it(field: str) -> None:
    for collection in COLLECTIONS:
        assert field not in collection.item.model_fields
        assert not any(column.startswith(field) for column in collection.columns)
