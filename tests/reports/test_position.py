"""Headquarters' dashboard: the position is the book's, exceptions are found, months are Dhaka's."""

import csv
import datetime
import io
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import clock
from accounts.models import User
from accounts.roles import Role
from shop.ledger import balances, closes, journal
from shop.orders.models import SoldLine
from shop.payments.models import CashDue, Refund
from shop.production.models import Batch
from shop.reports import position, position_exceptions, position_months
from shop.reports.figures import Amounts
from shop.wages import payouts, releases
from tests import selling
from tests.production.conftest import person
from tests.reports import books

MARCH, APRIL = datetime.date(2026, 3, 31), datetime.date(2026, 4, 1)


def signed_in(*roles: Role, at: Any = None) -> Client:
    client = Client()
    number = User.objects.count()
    client.force_login(person(f"reader-{number}", at or selling.headquarters(), *roles))
    return client


def told(kind: str) -> list[position_exceptions.Told]:
    """Return the exceptions of a kind as their list tells them; the count says as many."""
    found = position_exceptions.BY_CODE[kind].found(balances.trial_balance())
    listed = [position_exceptions.BY_CODE[kind].told(each) for each in found]
    assert position_exceptions.count(found) == len(listed)
    return listed


@pytest.fixture
def sold(db: None) -> None:
    """Two sales, one on the last of March and one on the first of April."""
    selling.headquarters()
    books.sell("dhaka", "furniture", books.makers("dhaka", 3), MARCH, net_poisha=900_00, cost_poisha=300_00)
    books.sell("khulna", "jute", books.makers("khulna", 2), APRIL, net_poisha=500_00)


def test_the_position_adds_the_trial_balance_up_by_sort_and_nothing_is_left_out(sold: None) -> None:
    journal.post(
        key="bank:1",
        kind="settlement",
        effective_at=clock.now(),
        narrative="Settled",
        transfers=[journal.Posting("bank", "clearing:cash", 100_00)],
    )
    found = position.of(balances.trial_balance())
    rows = {
        (str(row.label), str(row.detail)): (row.debit_poisha, row.credit_poisha)
        for _title, section in found.sections
        for row in section
    }
    assert rows == {
        ("পেমেন্ট প্রতিষ্ঠানের কাছে, ব্যাংকের পথে", "ক্যাশ অন ডেলিভারি"): (0, 100_00),
        ("ব্যাংকে", ""): (100_00, 0),
        ("ক্রেতার দেওয়া পণ্যমূল্য, এখনো বণ্টিত নয়", ""): (1400_00, 0),
        ("কারিগর: পণ্য ফেরতের মেয়াদের মধ্যে", ""): (0, 550_00),
        ("বিক্রয়ে উঠে আসা উপকরণ ব্যয়", ""): (0, 300_00),
        ("অধিদপ্তরের অংশ, লোকসান বাদে", ""): (0, 550_00),
    }
    assert found.balances
    assert (found.debit_poisha, found.credit_poisha) == (1500_00, 1500_00)
    assert found.offices == [
        (
            "dhaka জেলা কারাগার",
            {"advances": -900_00, "department": 300_00, "recoverable": 0, "daily_wages": 0},
        ),
        (
            "khulna জেলা কারাগার",
            {"advances": -500_00, "department": 250_00, "recoverable": 0, "daily_wages": 0},
        ),
    ]


def test_every_sort_of_account_in_the_chart_has_its_words_on_the_page() -> None:
    from shop.ledger import accounts

    samples = {
        rule.pattern.replace(accounts.NAME, "x").replace(accounts.UUID, "0" * 8) for rule in accounts.CHART
    }
    known = {sort for _title, sorts in position.SECTIONS for sort, _label in sorts}
    assert {position.sort_of(code) for code in samples} == known


def test_months_are_dhakas_and_a_refund_counts_when_it_is_made(sold: None) -> None:
    late = datetime.datetime(2026, 3, 31, 17, 59, tzinfo=datetime.UTC)  # 23:59 in Dhaka
    line = books.sell("dhaka", "furniture", books.makers("dhaka", 1), MARCH, net_poisha=200_00)
    books.refund(line, APRIL)
    with clock.set_to(datetime.datetime(2026, 4, 20, tzinfo=datetime.UTC)):
        months = dict(position_months.of(position_months.periods()[0]))
    assert len(months) == 12
    assert next(iter(months)) == datetime.date(2025, 5, 1)
    assert list(months)[-1] == datetime.date(2026, 4, 1)
    assert months[datetime.date(2026, 3, 1)] == Amounts(1100_00, 300_00, 400_00, 400_00)
    assert months[datetime.date(2026, 4, 1)] == Amounts(300_00, 0, 150_00, 150_00)
    assert clock.local(late).month == 3


def test_an_entry_a_minute_before_midnight_in_dhaka_is_the_old_months(db: None) -> None:
    hands = books.makers("dhaka", 1)
    for minute in (datetime.timedelta(minutes=-1), datetime.timedelta(0)):
        at = clock.midnight(APRIL) + minute
        books.sell_at("dhaka", "jute", hands, at, net_poisha=100_00)
    with clock.set_to(clock.midnight(APRIL)):
        months = dict(position_months.of(position_months.periods()[0]))
    assert [months[datetime.date(2026, month, 1)].sales for month in (3, 4)] == [100_00, 100_00]


def test_what_is_sealed_is_remembered_and_each_close_adds_its_own(sold: None) -> None:
    period = position_months.periods()[0]
    remembered = []
    for day in range(3, 7):
        with clock.set_to(clock.midnight(datetime.date(2026, 4, day))):
            period = position_months.periods()[0]
            live = position_months.of(period)
            closes.close()
            sealed, again = position_months.of(period), position_months.of(period)
            cache.clear()
            anew = position_months.of(period)
            assert live == sealed == again == anew
            remembered.append(dict(anew)[APRIL].sales)
            books.sell("dhaka", "jute", books.makers("dhaka", 1), APRIL, net_poisha=50_00)
    assert remembered == [500_00, 550_00, 600_00, 650_00]


def test_nothing_that_is_remembered_hides_a_reversal_with_an_old_date(sold: None) -> None:
    with clock.set_to(clock.midnight(datetime.date(2026, 4, 3))):
        closes.close()
        period = position_months.periods()[0]
        position_months.of(period)
        journal.reverse(
            key="oops",
            entry_key="share:" + SoldLine.objects.order_by("pk")[0].reference,
            effective_at=clock.midnight(MARCH),
            narrative="Taken back",
        )
        assert dict(position_months.of(period))[datetime.date(2026, 3, 1)] == Amounts()


def test_fiscal_years_may_be_chosen_since_the_first_sale(sold: None) -> None:
    books.sell("dhaka", "jute", books.makers("dhaka", 1), datetime.date(2024, 7, 2))
    with clock.set_to(clock.midnight(datetime.date(2026, 8, 1))):
        periods = position_months.periods()
        assert [period.code for period in periods] == ["", "2026-2027", "2025-2026", "2024-2025"]
        assert len(position_months.of(periods[1])) == 2, "the months that have begun"
        assert len(position_months.of(periods[3])) == 12


def batch(office: Any, *, hands: int = 1, price: str = "10.00", cost: int = 0) -> Batch:
    row = selling.product(office, price=price)
    selling.stock(row, office, quantity=3, costs={"materials": cost} if cost else {}, weights=(1,) * hands)
    return Batch.objects.latest("pk")


def test_a_batch_without_makers_is_an_exception(db: None) -> None:
    made = batch(selling.prison())
    assert told("no-makers") == []
    copy = Batch.objects.get(pk=made.pk)
    copy.pk, copy.form_key = None, "00000000-0000-4000-8000-000000000001"
    copy.state, copy.confirmed_by, copy.confirmed_at = Batch.State.RECORDED, None, None
    copy.save(force_insert=True)
    (found,) = told("no-makers")
    assert found.url == reverse("production_batch", args=[copy.pk])
    assert found.where == "dj-natore জেলা কারাগার"


@pytest.mark.parametrize(("cost", "below"), [(29_99, False), (30_00, False), (30_01, True)])
def test_a_price_below_the_cost_of_a_unit_is_an_exception(db: None, cost: int, below: bool) -> None:
    """Three units at 10 taka each: to the poisha."""
    batch(selling.prison(), cost=cost)
    assert [found.poisha for found in told("below-cost")] == ([1] if below else [])


def test_an_account_on_the_wrong_side_and_what_is_recoverable_are_exceptions(sold: None) -> None:
    assert told("recoverable") == []
    # Sold over the counter: what the buyers paid was never captured here.
    assert [found.text for found in told("wrong-side")] == ["advances:dj-dhaka", "advances:dj-khulna"]
    journal.post(
        key="r:1",
        kind="cover",
        effective_at=clock.now(),
        narrative="Refunded after payout",
        transfers=[journal.Posting("recoverable:dj-dhaka", "clearing:cash", 7_00)],
    )
    assert [(found.text, found.poisha) for found in told("recoverable")] == [("recoverable:dj-dhaka", 7_00)]
    assert "clearing:cash" in [found.text for found in told("wrong-side")]


def test_a_payout_line_that_the_bank_never_answered_is_an_exception(sold: None) -> None:
    hq, office = selling.headquarters(), books.prison("dhaka")
    drafter, approver = selling.staff(Role.FINANCE, hq), selling.staff(Role.PAYOUT_APPROVER, hq)
    with clock.set_to(clock.midnight(datetime.date(2026, 6, 1))):
        releases.release()
        payout = payouts.draft(by=drafter, office=office)
        payouts.approve(by=approver, payout=payout)
        payout.refresh_from_db()
        payouts.send(by=drafter, payout=payout)
        assert told("unknown-payouts") == []
        payout.refresh_from_db()
        payouts.mark_unknown(by=drafter, payout=payout)
        assert [(found.poisha, found.where) for found in told("unknown-payouts")] == [
            (100_00, "dhaka জেলা কারাগার")
        ] * 3


def test_cash_is_an_exception_three_days_after_it_was_collected(db: None) -> None:
    placed = selling.place(selling.basket((selling.for_sale(selling.prison()), 1)))
    collected = clock.midnight(MARCH)
    CashDue.objects.filter(purchase=placed).update(state="collected", collected_at=collected)
    days = datetime.timedelta(days=3)
    with clock.set_to(collected + days):
        assert told("late-cash") == []
    with clock.set_to(collected + days + datetime.timedelta(seconds=1)):
        (found,) = told("late-cash")
    assert found.poisha == 1310_00
    CashDue.objects.update(state="short")
    assert told("late-cash") == []
    assert len(told("short-cash")) == 1


def test_a_refund_that_is_owed_is_an_exception_until_it_is_paid(db: None) -> None:
    selling.owe_late_refund(
        selling.place(selling.basket((selling.for_sale(selling.prison()), 1)), provider_code="demonstration")
    )
    assert [found.poisha for found in told("refunds")] == [1310_00]
    Refund.objects.update(state="succeeded", settled_at=clock.now())
    assert told("refunds") == []


def test_days_that_no_close_covers_are_exceptions(sold: None) -> None:
    with clock.set_to(clock.midnight(datetime.date(2026, 4, 3))):
        assert [found.since for found in told("open-days")] == [
            MARCH,
            APRIL,
            datetime.date(2026, 4, 2),
        ]
        closes.close(APRIL)
        assert [found.since for found in told("open-days")] == [datetime.date(2026, 4, 2)]
        closes.close()
        assert told("open-days") == []


READERS = (Role.HQ_POLICY, Role.HQ_POLICY_APPROVER, Role.FINANCE, Role.AUDITOR)
ADDRESSES = ("reports/position/", "reports/position/months.csv", "reports/position/exceptions/refunds/")


@pytest.mark.parametrize("role", READERS)
def test_the_dashboard_opens_at_headquarters_and_not_at_a_prison(sold: None, role: Role) -> None:
    there, elsewhere = signed_in(role), signed_in(role, at=books.prison("dhaka"))
    for address in ADDRESSES:
        assert there.get(f"/admin/{address}").status_code == 200
        assert elsewhere.get(f"/admin/{address}")["Location"] == "/admin/"
    assert reverse("reports_position") in there.get("/admin/").content.decode()
    assert reverse("reports_position") not in elsewhere.get("/admin/").content.decode()
    assert there.get("/admin/reports/position/exceptions/nonsense/").status_code == 404


def test_the_page_shows_position_exceptions_and_months(sold: None) -> None:
    with clock.set_to(clock.midnight(datetime.date(2026, 4, 20))):
        page = signed_in(Role.AUDITOR).get(reverse("reports_position"), {"period": "2025-2026"})
    text = page.content.decode()
    assert "ডেবিট ও ক্রেডিট সমান।" in text
    assert "মার্চ ২০২৬" in text
    assert "৳৯০০.০০" in text
    assert reverse("reports_exceptions", args=["open-days"]) in text
    assert reverse("reports_exceptions", args=["refunds"]) not in text, "of what there is none"
    assert f"{reverse('book_accounts')}?word=advances" in text
    assert "no-store" in page["Cache-Control"]


def test_the_ways_on_are_shown_to_those_alone_to_whom_they_open(sold: None) -> None:
    auditor, policy_maker = signed_in(Role.AUDITOR), signed_in(Role.HQ_POLICY)
    list_ = reverse("reports_exceptions", args=["wrong-side"])
    address = f"{reverse('book_accounts')}?q=advances%3Adj-dhaka"
    assert address in auditor.get(list_).content.decode()
    assert len(auditor.get(address).context["page_obj"].object_list) == 1
    assert address not in policy_maker.get(list_).content.decode()
    assert "?word=advances" not in policy_maker.get(reverse("reports_position")).content.decode()


def test_the_months_can_be_taken_away_as_csv(sold: None) -> None:
    with clock.set_to(clock.midnight(datetime.date(2026, 4, 20))):
        answer = signed_in(Role.FINANCE).get(reverse("reports_position_csv"), {"period": "2025-2026"})
    assert answer["Content-Disposition"] == 'attachment; filename="sales-and-shares-2025-2026.csv"'
    rows = {row["month"]: row for row in csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))}
    assert len(rows) == 10
    assert rows["2026-03"]["sales_poisha"] == "90000"
    assert rows["2026-03"]["makers_taka"] == "300.00"


def test_the_dashboard_asks_as_often_whatever_there_is(sold: None) -> None:
    client = signed_in(Role.AUDITOR)

    def asked() -> int:
        client.get(reverse("reports_position"))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(reverse("reports_position"))
        return len(queries)

    before = asked()
    for division in ("sylhet", "rangpur", "barishal"):
        books.sell(division, "jute", books.makers(division, 2), APRIL)
        batch(books.prison(division), cost=99_00)
    assert asked() == before
