"""The only writer of the book."""

import datetime

import pytest

import clock
from shop.ledger import accounts, balances, journal
from shop.ledger.models import Account, Balance, Entry, Transfer
from tests.ledger.conftest import AT, PENDING, Book


def test_an_entry_moves_money_from_account_to_account(book: Book) -> None:
    book.post("sold:1", ("clearing:cash", "advances:cj-dhaka", 125_000), ("clearing:cash", "vat", 1))
    assert balances.trial_balance() == {"advances:cj-dhaka": -125_000, "clearing:cash": 125_001, "vat": -1}
    assert balances.of("advances:cj-dhaka") == 125_000
    assert balances.of("clearing:cash") == 125_001
    assert balances.of("bank") == 0


def test_the_same_key_with_the_same_content_is_told_once(book: Book) -> None:
    first = book.post("sold:1", ("bank", "vat", 5))
    with clock.set_to(AT + datetime.timedelta(days=9)):
        again = book.post("sold:1", ("bank", "vat", 5))
    assert again == first
    assert Transfer.objects.count() == 1


@pytest.mark.parametrize(
    "different",
    [
        {"transfers": [("bank", "vat", 6)]},
        {"transfers": [("bank", "vat", 5), ("bank", "vat", 1)]},
        {"transfers": [("vat", "bank", 5)]},
        {"narrative": "Another story."},
        {"kind": "other"},
        {"at": AT + datetime.timedelta(microseconds=1)},
    ],
)
def test_the_same_key_with_other_content_is_refused(book: Book, different: dict[str, object]) -> None:
    book.post("sold:1", ("bank", "vat", 5))
    transfers = different.pop("transfers", [("bank", "vat", 5)])
    with pytest.raises(journal.Conflict):
        book.post("sold:1", *transfers, **different)  # type: ignore[misc, arg-type]
    assert balances.trial_balance() == {"bank": 5, "vat": -5}


@pytest.mark.parametrize(
    "transfers",
    [
        [],
        [("bank", "vat", 0)],
        [("bank", "vat", -1)],
        [("bank", "bank", 1)],
        [("bank", "vat", 1.0)],
        [("bank", "vat", True)],
    ],
)
def test_nonsense_is_refused_before_anything_is_written(
    book: Book, transfers: list[tuple[str, str, int]]
) -> None:
    with pytest.raises(journal.Refused):
        book.post("sold:1", *transfers)
    assert not Entry.objects.exists()


def test_nothing_is_entered_before_the_books_first_instant(book: Book) -> None:
    with pytest.raises(journal.Refused):
        book.post(
            "sold:1", ("bank", "vat", 1), at=datetime.datetime(2024, 6, 30, 17, 59, tzinfo=datetime.UTC)
        )
    book.post("sold:1", ("bank", "vat", 1), at=datetime.datetime(2024, 6, 30, 18, tzinfo=datetime.UTC))


def test_only_accounts_of_the_chart_are_opened(book: Book) -> None:
    for code in ("nonsense", "inmate:7:pending", "advances:", "advances:A", "bank:x", f"{PENDING}x"):
        with pytest.raises(accounts.UnknownAccount):
            book.post("sold:1", ("bank", code, 1))
    assert not Account.objects.exists()


def test_an_account_opens_as_the_chart_says(book: Book) -> None:
    book.post("sold:1", ("advances:cj-dhaka", PENDING, 7))
    pending = Account.objects.get(code=PENDING)
    assert (pending.kind, pending.floor) == ("liability", True)
    assert Balance.objects.get().poisha == 7


def test_an_account_with_a_floor_never_goes_below_zero(book: Book) -> None:
    book.post("sold:1", ("advances:cj-dhaka", PENDING, 7))
    with pytest.raises(journal.BelowFloor):
        book.post("taken:1", (PENDING, "advances:cj-dhaka", 8))
    assert balances.of(PENDING) == 7
    assert not Entry.objects.filter(key="taken:1").exists()
    book.post("taken:2", (PENDING, "advances:cj-dhaka", 7))
    assert Balance.objects.get().poisha == 0


def test_an_entry_is_taken_back_in_parts_and_never_more_than_it_was(book: Book) -> None:
    book.post("sold:1", ("advances:cj-dhaka", PENDING, 50), ("advances:cj-dhaka", "department:cj-dhaka", 51))
    book.reverse("back:1", "sold:1", {0: 20})
    with pytest.raises(journal.Refused):
        book.reverse("back:2", "sold:1", {0: 31})
    with pytest.raises(journal.Refused):
        book.reverse("back:2", "sold:1", {2: 1})
    rest = book.reverse("back:3", "sold:1")
    assert book.reverse("back:3", "sold:1") == rest, "telling it again changes nothing"
    assert balances.trial_balance() == {}
    with pytest.raises(journal.Refused):
        book.reverse("back:4", "sold:1")
    with pytest.raises(journal.Refused):
        book.reverse("back:5", "back:1")


def test_the_trial_balance_of_a_past_day_in_dhaka_stays_what_it_was(book: Book) -> None:
    # 18:00 UTC is midnight in Dhaka.
    book.post("sold:1", ("bank", "vat", 1), at=datetime.datetime(2026, 3, 1, 17, 59, tzinfo=datetime.UTC))
    book.post("sold:2", ("bank", "vat", 2), at=datetime.datetime(2026, 3, 1, 18, 0, tzinfo=datetime.UTC))
    assert balances.trial_balance(datetime.date(2026, 2, 28)) == {}
    assert balances.trial_balance(datetime.date(2026, 3, 1)) == {"bank": 1, "vat": -1}
    assert balances.trial_balance(datetime.date(2026, 3, 2)) == {"bank": 3, "vat": -3}
    assert balances.of("vat", datetime.date(2026, 3, 1)) == 1


def test_movements_tell_what_crossed_the_border_of_an_account(book: Book) -> None:
    book.post("sold:1", ("advances:cj-dhaka", PENDING, 7))
    book.post("free:1", (PENDING, PENDING.replace("pending", "available"), 5))
    book.post("back:1", (PENDING, "advances:cj-dhaka", 2))
    own = [PENDING, PENDING.replace("pending", "available")]
    day = clock.local(AT).date()
    assert [(line.entry_key, line.poisha) for line in balances.movements(own, day, day)] == [
        ("sold:1", 7),
        ("back:1", -2),
    ]
    assert balances.movements(own, day + datetime.timedelta(days=1), day + datetime.timedelta(days=2)) == []
