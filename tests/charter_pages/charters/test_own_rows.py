"""An office's own words for a row of headquarters: begun, withheld, taken back, kept against a change."""

import uuid
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from charter_pages.charters import masters, own_rows, reading
from charter_pages.models import CharterPage, MasterChangeLine, MasterCharterPage
from tests import publishing_samples
from tests.charter_pages.charters import samples


def lay(department: publishing_samples.Site) -> tuple[MasterCharterPage, CharterPage]:
    master = samples.master(department)
    samples.officer(department.offices.b, "jailer", "জেলার")
    return master, samples.following(department, department.offices.b)


@pytest.fixture
def editor() -> User:
    return User.objects.create_user("editor", password=None)


def rows(page: CharterPage) -> list[tuple[str, str]]:
    return [(line.name, str(line.origin)) for line in reading.read(own_rows.draft_of(page)).lines]


def test_own_words_begin_as_headquarters_and_wait_in_a_draft(
    page: CharterPage, master: MasterCharterPage, editor: User
) -> None:
    revision = own_rows.use_own_words(page=page, key=samples.keys(master)["সাক্ষাৎ"], by=editor)
    assert revision.user == editor
    visit = reading.read(own_rows.draft_of(page)).lines[0]
    assert (visit.name, visit.origin, visit.time, visit.headquarters) == ("সাক্ষাৎ", "override", "৩ ঘণ্টা", {})
    assert visit.officer is not None
    assert visit.officer.title == "জেলার"
    assert reading.read(CharterPage.objects.get(pk=page.pk)).lines[0].origin == "inherited"


def test_a_service_is_withheld_with_its_reason_and_its_parts_and_offered_again(
    page: CharterPage, master: MasterCharterPage, editor: User
) -> None:
    key = samples.keys(master)["সাক্ষাৎ"]
    with pytest.raises(ValidationError):
        own_rows.withhold(page=page, key=key, because=" ", by=editor)
    own_rows.withhold(page=page, key=key, because="এখানে কক্ষ নেই", by=editor)
    assert rows(page)[:2] == [("সাক্ষাৎ", "withheld"), ("হাজতি", "withheld")]
    own_rows.use_own_words(page=page, key=key, by=editor)
    assert rows(page)[:2] == [("সাক্ষাৎ", "override"), ("হাজতি", "inherited")]
    own_rows.take_over(page=page, key=key, by=editor)
    assert rows(page)[:2] == [("সাক্ষাৎ", "inherited"), ("হাজতি", "inherited")]


def test_a_row_that_headquarters_does_not_have_is_refused(page: CharterPage, editor: User) -> None:
    with pytest.raises(ValidationError):
        own_rows.use_own_words(page=page, key=uuid.uuid4(), by=editor)
    with pytest.raises(ValidationError):
        own_rows.take_over(page=page, key=uuid.uuid4(), by=editor)


def test_what_is_in_the_draft_already_stays_there(
    page: CharterPage, master: MasterCharterPage, editor: User
) -> None:
    page.warning = "লেখা চলছে"
    page.save_revision(user=editor, clean=False)
    own_rows.use_own_words(page=page, key=samples.keys(master)["হাজতি"], by=editor)
    assert own_rows.draft_of(page).warning == "লেখা চলছে"


@pytest.fixture
def line(page: CharterPage, master: MasterCharterPage, editor: User) -> Any:
    """What stood against a change of two rows."""
    for name in ("সাক্ষাৎ", "হাজতি"):
        own_rows.use_own_words(page=page, key=samples.keys(master)[name], by=editor).publish()
    samples.change(master, **{"সাক্ষাৎ": {"time_amount": 1}, "হাজতি": {"method": "নতুন"}})
    return masters.waiting_for([page.office]).get()


def test_an_office_keeps_its_words_for_one_row_and_takes_headquarters_for_another(
    line: Any, page: CharterPage, master: MasterCharterPage, editor: User
) -> None:
    visit, part = (str(samples.keys(master)[name]) for name in ("সাক্ষাৎ", "হাজতি"))
    draft = own_rows.answer(line=line, answers={visit: "kept", part: "taken"}, by=editor)
    assert draft is not None
    assert rows(page)[:2] == [("সাক্ষাৎ", "override"), ("হাজতি", "inherited")]
    assert not masters.waiting_for([page.office])
    said = MasterChangeLine.objects.get(pk=line.pk)
    assert (said.answers, said.answered_by) == ({visit: "kept", part: "taken"}, editor)


def test_keeping_all_makes_no_draft_and_nothing_is_answered_twice_or_by_half(
    line: Any, page: CharterPage, master: MasterCharterPage, editor: User
) -> None:
    visit, part = (str(samples.keys(master)[name]) for name in ("সাক্ষাৎ", "হাজতি"))
    for answers in (
        {visit: "kept"},
        {visit: "kept", part: "maybe"},
        {visit: "kept", part: "kept", "x": "kept"},
    ):
        with pytest.raises(ValidationError):
            own_rows.answer(line=line, answers=answers, by=editor)
    assert own_rows.answer(line=line, answers={visit: "kept", part: "kept"}, by=editor) is None
    with pytest.raises(ValidationError):
        own_rows.answer(line=line, answers={visit: "kept", part: "kept"}, by=editor)
