"""The filters of the book's lists: each finds what an auditor knows of it, a wrong one is told and shows nothing."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

import clock
from shop.ledger.models import Account
from shop.wages.models import SharePolicy
from tests import selling
from tests.reports import books
from tests.reports.book_story import NOON, Story


def test_accounts_are_found_by_kind_office_code_and_day(story: Story, auditor: Client) -> None:
    books.sell("khulna", "jute", books.makers("khulna", 2), NOON.date())

    def found(**query: str) -> set[str]:
        answer = auditor.get(reverse("book_accounts"), query)
        return {row.account.code for row in answer.context["page_obj"]}

    makers = {f"inmate:{maker.pk}" for maker in story.makers}
    everything = found(standing="all")
    assert everything == set(Account.objects.values_list("code", flat=True))
    assert found(word="department") == {f"department:{story.office.code}", "department:dj-khulna"}
    here = found(office=str(story.office.pk), standing="all")
    assert {code.rpartition(":")[0] for code in here if code.startswith("inmate")} == makers
    assert {code for code in here if "khulna" in code} == set()
    assert f"advances:{story.office.code}" in here
    code = story.makers[0].code
    assert {each.split(":")[1] for each in found(q=code.lower(), standing="all")} == {str(story.makers[0].pk)}
    assert found(q="DEPARTMENT:") == found(word="department")
    assert found(q="no such") == set()
    # What was opened later did not stand at all on that day; the day may be typed in Bangla digits.
    assert found(on="২০২৫-০১-০১", standing="all") == set()


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ({"kind": "cover"}, ["cover"]),
        ({"key": "TAKEN-back:FIRST"}, ["reversal"]),
        ({"amount": "৩,৮১০"}, ["settlement", "capture"]),
        ({"amount": "3,750"}, ["share", "capture"]),
        ({"end": "2026-03-02"}, ["share", "settlement", "capture"]),
        ({"start": "2026-03-03", "end": "০৫/০৩/২০২৬"}, ["refund", "spoiled", "reversal"]),
        ({"by": "wage-recorder"}, ["hold"]),
        ({"by": "FINANCE-hq", "kind": "payout"}, ["payout"]),
        ({"by": "system", "kind": "release"}, ["release"]),
        ({"by": "সিস্টেম", "kind": "payout"}, []),
        ({"account": "bank"}, ["payout_settled", "payout_settled", "settlement"]),
    ],
)
def test_entries_are_found_by_what_an_auditor_knows_of_them(
    story: Story, auditor: Client, query: dict[str, str], kinds: list[str]
) -> None:
    answer = auditor.get(reverse("book_entries"), query)
    assert not answer.context["form"].errors
    assert [row.entry.kind for row in answer.context["entries"]] == kinds


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("book_entries", {"start": "গতকাল"}),
        ("book_entries", {"end": "31-02-2026"}),
        ("book_entries", {"amount": "1,2,3"}),
        ("book_entries", {"account": "bank:nowhere"}),
        ("book_entries", {"by": "nobody"}),
        ("book_entries", {"kind": "gift"}),
        ("book_accounts", {"on": "x"}),
        ("book_accounts", {"office": "999999"}),
        ("book_lines", {"trade": "gold"}),
        ("book_lines", {"policy": "x"}),
        ("book_readings", {"maker": "কারিগর"}),
        ("book_days", {"end": "x"}),
    ],
)
def test_a_wrong_filter_is_told_keeps_what_was_typed_and_shows_and_exports_nothing(
    story: Story, auditor: Client, name: str, wrong: dict[str, str]
) -> None:
    for query in (wrong, {**wrong, "export": "csv"}):
        answer = auditor.get(reverse(name), query)
        assert answer.status_code == 200
        assert "Content-Disposition" not in answer
        form = answer.context["form"]
        assert list(form.errors) == list(wrong)
        assert form[next(iter(wrong))].value() == next(iter(wrong.values()))
        assert story.line.reference not in answer.content.decode()


def test_the_days_of_a_period_do_not_run_backwards(story: Story, auditor: Client) -> None:
    answer = auditor.get(reverse("book_entries"), {"start": "2026-03-02", "end": "2026-03-01"})
    assert list(answer.context["form"].errors) == ["end"]


def test_lines_are_found_by_office_trade_order_period_state_and_policy(story: Story, auditor: Client) -> None:
    other = books.sell("khulna", "jute", books.makers("khulna", 2), NOON.date() + datetime.timedelta(days=40))
    with clock.set_to(NOON):
        unpaid = selling.place(selling.basket((story.line.stockrecord, 1))).lines.get()

    def found(**query: Any) -> set[str]:
        answer = auditor.get(reverse("book_lines"), query)
        assert not answer.context["form"].errors
        return {line.reference for line in answer.context["lines"]}

    mine, theirs, third = story.line.reference, other.reference, unpaid.reference
    assert found() == {mine, theirs, third}
    assert found(office=story.office.pk) == {mine, third}
    assert found(trade="jute") == {theirs}
    assert found(order=story.purchase.number) == found(order=mine) == {mine}
    bangla = story.purchase.number.translate(str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯"))
    assert found(order=bangla) == {mine}
    assert found(start="2026-03-01", end="2026-03-02") == {mine}
    assert found(stage="unpaid") == {third}
    assert found(stage="credited") == {mine, theirs}
    assert found(stage="refunded") == {mine}
    assert found(stage="paid") == set()
    assert found(policy=SharePolicy.objects.get().pk) == {mine, theirs}


def test_the_shares_divided_under_a_policy_are_found(story: Story, auditor: Client) -> None:
    founding = SharePolicy.objects.get()
    answer = auditor.get(reverse("book_entries"), {"policy": founding.pk})
    assert [row.entry.key for row in answer.context["entries"]] == [story.line.entry_key]
    page = auditor.get(reverse("wages_policy", args=[founding.pk])).content.decode()
    assert f'href="{reverse("book_entries")}?policy={founding.pk}"' in page


def test_readings_are_found_by_maker_office_reader_and_day(story: Story, auditor: Client) -> None:
    failed = story.payout.lines.get(state="failed").maker

    def found(**query: Any) -> int:
        return len(auditor.get(reverse("book_readings"), query).context["rows"])

    assert found() == found(maker=failed.code) == found(maker=str(failed.pk)) == 1
    other = next(maker for maker in story.makers if maker != failed)
    assert found(maker=other.code) == 0
    assert found(by="statements") == found(office=story.office.pk) == 1
    assert found(office=selling.prison("dj-pabna").pk) == found(by="finance-hq") == 0
    assert found(start="2026-03-22", end="2026-03-22") == 1
    assert found(end="2026-03-21") == 0
