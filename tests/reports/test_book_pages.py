"""The lists of the book are turned page by page and miss nothing, and an empty book says so."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

import clock
from shop.ledger import balances, journal
from shop.ledger.models import Account
from shop.production.screens import PER_PAGE
from tests.reports.book_story import NOON, main_of, words_of

pytestmark = pytest.mark.django_db


def test_an_account_s_page_runs_on_from_its_opening_over_all_pages(auditor: Client) -> None:
    for number in range(PER_PAGE + 30):
        journal.post(
            key=f"k{number}",
            kind="settlement",
            effective_at=NOON + datetime.timedelta(hours=number),
            narrative="Settled",
            transfers=[
                journal.Posting("bank", "clearing:cash", number + 1)
                if number % 3
                else journal.Posting("clearing:cash", "bank", 2 * number + 1)
            ],
        )
    account = Account.objects.get(code="bank")
    address = reverse("book_account", args=[account.pk])
    start = NOON.date() + datetime.timedelta(days=1)
    whole = balances.movements(["bank"], start, clock.today())
    journal.post(
        key="late",
        kind="settlement",
        effective_at=NOON + datetime.timedelta(hours=30),
        narrative="Settled",
        transfers=[journal.Posting("bank", "clearing:cash", 5)],
    )
    whole.append(
        next(row for row in balances.movements(["bank"], start, clock.today()) if row.entry_key == "late")
    )
    standing = opening = balances.of("bank", start - datetime.timedelta(days=1))
    assert opening
    expected = []
    for movement in whole:
        standing -= movement.poisha  # credits lessen what stands on an asset
        expected.append(standing)
    shown: list[int] = []
    for page in ("1", "2"):
        context = auditor.get(address, {"start": start.isoformat(), "p": page}).context
        assert context["opening"] == opening
        assert context["carried"] == (shown[-1] if shown else opening)
        shown += [row.standing for row in context["movements"]]
        if len(shown) >= len(expected):
            break
    assert len(shown) > PER_PAGE, "on two pages"
    assert shown == expected
    assert context["closing"] == expected[-1] == balances.of("bank")


def test_the_list_of_entries_turns_both_ways_and_misses_none(auditor: Client) -> None:
    for number in range(2 * PER_PAGE + 3):
        journal.post(
            key=f"k{number:03}",
            kind="settlement",
            effective_at=NOON,
            narrative="Settled",
            transfers=[journal.Posting("bank", "clearing:cash", 1)],
        )
    seen: list[list[str]] = []
    query: dict[str, Any] = {}
    while True:
        context = auditor.get(reverse("book_entries"), query).context
        seen.append([row.entry.key for row in context["entries"]])
        if context["older"] is None:
            break
        query = {"before": context["older"]}
    assert [len(page) for page in seen] == [PER_PAGE, PER_PAGE, 3]
    assert [key for page in seen for key in page] == [
        f"k{number:03}" for number in reversed(range(2 * PER_PAGE + 3))
    ]
    back = auditor.get(reverse("book_entries"), {"after": context["newer"]}).context
    assert [row.entry.key for row in back["entries"]] == seen[1]
    first = auditor.get(reverse("book_entries"), {"after": back["newer"]}).context
    assert [row.entry.key for row in first["entries"]] == seen[0]
    assert first["newer"] is None


def test_an_empty_book_says_so(auditor: Client) -> None:
    for name in ("book_accounts", "book_entries", "book_lines", "book_days", "book_readings"):
        page = auditor.get(reverse(name)).content.decode()
        assert "<table" not in main_of(page)
        assert "এখনো" in words_of(page)
