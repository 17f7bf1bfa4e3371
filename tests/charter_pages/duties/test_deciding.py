"""The division stands by what its prison showed, headquarters accepts it or returns it, nobody their own."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

import clock
from accounts.models import User
from charter_pages.duties import deciding
from charter_pages.models import Duty, DutyEvent
from letters.models import Letter
from offices.models import Office
from tests.charter_pages.duties import country
from tests.charter_pages.duties.country import WITHIN, Country

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def shown(owing: Country, office: str = "a", by: User | None = None) -> Duty:
    duty = owing.duty("training", office)
    with clock.set_to(WITHIN):
        country.show(by or owing.editor, duty)
    return duty


def test_a_prisons_evidence_goes_by_its_division_to_headquarters(owing: Country) -> None:
    duty = shown(owing)
    with clock.set_to(WITHIN):
        deciding.endorse(by=owing.reviewer, duty=duty, number=1)
        settled = deciding.accept(by=owing.moderator, duty=duty, number=1)
    assert (settled.state, settled.settled_at) == (Duty.State.ACCEPTED, WITHIN)
    told = DutyEvent.objects.filter(duty=duty).values_list("what", "by__username", "evidence__number")
    assert list(told) == [
        ("raised", None, None),
        ("shown", "natore-editor", 1),
        ("endorsed", "reviewer", 1),
        ("accepted", "moderator", 1),
    ]


def test_what_was_returned_is_owed_again_with_the_reason_and_shown_once_more(owing: Country) -> None:
    duty = shown(owing)
    with clock.set_to(WITHIN):
        deciding.give_back(by=owing.reviewer, duty=duty, number=1, reason="  তারিখ নেই  ")
        duty.refresh_from_db()
        assert duty.state == Duty.State.RETURNED
        assert DutyEvent.objects.get(duty=duty, what="returned").reason == "তারিখ নেই"
        second = country.show(owing.editor, duty)
    assert second.number == 2
    duty.refresh_from_db()
    assert duty.state == Duty.State.SUBMITTED


@pytest.mark.parametrize("reason", ["", "  ", "ন"])
def test_nothing_is_returned_without_a_reason(owing: Country, reason: str) -> None:
    duty = shown(owing)
    with pytest.raises(ValidationError, match="reason"):
        deciding.give_back(by=owing.reviewer, duty=duty, number=1, reason=reason)


def test_headquarters_waits_for_the_division_and_no_longer_than_the_rule_says(owing: Country) -> None:
    duty = shown(owing)
    day = datetime.timedelta(days=1)
    with clock.set_to(WITHIN + 7 * day - day / 24):
        assert not deciding.waiting_for(owing.moderator, to_accept=True).exists()
        for verb in (deciding.accept, lambda **given: deciding.give_back(**given, reason="কারণ")):
            with pytest.raises(ValidationError, match="silent"):
                verb(by=owing.moderator, duty=duty, number=1)
    with clock.set_to(WITHIN + 7 * day):
        assert deciding.waiting_for(owing.moderator, to_accept=True).get() == duty
        deciding.accept(by=owing.moderator, duty=duty, number=1)


def test_a_divisions_own_evidence_and_headquarters_go_straight_to_headquarters(owing: Country) -> None:
    for office, by in (("division", owing.reviewer), ("hq", owing.moderator)):
        duty = shown(owing, office, by)
        assert not deciding.waiting_for(owing.second_reviewer, to_accept=False).exists()
        with pytest.raises((ValidationError, PermissionDenied)):
            deciding.endorse(by=owing.second_reviewer, duty=duty, number=1)
        deciding.accept(by=owing.second_moderator, duty=duty, number=1)


def test_nobody_decides_on_what_they_showed_themselves(owing: Country) -> None:
    by_reviewer = shown(owing, by=owing.reviewer)
    by_moderator = shown(owing, "division", owing.moderator)
    for who, duty, verb in (
        (owing.reviewer, by_reviewer, deciding.endorse),
        (owing.moderator, by_moderator, deciding.accept),
    ):
        with pytest.raises(ValidationError, match="yourself"):
            verb(by=who, duty=duty, number=1)
        assert not deciding.waiting_for(who, to_accept=verb is deciding.accept).filter(pk=duty.pk).exists()
        assert deciding.may_decide(who, duty) == ""
    assert deciding.waiting_for(owing.second_reviewer, to_accept=False).get() == by_reviewer
    deciding.endorse(by=owing.second_reviewer, duty=by_reviewer, number=1)


def test_no_other_office_has_a_say(owing: Country) -> None:
    duty = shown(owing)
    elsewhere = Office.objects.create(
        code="div-dhaka", kind="division", parent=owing.offices.hq, name_bn="ঢাকা", name_en="Dhaka"
    )
    stranger = country.selling.staff("division_reviewer", elsewhere, "stranger")
    for who in (owing.editor, owing.other_editor, stranger, owing.policy):
        for verb in (deciding.endorse, deciding.accept):
            with pytest.raises((PermissionDenied, ValidationError)):
                verb(by=who, duty=duty, number=1)
        assert deciding.may_decide(who, duty) == ""
    duty.refresh_from_db()
    assert duty.state == Duty.State.SUBMITTED


def test_a_decision_is_on_what_stood_on_the_screen(owing: Country) -> None:
    duty = shown(owing)
    country.show(owing.editor, duty)
    with pytest.raises(ValidationError, match="new was shown"):
        deciding.endorse(by=owing.reviewer, duty=duty, number=1)
    deciding.endorse(by=owing.reviewer, duty=duty, number=2)


def test_what_is_settled_is_neither_decided_on_again_nor_shown_again(owing: Country) -> None:
    duty = shown(owing, "division", owing.reviewer)
    deciding.accept(by=owing.moderator, duty=duty, number=1)
    with pytest.raises(ValidationError, match="state"):
        deciding.give_back(by=owing.moderator, duty=duty, number=1, reason="কারণ")
    with pytest.raises(ValidationError, match="settled"):
        country.show(owing.reviewer, duty)


def test_the_same_shown_twice_while_it_waits_is_one_evidence(owing: Country) -> None:
    duty = owing.duty()
    first = country.show(owing.editor, duty, "same")
    assert country.show(owing.editor, duty, "same") == first
    with clock.set_to(WITHIN):
        deciding.give_back(by=owing.reviewer, duty=duty, number=1, reason="স্বাক্ষর নেই")
    assert country.show(owing.editor, duty, "same").number == 2


def test_many_are_accepted_each_by_itself(owing: Country) -> None:
    fine = shown(owing, "division", owing.reviewer)
    own = shown(owing, "hq", owing.moderator)
    outcome = deciding.accept_all(by=owing.moderator, chosen=[(fine, 1), (own, 1)])
    assert outcome.done == 1
    assert [duty for duty, _why in outcome.refused] == [own]


def test_the_office_and_who_showed_it_are_told_in_their_language_and_nobody_is_named(owing: Country) -> None:
    Office.objects.filter(pk=owing.offices.division.pk).update(email="division@prison.gov.bd")
    duty = shown(owing, "division", owing.reviewer)
    deciding.give_back(by=owing.moderator, duty=duty, number=1, reason="তারিখ নেই")
    letters = {letter.to: letter for letter in Letter.objects.all()}
    assert set(letters) == {"division@prison.gov.bd", "reviewer@example.org"}
    assert {letter.template for letter in letters.values()} == {"duty_returned"}
    assert letters["reviewer@example.org"].context["reason"] == "তারিখ নেই"
    for letter in letters.values():
        assert owing.reviewer.username not in str(letter.context)
        assert "moderator" not in str(letter.context)
    # The verb refuses a second time, and so writes no second letter.
    with pytest.raises(ValidationError):
        deciding.give_back(by=owing.moderator, duty=duty, number=1, reason="তারিখ নেই")
    assert Letter.objects.count() == 2
