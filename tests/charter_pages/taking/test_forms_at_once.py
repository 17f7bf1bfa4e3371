"""Two editors give one new memo number in Wagtail's own form in the same instant: the second is told so in the form."""

import html
import multiprocessing
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page, Revision

from charter_pages.models import LetterPage, MemoNumber, MinutesPage
from charter_pages.papers import register
from tests import at_once
from tests import publishing_samples as samples
from tests.admin_forms import form_of
from tests.charter_pages.taking.house import House
from tests.staffed import signed_in

pytestmark = pytest.mark.django_db(transaction=True)

TYPED = "যা লেখা হলো তা থাকে"
SAID = "এই স্মারক নম্বর অন্য একটি পত্রে আছে।"
ADD = "/admin/pages/add/charter_pages/{}/{}/"


def together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let both forms look whether the number is free before either takes it."""
    barrier, asked = multiprocessing.get_context("fork").Barrier(2), register.is_taken
    waited: list[bool] = []

    def is_taken(page: Any, key: str) -> bool:
        found = asked(page, key)
        if not waited:
            waited.append(True)
            barrier.wait(30)
        return found

    monkeypatch.setattr(register, "is_taken", is_taken)


def send(given: tuple[Client, str, dict[str, str]]) -> str:
    client, address, fields = given
    answer = client.post(address, fields)
    if answer.status_code == 302:
        return "kept"
    shown = html.unescape(answer.content.decode())
    wrong = ",".join(answer.context["form"].errors)
    return f"{answer.status_code} {wrong} {SAID in shown} {TYPED in shown} {samples.MEMO in shown}"


REFUSED = "200 memo_number True True True"


@pytest.mark.parametrize(
    ("button", "second"), [("", "letterpage"), ("action-submit", "letterpage"), ("", "minutespage")]
)
def test_of_two_new_pages_with_one_number_the_second_keeps_its_form(
    button: str, second: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = House()
    sent = []
    for user, parent, kind in (
        (house.editor, house.parent, "minutespage"),
        (house.neighbour, house.other, second),
    ):
        client, address = signed_in(user), ADD.format(kind, parent.pk)
        fields = form_of(client, address) | {"title": TYPED, "memo_number": samples.MEMO}
        fields |= (
            {"subject": TYPED, "body-count": "0"} if kind == "letterpage" else {"meeting_on": "2024-03-05"}
        )
        sent.append((client, address, fields | ({button: "1"} if button else {})))
    before = {page.pk: page.numchild for page in Page.objects.all()}, Revision.objects.count()
    together(monkeypatch)
    assert sorted(map(str, at_once.run(send, sent))) == [REFUSED, "kept"]
    # Nothing half done of the second: no page, no place counted for it, no revision.
    made = [*MinutesPage.objects.filter(language="bn"), *LetterPage.objects.filter(language="bn")]
    numbers = MemoNumber.objects.filter(language="bn").count()  # the English tree has it once more
    assert (len(made), Revision.objects.count() - before[1], numbers) == (1, 1, 1)
    after = {page.pk: page.numchild for page in Page.objects.all()}
    grown = {pk for pk, count in before[0].items() if after[pk] != count}
    assert {page.pk for page in Page.objects.filter(pk__in=grown, locale__language_code="bn")} == {
        made[0].get_parent().pk
    }
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.mark.parametrize("live", [True, False], ids=["published", "draft"])
def test_of_two_pages_that_are_given_one_number_the_second_keeps_its_form(
    live: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = House()
    pages = [samples.minutes(house.parent, ""), samples.minutes(house.other, "")]
    sent = []
    for user, page in zip((house.editor, house.neighbour), pages, strict=True):
        if not live:
            page.unpublish()
        client, address = signed_in(user), f"/admin/pages/{page.pk}/edit/"
        sent.append(
            (client, address, form_of(client, address) | {"title": TYPED, "memo_number": samples.MEMO})
        )
    before = Revision.objects.count()
    together(monkeypatch)
    assert sorted(map(str, at_once.run(send, sent))) == [REFUSED, "kept"]
    assert Revision.objects.count() == before + 1
    (row,) = MemoNumber.objects.all()
    for page in pages:
        page.refresh_from_db()
        draft = page.get_latest_revision_as_object()
        assert (draft.memo_number, draft.title == TYPED) == (
            (samples.MEMO, True) if page.pk == row.page_id else ("", False)
        )


def test_a_draft_kept_by_itself_is_told_so_too(monkeypatch: pytest.MonkeyPatch) -> None:
    house = House()
    page = samples.minutes(house.parent, "")
    client, address = signed_in(house.editor), f"/admin/pages/{page.pk}/edit/"
    fields = form_of(client, address) | {"memo_number": samples.MEMO}
    asked: list[str] = []
    real = register.is_taken

    def is_taken(each: Any, key: str) -> bool:
        found = real(each, key)
        if not asked:
            asked.append(key)
            samples.minutes(house.other, samples.MEMO)
        return found

    monkeypatch.setattr(register, "is_taken", is_taken)
    answer = client.post(address, fields, headers={"accept": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["error_code"] == "validation_error"
