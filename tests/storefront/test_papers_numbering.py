"""Serials without a gap, for each prison, kind and fiscal year, whoever issues at the same moment."""

import datetime

import pytest
from django.db import DatabaseError, connection, transaction

import clock
from offices.models import Office
from shop.ledger import verification
from shop.storefront.papers import checks, issuing, numbering
from shop.storefront.papers.models import IssuedPaper, Kind, PaperSeries
from tests import at_once, selling
from tests.storefront import papers

PROCESSES, EACH = 8, 25


def serials(kind: str = Kind.CHALLAN) -> list[int]:
    return list(IssuedPaper.objects.filter(kind=kind).order_by("serial").values_list("serial", flat=True))


@transaction.atomic
def take_and_fail(office: Office) -> float:
    return numbering.take(office=office, kind=Kind.CHALLAN).serial / 0


@pytest.mark.django_db(transaction=True)
def test_eight_processes_issue_two_hundred_papers_without_a_gap_though_some_fail() -> None:
    parcels = papers.parcels(selling.prison(), PROCESSES * EACH)

    def act(place: int) -> int:
        for number, parcel in enumerate(parcels[place::PROCESSES]):
            if number % 5 == 0:
                with pytest.raises(ZeroDivisionError):
                    take_and_fail(parcel.office)
            issuing.of_parcel(parcel=parcel, kind=Kind.CHALLAN)
        return place

    assert at_once.run(act, range(PROCESSES)) == list(range(PROCESSES))
    assert serials() == list(range(1, PROCESSES * EACH + 1))
    by_serial = IssuedPaper.objects.order_by("serial")
    issued = list(by_serial.values_list("issued_at", flat=True))
    assert issued == sorted(issued)
    assert len(set(by_serial.values_list("number", flat=True))) == PROCESSES * EACH
    assert list(checks.series_have_no_gap()) == []


@pytest.mark.django_db(transaction=True)
def test_one_parcel_asked_for_in_eight_processes_has_one_invoice_and_one_challan() -> None:
    (parcel,) = papers.parcels(selling.prison(), 1)

    def act(place: int) -> str:
        issuing.issue_due()
        found = [issuing.of_parcel(parcel=parcel, kind=kind) for kind in (Kind.CHALLAN, Kind.INVOICE)]
        return " ".join(str(paper) for paper in found)

    answers = at_once.run(act, range(PROCESSES))
    years = papers_years()
    assert set(answers) == {f"CH/DJ-NATORE/{years}/000001 INV/DJ-NATORE/{years}/000001"}
    assert IssuedPaper.objects.count() == 2


def papers_years() -> str:
    year = numbering.fiscal.fiscal_year(clock.today()).start
    return f"{year}-{(year + 1) % 100:02d}"


@pytest.fixture
def office(db: None) -> Office:
    return selling.prison()


def at(year: int, month: int, day: int, hour: int = 12) -> datetime.datetime:
    return datetime.datetime(year, month, day, hour, tzinfo=clock.DHAKA)


def test_each_prison_kind_and_fiscal_year_counts_from_one(office: Office) -> None:
    one, two, three = papers.parcels(office, 3)
    (other,) = papers.parcels(selling.prison("dj-pabna"), 1)
    told = []
    for moment, parcel, kind in (
        (at(2027, 6, 30, 23), one, Kind.CHALLAN),
        (at(2027, 6, 30, 23), one, Kind.INVOICE),
        (at(2027, 6, 30, 23), other, Kind.CHALLAN),
        (at(2027, 6, 30, 23), two, Kind.CHALLAN),
        (at(2027, 7, 1, 0), three, Kind.CHALLAN),
    ):
        with clock.set_to(moment):
            told.append(str(issuing.of_parcel(parcel=parcel, kind=kind)))
    assert told == [
        "CH/DJ-NATORE/2026-27/000001",
        "INV/DJ-NATORE/2026-27/000001",
        "CH/DJ-PABNA/2026-27/000001",
        "CH/DJ-NATORE/2026-27/000002",
        "CH/DJ-NATORE/2027-28/000001",
    ]


def test_the_year_is_that_of_the_instant_of_issue_also_when_the_turn_came_after_midnight(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = iter([at(2027, 6, 30, 23), at(2027, 7, 1, 0), at(2027, 7, 1, 0), at(2027, 7, 1, 0)])
    monkeypatch.setattr(clock, "now", lambda: next(moments))
    with transaction.atomic():
        place = numbering.take(office=office, kind=Kind.INVOICE)
    assert (place.fiscal_year, place.number) == (2027, "INV/DJ-NATORE/2027-28/000001")
    assert dict(PaperSeries.objects.values_list("fiscal_year", "last_serial")) == {2026: 0, 2027: 1}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE storefront_issuedpaper SET serial = 9",
        "UPDATE storefront_issuedpaper SET facts = '{}'",
        "UPDATE storefront_issuedpaper SET total_poisha = 1",
        "DELETE FROM storefront_issuedpaper",
        "UPDATE storefront_paperseries SET last_serial = last_serial + 2",
        "UPDATE storefront_paperseries SET last_serial = 0",
        "UPDATE storefront_paperseries SET last_serial = last_serial + 1, fiscal_year = 2030",
        "DELETE FROM storefront_paperseries",
    ],
)
def test_the_database_keeps_a_paper_and_its_series_as_they_are(office: Office, statement: str) -> None:
    (parcel,) = papers.parcels(office, 1)
    issuing.of_parcel(parcel=parcel, kind=Kind.CHALLAN)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_database_refuses_a_serial_that_leaves_a_gap(office: Office) -> None:
    one, two = papers.parcels(office, 2)
    paper = issuing.of_parcel(parcel=one, kind=Kind.CHALLAN)
    assert paper is not None
    values = {
        "kind": paper.kind,
        "office": office,
        "fiscal_year": paper.fiscal_year,
        "consignment": two,
        "issued_at": paper.issued_at,
        "facts": paper.facts,
        "total_poisha": paper.total_poisha,
    }
    with pytest.raises(DatabaseError), transaction.atomic():
        IssuedPaper.objects.create(serial=3, number="x", code="x", **values)
    IssuedPaper.objects.create(serial=2, number="x", code="x", **values)


def test_verifying_the_book_names_a_series_that_counted_further_than_its_papers(office: Office) -> None:
    (parcel,) = papers.parcels(office, 1)
    issuing.of_parcel(parcel=parcel, kind=Kind.CHALLAN)
    assert "papers are numbered without a gap" in verification.names()
    assert list(checks.series_have_no_gap()) == []
    with transaction.atomic():
        numbering.take(office=office, kind=Kind.CHALLAN)  # and no paper of it
    (found,) = checks.series_have_no_gap()
    assert "1 papers, the last is 1, 2 were counted" in str(found)


def test_a_code_is_read_as_people_type_it(office: Office) -> None:
    code = "0123456789abcdef"
    assert numbering.grouped(code) == "0123-4567-89ab-cdef"
    for typed in ("0123-4567-89AB-CDEF", "oi23-4567-89ab-cdef", "০১২৩৪৫৬৭৮৯abcdef", " 0123 4567 89ab cdef"):
        assert numbering.plain_code(typed) == code
    for typed in ("", "0123", "0123456789abcde!", "0123456789abcdef0", "é" * 16):
        assert numbering.plain_code(typed) == ""
    drawn = {numbering.fresh_code() for _draw in range(200)}
    assert len(drawn) == 200
    assert len(numbering.ALPHABET) ** numbering.CODE_LENGTH >= 2**80
    assert all(numbering.plain_code(code) == code for code in drawn)
