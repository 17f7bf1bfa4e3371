"""MONEY.md, row 19, past every verb: what the database itself refuses of a policy, superusers and SQL included."""

import datetime
import uuid
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

import clock
from accounts.models import User
from shop.wages import guards, policy
from shop.wages.models import SharePolicy
from tests.production.conftest import NOON, Prison

LATER = NOON + datetime.timedelta(days=30)


@pytest.fixture(autouse=True)
def _noon() -> Any:
    with clock.set_to(NOON):
        yield


@pytest.fixture
def root(db: None) -> User:
    return User.objects.create_superuser("root")


def insert(proposer: User, approver: User | None = None, **facts: Any) -> int:
    """Write a policy by raw SQL, every column named; return its key."""
    written = SharePolicy(
        rate_bp=6000,
        in_force_from=LATER,
        memo_number="স্মারক-১",
        proposed_by=proposer,
        proposed_at=NOON,
        approved_by=approver,
        approved_at=NOON if approver else None,
        form_key=uuid.uuid4(),
    )
    fields = [field for field in SharePolicy._meta.concrete_fields if field.column != "id"]
    values = {field.column: getattr(written, field.attname) for field in fields} | facts
    prepared = [field.get_db_prep_save(values[field.column], connection) for field in fields]
    columns = ", ".join(str(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO wages_sharepolicy ({columns}) VALUES ({marks}) RETURNING id", prepared)
        return int(cursor.fetchone()[0])


def execute(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_raw_sql_may_write_a_lawful_policy(proposer: User, approver: User) -> None:
    key = insert(proposer, approver)
    assert policy.in_force(at=LATER).pk == key


@pytest.mark.parametrize(
    ("why", "facts"),
    [
        ("49.99 %", {"rate_bp": 4999}),
        ("70.01 %", {"rate_bp": 7001}),
        ("back-dated", {"in_force_from": NOON - datetime.timedelta(seconds=1)}),
        ("begins as it is proposed", {"in_force_from": NOON}),
        ("approved after it began", {"approved_at": LATER + datetime.timedelta(seconds=1)}),
        ("approved before it was proposed", {"approved_at": NOON - datetime.timedelta(seconds=1)}),
        ("borne by a maker", {"refund_bearer": "maker"}),
        ("a payout of nothing", {"smallest_payout_poisha": 0}),
        ("without an order", {"memo_number": ""}),
        ("an end of no scope", {"as_wider": True}),
        ("a second founding policy", {"founding": True, "proposed_by_id": None}),
        ("days below nothing", {"return_days": -1}),
    ],
)
def test_raw_sql_is_refused_what_is_unlawful(
    proposer: User, approver: User, why: str, facts: dict[str, Any]
) -> None:
    with pytest.raises((IntegrityError, DatabaseError)):
        insert(proposer, approver, **facts)
    assert SharePolicy.objects.count() == 1, why


def test_raw_sql_lets_no_superuser_approve_the_own_proposal(root: User) -> None:
    with pytest.raises(IntegrityError):
        insert(root, root)
    key = insert(root)
    for sql in (
        f"UPDATE wages_sharepolicy SET approved_by_id = {root.pk}, approved_at = proposed_at WHERE id = {key}",
        f"UPDATE wages_sharepolicy SET approved_at = proposed_at WHERE id = {key}",
    ):
        with pytest.raises(IntegrityError):
            execute(sql)
    assert not SharePolicy.objects.get(pk=key).is_approved


def test_raw_sql_writes_no_two_beginnings_in_one_scope(
    proposer: User, approver: User, dhaka: Prison, natore: Prison
) -> None:
    insert(proposer, approver)
    insert(proposer, approver, scope_office_id=dhaka.office.pk)
    insert(proposer, approver, scope_office_id=natore.office.pk)
    for scope in ({}, {"scope_office_id": dhaka.office.pk}):
        with pytest.raises(IntegrityError):
            insert(proposer, approver, rate_bp=7000, **scope)
    # Nor does an approval bring a second one about.
    second = insert(proposer, rate_bp=7000)
    with pytest.raises(IntegrityError):
        execute(
            f"UPDATE wages_sharepolicy SET approved_by_id = {approver.pk}, approved_at = proposed_at "
            f"WHERE id = {second}"
        )


# Another value of each column, as SQL writes it.
OTHERWISE = {
    "rate_bp": "7000",
    "deduct_materials": "NOT deduct_materials",
    "deduct_other_costs": "NOT deduct_other_costs",
    "deduct_delivery": "NOT deduct_delivery",
    "deduct_fee": "NOT deduct_fee",
    "deduct_discounts": "NOT deduct_discounts",
    "refund_bearer": "'hq'",
    "smallest_payout_poisha": "99999",
    "rounding": "'down'",
    "return_days": "0",
    "in_force_from": "approved_at",
    "scope_office_id": "NULL",
    "scope_trade_id": "NULL",
    "as_wider": "NOT as_wider",
    "memo_number": "'another'",
    "memo_on": "NULL",
    "document_id": "NULL",
    "founding": "NOT founding",
    "proposed_by_id": "approved_by_id",
    "proposed_at": "approved_at",
    "form_key": "form_key",
    "approved_by_id": "NULL",
    "approved_at": "NULL",
    "id": "id + 1000",
}


def test_every_column_of_a_policy_is_among_those_tried() -> None:
    columns = {field.column for field in SharePolicy._meta.concrete_fields}
    assert columns == set(OTHERWISE)
    assert columns - set(guards.WHAT_IS_PROPOSED) == {"approved_by_id", "approved_at"}


@pytest.mark.parametrize("column", OTHERWISE)
def test_no_column_of_an_approved_policy_is_edited(proposer: User, approver: User, column: str) -> None:
    key = insert(proposer, approver)
    with pytest.raises(IntegrityError):
        execute(f"UPDATE wages_sharepolicy SET {column} = {OTHERWISE[column]} WHERE id = {key}")


@pytest.mark.parametrize("column", guards.WHAT_IS_PROPOSED)
def test_no_column_of_a_proposal_is_edited_after_it_was_made(proposer: User, column: str) -> None:
    key = insert(proposer)
    with pytest.raises(IntegrityError):
        execute(f"UPDATE wages_sharepolicy SET {column} = {OTHERWISE[column]} WHERE id = {key}")
