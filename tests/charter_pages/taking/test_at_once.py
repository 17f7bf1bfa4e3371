"""Two papers with one number, made into drafts by two processes at the same moment: one of them has it."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from charter_pages.models import LetterPage, MemoNumber, MinutesPage, PaperImport
from charter_pages.papers.taking import drafting, keeping, typed
from tests import at_once
from tests.charter_pages.taking.house import LETTER, MINUTES, House

pytestmark = pytest.mark.django_db(transaction=True)

NUMBER = "৫৮.০৪.০০০০.০২১.০৩.০২০.২৪-২৬২"


def begun(house: House, parent: Any, office: Any, text: str) -> PaperImport:
    row = keeping.begin(
        by=house.editor, parent=parent, office=office, name="paper.txt", content=text.encode()
    )
    sheet = typed.from_json(row.typed)
    sheet.values["memo_number"] = NUMBER
    keeping.remember(row, sheet)
    return row


def make(pk: int) -> str:
    row = PaperImport.objects.get(pk=pk)
    try:
        page = drafting.draft(by=row.by, row=row, typed=typed.from_json(row.typed))
    except ValidationError as refused:
        return ",".join(refused.message_dict)
    return type(page.specific).__name__


def test_of_two_papers_with_one_number_one_has_it_and_the_other_is_refused_whole() -> None:
    house = House()
    rows = [
        begun(house, house.parent, house.offices.a, MINUTES),
        begun(house, house.parent, house.offices.a, LETTER),
    ]
    answers = sorted(str(each) for each in at_once.run(make, [row.pk for row in rows]))
    assert answers in (["LetterPage", "memo_number"], ["MinutesPage", "memo_number"])
    made = sum(kind.objects.in_language("bn").count() for kind in (MinutesPage, LetterPage))
    assert made == 1  # nothing half done of the other
    assert MemoNumber.objects.filter(language="bn").count() == 1
    assert PaperImport.objects.filter(page__isnull=True).count() == 1


def test_one_paper_drafted_twice_at_the_same_moment_is_one_draft() -> None:
    house = House()
    row = begun(house, house.parent, house.offices.a, LETTER)
    assert at_once.run(make, [row.pk, row.pk]) == ["LetterPage", "LetterPage"]
    assert LetterPage.objects.in_language("bn").count() == 1


def test_two_papers_of_one_office_at_the_same_moment_are_two_drafts() -> None:
    house = House()
    rows = [begun(house, house.parent, house.offices.a, text) for text in (LETTER, MINUTES)]
    PaperImport.objects.filter(pk=rows[1].pk).update(
        typed={**rows[1].typed, "values": {**rows[1].typed["values"], "memo_number": f"{NUMBER[:-1]}৩"}}
    )
    assert sorted(str(each) for each in at_once.run(make, [row.pk for row in rows])) == [
        "LetterPage",
        "MinutesPage",
    ]
