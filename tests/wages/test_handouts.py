"""Papers of statements that were handed out: one for the same figures, true for ever, and their receipts."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

import clock
from accounts.models import User
from accounts.roles import Role
from offices.models import Office
from shop.production import identities
from shop.production.models import IdentityReading
from shop.wages import handouts, statements
from shop.wages.models import Handout
from tests import at_once
from tests.production.conftest import Prison, person
from tests.staffed import signed_in
from tests.wages.accounts import MARCH, WHY, Desk, day


def issue(desk: Desk, at: datetime.datetime) -> handouts.Issued:
    with clock.set_to(at):
        return handouts.issue(by=desk.reader, maker=desk.maker, start=MARCH[0], end=MARCH[1], why=WHY)


def test_a_paper_can_be_made_again_from_the_book_whatever_came_later(march: Desk) -> None:
    issued = issue(march, day(31, 13))
    assert issued.handout.closing_poisha == 8_700
    # An event of the paper's own days that the book learns of a day later.
    with clock.set_to(day(1, month=4)):
        march.enter("adjustment", poisha=900)
    late = march.earn(111, day(31, 14))
    assert late
    assert handouts.agrees(issued.handout)
    assert statements.of(march.maker.pk, *MARCH).digest != issued.handout.digest
    assert list(handouts.papers_agree_with_the_book()) == []


def test_a_paper_that_the_book_does_not_know_is_named(march: Desk) -> None:
    with clock.set_to(day(31)):
        row = Handout.objects.create(
            maker=march.maker, start=MARCH[0], end=MARCH[1], closing_poisha=9_999, digest="0" * 64,
            issued_by=march.reader, issued_at=clock.now(),
        )  # fmt: skip
    (finding,) = handouts.papers_agree_with_the_book()
    assert f"statement {row.pk}" in str(finding)
    assert "2026-03-31" in str(finding)


def test_the_same_figures_printed_again_are_one_paper_until_it_is_received(march: Desk) -> None:
    first, second = issue(march, day(31, 13)), issue(march, day(31, 14))
    assert first.handout == second.handout
    assert IdentityReading.objects.count() == 2
    with clock.set_to(day(31, 15)):
        handouts.acknowledge(by=march.reader, handout=first.handout, how="signature", received_on=MARCH[1])
    assert issue(march, day(31, 16)).handout != first.handout


@pytest.mark.parametrize("how", Handout.How.values)
def test_a_receipt_is_noted_once(march: Desk, how: str) -> None:
    handout = issue(march, day(31)).handout
    with clock.set_to(day(2, month=4)):
        received = datetime.date(2026, 4, 1)
        for _twice in range(2):
            handouts.acknowledge(by=march.reader, handout=handout, how=how, received_on=received)
        other = "declined" if how != "declined" else "signature"
        with pytest.raises(handouts.Refused):
            handouts.acknowledge(by=march.reader, handout=handout, how=other, received_on=received)
    handout.refresh_from_db()
    assert (handout.how, handout.received_on, handout.noted_by) == (how, received, march.reader)
    assert not handouts.waiting(Office.objects.all())


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"how": "shrug"}, "how"),
        ({"how": ""}, "how"),
        ({"received_on": datetime.date(2026, 3, 30)}, "received_on"),
        ({"received_on": datetime.date(2026, 4, 3)}, "received_on"),
    ],
)
def test_a_receipt_that_cannot_be_is_refused(march: Desk, wrong: dict[str, Any], field: str) -> None:
    handout = issue(march, day(31)).handout
    facts = {"how": "signature", "received_on": datetime.date(2026, 4, 1), **wrong}
    with clock.set_to(day(2, month=4)), pytest.raises(handouts.Refused) as refusal:
        handouts.acknowledge(by=march.reader, handout=handout, **facts)
    assert list(refusal.value.message_dict) == [field]


def test_only_the_prisons_own_reader_issues_and_notes(march: Desk, natore: Prison) -> None:
    stranger = person("stranger", natore.office, Role.STATEMENT_READER)
    handout = issue(march, day(31)).handout
    for by in (stranger, march.recorder, march.prison.recorder):
        with pytest.raises(PermissionDenied):
            handouts.issue(by=by, maker=march.maker, start=MARCH[0], end=MARCH[1], why=WHY)
        with pytest.raises(PermissionDenied):
            handouts.acknowledge(by=by, handout=handout, how="signature", received_on=MARCH[1])
    with pytest.raises(identities.Refused):
        handouts.issue(by=march.reader, maker=march.maker, start=MARCH[0], end=MARCH[1], why="x")
    assert IdentityReading.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE wages_handout SET digest = 'x'",
        "UPDATE wages_handout SET closing_poisha = 1",
        "UPDATE wages_handout SET how = 'signature'",
        "DELETE FROM wages_handout",
    ],
)
def test_the_database_keeps_what_was_handed_out(march: Desk, change: str) -> None:
    handout = issue(march, day(31)).handout
    with clock.set_to(day(1, month=4)):
        handouts.acknowledge(by=march.reader, handout=handout, how="declined", received_on=MARCH[1])
    before = list(Handout.objects.values())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert list(Handout.objects.values()) == before


def test_the_list_shows_what_nobody_noted_and_the_form_notes_it(march: Desk) -> None:
    handout = issue(march, day(31)).handout
    client = signed_in(march.reader)
    shown = client.get(reverse("wages_handouts") + "?open").content.decode()
    assert march.maker.code in shown
    assert "গোপন নাম" not in shown
    page = reverse("wages_handout", args=[handout.pk])
    text = client.get(page).content.decode()
    assert "খতিয়ানেও একই আছে" in text
    assert "গোপন নাম" not in text
    answer = client.post(page, {"how": "thumbprint", "received_on": "2027-01-01"})
    assert list(answer.context["form"].errors) == ["received_on"]
    assert answer.context["form"]["how"].value() == "thumbprint"
    assert client.post(page, {"how": "thumbprint", "received_on": "2026-04-02"})["Location"] == page
    assert march.maker.code not in client.get(reverse("wages_handouts") + "?open").content.decode()
    assert "টিপসই" in client.get(page).content.decode()
    assert client.post(page, {"how": "declined", "received_on": "2026-04-02"}).context["form"].errors


def _issue(ids: tuple[int, str]) -> object:
    reader, maker = User.objects.get(pk=ids[0]), ids[1]
    from shop.production.models import Maker

    found = Maker.objects.get(pk=maker)
    return handouts.issue(by=reader, maker=found, start=MARCH[0], end=MARCH[1], why=WHY).handout.pk


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_print_one_paper(desk: Desk) -> None:
    desk.earn(1_000, day(2))
    given = (desk.reader.pk, str(desk.maker.pk))
    numbers = at_once.run(_issue, [given] * 8)
    assert len(set(numbers)) == 1
    assert Handout.objects.count() == 1
    assert IdentityReading.objects.count() == 8
