"""Words that the ledger's tests are told in."""

import datetime
import io
import json
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from shop.ledger import journal, verification
from shop.ledger.models import Entry

AT = datetime.datetime(2026, 3, 1, 6, tzinfo=datetime.UTC)
MAKER = "11111111-1111-4111-8111-111111111111"
PENDING = f"inmate:{MAKER}:pending"


class Book:
    """Short words for the one verb, so that a test reads as the story it tells."""

    def post(
        self, key: str, *transfers: tuple[str, str, int], at: datetime.datetime = AT, **more: str
    ) -> Entry:
        return journal.post(
            key=key,
            kind=more.get("kind", "told"),
            effective_at=at,
            narrative=more.get("narrative", "A story."),
            transfers=[journal.Posting(*transfer) for transfer in transfers],
        )

    def reverse(self, key: str, entry_key: str, poisha_by_position: dict[int, int] | None = None) -> Entry:
        return journal.reverse(
            key=key,
            entry_key=entry_key,
            effective_at=AT,
            narrative="Taken back.",
            poisha_by_position=poisha_by_position,
        )


def attempt(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def verify() -> dict[str, Any]:
    """Run the command; return what it says, and see that its exit code agrees."""
    out = io.StringIO()
    code = 0
    try:
        call_command("ledger_verify", json=True, stdout=out)
    except SystemExit as stop:
        code = int(stop.code or 0)
    said: dict[str, Any] = json.loads(out.getvalue())
    assert code == (0 if said["ok"] else 1)
    return said


def texts(said: dict[str, Any]) -> list[str]:
    return [finding["text"] for finding in said["findings"]]


@pytest.fixture
def book(db: None) -> Book:
    return Book()


@pytest.fixture(autouse=True)
def _the_book_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out what the packages above check: these stories move wages that no sold line accounts for."""
    monkeypatch.setattr(verification, "_checks", {})
