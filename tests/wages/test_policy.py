"""The share policy: proposed by one, approved by another, lawful, ahead of its time, and then for good."""

import datetime
import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

import clock
from accounts.models import User
from accounts.roles import Role
from shop.production.models import Trade
from shop.wages import policy
from shop.wages.models import SharePolicy
from tests import at_once
from tests.production.conftest import NOON, Prison, person

LATER = NOON + datetime.timedelta(days=30)


@pytest.fixture(autouse=True)
def _noon() -> Any:
    with clock.set_to(NOON):
        yield


def propose(by: User, **facts: Any) -> SharePolicy:
    return policy.propose(
        by=by, **{"rate_bp": 6000, "in_force_from": LATER, "memo_number": "স্মারক-১", **facts}
    )


def decide(proposer: User, approver: User, **facts: Any) -> SharePolicy:
    return policy.approve(by=approver, policy=propose(proposer, **facts))


def test_half_of_the_profit_is_in_force_from_the_books_first_day_and_cites_its_order(db: None) -> None:
    first = datetime.datetime(2024, 7, 1, tzinfo=clock.DHAKA)
    founding = policy.in_force(at=first)
    assert (founding.rate_bp, founding.memo_number, founding.memo_on) == (
        5000,
        "৫৮.০৪.০০০০.০২১.০৩.০২০.২৪-২৬২",
        datetime.date(2024, 3, 10),
    )
    with pytest.raises(policy.NoPolicy):
        policy.in_force(at=first - datetime.timedelta(microseconds=1))


def test_a_policy_counts_from_its_instant_and_the_one_before_until_then(
    proposer: User, approver: User
) -> None:
    sixty = decide(proposer, approver)
    assert policy.in_force(at=LATER) == sixty
    assert policy.in_force(at=LATER - datetime.timedelta(microseconds=1)).rate_bp == 5000


def test_a_proposal_alone_changes_nothing(proposer: User) -> None:
    proposal = propose(proposer)
    assert policy.in_force(at=LATER).rate_bp == 5000
    assert policy.waiting() == [proposal]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"rate_bp": 4999}, "rate_bp"),
        ({"rate_bp": 7001}, "rate_bp"),
        ({"in_force_from": NOON}, "in_force_from"),
        ({"in_force_from": NOON - datetime.timedelta(days=1)}, "in_force_from"),
        ({"memo_number": "  "}, "memo_number"),
        ({"as_wider": True}, "as_wider"),
        ({"return_days": 91}, "return_days"),
        ({"rounding": "sideways"}, "rounding"),
    ],
)
def test_an_unlawful_proposal_is_refused_by_field(proposer: User, facts: dict[str, Any], field: str) -> None:
    with pytest.raises(policy.Refused) as refused:
        propose(proposer, **facts)
    assert list(refused.value.error_dict) == [field]
    assert SharePolicy.objects.count() == 1


def test_nobody_approves_ones_own_proposal_not_even_a_superuser(db: None) -> None:
    root = User.objects.create_superuser("root")
    proposal = propose(root)
    with pytest.raises(policy.Refused):
        policy.approve(by=root, policy=proposal)


def test_only_who_is_appointed_proposes_and_approves(proposer: User, approver: User) -> None:
    with pytest.raises(PermissionDenied):
        propose(approver)
    with pytest.raises(PermissionDenied):
        policy.approve(by=proposer, policy=propose(proposer))


def test_a_proposal_whose_beginning_has_passed_is_not_approved(proposer: User, approver: User) -> None:
    proposal = propose(proposer)
    with clock.set_to(LATER), pytest.raises(policy.Refused):
        policy.approve(by=approver, policy=proposal)


def test_approving_twice_is_approving_once_and_a_third_person_is_told(
    proposer: User, approver: User, hq: Any
) -> None:
    approved = decide(proposer, approver)
    with clock.set_to(NOON + datetime.timedelta(hours=1)):
        assert policy.approve(by=approver, policy=approved).approved_at == NOON
        with pytest.raises(policy.Refused):
            policy.approve(by=person("third", hq, Role.HQ_POLICY_APPROVER), policy=approved)


def test_two_policies_of_one_scope_do_not_begin_at_one_instant(proposer: User, approver: User) -> None:
    decide(proposer, approver)
    with pytest.raises(policy.Refused):
        decide(proposer, approver, rate_bp=7000)
    assert policy.in_force(at=LATER).rate_bp == 6000


def test_a_form_sent_twice_proposes_one_policy(proposer: User) -> None:
    import uuid

    key = uuid.uuid4()
    assert propose(proposer, form_key=key) == propose(proposer, form_key=key)


def test_the_prisons_policy_goes_before_the_trades_and_that_before_the_national(
    proposer: User, approver: User, dhaka: Prison, natore: Prison
) -> None:
    trade = Trade.objects.get(code="furniture")
    hours = [LATER + datetime.timedelta(hours=n) for n in range(5)]
    decide(proposer, approver, rate_bp=6000, in_force_from=hours[1], scope_trade=trade)
    decide(proposer, approver, rate_bp=6500, in_force_from=hours[2], scope_office=dhaka.office)
    decide(proposer, approver, rate_bp=5500, in_force_from=hours[3])
    decide(proposer, approver, in_force_from=hours[4], scope_office=dhaka.office, as_wider=True)

    def rates(office: Any, trade_code: str) -> list[int]:
        return [
            policy.in_force(at=hour, office_id=office.pk, trade_code=trade_code).rate_bp for hour in hours
        ]

    assert rates(dhaka.office, "furniture") == [5000, 6000, 6500, 6500, 6000]
    assert rates(dhaka.office, "weaving") == [5000, 5000, 6500, 6500, 5500]
    assert rates(natore.office, "furniture") == [5000, 6000, 6000, 6000, 6000]
    assert rates(natore.office, "weaving") == [5000, 5000, 5000, 5500, 5500]


# What follows speaks to the database itself, past every verb.


def insert(proposer: User, approver: User | None = None, **facts: Any) -> None:
    row = {
        "rate_bp": 6000,
        "in_force_from": LATER,
        "memo_number": "স্মারক-১",
        "proposed_by": proposer,
        "proposed_at": NOON,
        "approved_by": approver,
        "approved_at": NOON if approver else None,
        **facts,
    }
    with transaction.atomic():
        SharePolicy.objects.bulk_create([SharePolicy(**row)])


def test_the_database_takes_a_lawful_policy(proposer: User, approver: User) -> None:
    insert(proposer, approver)


@pytest.mark.parametrize(
    "facts",
    [
        {"rate_bp": 4999},
        {"rate_bp": 7001},
        {"in_force_from": NOON - datetime.timedelta(days=1)},
        {"in_force_from": NOON},
        {"approved_at": LATER},
        {"approved_at": NOON - datetime.timedelta(seconds=1)},
        {"approved_at": None},
        {"memo_number": ""},
        {"proposed_by": None},
        {"as_wider": True},
        {"founding": True},
        {"founding": True, "proposed_by": None, "approved_by": None, "approved_at": None},
    ],
)
def test_the_database_refuses_an_unlawful_policy(
    proposer: User, approver: User, facts: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError):
        insert(proposer, approver, **facts)


def test_the_database_refuses_ones_own_approval(proposer: User) -> None:
    with pytest.raises(IntegrityError):
        insert(proposer, proposer)
    proposal = propose(proposer)
    with pytest.raises(IntegrityError), transaction.atomic():
        SharePolicy.objects.filter(pk=proposal.pk).update(approved_by=proposer, approved_at=NOON)


def test_the_database_refuses_two_beginnings_at_one_instant(
    proposer: User, approver: User, dhaka: Prison
) -> None:
    for scope in ({}, {"scope_office": dhaka.office}, {"scope_trade": Trade.objects.get()}):
        insert(proposer, approver, **scope)
        with pytest.raises(IntegrityError):
            insert(proposer, approver, rate_bp=7000, **scope)


@pytest.mark.parametrize("founding", [True, False])
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE wages_sharepolicy SET rate_bp = 7000",
        "UPDATE wages_sharepolicy SET memo_number = 'x'",
        "UPDATE wages_sharepolicy SET in_force_from = in_force_from",
        "UPDATE wages_sharepolicy SET approved_by_id = NULL, approved_at = NULL",
        "DELETE FROM wages_sharepolicy",
    ],
)
def test_the_database_keeps_an_approved_policy_as_it_is(
    proposer: User, approver: User, sql: str, founding: bool
) -> None:
    approved = decide(proposer, approver)
    pk = SharePolicy.objects.get(founding=True).pk if founding else approved.pk
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"{sql} WHERE id = {pk}")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE wages_sharepolicy SET rate_bp = 7000 WHERE approved_at IS NULL",
        "UPDATE wages_sharepolicy SET proposed_by_id = {approver} WHERE proposed_by_id IS NOT NULL",
        "DELETE FROM wages_sharepolicy WHERE NOT founding",
    ],
)
def test_the_database_keeps_a_proposal_as_it_was_made(proposer: User, approver: User, sql: str) -> None:
    propose(proposer)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.format(approver=approver.pk))


def test_the_database_keeps_policies_from_being_replaced_or_truncated(db: None) -> None:
    sql = "TRUNCATE wages_sharepolicy CASCADE"
    if connection.vendor == "sqlite":
        columns = [field.column for field in SharePolicy._meta.fields]
        values = ", ".join("7000" if column == "rate_bp" else column for column in columns)
        sql = f"REPLACE INTO wages_sharepolicy ({', '.join(columns)}) SELECT {values} FROM wages_sharepolicy"
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.django_db(transaction=True)
def test_eight_clicks_at_once_propose_one_policy_and_approve_it_once(proposer: User, approver: User) -> None:
    key = uuid.uuid4()

    def click(_number: object) -> int:
        return int(propose(proposer, form_key=key).pk)

    def approve(policy_id: object) -> bool:
        return policy.approve(by=approver, policy=SharePolicy.objects.get(pk=policy_id)).is_approved

    (proposed,) = set(at_once.run(click, range(8)))
    assert proposed == SharePolicy.objects.get(founding=False).pk
    assert at_once.run(approve, [proposed] * 8) == [True] * 8
