"""What the database refuses, whoever speaks to it, and what `ledger_verify` finds behind its back."""

import io
import json
from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from shop.ledger import triggers
from shop.ledger.models import Account, Balance, Entry, Transfer
from tests.ledger.conftest import PENDING, Book


@pytest.fixture
def told(book: Book) -> Entry:
    return book.post(
        "sold:1", ("advances:cj-dhaka", PENDING, 70), ("advances:cj-dhaka", "department:cj-dhaka", 71)
    )


def attempt(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE ledger_entry SET narrative = 'x'",
        "UPDATE ledger_entry SET recorded_at = recorded_at",
        "UPDATE ledger_transfer SET poisha = poisha + 1",
        "UPDATE ledger_account SET code = 'bank' WHERE code LIKE 'department%'",
        "UPDATE ledger_account SET floor = NOT floor",
        "DELETE FROM ledger_entry",
        "DELETE FROM ledger_transfer",
        "DELETE FROM ledger_account",
    ],
)
def test_posted_rows_refuse_update_and_delete(told: Entry, sql: str) -> None:
    with pytest.raises(IntegrityError):
        attempt(sql)
    assert verify()["ok"]


@pytest.mark.parametrize("recursive", ["ON", "OFF"])
@pytest.mark.parametrize(
    "sql",
    [
        "REPLACE INTO ledger_transfer (id, position, poisha, credit_id, debit_id, entry_id) "
        "SELECT id, position, poisha + 1, credit_id, debit_id, entry_id FROM ledger_transfer",
        "REPLACE INTO ledger_entry "
        "(id, key, kind, effective_at, recorded_at, recorded_by_id, narrative, digest) "
        "SELECT id, key, kind, effective_at, recorded_at, recorded_by_id, 'x', digest FROM ledger_entry",
        "REPLACE INTO ledger_entry (key, kind, effective_at, recorded_at, recorded_by_id, narrative, digest) "
        "SELECT key, kind, effective_at, recorded_at, recorded_by_id, 'x', digest FROM ledger_entry",
        "INSERT OR REPLACE INTO ledger_account (code, kind, floor, opened_at) "
        "SELECT code, 'asset', 0, opened_at FROM ledger_account",
        "UPDATE OR REPLACE ledger_entry SET key = 'sold:2'",
    ],
)
def test_posted_rows_refuse_replace(told: Entry, sql: str, recursive: str) -> None:
    if connection.vendor != "sqlite":
        # PostgreSQL's word for it; its rows are guarded by the UPDATE trigger.
        sql = (
            "INSERT INTO ledger_entry SELECT * FROM ledger_entry "
            "ON CONFLICT (key) DO UPDATE SET narrative = 'x' WHERE ledger_entry.id > 0"
        )
    else:
        attempt(f"PRAGMA recursive_triggers={recursive}")
    try:
        with pytest.raises(IntegrityError):
            attempt(sql)
    finally:
        if connection.vendor == "sqlite":
            attempt("PRAGMA recursive_triggers=ON")
    assert verify()["ok"]


@pytest.mark.parametrize("table", ["ledger_entry", "ledger_transfer", "ledger_account"])
def test_posted_rows_refuse_truncate(told: Entry, table: str) -> None:
    # SQLite has no TRUNCATE; its DELETE without a condition is refused like any other.
    sql = f"DELETE FROM {table}" if connection.vendor == "sqlite" else f"TRUNCATE {table} CASCADE"
    with pytest.raises(DatabaseError):
        attempt(sql)
    assert verify()["ok"]


@pytest.mark.parametrize("poisha", [0, -5])
def test_a_transfer_of_nothing_or_less_is_refused(told: Entry, poisha: int) -> None:
    one, other = Account.objects.all()[:2]
    with pytest.raises(IntegrityError), transaction.atomic():
        Transfer.objects.create(entry=told, position=9, debit=one, credit=other, poisha=poisha)


def test_a_transfer_within_one_account_is_refused(told: Entry) -> None:
    account = Account.objects.first()
    assert account is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        Transfer.objects.create(entry=told, position=9, debit=account, credit=account, poisha=1)


def test_a_balance_below_the_floor_is_refused(told: Entry) -> None:
    with pytest.raises(IntegrityError):
        attempt("UPDATE ledger_balance SET poisha = -1")


def verify() -> dict[str, object]:
    """Run the command; return what it says, and see that its exit code agrees."""
    out = io.StringIO()
    code = 0
    try:
        call_command("ledger_verify", json=True, stdout=out)
    except SystemExit as stop:
        code = int(stop.code or 0)
    said: dict[str, object] = json.loads(out.getvalue())
    assert code == (0 if said["ok"] else 1)
    return said


@contextmanager
def unguarded():
    """Lift the guards, as someone with the file in hand would."""
    triggers.remove(connection)
    yield
    triggers.install(connection)


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("UPDATE ledger_transfer SET poisha = poisha + 1 WHERE position = 1", "digest"),
        ("UPDATE ledger_entry SET narrative = 'x'", "digest"),
        ("UPDATE ledger_entry SET recorded_by_id = '7'", "digest"),
        ("DELETE FROM ledger_transfer WHERE position = 1", "digest"),
        ("DELETE FROM ledger_transfer", "no transfer"),
    ],
)
def test_what_was_altered_is_named_with_its_entry_and_day(told: Entry, sql: str, words: str) -> None:
    with unguarded():
        attempt(sql)
    said = verify()
    found = [finding for finding in said["findings"] if finding["entry"] == "sold:1"]  # type: ignore[attr-defined]
    assert any(words in finding["text"] and finding["day"] == "2026-03-01" for finding in found), said


def test_a_balance_that_the_transfers_do_not_add_up_to_is_found(told: Entry) -> None:
    Balance.objects.update(poisha=71)
    said = verify()
    assert [finding["text"] for finding in said["findings"]] == [  # type: ignore[attr-defined]
        f"{PENDING} keeps 71 poisha, its transfers add up to 70"
    ]


def test_a_transfer_added_to_a_posted_entry_is_found(told: Entry) -> None:
    one, other = Account.objects.filter(floor=False)[:2]
    Transfer.objects.create(entry=told, position=9, debit=one, credit=other, poisha=1)
    assert not verify()["ok"]


def test_a_missing_trigger_is_named(told: Entry) -> None:
    on = "" if connection.vendor == "sqlite" else " ON ledger_entry"
    attempt(f"DROP TRIGGER ledger_entry_refuses_update{on}")
    said = verify()
    assert [finding["text"] for finding in said["findings"]] == [  # type: ignore[attr-defined]
        "the trigger ledger_entry_refuses_update is missing, altered or switched off"
    ]
    triggers.install(connection)
    assert verify()["ok"]


def test_every_guard_is_in_place_after_the_migrations(db: None) -> None:
    assert triggers.missing(connection) == []


def test_a_migration_puts_lost_guards_back(db: None) -> None:
    triggers.remove(connection)
    assert len(triggers.missing(connection)) > 20
    call_command("migrate", verbosity=0)
    assert triggers.missing(connection) == []


def test_the_trial_balance_command_prints_what_the_book_says(told: Entry) -> None:
    out = io.StringIO()
    call_command("trial_balance", "--json", stdout=out)
    assert json.loads(out.getvalue()) == {"advances:cj-dhaka": 141, "department:cj-dhaka": -71, PENDING: -70}
    out = io.StringIO()
    call_command("trial_balance", "--on", "2026-02-28", "--json", stdout=out)
    assert json.loads(out.getvalue()) == {}
