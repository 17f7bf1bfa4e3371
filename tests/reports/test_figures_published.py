"""A quarter is published once, from the book, and what was published never changes."""

import csv
import datetime
import io
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, connections, transaction
from django.test import Client

import clock
from bangla import fiscal
from portal import tree
from shop.ledger import balances, verification
from shop.reports import published
from shop.reports.models import PublishedQuarter
from tests import selling
from tests.reports import books
from worker import rounds

# The first quarter of 2025-2026 in Dhaka, and a day after it.
FIRST, LAST = datetime.date(2025, 7, 1), datetime.date(2025, 9, 30)
QUARTER = fiscal.quarter(FIRST)
AFTER = datetime.date(2025, 10, 5)
NEXT_LAST = datetime.date(2025, 12, 31)


def publish_at(day: datetime.date) -> list[PublishedQuarter]:
    with clock.set_to(clock.midnight(day)):
        return published.publish_due()


def told(row: PublishedQuarter) -> dict[tuple[str, str], tuple[int, int, int, int]]:
    """Return what a row tells: (divisions, trades) → sales, cost, makers, department in poisha."""
    return {
        ("+".join(atom["divisions"]), "+".join(atom["trades"])): (
            atom["sales_poisha"],
            atom["cost_poisha"],
            atom["makers_poisha"],
            atom["department_poisha"],
        )
        for atom in row.content["atoms"]
    }


@pytest.fixture
def sold(db: None) -> None:
    """Two divisions: furniture of twelve and jute of four in one, jute of eleven in the other."""
    selling.headquarters()
    wood, jute = books.makers("dhaka", 12), books.makers("dhaka", 4)
    books.sell("dhaka", "furniture", wood, FIRST, net_poisha=1200_00, cost_poisha=200_00)
    books.sell("dhaka", "jute", jute, LAST, net_poisha=400_00, cost_poisha=100_00)
    books.sell("khulna", "jute", books.makers("khulna", 11), LAST, net_poisha=1100_00)


def test_a_quarter_tells_what_the_book_holds_of_it(sold: None) -> None:
    (row,) = publish_at(AFTER)
    assert row.quarter == QUARTER
    assert told(row) == {
        ("div-dhaka", "furniture+jute"): (1600_00, 300_00, 650_00, 650_00),
        ("div-khulna", "jute"): (1100_00, 0, 550_00, 550_00),
    }
    assert row.content["divisions"]["div-khulna"]["en"] == "Khulna Divisional Office"
    book = balances.trial_balance(LAST)
    assert sum(each[3] for each in told(row).values()) == -sum(
        poisha for code, poisha in book.items() if code.startswith("department:")
    )
    assert sum(each[2] for each in told(row).values()) == -sum(
        poisha for code, poisha in book.items() if code.startswith("inmate:")
    )


def test_the_days_of_a_quarter_are_dhakas(sold: None) -> None:
    books.sell("khulna", "jute", books.makers("khulna", 10), LAST + datetime.timedelta(days=1))
    first, second = publish_at(datetime.date(2026, 1, 1))
    assert sum(each[0] for each in told(first).values()) == 2700_00
    assert told(second) == {("div-khulna", "jute"): (100_00, 0, 50_00, 50_00)}


def test_no_quarter_is_told_before_it_is_over(sold: None) -> None:
    assert publish_at(LAST) == []
    with clock.set_to(clock.midnight(LAST)), pytest.raises(published.NotClosed):
        published.publish(quarter=QUARTER)
    with clock.set_to(clock.midnight(NEXT_LAST)):
        published.publish_due()
        with pytest.raises(published.NotClosed):
            published.publish(quarter=QUARTER.next().next())


def test_a_quarter_in_which_nine_earned_is_settled_without_a_figure(db: None) -> None:
    books.sell("dhaka", "jute", books.makers("dhaka", 9), FIRST)
    (row,) = publish_at(AFTER)
    assert row.content["atoms"] == []
    # Nor is it told when more is known of it later.
    books.sell("dhaka", "jute", books.makers("dhaka", 9), LAST)
    assert publish_at(AFTER) == []
    assert published.told() == []


def test_makers_whose_share_was_wholly_taken_back_are_none_of_the_ten(db: None) -> None:
    books.sell("dhaka", "jute", books.makers("dhaka", 9), FIRST)
    books.refund(books.sell("dhaka", "jute", books.makers("dhaka", 1), FIRST), LAST)
    (row,) = publish_at(AFTER)
    assert row.content["atoms"] == []


def test_a_refund_in_a_later_quarter_counts_there_and_changes_nothing_that_was_told(sold: None) -> None:
    line = books.sell(
        "dhaka", "furniture", books.makers("dhaka", 2), LAST, net_poisha=300_00, cost_poisha=60_00
    )
    (first,) = publish_at(AFTER)
    before = (first.content, first.sha256)
    books.sell("dhaka", "furniture", books.makers("dhaka", 10), AFTER, net_poisha=1000_00)
    books.refund(line, AFTER)
    assert publish_at(AFTER) == []
    (second,) = publish_at(datetime.date(2026, 1, 2))
    # The goods came back spoiled: the department bears their cost.
    assert told(second) == {("div-dhaka", "furniture"): (700_00, 0, 380_00, 320_00)}
    first.refresh_from_db()
    assert (first.content, first.sha256) == before


def test_what_was_recorded_too_late_for_its_quarter_counts_in_the_next(sold: None) -> None:
    (first,) = publish_at(AFTER)
    books.sell("khulna", "jute", books.makers("khulna", 10), LAST, net_poisha=500_00)
    (second,) = publish_at(datetime.date(2026, 1, 2))
    assert told(second) == {("div-khulna", "jute"): (500_00, 0, 250_00, 250_00)}
    assert sum(each[0] for each in told(first).values()) == 2700_00


def test_the_quarters_follow_each_other_without_a_gap(sold: None) -> None:
    rows = publish_at(datetime.date(2026, 7, 3))
    assert [row.code for row in rows] == ["2025-2026-q1", "2025-2026-q2", "2025-2026-q3", "2025-2026-q4"]
    assert [bool(row.content["atoms"]) for row in rows] == [True, False, False, False]


def test_the_command_says_what_it_published_and_does_it_once(
    sold: None, capsys: pytest.CaptureFixture[str]
) -> None:
    with clock.set_to(clock.midnight(AFTER)):
        call_command("publish_figures")
        call_command("publish_figures")
    assert capsys.readouterr().out.splitlines() == [
        "1st quarter of fiscal year 2025-2026: 2 figures",
        "Every quarter that is over is published.",
    ]
    assert PublishedQuarter.objects.count() == 1


def test_the_worker_publishes_by_itself(sold: None) -> None:
    with clock.set_to(clock.midnight(AFTER)):
        assert rounds.work_once()["figures"] == 1
        assert rounds.work_once()["figures"] == 0
    assert PublishedQuarter.objects.get().quarter == QUARTER


@pytest.mark.django_db(transaction=True)
def test_two_servers_that_publish_at_once_publish_once() -> None:
    books.sell("dhaka", "furniture", books.makers("dhaka", 12), FIRST)

    def publish() -> list[str]:
        try:
            return [row.sha256 for row in publish_at(AFTER)]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as servers:
        found = [each.result() for each in [servers.submit(publish) for _ in range(4)]]
    assert sum(map(len, found)) == 1
    assert PublishedQuarter.objects.count() == 1


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE reports_publishedquarter SET sha256 = 'x'",
        "DELETE FROM reports_publishedquarter",
        "REPLACE INTO reports_publishedquarter SELECT id, fiscal_year, number, '{}', entries_to, published_at, 'x' "
        "FROM reports_publishedquarter",
        "TRUNCATE reports_publishedquarter",
    ],
)
def test_the_database_refuses_to_change_what_was_published(sold: None, attack: str) -> None:
    (row,) = publish_at(AFTER)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)
    row.refresh_from_db()
    assert row.sha256 == published.digest(row)


def test_ledger_verify_names_a_quarter_that_was_altered_behind_the_guards(sold: None) -> None:
    from shop.ledger import triggers

    publish_at(AFTER)
    assert [finding for _name, finding in verification.findings()] == []
    triggers.remove(connection)
    row = PublishedQuarter.objects.get()
    row.content["atoms"][0]["makers_poisha"] += 1
    row.save()
    triggers.install(connection)
    found = [str(finding) for name, finding in verification.findings() if "published" in name]
    assert found == [
        "the published figures of the 1st quarter of fiscal year 2025-2026 were altered: the digest does not fit"
    ]


def test_the_open_data_holds_every_atom_in_poisha_and_taka(sold: None) -> None:
    publish_at(AFTER)
    answer = Client().get("/open-data/where-each-taka-goes.csv")
    assert answer.content.startswith(b"\xef\xbb\xbf"), "Excel shows Bangla only after this mark"
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["divisions"], row["trades"], row["profit_poisha"], row["profit_taka"]) for row in rows] == [
        ("div-dhaka", "furniture+jute", "130000", "1300.00"),
        ("div-khulna", "jute", "110000", "1100.00"),
    ]
    assert rows[1]["divisions_bn"] == "khulna বিভাগীয় দপ্তর"
    assert all(row["licence"].startswith("CC BY 4.0") for row in rows)
    told = json.loads(Client().get("/open-data/where-each-taka-goes.json?quarter=2025-2026-q1").content)
    assert [{name: str(value) for name, value in row.items()} for row in told["rows"]] == rows
    for wrong in ("2025-2026-q2", "2025-2026-q5", "x", "", "২০২৫-২০২৬-q1", "2025-2026-q1\n"):
        assert Client().get("/open-data/where-each-taka-goes.csv", {"quarter": wrong}).status_code == 404


def test_the_columns_of_the_open_data_are_a_promise(db: None) -> None:
    header = Client().get("/open-data/where-each-taka-goes.csv").content.decode("utf-8-sig")
    assert header == (
        "quarter,first_day,last_day,divisions,divisions_bn,divisions_en,trades,trades_bn,trades_en,"
        "sales_poisha,cost_poisha,profit_poisha,makers_poisha,department_poisha,"
        "sales_taka,cost_taka,profit_taka,makers_taka,department_taka,licence\r\n"
    )


def test_the_page_shows_the_newest_quarter_and_lets_choose_an_earlier(sold: None) -> None:
    tree.lay()
    assert "দেখানোর মতো কোনো সমাপ্ত ত্রৈমাসিক এখনো নেই" in Client().get("/bn/transparency/").content.decode(), (
        "nothing is published yet"
    )
    books.sell("dhaka", "jute", books.makers("dhaka", 10), NEXT_LAST, net_poisha=900_00)
    publish_at(datetime.date(2026, 1, 2))
    newest = Client().get("/bn/transparency/").content.decode()
    assert "৳৯০০.০০" in newest
    assert "৳১,১০০.০০" not in newest
    assert 'href="?quarter=2025-2026-q1"' in newest
    earlier = Client().get("/bn/transparency/?quarter=2025-2026-q1").content.decode()
    assert "৳১,১০০.০০" in earlier
    assert "৳২,৭০০.০০" in earlier, "the whole"
    english = Client().get("/en/transparency/?quarter=2025-2026-q1").content.decode()
    assert "Khulna Divisional Office" in english
    assert "৳2,700.00" in english
    # The way to the other language keeps even that; the page is the newest's.
    nonsense = Client().get("/bn/transparency/?quarter=nonsense").content.decode()
    assert nonsense.replace("?quarter=nonsense", "") == newest
    for page in (newest, earlier, english):
        assert "১১ জন" not in page, "it never says over how many"


def test_the_home_page_tells_the_newest_published_quarter(sold: None) -> None:
    tree.lay()
    assert "৳২,৭০০" not in Client().get("/bn/").content.decode()
    publish_at(AFTER)
    assert "৳২,৭০০" in Client().get("/bn/").content.decode()


def test_nothing_published_names_a_maker_or_says_how_many_they_are(sold: None) -> None:
    (row,) = publish_at(AFTER)
    told = json.dumps(row.content) + Client().get("/open-data/where-each-taka-goes.csv").content.decode()
    from shop.production.models import Maker

    assert not [str(pk) for pk in Maker.objects.values_list("pk", flat=True) if str(pk)[:8] in told]
    assert set(row.content["atoms"][0]) == {
        "divisions", "trades", "sales_poisha", "cost_poisha", "makers_poisha", "department_poisha"
    }  # fmt: skip
