"""The simulator's page and files: who may open it, what it says, and that it changes nothing."""

import csv
import datetime
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

import clock
from accounts.roles import Role
from offices.models import Office
from shop.orders import lines, refunds
from shop.reports import simulation_book
from tests import selling
from tests.staffed import signed_in

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 3, 10, 12, tzinfo=clock.DHAKA)


@pytest.fixture(autouse=True)
def _noon() -> Any:
    with clock.set_to(NOON):
        yield


def asked(**more: Any) -> dict[str, Any]:
    today = clock.today()
    return {
        "start": str(today - datetime.timedelta(days=3)),
        "end": str(today),
        "rates": "৬০, 70%",
        "base": ["discounts", "materials", "other_costs"],
        "rounding": "half_up",
        **more,
    }


@pytest.fixture
def sold() -> None:
    """Two prisons sell; of one line a unit went back."""
    for code, price in (("dj-natore", "1000.00"), ("dj-pabna", "500.00")):
        prison = selling.prison(code)
        goods = selling.for_sale(prison, quantity=2, price=price, costs={"materials": 200_00}, weights=(1, 1))
        (line,) = selling.place(selling.basket((goods, 2))).lines.all()
        lines.record_captured(sold=[line], at=clock.now())
        lines.record_delivered(sold=[line], at=clock.now())
    refunds.take_back(line=line, quantity=1, reference="r", at=clock.now(), sound=True)


@pytest.fixture
def planner() -> Client:
    return signed_in(selling.staff(Role.HQ_POLICY, selling.headquarters()))


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table; sessions apart, which reading renews."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            if table != "django_session":
                cursor.execute(f'SELECT * FROM "{table}"')
                found[table] = sorted(cursor.fetchall(), key=repr)
    return found


def test_sixty_and_seventy_percent_stand_beside_what_was_paid(sold: None, planner: Client) -> None:
    page = planner.get(reverse("reports_simulator"), asked())
    tables = page.context["tables"]
    # 1800.00 of profit at Natore; 300.00 left at Pabna: 2 × 500 − 200 of materials, one of two taken back.
    assert [(name, amounts.makers, more) for name, amounts, more in tables.rows] == [
        ("যা ছিল", 1100_00, 0),
        ("৬০%", 1320_00, 220_00),
        ("৭০%", 1540_00, 440_00),
    ]
    assert [(group.code, [amounts.makers for amounts in group.amounts]) for group in tables.by_prison] == [
        ("dj-natore", [900_00, 1080_00, 1260_00]),
        ("dj-pabna", [200_00, 240_00, 280_00]),
    ]
    assert [group.code for group in tables.by_trade] == ["furniture"]
    assert page.context["booked"] == 1100_00
    text = page.content.decode()
    assert "১,৫৪০.০০" in text
    assert "এখানকার হিসাবের সমান।" in text
    assert text.count('class="chart"') == 3


def test_another_base_and_rounding_count(sold: None, planner: Client) -> None:
    page = planner.get(reverse("reports_simulator"), asked(rates="50", base=[]))
    assert page.context["tables"].total.amounts[1].makers == 1250_00


def test_the_page_and_its_files_change_nothing_in_the_database(sold: None, planner: Client) -> None:
    planner.get(reverse("reports_simulator"))
    before = everything()
    for query in (asked(), asked(export="csv"), asked(export="xlsx"), asked(whole="1")):
        answer = planner.get(reverse("reports_simulator"), query)
        assert answer.status_code == 200
        b"".join(answer) if answer.streaming else answer.content
    assert planner.get(reverse("reports_simulator_part"), asked()).status_code == 200
    assert everything() == before
    assert len(before["orders_soldline"]) == 2


def test_a_book_that_holds_something_else_is_said(sold: None, planner: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(simulation_book, "booked", lambda _days: 1)
    assert "ledger_verify" in planner.get(reverse("reports_simulator"), asked()).content.decode()


def test_the_csv_tells_every_figure_in_poisha_and_taka(sold: None, planner: Client) -> None:
    Office.objects.filter(code="dj-pabna").update(name_bn="=HYPERLINK(1)")
    answer = planner.get(reverse("reports_simulator"), asked(export="csv"))
    text = b"".join(answer).decode()
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) == 3 * (1 + 2 + 1)
    assert [row["কারিগরদের পারিশ্রমিক (পয়সা)"] for row in rows[:3]] == ["110000", "132000", "154000"]
    assert rows[2]["কারিগরদের পারিশ্রমিক (টাকা)"] == "1540.00"
    assert "'=HYPERLINK(1)" in {row["নাম"] for row in rows}, "no program takes a name for a formula"


def test_the_xlsx_tells_the_same_without_formulas(sold: None, planner: Client) -> None:
    Office.objects.filter(code="dj-pabna").update(name_bn="=HYPERLINK(1)")
    answer = planner.get(reverse("reports_simulator"), asked(export="xlsx"))
    sheet = load_workbook(io.BytesIO(b"".join(answer))).active
    assert sheet is not None
    rows = list(sheet.iter_rows())
    heading = [cell.value for cell in rows[0]]
    makers = heading.index("কারিগরদের পারিশ্রমিক (পয়সা)")
    assert [row[makers].value for row in rows[1:4]] == [110000, 132000, 154000]
    assert "f" not in {cell.data_type for row in rows for cell in row}


@pytest.mark.parametrize(
    "wrong",
    [
        {"rates": "49.99"},
        {"rates": "70.01"},
        {"rates": ""},
        {"rates": ", ,"},
        {"rates": "ষাট"},
        {"rates": "50,51,52,53,54,55"},
        {"start": "2026-13-01"},
        {"start": ""},
        {"end": "2000-01-01"},
        {"rounding": "sideways"},
        {"base": ["bribes"]},
    ],
)
def test_a_wrong_question_is_said_at_its_field_and_kept(planner: Client, wrong: dict[str, Any]) -> None:
    page = planner.get(reverse("reports_simulator"), asked(**wrong))
    form = page.context["form"]
    assert list(form.errors) == list(wrong)
    assert form[next(iter(wrong))].value() == next(iter(wrong.values()))
    assert "tables" not in page.context
    assert planner.get(reverse("reports_simulator_part"), asked(**wrong)).status_code == 400


def test_at_most_ten_years_are_asked_for(planner: Client) -> None:
    page = planner.get(reverse("reports_simulator"), asked(start="2001-01-01"))
    assert list(page.context["form"].errors) == ["end"]


def test_a_period_without_sales_says_so(planner: Client) -> None:
    text = planner.get(reverse("reports_simulator"), asked()).content.decode()
    assert "সরবরাহ দুটিই সম্পন্ন হয়নি" in text


def test_more_lines_than_fit_one_page_are_asked_for_month_by_month_or_in_one_go(
    sold: None, planner: Client, monkeypatch: Any
) -> None:
    at_once = planner.get(reverse("reports_simulator"), asked()).context["tables"]
    monkeypatch.setattr(simulation_book, "MOST_AT_ONCE", 1)
    long = asked(start=str(clock.today() - datetime.timedelta(days=62)))
    page = planner.get(reverse("reports_simulator"), long)
    assert "tables" not in page.context
    text = page.content.decode()
    assert "<progress" in text
    assert "reports/simulator.js" in text
    parts = page.context["parts"]
    assert len(parts) == 3
    assert sum(planner.get(part).json()["lines"] for part in parts) == 2
    # Without JavaScript the same address leads there, in one go.
    whole = planner.get(page.context["whole_url"]).context["tables"]
    assert whole == at_once


def test_only_one_month_is_a_part(planner: Client) -> None:
    long = asked(start=str(clock.today() - datetime.timedelta(days=62)))
    assert planner.get(reverse("reports_simulator_part"), long).status_code == 400


def test_it_opens_to_those_who_decide_and_check_at_headquarters_alone(sold: None) -> None:
    hq, prison = selling.headquarters(), selling.prison()
    for role in (Role.HQ_POLICY_APPROVER, Role.FINANCE, Role.AUDITOR):
        assert (
            signed_in(selling.staff(role, hq)).get(reverse("reports_simulator"), asked()).status_code == 200
        )
    refused = [
        (Role.AUDITOR, prison),
        (Role.FINANCE, prison),
        (Role.WORKSHOP_RECORDER, hq),
        (Role.PRISON_EDITOR, hq),
    ]
    for role, office in refused:
        client = signed_in(selling.staff(role, office))
        for name in ("reports_simulator", "reports_simulator_part"):
            answer = client.get(reverse(name), asked())
            assert answer.headers.get("Location") == reverse("wagtailadmin_home")
