"""Promises of the plan: dated counts with evidence, recorded beside the plan's words and kept for good."""

import datetime
import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError
from django.test import Client
from django.utils import translation
from wagtail.models import ModelLogEntry, PageLogEntry

import clock
from offices.models import Office
from portal import tree
from portal.models import Initiative, InitiativeRegisterPage, Measure, Progress
from portal.plan import counting, measuring, showing
from publishing import reading
from publishing.models import PortalDocument
from tests import publishing_samples, staffed
from tests.storefront import shelf

TODAY = datetime.datetime(2026, 11, 22, 6, tzinfo=datetime.UTC)


class House:
    """The register with one promise, offices, and who records."""

    def __init__(self) -> None:
        # On the day on which the tests read it: what the system counts itself is dated.
        with clock.set_to(TODAY):
            self.lay()

    def lay(self) -> None:
        self.offices = publishing_samples.offices_with_pages()
        self.register = publishing_samples.initiatives()
        self.minutes = publishing_samples.minutes(
            publishing_samples.OfficePage.objects.get(register_entry=self.offices.hq, language="bn"), memo=""
        )
        tree.sync()
        bangla = self.register.initiatives.get()
        self.initiative = bangla.translation_key
        english = InitiativeRegisterPage.objects.get(language="en")
        english.initiatives = [
            Initiative(title="E-commerce", locale=english.locale, translation_key=bangla.translation_key)
        ]
        english.save_revision(clean=False).publish()
        self.moderator = staffed.person("moderator", "hq_moderator", self.offices.hq)
        self.editor = staffed.person("editor", "prison_editor", self.offices.hq)

    @property
    def measure(self) -> Measure:
        return Measure.objects.order_by("pk")[0]

    def record(self, reached: int, on: str, **more: Any) -> Progress:
        day = datetime.date.fromisoformat(on)
        shown = {"page": self.minutes, **more}
        return measuring.record(
            by=self.moderator, measure=self.measure, reached=reached, measured_on=day, **shown
        )

    def shown(self) -> showing.Shown:
        return showing.of_page(self.register)["promises"][0]["measures"][0]


@pytest.fixture(autouse=True)
def _in_november() -> Any:
    with clock.set_to(TODAY):
        yield


def test_what_is_recorded_stands_on_the_page_at_once_with_its_evidence(house: House) -> None:
    before = InitiativeRegisterPage.objects.get(pk=house.register.pk).latest_revision_id
    house.record(29, "2026-11-01")
    text = Client().get("/bn/initiatives/").content.decode()
    assert "৬৮-এর মধ্যে <b>১৭</b>" in text  # today's count of the sample, later than the first of November
    house.record(31, "2026-11-22")
    text = Client().get("/bn/initiatives/").content.decode()
    assert "৬৮-এর মধ্যে <b>৩১</b> (৪৫%)" in text
    assert house.minutes.get_url() in text
    assert InitiativeRegisterPage.objects.get(pk=house.register.pk).latest_revision_id == before


def test_both_languages_tell_of_the_same_rows(house: House) -> None:
    house.record(31, "2026-11-22")
    assert "<b>31</b> of 68 (45%)" in Client().get("/en/initiatives/").content.decode()


def test_a_row_says_its_number_and_its_day_in_the_language_of_the_reader(house: House) -> None:
    row = house.record(31, "2026-11-22")
    with translation.override("bn"):
        assert str(row) == "৩১ (২২ নভেম্বর ২০২৬)"
    with translation.override("en"):
        assert str(row) == "31 (22 November 2026)"


def test_a_new_edition_of_the_plan_keeps_the_history(house: House) -> None:
    house.record(31, "2026-11-22")
    page = InitiativeRegisterPage.objects.get(pk=house.register.pk)
    page.intro, page.change_note = "নতুন কথা", "ভূমিকা বদলানো হলো"
    page.save_revision(clean=False).publish()
    assert house.initiative in {row.translation_key for row in page.initiatives.all()}
    assert house.shown().reached == 31


@pytest.mark.parametrize("evidence", ["none", "draft", "kept back"])
def test_nothing_is_recorded_without_evidence_that_readers_can_open(house: House, evidence: str) -> None:
    shown: dict[str, Any] = {"page": None}
    if evidence == "draft":
        draft = publishing_samples.unsaved_minutes(memo="")
        draft.live = False
        publishing_samples.OfficePage.objects.get(register_entry=house.offices.hq, language="bn").add_child(
            instance=draft
        )
        shown = {"page": draft}
    if evidence == "kept back":
        sheet = PortalDocument.objects.create(title="স্বাক্ষর", file=ContentFile(b"%PDF-1.4", name="sheet.pdf"))
        house.minutes.signature_sheet = sheet
        house.minutes.save_revision(clean=False).publish()
        shown = {"page": None, "document": sheet}
    with pytest.raises(ValidationError):
        house.record(20, "2026-11-01", **shown)
    assert Progress.objects.count() == 1


def test_a_document_that_proves_something_opens_to_readers(house: House) -> None:
    proof = PortalDocument.objects.create(title="গণনা", file=ContentFile(b"%PDF-1.4 count", name="count.pdf"))
    assert not reading.is_shown_in_public(proof)
    house.record(20, "2026-11-01", page=None, document=proof)
    assert reading.is_shown_in_public(proof)
    found = re.search(r'href="(/documents/[^"]+)"', Client().get("/bn/initiatives/").content.decode())
    assert found is not None
    answer = Client().get(found[1])
    assert (answer.status_code, answer.getvalue()) == (200, b"%PDF-1.4 count")


def test_a_day_to_come_cannot_be_counted(house: House) -> None:
    with pytest.raises(ValidationError):
        house.record(20, "2026-11-23")


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_the_database_itself_keeps_what_was_recorded(house: House, verb: str) -> None:
    row = house.record(20, "2026-11-01")
    with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
        getattr(Progress.objects.filter(pk=row.pk), verb)(**({"reached": 60} if verb == "update" else {}))
    assert Progress.objects.get(pk=row.pk).reached == 20


def test_an_error_is_corrected_by_another_row_and_stays_readable(house: House) -> None:
    wrong = house.record(200, "2026-11-22")
    house.record(20, "2026-11-22", corrects=wrong)
    assert house.shown().reached == 20
    assert "<s>২০০</s>" in Client().get("/bn/initiatives/").content.decode()
    with pytest.raises(ValidationError):
        house.record(21, "2026-11-22", corrects=wrong)


def test_a_missed_horizon_says_by_how_much_in_words(house: House) -> None:
    house.record(22, "2025-12-30")
    short = house.shown().horizons[0]
    assert short.is_missed
    text = Client().get("/en/initiatives/").content.decode()
    assert "Ended without being reached: 14 were lacking on its last day" in text


def test_all_prisons_are_those_that_stood_open_on_the_day(house: House) -> None:
    measuring.change(by=house.moderator, measure=house.measure, long_of="prisons", short_of="central")
    assert house.shown().target == 2
    closed = datetime.date(2026, 6, 1)
    Office.objects.filter(code="dj-pabna").update(opened_on=datetime.date(2020, 1, 1), closed_on=closed)
    assert house.shown().target == 1
    prisons = counting.Prisons()
    assert [
        prisons.on(day, "prisons") for day in (datetime.date(2019, 1, 1), datetime.date(2026, 5, 31), closed)
    ] == [1, 2, 1]


def test_the_system_counts_prisons_with_goods_and_says_that_it_counted(house: House) -> None:
    measuring.change(by=house.moderator, measure=house.measure, counted_by="selling")
    assert counting.selling() == 0
    shelf.listed(house.offices.a, units=0)
    assert counting.selling() == 1
    assert counting.write_down() == 0  # somebody has counted today already
    with clock.set_to(TODAY + datetime.timedelta(days=1)):
        assert counting.write_down() == 1
        assert counting.write_down() == 0
        text = Client().get("/bn/initiatives/").content.decode()
    assert "সিস্টেমের গণনা, ২৩ নভেম্বর ২০২৬" in text


def test_a_changed_target_is_in_the_trail_with_what_it_was(house: House) -> None:
    measuring.change(by=house.moderator, measure=house.measure, short_target=40)
    entry = PageLogEntry.objects.get(action="portal.measure_changed")
    assert entry.data["changed"] == {"short_target": [36, 40]}
    assert ModelLogEntry.objects.count() == 0


def test_headquarters_records_by_the_screen_and_an_editor_does_not(house: House) -> None:
    address = f"/admin/plan/{house.measure.pk}/"
    form = {"reached": "৩১", "measured_on": "২২/১১/২০২৬", "page": house.minutes.pk}
    assert staffed.signed_in(house.editor).post(address, form).status_code == 302
    assert Progress.objects.count() == 1
    desk = staffed.signed_in(house.moderator)
    wrong = desk.post(address, {**form, "page": ""})
    assert wrong.status_code == 200
    assert "৩১" in wrong.content.decode()
    assert desk.post(address, form)["Location"] == address
    row = Progress.objects.get(how="recorded")
    assert (row.reached, row.measured_on, row.by) == (31, clock.today(), house.moderator)
    assert "৩১" in desk.get("/admin/plan/").content.decode()


def test_headquarters_screens_name_the_promises_in_the_readers_language(house: House) -> None:
    house.moderator.wagtail_userprofile.preferred_language = "en"
    house.moderator.wagtail_userprofile.save()
    desk = staffed.signed_in(house.moderator)
    assert ">E-commerce<" in desk.get("/admin/plan/").content.decode()
    assert ">E-commerce<" in desk.get("/admin/plan/new/").content.decode()
    InitiativeRegisterPage.objects.get(language="en").unpublish()
    assert ">E-commerce<" not in desk.get("/admin/plan/").content.decode()


def test_headquarters_measures_another_thing_of_a_promise(house: House) -> None:
    desk = staffed.signed_in(house.moderator)
    form = {
        "initiative": house.initiative, "unit_bn": "কক্ষ", "unit_en": "rooms", "counted_by": "hand",
        "short_target": "২", "middle_of": "central", "long_of": "prisons",
    }  # fmt: skip
    assert desk.post("/admin/plan/new/", form).status_code == 302
    made = Measure.objects.get(unit_en="rooms")
    assert (made.short_target, made.middle_of, made.long_of) == (2, "central", "prisons")
    assert len(showing.of_page(house.register)["promises"][0]["measures"]) == 2
