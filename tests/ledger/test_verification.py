"""What `ledger_verify` finds that was done behind the database's guards, naming the entry and the day.

Whoever has SQLite's file alters its bytes; on PostgreSQL the same is told with the triggers switched off for a
session, as its superuser can.
"""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

import clock
from shop.ledger import closes, triggers
from shop.ledger.models import Account, Balance, DayClose, Entry, Transfer
from tests.ledger.conftest import AT, PENDING, Book, attempt, texts, verify

pytestmark = pytest.mark.django_db(transaction=True)

DAY = datetime.timedelta(days=1)
ODD = 0x123456789A
"""An amount whose bytes stand nowhere else in the file."""


@pytest.fixture
def three_days() -> Book:
    """One entry on each of three days, of which two are closed."""
    book = Book()
    for number in range(3):
        with clock.set_to(AT + number * DAY):
            closes.close()
            book.post(
                f"sold:{number}",
                ("advances:cj-dhaka", PENDING, ODD + number),
                ("advances:cj-dhaka", f"department:cj-{number}", 500 + number),
                at=AT + number * DAY,
                narrative=f"A chair, sold as number {number}.",
            )
    assert DayClose.objects.count() == 3  # the first of them before the first entry
    assert verify()["ok"]
    return book


@contextmanager
def unguarded() -> Iterator[None]:
    """Lift the guards and put them back, as someone who knows them would."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA foreign_keys=OFF")
        triggers.remove(connection)
        yield
        triggers.install(connection)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA foreign_keys=ON")
    else:
        attempt("SET session_replication_role = replica")
        yield
        attempt("SET session_replication_role = DEFAULT")
    assert triggers.missing(connection) == []


def alter(table: str, column: str, old: int | str, new: int | str) -> None:
    """Overwrite a value wherever it stands in the file, table and indexes alike; PostgreSQL: in the rows."""
    if connection.vendor != "sqlite":
        with unguarded(), connection.cursor() as cursor:
            cursor.execute(f'UPDATE {table} SET "{column}" = %s WHERE "{column}" = %s', [new, old])
            assert cursor.rowcount
        return
    connections.close_all()  # the last to leave writes the log into the file
    path = Path(connection.settings_dict["NAME"])
    assert not path.with_name(path.name + "-wal").exists()
    before, after = (as_stored(value) for value in (old, new))
    assert len(before) == len(after)
    content = path.read_bytes()
    assert before in content
    path.write_bytes(content.replace(before, after))


def as_stored(value: int | str) -> bytes:
    return value.encode() if isinstance(value, str) else value.to_bytes(6, "big")


def named(said: dict[str, Any], key: str) -> list[tuple[str, str]]:
    """Return what was found of an entry, with the day that was named."""
    return [(finding["day"], finding["text"]) for finding in said["findings"] if finding["entry"] == key]


UNFIT = "the entry or its transfers were altered: the digest does not fit"


@pytest.mark.parametrize(
    ("number", "day"), [(1, "2026-03-02"), (2, "2026-03-03")], ids=["in a closed day", "in the open day"]
)
@pytest.mark.parametrize("what", ["an amount", "a narrative", "a key", "a digest"])
def test_an_entry_altered_in_the_file_is_named_with_its_day(
    three_days: Book, what: str, number: int, day: str
) -> None:
    key = f"sold:{number}"
    digest = Entry.objects.get(key=key).digest
    match what:
        case "an amount":
            alter("ledger_transfer", "poisha", ODD + number, ODD + 77)
        case "a narrative":
            old = f"A chair, sold as number {number}."
            alter("ledger_entry", "narrative", old, old.replace("chair", "stool"))
        case "a key":
            alter("ledger_entry", "key", key, key.replace("sold", "gift"))
            key = key.replace("sold", "gift")
        case "a digest":
            alter("ledger_entry", "digest", digest, "0" * 64)
    said = verify()
    assert (day, UNFIT) in named(said, key), said
    closed = [finding for finding in said["findings"] if finding["check"].startswith("closed days")]
    # The chain keeps digests and sums; the entry's own digest tells the rest.
    if number == 1 and what in ("an amount", "a digest"):
        assert [finding["day"] for finding in closed] == ["2026-03-02"]
    else:
        assert closed == []


def test_an_entry_forged_with_its_digest_in_a_closed_day_breaks_the_chain(three_days: Book) -> None:
    """Whoever knows how a digest is made makes one that fits; the day's hash tells all the same."""
    forged = Entry.objects.get(key="sold:1")
    other = Book().post(
        "other:1",
        ("advances:cj-dhaka", PENDING, ODD + 1),
        ("advances:cj-dhaka", "department:cj-1", 501),
        at=forged.effective_at,
        narrative="Something else.",
    )
    with unguarded():
        Transfer.objects.filter(entry=other).delete()
        Entry.objects.filter(pk=other.pk).delete()
        Entry.objects.filter(pk=forged.pk).update(
            key=other.key, narrative=other.narrative, recorded_at=other.recorded_at, digest=other.digest
        )
        Balance.objects.update(poisha=ODD * 3 + 3)
        reset_sequence()
    said = verify()
    assert [(finding["day"], finding["text"]) for finding in said["findings"]] == [
        ("2026-03-02", "the close or an entry in it was altered: the hash does not fit")
    ]


def reset_sequence() -> None:
    """Let SQLite forget that it drew one id more, as a careful hand would."""
    if connection.vendor == "sqlite":
        attempt(
            "UPDATE sqlite_sequence SET seq = (SELECT max(id) FROM ledger_entry) WHERE name = 'ledger_entry'"
        )


def test_a_balance_altered_in_the_file_is_found(three_days: Book) -> None:
    alter("ledger_balance", "poisha", 3 * ODD + 3, 3 * ODD + 4)
    assert texts(verify()) == [f"{PENDING} keeps {3 * ODD + 4} poisha, its transfers add up to {3 * ODD + 3}"]


def test_a_close_altered_in_the_file_is_named_by_its_day(three_days: Book) -> None:
    alter("ledger_dayclose", "poisha", ODD + 1 + 501, ODD + 1 + 502)
    said = verify()
    assert {finding["day"] for finding in said["findings"]} == {"2026-03-02"}
    assert f"{ODD + 503} poisha were closed, {ODD + 502} are there" in texts(said)
    assert "the close or an entry in it was altered: the hash does not fit" in texts(said)


def test_a_hash_altered_in_the_file_breaks_the_chain_there_and_after_it(three_days: Book) -> None:
    _, second, third = DayClose.objects.order_by("on")
    alter("ledger_dayclose", "sha256", second.sha256, "0" * 64)
    said = verify()
    days = [finding["day"] for finding in said["findings"]]
    assert days[0] == str(second.on)
    assert set(days) == {str(second.on), str(third.on)}


@pytest.mark.parametrize("position", [0, 1, 2], ids=["the first", "one between", "the last"])
def test_a_close_taken_away_is_found(three_days: Book, position: int) -> None:
    day = list(DayClose.objects.order_by("on"))[position]
    with unguarded():
        attempt(f"DELETE FROM ledger_dayclose WHERE id = {day.pk}")
    said = verify()
    if position == 2:
        # What it sealed is open again. Only a hash kept elsewhere tells: verification says the last it found.
        assert said["ok"]
        assert said["last_close"]["sha256"] != day.sha256
    else:
        assert "the close does not follow the one before it: one was altered, added or taken away" in texts(
            said
        )


@pytest.mark.parametrize("mended", [False, True], ids=["clumsily", "with its transfers and balance mended"])
@pytest.mark.parametrize("number", [0, 1, 2])
def test_an_entry_taken_out_of_the_file_is_found(three_days: Book, number: int, mended: bool) -> None:
    entry = Entry.objects.get(key=f"sold:{number}")
    transfers = list(entry.transfers.values_list("pk", flat=True))
    with unguarded():
        if mended:
            attempt(f"DELETE FROM ledger_transfer WHERE entry_id = {entry.pk}")
            attempt(f"UPDATE ledger_balance SET poisha = poisha - {ODD + number}")
        attempt(f"DELETE FROM ledger_entry WHERE id = {entry.pk}")
    said = verify()
    found = texts(said)
    if not mended:
        assert set(found) >= {
            f"the transfer {pk} belongs to the entry {entry.pk}, which does not exist" for pk in transfers
        }
    if number < 2:
        assert "1 entries were closed, 0 are there" in found
        assert "the close or an entry in it was altered: the hash does not fit" in found
        day = {finding["day"] for finding in said["findings"] if "were closed" in finding["text"]}
        assert day == {str(clock.local(entry.effective_at).date())}
    if connection.vendor == "sqlite":
        # The day is open or closed: the hole in the numbers shows, and which entry stood before it.
        if number:
            assert (
                str(clock.local(AT + (number - 1) * DAY).date()),
                f"the entry that followed it, number {entry.pk}, is gone",
            ) in named(said, f"sold:{number - 1}")
        else:
            assert "entry 1, the first of the book, is gone" in found
    assert said["ok"] is (mended and number == 2 and connection.vendor == "postgresql"), said


def test_an_entry_slipped_into_a_closed_day_is_found(three_days: Book) -> None:
    """With a digest that fits it, in the place of one that was taken out."""
    last = Entry.objects.get(key="sold:2")
    with unguarded():
        attempt(f"UPDATE ledger_transfer SET entry_id = 1000 WHERE entry_id = {last.pk - 1}")
        attempt(f"UPDATE ledger_entry SET id = 1000 WHERE id = {last.pk - 1}")
    said = verify()
    assert "1 entries were closed, 0 are there" in texts(said)


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("UPDATE ledger_transfer SET poisha = poisha + 1 WHERE position = 1", "digest"),
        ("UPDATE ledger_entry SET recorded_by_id = '7'", "digest"),
        ("UPDATE ledger_entry SET effective_at = recorded_at, recorded_at = effective_at", "digest"),
        ("UPDATE ledger_transfer SET debit_id = credit_id, credit_id = debit_id", "digest"),
        ("DELETE FROM ledger_transfer WHERE position = 1", "digest"),
        ("DELETE FROM ledger_transfer", "no transfer"),
    ],
)
def test_rows_altered_with_the_guards_lifted_are_named_with_entry_and_day(sql: str, words: str) -> None:
    Book().post("sold:1", ("advances:cj-dhaka", PENDING, 70), ("bank", "vat", 71))
    with unguarded():
        attempt(sql)
    said = verify()
    assert any(words in text and day for day, text in named(said, "sold:1")), said


def test_a_balance_that_the_transfers_do_not_add_up_to_is_found(book: Book) -> None:
    book.post("sold:1", ("advances:cj-dhaka", PENDING, 70))
    Balance.objects.update(poisha=71)
    assert texts(verify()) == [f"{PENDING} keeps 71 poisha, its transfers add up to 70"]


def test_a_balance_that_is_gone_is_found(book: Book) -> None:
    book.post("sold:1", ("advances:cj-dhaka", PENDING, 70))
    Balance.objects.all().delete()
    assert texts(verify()) == [f"{PENDING} keeps None poisha, its transfers add up to 70"]


def test_a_transfer_added_to_a_posted_entry_is_found(book: Book) -> None:
    entry = book.post("sold:1", ("bank", "vat", 70))
    one, other = Account.objects.filter(floor=False)[:2]
    Transfer.objects.create(entry=entry, position=9, debit=one, credit=other, poisha=1)
    assert named(verify(), "sold:1") == [("2026-03-01", UNFIT)]


def test_a_missing_trigger_is_named(book: Book) -> None:
    on = "" if connection.vendor == "sqlite" else " ON ledger_entry"
    attempt(f"DROP TRIGGER ledger_entry_refuses_update{on}")
    assert texts(verify()) == ["the trigger ledger_entry_refuses_update is missing, altered or switched off"]
    triggers.install(connection)
    assert verify()["ok"]


def test_a_trigger_that_says_the_same_and_does_nothing_is_named(book: Book) -> None:
    if connection.vendor == "sqlite":
        attempt("DROP TRIGGER ledger_entry_refuses_update")
        attempt(
            "CREATE TRIGGER ledger_entry_refuses_update BEFORE UPDATE ON ledger_entry FOR EACH ROW WHEN 0 "
            "BEGIN SELECT RAISE(ABORT, 'What is posted in the book never changes; a mistake is reversed.'); END"
        )
    else:
        attempt("ALTER TABLE ledger_entry DISABLE TRIGGER ledger_entry_refuses_update")
    assert texts(verify()) == ["the trigger ledger_entry_refuses_update is missing, altered or switched off"]


def test_a_file_that_can_no_longer_be_read_is_an_error_never_a_pass(three_days: Book) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ledger_entry'")
            (page,) = cursor.fetchone()
            cursor.execute("PRAGMA page_size")
            (size,) = cursor.fetchone()
        connections.close_all()
        with Path(connection.settings_dict["NAME"]).open("r+b") as file:
            file.seek((page - 1) * size)
            file.write(b"\0" * size)
    else:
        attempt("DROP TABLE ledger_entry CASCADE")
    with pytest.raises(CommandError, match="could not be read"):
        call_command("ledger_verify")
