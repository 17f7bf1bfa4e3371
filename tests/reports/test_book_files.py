"""The book's lists as files, and that a longer list asks the database no more often."""

import csv
import datetime
import io
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.users.models import UserProfile

import clock
from accounts.models import User
from accounts.roles import Role
from printing import exports
from shop.ledger import balances, closes, journal
from shop.ledger.models import Account, Entry
from shop.orders.models import SoldLine
from shop.production.models import IdentityReading
from tests import selling
from tests.reports import book_story, books
from tests.reports.book_story import NOON, Story
from tests.staffed import signed_in

LISTS = ("book_accounts", "book_entries", "book_lines", "book_days", "book_readings")


def as_csv(client: Client, address: str, **query: str) -> list[dict[str, str]]:
    answer = client.get(address, {**query, "export": "csv"})
    assert answer.streaming
    text = answer.getvalue().decode()
    assert text.startswith("\ufeff"), "Excel would take it for another alphabet"
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def as_xlsx(client: Client, address: str, **query: str) -> list[tuple[Any, ...]]:
    answer = client.get(address, {**query, "export": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active
    assert sheet is not None
    return [tuple(row) for row in sheet.iter_rows()]


def test_the_accounts_file_is_the_trial_balance_in_poisha_and_in_taka(story: Story, auditor: Client) -> None:
    rows = as_csv(auditor, reverse("book_accounts"))
    told = {row["হিসাব"]: int(row["ডেবিট (পয়সা)"]) - int(row["ক্রেডিট (পয়সা)"]) for row in rows}
    assert told == balances.trial_balance()
    for row in rows:
        for side in ("ডেবিট", "ক্রেডিট"):
            whole, rest = divmod(int(row[f"{side} (পয়সা)"]), 100)
            assert row[f"{side} (টাকা)"] == f"{whole}.{rest:02d}"
    assert sum(told.values()) == 0


def test_both_files_hold_what_the_page_shows_and_the_filters_hold_there_too(
    story: Story, auditor: Client
) -> None:
    address = reverse("book_entries")
    query = {"end": "2026-03-05"}
    shown = [row.entry.key for row in auditor.get(address, query).context["entries"]]
    assert [row["চাবি"] for row in as_csv(auditor, address, **query)] == shown
    headings, *rows = as_xlsx(auditor, address, **query)
    place = [cell.value for cell in headings].index("চাবি")
    assert [row[place].value for row in rows] == shown
    assert len(shown) < Entry.objects.count()


def test_an_account_s_file_carries_its_standing_along(story: Story, auditor: Client) -> None:
    account = Account.objects.get(code="clearing:cash")
    rows = as_csv(auditor, reverse("book_account", args=[account.pk]), start="2026-03-03")
    standing = balances.of(account.code, datetime.date(2026, 3, 2))
    for row in rows:
        standing += int(row["ডেবিট (পয়সা)"] or 0) - int(row["ক্রেডিট (পয়সা)"] or 0)
        assert int(row["স্থিতি (পয়সা)"]) == standing
    assert standing == balances.of(account.code)
    assert rows


def test_moments_are_written_as_dhaka_s_clocks_showed_them(story: Story, auditor: Client) -> None:
    [row] = as_csv(auditor, reverse("book_entries"), kind="capture")
    assert row["কার্যকর"] == "2026-03-02 12:00:00"
    _headings, cells = as_xlsx(auditor, reverse("book_entries"), kind="capture")
    assert datetime.datetime(2026, 3, 2, 12) in [cell.value for cell in cells]  # noqa: DTZ001 (no zones there)


def test_what_somebody_typed_is_no_formula_in_either_file(story: Story, auditor: Client) -> None:
    assert IdentityReading.objects.get().why == book_story.WHY
    address = reverse("book_readings")
    [row] = as_csv(auditor, address)
    assert row["কারণ"] == f"'{book_story.WHY}"
    _headings, cells = as_xlsx(auditor, address)
    assert [cell.data_type for cell in cells if cell.value == f"'{book_story.WHY}"] == ["s"]
    assert "f" not in {cell.data_type for cell in cells}


@pytest.mark.parametrize("text", ["=1+1", "+880", "-2", "@SUM(A1)", "\t=1", " =1", "\r=1", "%x", "|calc"])
def test_text_that_could_begin_a_formula_does_not(text: str) -> None:
    assert exports.text(text) == f"'{text}"


@pytest.mark.parametrize("text", ["share:1-1", "কারিগর", "2=1+1", "", "\x00bell\x07"])
def test_other_text_stays_as_it_is_but_for_letters_that_no_sheet_takes(text: str) -> None:
    assert exports.text(text) == text.replace("\x00", "").replace("\x07", "")


def test_a_workbook_that_ends_early_says_so_and_the_csv_is_whole(
    story: Story, auditor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "MOST_ROWS_OF_XLSX", 3)
    address = reverse("book_entries")
    _headings, *rows, last = as_xlsx(auditor, address)
    assert len(rows) == 3
    assert "CSV" in last[0].value
    assert len(as_csv(auditor, address)) == Entry.objects.count()
    monkeypatch.setattr(exports, "MOST_ROWS_OF_XLSX", Entry.objects.count())
    assert len(as_xlsx(auditor, address)) == 1 + Entry.objects.count(), "nothing is said where it is whole"


def test_file_names_say_what_is_in_them_and_of_nobody(story: Story, auditor: Client) -> None:
    addresses = [reverse(name) for name in LISTS]
    addresses += [reverse("book_account", args=[Account.objects.all()[0].pk])]
    addresses += [reverse("book_day", args=[story.days[0].pk])]
    for address in addresses:
        for kind in exports.FORMATS:
            answer = auditor.get(address, {"export": kind})
            answer.getvalue()
            name = answer["Content-Disposition"].partition("filename=")[2].strip('"')
            assert name.endswith(f".{kind}")
            assert not any(letter.isdigit() for letter in name)
            assert "no-store" in answer["Cache-Control"]


def test_a_file_is_refused_to_whom_its_page_is(story: Story) -> None:
    local = book_story.reader(at=story.office)
    for name in LISTS:
        for kind in exports.FORMATS:
            answer = local.get(reverse(name), {"export": kind})
            assert answer["Location"] == reverse("wagtailadmin_home")


def test_pages_and_files_speak_english_to_whom_reads_it(story: Story) -> None:
    user = selling.staff(Role.AUDITOR, selling.headquarters(), "auditor-en")
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "en"})
    client = signed_in(User.objects.get(pk=user.pk))
    [row] = as_csv(client, reverse("book_entries"), kind="capture")
    assert row["Kind"] == "Payment received"
    assert row["Amount (taka)"] == "3810.00"
    page = book_story.words_of(client.get(reverse("book_line", args=[story.line.pk])).content.decode())
    assert "What became of each maker's credit" in page
    assert "খতিয়ান" not in page
    assert "কারিগর" not in page


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
        answer.getvalue()
    assert answer.status_code == 200
    return len(asked)


def test_ten_times_the_rows_ask_the_database_no_more_often(story: Story, auditor: Client) -> None:
    share = Entry.objects.get(key=story.line.entry_key)
    account = Account.objects.get(code="clearing:cash")
    addresses = [reverse(name) for name in LISTS]
    addresses += [f"{address}?export=csv" for address in addresses]
    addresses += [
        reverse("book_account", args=[account.pk]),
        reverse("book_day", args=[story.days[-1].pk]),
        reverse("book_entry", args=[share.pk]),
        reverse("book_line", args=[story.line.pk]),
    ]
    for address in addresses:
        queries(auditor, address)  # what is kept for later is kept now
    before = {address: queries(auditor, address) for address in addresses}
    _ten_times_more(story)
    with clock.set_to(NOON + 40 * book_story.DAY):
        wider = closes.close()
    after = {address: queries(auditor, address) for address in addresses}
    assert after == before
    assert max(after.values()) < 100
    assert queries(auditor, reverse("book_day", args=[wider.pk])) <= after[addresses[-3]]
    many = SoldLine.objects.filter(office__code="dj-khulna").first()
    assert many is not None
    assert queries(auditor, reverse("book_line", args=[many.pk])) <= after[addresses[-1]]


def _ten_times_more(story: Story) -> None:
    """Sell thirty lines with twenty makers each, move thirty sums, read thirty names."""
    makers = books.makers("khulna", 20)
    with clock.set_to(NOON + 25 * book_story.DAY):
        for day in range(30):
            books.sell(
                "khulna", "jute", makers, NOON.date() + datetime.timedelta(days=day), net_poisha=900_00
            )
        reading = IdentityReading.objects.get()
        for number in range(30):
            IdentityReading.objects.create(
                maker=makers[number % 20], by=reading.by, at=reading.at, why=f"হিসাব {number}"
            )
            journal.post(
                key=f"k{number}",
                kind="settlement",
                effective_at=clock.now(),
                narrative="Settled",
                transfers=[journal.Posting("bank", "clearing:cash", 1)],
                recorded_by_id=str(reading.by_id),
            )
