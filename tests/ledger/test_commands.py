"""What the commands print, for people and as JSON."""

import datetime
import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

import clock
from shop.ledger import closes
from tests.ledger.conftest import AT, PENDING, Book

DAY = datetime.timedelta(days=1)


def said(*words: str) -> str:
    out = io.StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def said_as_json(*words: str) -> Any:
    return json.loads(said(*words, "--json"))


@pytest.fixture
def told(book: Book) -> Book:
    book.post("sold:1", ("advances:cj-dhaka", PENDING, 70), ("advances:cj-dhaka", "department:cj-dhaka", 71))
    book.post("fee:1", ("fees:stripe", "clearing:stripe", 9), at=AT + DAY)
    book.post("sold:2", ("advances:cj-dhaka", PENDING, 5), at=AT + DAY, narrative="একটি চেয়ার")
    book.reverse("back:1", "sold:1", {0: 20})
    return book


def test_the_trial_balance_is_printed_as_the_book_says_it(told: Book) -> None:
    assert said_as_json("trial_balance") == {
        "advances:cj-dhaka": 126,
        "clearing:stripe": -9,
        "department:cj-dhaka": -71,
        "fees:stripe": 9,
        PENDING: -55,
    }
    assert said_as_json("trial_balance", "--on", "2026-02-28") == {}
    assert said_as_json("trial_balance", "--on", "2026-03-01") == {
        "advances:cj-dhaka": 121,
        "department:cj-dhaka": -71,
        PENDING: -50,
    }
    *lines, total = said("trial_balance").splitlines()
    assert [line.split() for line in lines[:2]] == [["advances:cj-dhaka", "126"], ["clearing:stripe", "-9"]]
    assert total.split() == ["0"]


def test_an_account_is_stated_from_its_opening_to_its_closing(told: Book) -> None:
    stated = said_as_json("account_statement", PENDING, "--from", "2026-03-02", "--to", "2026-03-02")
    assert (stated["opening"], stated["closing"]) == (50, 55)
    assert stated["movements"] == [
        {
            "at": "2026-03-02T06:00:00+00:00",
            "entry": "sold:2",
            "kind": "told",
            "narrative": "একটি চেয়ার",
            "poisha": 5,
        }
    ]
    whole = said_as_json("account_statement", PENDING)
    assert whole["from"] == "2024-07-01"
    assert [line["poisha"] for line in whole["movements"]] == [70, -20, 5]
    assert whole["opening"] + sum(line["poisha"] for line in whole["movements"]) == whole["closing"] == 55
    fees = said_as_json("account_statement", "fees:stripe")
    assert (fees["closing"], fees["movements"][0]["poisha"]) == (9, 9), "an expense grows by debits"
    last = said("account_statement", PENDING).splitlines()[-1]
    assert last.split() == ["closing", "55"]


def test_a_statement_of_no_account_or_of_no_days_is_an_error(told: Book) -> None:
    with pytest.raises(CommandError, match="no account"):
        said("account_statement", "bank")
    with pytest.raises(CommandError, match="before the first"):
        said("account_statement", PENDING, "--from", "2026-03-02", "--to", "2026-03-01")


def test_a_day_is_closed_and_says_its_hash(told: Book) -> None:
    with clock.set_to(AT + 2 * DAY):
        first = said_as_json("day_close")
        assert first["on"] == "2026-03-02"
        assert (first["entries"], first["transfers"], first["poisha"]) == (4, 5, 175)
        assert first["previous"] == ""
        assert said_as_json("day_close") == first
        assert first["sha256"] in said("day_close", "--on", "2026-03-01")
        with pytest.raises(CommandError, match="not over"):
            said("day_close", "--on", "2026-03-03")


def test_verification_says_what_it_read_and_until_when_the_days_are_closed(told: Book) -> None:
    assert said("ledger_verify") == "4 entries, 5 transfers: no findings.\n"
    with clock.set_to(AT + DAY):
        day = closes.close()
    assert said("ledger_verify") == (
        f"4 entries, 5 transfers: no findings; closed until 2026-03-01, {day.sha256}.\n"
    )
    assert said_as_json("ledger_verify") == {
        "ok": True,
        "entries": 4,
        "transfers": 5,
        "last_close": {"on": "2026-03-01", "sha256": day.sha256},
        "findings": [],
    }
