"""Rules of duties: dated, followed, never edited."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

import clock
from bangla import fiscal
from charter_pages.duties import raising, rules
from charter_pages.models import Duty, DutyKind, DutyRule
from tests.charter_pages.duties.country import QUARTER, WITHIN, Country

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def following(kind: str = DutyKind.TRAINING, *, begins: datetime.date, **more: object) -> DutyRule:
    facts = {"due_days": 5, "weight": 2, "remind_days": [-7, 1], "source": "পত্র ১২", **more}
    return DutyRule(kind=kind, in_force_from=begins, **facts)


def test_the_founding_rules_say_what_the_papers_say(owing: Country) -> None:
    standing = rules.in_force(QUARTER)
    assert set(standing) == set(DutyKind.values)
    terms = {kind: (rule.weight, rule.target_percent) for kind, rule in standing.items()}
    assert terms.pop("committee") == (3, 100)
    assert terms.pop("committee_minutes") == (4, 90)
    assert set(terms.values()) == {(0, 100)}
    assert all("(?)" in rule.source for rule in standing.values())


def test_a_rule_that_follows_ends_the_one_before_it_and_binds_from_its_quarter_on(owing: Country) -> None:
    new = rules.follow(by=owing.policy, rule=following(begins=QUARTER.next().first_day))
    old = DutyRule.objects.exclude(pk=new.pk).get(kind=DutyKind.TRAINING)
    assert old.in_force_until == QUARTER.last_day
    assert rules.in_force(QUARTER)[DutyKind.TRAINING] == old
    assert rules.in_force(QUARTER.next())[DutyKind.TRAINING] == new
    with clock.set_to(clock.midnight(QUARTER.next().first_day)):
        raising.raise_due()
    assert set(Duty.objects.filter(kind="training").values_list("quarter", "rule")) == {
        (1, old.pk),
        (2, new.pk),
    }


def test_no_rule_begins_with_a_quarter_that_was_raised_or_in_the_middle_of_one(owing: Country) -> None:
    for begins in (QUARTER.first_day, QUARTER.previous().first_day, datetime.date(2026, 10, 2)):
        with pytest.raises(ValidationError, match="in_force_from"):
            rules.follow(by=owing.policy, rule=following(begins=begins))
    assert DutyRule.objects.filter(kind=DutyKind.TRAINING).count() == 1


def test_a_rule_that_begins_too_early_is_refused_with_the_earliest_day_in_words(owing: Country) -> None:
    with pytest.raises(ValidationError) as refused:
        rules.follow(by=owing.policy, rule=following(begins=QUARTER.first_day))
    assert refused.value.messages == [
        "For this quarter duties were raised already. The earliest day is 1 October 2026."
    ]


def test_a_duty_whose_rule_was_ended_is_owed_no_more(owing: Country) -> None:
    rules.end(by=owing.moderator, rule=DutyRule.objects.get(kind=DutyKind.TRAINING))
    with clock.set_to(clock.midnight(QUARTER.next().first_day)):
        raising.raise_due()
    assert not Duty.objects.of_quarter(QUARTER.next()).filter(kind=DutyKind.TRAINING).exists()
    assert Duty.objects.of_quarter(QUARTER.next()).filter(kind=DutyKind.CHARTER).exists()


def test_only_headquarters_says_what_is_owed(owing: Country) -> None:
    for user in (owing.editor, owing.reviewer):
        with pytest.raises(PermissionDenied):
            rules.follow(by=user, rule=following(begins=QUARTER.next().first_day))
        with pytest.raises(PermissionDenied):
            rules.end(by=user, rule=DutyRule.objects.get(kind=DutyKind.TRAINING))


@pytest.mark.parametrize("change", [{"weight": 9}, {"due_days": 30}, {"remind_days": [1]}, {"source": "x"}])
def test_the_database_refuses_to_change_a_rule_by_which_duties_were_raised(
    owing: Country, change: dict[str, object]
) -> None:
    of_training = DutyRule.objects.filter(kind=DutyKind.TRAINING)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        of_training.update(**change)
    of_training.update(in_force_until=QUARTER.last_day)
    unused = rules.follow(by=owing.policy, rule=following(begins=QUARTER.next().first_day))
    DutyRule.objects.filter(pk=unused.pk).update(**change)


def test_a_rule_reminds_by_whole_numbers(owing: Country) -> None:
    for days in ("soon", {"a": 1}, [1.5], [True], [200]):
        with pytest.raises(ValidationError, match="remind_days"):
            rules.follow(by=owing.policy, rule=following(begins=QUARTER.next().first_day, remind_days=days))


def test_the_quarter_of_a_day_is_asked_in_dhaka(owing: Country) -> None:
    # Half past midnight in Dhaka is still the old quarter in UTC.
    with clock.set_to(datetime.datetime(2026, 9, 30, 18, 30, tzinfo=datetime.UTC)):
        assert fiscal.quarter(clock.today()) == QUARTER.next()
    with clock.set_to(WITHIN):
        assert fiscal.quarter(clock.today()) == QUARTER
