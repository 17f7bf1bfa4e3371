"""What the database refuses, whoever speaks to it and in whatever language."""

import datetime
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.sql import emit_pre_migrate_signal
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.db.migrations import Migration

import clock
from shop.ledger import closes, triggers
from shop.ledger.models import Account, DayClose, Entry, Transfer
from tests.ledger.conftest import AT, PENDING, Book, attempt, texts, verify

POSTED = ("ledger_entry", "ledger_transfer", "ledger_account", "ledger_dayclose")
# A column of each table that is no key, and another value for it.
CHANGED = {
    "ledger_entry": ("narrative", "'x'"),
    "ledger_transfer": ("poisha", "7777"),
    "ledger_account": ("opened_at", "'2026-01-01 00:00:00+00:00'"),
    "ledger_dayclose": ("poisha", "7777"),
}
SECOND_KEY = {
    "ledger_entry": "key",
    "ledger_transfer": "entry_id, position",
    "ledger_account": "code",
    "ledger_dayclose": '"on"',
}


@pytest.fixture
def told(book: Book) -> Entry:
    entry = book.post(
        "sold:1", ("advances:cj-dhaka", PENDING, 70), ("advances:cj-dhaka", "department:cj-dhaka", 71)
    )
    with clock.set_to(AT + datetime.timedelta(days=1)):
        closes.close()
    return entry


def columns(table: str, *, without: str = "") -> list[str]:
    """Return the columns of a table as SQL writes them."""
    model = next(model for model in apps.get_models() if model._meta.db_table == table)
    return [f'"{field.column}"' for field in model._meta.concrete_fields if field.column != without]


def copied(table: str, *, without: str = "") -> str:
    """Return an INSERT of a table's own rows into itself, one column changed; without its id, a new one is drawn."""
    column, value = CHANGED[table]
    names = columns(table, without=without)
    values = [value if name == f'"{column}"' else name for name in names]
    return f"INTO {table} ({', '.join(names)}) SELECT {', '.join(values)} FROM {table}"


def refused_and_unchanged(sql: str, error: type[DatabaseError] = IntegrityError) -> None:
    before = [list(model.objects.order_by("pk").values()) for model in (Account, Entry, Transfer, DayClose)]
    with pytest.raises(error):
        attempt(sql)
    assert before == [
        list(model.objects.order_by("pk").values()) for model in (Account, Entry, Transfer, DayClose)
    ]
    assert verify()["ok"]


@pytest.mark.parametrize("table", POSTED)
def test_posted_rows_refuse_update_of_every_column(told: Entry, table: str) -> None:
    for column in columns(table):
        refused_and_unchanged(f"UPDATE {table} SET {column} = {column}")
    column, value = CHANGED[table]
    refused_and_unchanged(f"UPDATE {table} SET {column} = {value}")


@pytest.mark.parametrize("table", POSTED)
def test_posted_rows_refuse_delete(told: Entry, table: str) -> None:
    refused_and_unchanged(f"DELETE FROM {table}")
    refused_and_unchanged(f"DELETE FROM {table} WHERE id = (SELECT max(id) FROM {table})")


@pytest.mark.parametrize("table", POSTED)
def test_posted_rows_refuse_truncate(told: Entry, table: str) -> None:
    # SQLite has no TRUNCATE: the word itself is refused.
    refused_and_unchanged(f"TRUNCATE {table}", DatabaseError)
    refused_and_unchanged(f"TRUNCATE {table} CASCADE", DatabaseError)


@pytest.mark.parametrize("table", POSTED)
@pytest.mark.parametrize("key", ["id", "second"])
def test_posted_rows_refuse_upsert(told: Entry, table: str, key: str) -> None:
    column, value = CHANGED[table]
    conflict = "id" if key == "id" else SECOND_KEY[table]
    insert = copied(table, without="" if key == "id" else "id")
    # SQLite's grammar asks for the WHERE.
    refused_and_unchanged(
        f"INSERT {insert} WHERE true ON CONFLICT ({conflict}) DO UPDATE SET {column} = {value}"
    )


@pytest.mark.parametrize("table", POSTED)
@pytest.mark.parametrize("key", ["id", "second"])
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
@pytest.mark.parametrize("word", ["REPLACE", "INSERT OR REPLACE"])
def test_posted_rows_refuse_replace(told: Entry, table: str, key: str, recursive: str, word: str) -> None:
    """With `recursive_triggers` off SQLite replaces without asking the DELETE trigger; any program may leave it off."""
    if connection.vendor == "sqlite":
        attempt(f"PRAGMA recursive_triggers={recursive}")
    try:
        # PostgreSQL does not know the word.
        refused_and_unchanged(
            f"{word} {copied(table, without='' if key == 'id' else 'id')}",
            IntegrityError if connection.vendor == "sqlite" else DatabaseError,
        )
    finally:
        if connection.vendor == "sqlite":
            attempt("PRAGMA recursive_triggers=ON")


@pytest.mark.parametrize("table", POSTED)
def test_posted_rows_refuse_update_or_replace(told: Entry, table: str) -> None:
    refused_and_unchanged(
        f"UPDATE OR REPLACE {table} SET id = id + 1",
        IntegrityError if connection.vendor == "sqlite" else DatabaseError,
    )


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


def test_a_second_close_after_the_same_one_is_refused(told: Entry) -> None:
    day = DayClose.objects.get()
    day.pk, day.on, day.sha256 = None, day.on + datetime.timedelta(days=1), "f" * 64
    with pytest.raises(IntegrityError), transaction.atomic():
        day.save(force_insert=True)


def guarded_tables() -> list[str]:
    return sorted({guard.table for guard in triggers.guards()})


def test_every_guarded_table_is_a_models_and_every_posted_row_is_guarded_against_every_verb(db: None) -> None:
    tables = {model._meta.db_table for model in apps.get_models()}
    assert set(guarded_tables()) <= tables
    for table in POSTED:
        verbs = {guard.verb for guard in triggers.guards() if guard.table == table}
        assert verbs == {"UPDATE", "DELETE", "REPLACE", "TRUNCATE"}, table
    # The ledger's one table that changes is what its transfers add up to, and is recomputed.
    ledger = {model._meta.db_table for model in apps.get_app_config("ledger").get_models()}
    assert ledger - set(POSTED) == {"ledger_balance"}


def test_every_guard_is_in_place_after_the_migrations(db: None) -> None:
    assert triggers.missing(connection) == []


def remake(model: type[models.Model]) -> None:
    """Remake a model's table as a migration does that alters a column, or a careless administrator."""
    table = model._meta.db_table
    if connection.vendor == "sqlite":
        with connection.schema_editor() as editor:
            editor._remake_table(model)  # type: ignore[attr-defined]
        return
    attempt(
        f"ALTER TABLE {table} RENAME TO remade; CREATE TABLE {table} (LIKE remade INCLUDING ALL); "
        f"INSERT INTO {table} OVERRIDING SYSTEM VALUE SELECT * FROM remade; DROP TABLE remade CASCADE"
    )


@pytest.mark.django_db(transaction=True)
def test_tables_remade_without_their_guards_are_named_and_a_migration_puts_them_back() -> None:
    Book().post("sold:1", ("advances:cj-dhaka", PENDING, 70))
    # As `migrate` does before and after it applies something.
    plan = [(Migration("alter_every_table", "ledger"), False)]
    emit_pre_migrate_signal(verbosity=0, interactive=False, db="default", plan=plan)
    lifted = triggers.missing(connection)
    assert not any(name.startswith("ledger_") for name in lifted), "what is posted stays guarded"
    for model in apps.get_models():
        if model._meta.db_table in guarded_tables():
            remake(model)
    foreign = "TRUNCATE" if connection.vendor == "sqlite" else "REPLACE"
    assert sorted(texts(verify())) == sorted(
        f"the trigger {guard.name} is missing, altered or switched off"
        for guard in triggers.guards()
        if guard.verb != foreign
    )
    call_command("migrate", verbosity=0)
    assert triggers.missing(connection) == []
    assert verify()["ok"]


@pytest.mark.django_db(transaction=True)
def test_every_trigger_stands_after_each_migration_of_the_ledger() -> None:
    """Back to where the book began and forth again, one migration at a time."""
    folder = Path(apps.get_app_config("ledger").path) / "migrations"
    migrations = sorted(path.stem for path in folder.glob("0*.py"))
    assert len(migrations) >= 2
    for name in migrations:
        call_command("migrate", "ledger", name, verbosity=0)
        assert triggers.missing(connection) == [], name
