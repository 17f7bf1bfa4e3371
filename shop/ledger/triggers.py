"""Guards in the database itself: what is posted stays, whoever speaks to it and in whatever language.

`install(connection)` puts every registered guard in its place where it is missing or was altered; it runs
after each migration, because Django remakes a SQLite table to change it and silently drops its triggers.
`make_way(connection)` runs before: SQLite refuses to remake a table that another table's trigger names.
`remove(connection)` lifts them all: **only the test runner may do so, while it empties the tables** (the
post_migrate signal that follows Django's flush puts them back). `missing(connection)` is what `ledger_verify`
asks.
"""

from dataclasses import dataclass
from typing import Literal

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

Verb = Literal["INSERT", "UPDATE", "DELETE", "REPLACE", "TRUNCATE"]


@dataclass(frozen=True)
class Guard:
    """One trigger. `name` reads as a sentence and is at most 63 letters; `says` is what the attempt is told.

    `when` is a condition over OLD (of an INSERT: NEW) in SQL that both databases speak; without it every
    attempt is refused. `columns` narrows an UPDATE to attempts that name one of them. REPLACE exists on
    SQLite alone, where it removes rows without asking the DELETE trigger unless a connection has set
    `recursive_triggers`: for it `when` is over NEW and says which row would be replaced. TRUNCATE exists on
    PostgreSQL alone.
    """

    name: str
    table: str
    verb: Verb
    says: str
    when: str = ""
    columns: tuple[str, ...] = ()


_guards: dict[str, Guard] = {}


def register(*guards: Guard) -> None:
    """Add guards of a package's tables; called from its AppConfig.ready."""
    _guards.update({guard.name: guard for guard in guards})


def keep(table: str, *, unique: str, says: str) -> tuple[Guard, ...]:
    """Return the guards of a table whose rows never change; `unique` is its second key besides the id."""
    taken = f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR {unique})"  # noqa: S608 (our own names)
    return (
        Guard(f"{table}_refuses_update", table, "UPDATE", says),
        Guard(f"{table}_refuses_delete", table, "DELETE", says),
        Guard(f"{table}_refuses_replace", table, "REPLACE", says, when=taken),
        Guard(f"{table}_refuses_truncate", table, "TRUNCATE", says),
    )


def guards() -> list[Guard]:
    """Return every guard that was registered, of the book and of the packages above it."""
    return list(_guards.values())


def install(connection: BaseDatabaseWrapper) -> None:
    """Put in place every guard that is missing or altered and whose table exists."""
    wanting = set(missing(connection))
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for guard in _present(connection):
            if guard.name in wanting:
                for statement in (*_drop(connection, guard), *_create(connection, guard)):
                    cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Lift every guard. For the test runner alone, while it empties the tables."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for guard in _present(connection):
            for statement in _drop(connection, guard):
                cursor.execute(statement)


def make_way(connection: BaseDatabaseWrapper) -> None:
    """Lift, on SQLite, the guards that look into another table than their own; all others stay."""
    if connection.vendor != "sqlite":
        return
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for guard in _present(connection):
            if any(table in guard.when for table in tables if table != guard.table):
                for statement in _drop(connection, guard):
                    cursor.execute(statement)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of guards that are not in the database as they were written, or are switched off."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute(
                "SELECT t.tgname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
                "JOIN pg_class c ON c.oid = t.tgrelid AND c.relnamespace = current_schema()::regnamespace "
                "WHERE NOT t.tgisinternal AND t.tgenabled = 'O'"
            )
        found = dict(cursor.fetchall())
    return [guard.name for guard in _present(connection) if found.get(guard.name) != _text(connection, guard)]


def _present(connection: BaseDatabaseWrapper) -> list[Guard]:
    """Return the guards that this database can have and whose table is there."""
    foreign = "TRUNCATE" if connection.vendor == "sqlite" else "REPLACE"
    tables = set(connection.introspection.table_names())
    return [guard for guard in _guards.values() if guard.table in tables and guard.verb != foreign]


def _text(connection: BaseDatabaseWrapper, guard: Guard) -> str:
    """Return what the database keeps of a guard: SQLite its statement, PostgreSQL its function's body."""
    says = guard.says.replace("'", "''")
    if connection.vendor == "sqlite":
        verb = "INSERT" if guard.verb == "REPLACE" else guard.verb
        columns = f" OF {', '.join(guard.columns)}" if guard.columns else ""
        when = f" WHEN {guard.when}" if guard.when else ""
        return (
            f"CREATE TRIGGER {guard.name} BEFORE {verb}{columns} ON {guard.table} FOR EACH ROW{when} "
            f"BEGIN SELECT RAISE(ABORT, '{says}'); END"
        )
    refuse = f"RAISE EXCEPTION '{says}' USING ERRCODE = 'integrity_constraint_violation';"
    if guard.when:
        refuse = (
            f"IF {guard.when} THEN {refuse} END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;"
        )
    return f"BEGIN {refuse} END"


def _create(connection: BaseDatabaseWrapper, guard: Guard) -> tuple[str, ...]:
    if connection.vendor == "sqlite":
        return (_text(connection, guard),)
    columns = f" OF {', '.join(guard.columns)}" if guard.columns else ""
    each = "STATEMENT" if guard.verb == "TRUNCATE" else "ROW"
    return (
        f"CREATE OR REPLACE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql "
        f"AS $body${_text(connection, guard)}$body$",
        f"CREATE TRIGGER {guard.name} BEFORE {guard.verb}{columns} ON {guard.table} "
        f"FOR EACH {each} EXECUTE FUNCTION {guard.name}()",
    )


def _drop(connection: BaseDatabaseWrapper, guard: Guard) -> tuple[str, ...]:
    on = "" if connection.vendor == "sqlite" else f" ON {guard.table}"
    return (f"DROP TRIGGER IF EXISTS {guard.name}{on}",)


POSTED = "What is posted in the book never changes; a mistake is reversed."

register(
    *keep("ledger_entry", unique="key = NEW.key", says=POSTED),
    *keep("ledger_transfer", unique="(entry_id = NEW.entry_id AND position = NEW.position)", says=POSTED),
    *keep(
        "ledger_account", unique="code = NEW.code", says="An account keeps its code, its kind and its floor."
    ),
    *keep(
        "ledger_dayclose",
        unique='("on" = NEW."on" OR previous = NEW.previous OR sha256 = NEW.sha256)',
        says="A day that is closed stays closed.",
    ),
)
