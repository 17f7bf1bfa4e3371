"""A page is put into English by its editors, approved like any page, and Bangla until then."""

import html
import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation

from accounts.models import User
from accounts.roles import Role
from portal import rights, tree
from portal.models import OfficePage
from portal.translating import reading, writing
from portal.translating.reading import State
from tests import publishing_samples
from tests.staffed import person, signed_in


class House:
    """The whole site, paired, with everybody who has a part."""

    def __init__(self, department: publishing_samples.Site) -> None:
        self.site = department
        rights.set_up()
        hq, division, a, b = self.site.offices
        self.editor = person("editor", Role.PRISON_EDITOR, a)
        self.neighbour = person("neighbour", Role.PRISON_EDITOR, b)
        self.reviewer = person("reviewer", Role.DIVISION_REVIEWER, division)
        self.moderator = person("moderator", Role.HQ_MODERATOR, hq)
        self.practice = self.site.practice
        self.minutes = self.site.minutes


def address(page: Page) -> str:
    return f"/admin/translations/{page.pk}/"


def begun(user: User, page: Page) -> Client:
    client = signed_in(user)
    assert client.post(address(page), {"action": "begin"}).status_code == 302
    return client


def written(page: Page, mark: str = "English", but: int = 0) -> dict[str, str]:
    """Return the form of a page with every text in English, but for so many at its end."""
    translation = reading.translation_of(page)
    texts = reading.texts(page.specific, translation)
    filled = {
        text.name: (text.bangla if text.marked_up else f"{mark} {number}")
        for number, text in enumerate(texts)
    }
    return dict(list(filled.items())[: len(filled) - but])


def english(page: Page) -> Any:
    return Page.objects.get(translation_key=page.translation_key, locale__language_code="en").specific


def state(page: Page) -> State:
    found = type(page).objects.get(pk=page.pk)
    return reading.state_of(found, reading.english_of(found), reading.translation_of(found))


def decide(user: User, page: Page, action: str = "approve", comment: str = "") -> Any:
    target = english(page)
    step = target.current_workflow_task_state
    sent = {"comment": comment, "next": "/admin/"}
    return signed_in(user).post(f"/admin/pages/workflow/action/{target.pk}/{action}/{step.pk}/", sent)


def public(page: Page) -> str:
    answer = Client().get(english(page).url)
    assert answer.status_code == 200
    return html.unescape(re.sub(r"\s+", " ", answer.content.decode()))


def test_a_page_stays_bangla_and_says_so_until_its_translation_is_approved(house: House) -> None:
    page = house.practice
    assert state(page) is State.MISSING
    assert "পাতাটি এখনো ইংরেজিতে নেই" in public(page) or "not available in English yet" in public(page)
    client = begun(house.editor, page)
    assert state(page) is State.BEGUN
    sent = {**written(page), "action": "submit"}
    assert client.post(address(page), sent).status_code == 302
    assert state(page) is State.WAITING
    for _step in (house.reviewer, house.moderator):
        said = public(page)
        assert "not available in English yet" in said
        assert '<article class="stack--l" lang="bn">' in said
        assert page.title in said
        assert english(page).alias_of_id == page.pk
        decide(_step, page)
    said = public(page)
    assert state(page) is State.PUBLIC
    assert "not available in English yet" not in said
    assert '<article class="stack--l" lang="en">' in said
    assert "English 0" in said
    assert english(page).slug == page.slug
    assert english(page).alias_of_id is None


def test_nothing_is_submitted_while_a_text_is_missing_and_what_was_typed_is_kept(house: House) -> None:
    page = house.practice
    client = begun(house.editor, page)
    sent = {**written(page, but=2), "action": "submit"}
    answer = client.post(address(page), sent)
    assert answer.status_code == 200
    assert answer.content.decode().count('class="error-message"') == 2
    assert state(page) is State.BEGUN
    kept = client.get(address(page)).content.decode()
    assert "English 0" in kept
    assert english(page).latest_revision_id is None
    # However it is asked for, not by the form alone.
    with translation.override("en"), pytest.raises(ValidationError, match="2 texts are not in English yet"):
        writing.submit(by=house.editor, page=page, translation=reading.translation_of(page))  # type: ignore[arg-type]


def test_marks_that_the_bangla_text_does_not_have_are_refused(house: House) -> None:
    page = house.practice
    client = begun(house.editor, page)
    texts = reading.texts(page, reading.translation_of(page))  # type: ignore[arg-type]
    marked = next((text for text in texts if text.marked_up), None)
    plain = next(text for text in texts if not text.marked_up)
    client.post(address(page), {plain.name: "<script>alert(1)</script> & more", "action": "keep"})
    stored = StringTranslation.objects.get(context_id=plain.context_id)
    assert "<script" not in stored.data
    if marked is not None:
        answer = client.post(address(page), {marked.name: '<a href="http://x">x</a>', "action": "keep"})
        assert answer.status_code == 200
        assert not StringTranslation.objects.filter(context_id=marked.context_id).exists()


def test_a_translation_that_comes_back_says_why_and_is_submitted_again(house: House) -> None:
    page = house.practice
    client = begun(house.editor, page)
    client.post(address(page), {**written(page), "action": "submit"})
    decide(house.reviewer, page, "reject", "শিরোনাম ঠিক করুন")
    assert state(page) is State.RETURNED
    assert "শিরোনাম ঠিক করুন" in client.get(address(page)).content.decode()
    client.post(address(page), {**written(page, "Better"), "action": "submit"})
    assert state(page) is State.WAITING
    decide(house.reviewer, page)
    decide(house.moderator, page)
    assert "Better 0" in public(page)


def test_nobody_but_headquarters_publishes_and_nobody_translates_for_another_office(house: House) -> None:
    page = house.practice
    client = begun(house.editor, page)
    assert client.post(address(page), {**written(page), "action": "publish"}).status_code in (302, 403)
    assert english(page).alias_of_id == page.pk
    other = signed_in(house.neighbour)
    assert other.get(address(page)).status_code == 404
    assert other.post(address(page), {"action": "begin"}).status_code == 404
    moderator = signed_in(house.moderator)
    moderator.post(address(page), {**written(page), "action": "publish"})
    assert state(page) is State.PUBLIC


def test_minutes_with_their_rows_become_english_and_keep_their_memo_number(house: House) -> None:
    page = house.minutes
    client = begun(house.moderator, page)
    client.post(address(page), {**written(page), "action": "publish"})
    assert state(page) is State.PUBLIC
    target = english(page)
    assert target.memo_number == page.memo_number
    assert target.decisions.count() == page.decisions.count()
    assert not re.search("[\u0985-\u09b9]", "".join(row.text for row in target.decisions.all()))


def test_a_bangla_page_that_changed_afterwards_is_told_and_asks_for_the_new_texts_alone(house: House) -> None:
    page = house.practice
    client = begun(house.moderator, page)
    client.post(address(page), {**written(page), "action": "publish"})
    fresh = type(page).objects.get(pk=page.pk)
    fresh.title = "নতুন শিরোনাম"
    fresh.save_revision().publish()
    assert state(page) is State.BEHIND
    client.post(address(page), {"action": "begin"})
    fresh.refresh_from_db()
    left = reading.missing(reading.texts(fresh, reading.translation_of(fresh)))  # type: ignore[arg-type]
    assert [text.bangla for text in left] == ["নতুন শিরোনাম"]
    assert "English 0" in public(page)
    client.post(address(page), {**written(fresh, "Newer"), "action": "publish"})
    assert "Newer 0" in public(page)


def test_editing_the_english_page_opens_the_texts_beside_each_other(house: House) -> None:
    page = house.practice
    answer = signed_in(house.editor).get(f"/admin/pages/{english(page).pk}/edit/")
    assert (answer.status_code, answer["Location"]) == (302, address(page))
    office = OfficePage.objects.get(register_entry=house.site.offices.a, language="bn")
    tree.translate(office, {"title": "Natore Prison"})
    by_hand = OfficePage.objects.get(register_entry=house.site.offices.a, language="en")
    assert signed_in(house.editor).get(f"/admin/pages/{by_hand.pk}/edit/").status_code == 200


def test_the_list_says_of_each_page_of_the_office_how_far_it_is(house: House) -> None:
    begun(house.editor, house.practice)
    client = signed_in(house.editor)
    said = client.get("/admin/translations/?shelf=begun").content.decode()
    assert house.practice.title in said
    assert house.minutes.title in client.get("/admin/translations/").content.decode()
    neighbours = signed_in(house.neighbour).get("/admin/translations/?shelf=begun").content.decode()
    assert house.practice.title not in neighbours


def test_a_guarded_page_is_guarded_in_english_too(house: House) -> None:
    from wagtail.models import PageViewRestriction

    page = house.practice
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    client = begun(house.moderator, page)
    client.post(address(page), {**written(page), "action": "publish"})
    assert english(page).alias_of_id is None
    assert Client().get(english(page).url).status_code == 302
    assert Locale.objects.count() == 2
