"""Statements: what they tell, the paper that is handed in, its text."""

import datetime
import subprocess
import unicodedata

import pytest
from bs4 import BeautifulSoup
from django.core.files.storage import storages
from django.db import connection, transaction
from django.urls import reverse

import clock
from printing import pdf
from shop.ledger import balances
from shop.production import identities
from shop.production.models import IdentityReading
from shop.wages import credits, handouts, payouts, statements, taka_notes, takings, wording
from shop.wages.models import Handout
from shop.wages.views import statements as views
from tests import copying
from tests.staffed import signed_in
from tests.wages.accounts import MARCH, WHY, Desk, day


def address(desk: Desk) -> str:
    return reverse("wages_statement", args=[desk.maker.pk])


def asked(**more: str) -> dict[str, str]:
    return {"start": "2026-03-01", "end": "2026-03-31", "why": WHY, **more}


def test_a_statement_adds_up_and_tells_where_the_rest_stands(march: Desk) -> None:
    told = statements.of(march.maker.pk, *MARCH)
    assert (told.opening, told.credited, told.debited, told.closing) == (10_000, 33_200, 34_500, 8_700)
    assert told.opening + told.credited - told.debited == told.closing
    assert told.by_part == {"pending": 700, "available": 2_000, "held": 1_000, "in_payout": 5_000}
    assert (told.paid_out, told.taken) == (34_000, 500)
    assert [(line.kind, line.poisha) for line in told.lines] == [
        ("share", 20_000),
        ("share", 5_000),
        ("share", 3_000),
        ("daily_wage", 4_000),
        ("adjustment", 500),
        ("adjustment", -200),
        ("deduction", -300),
        ("payout_settled", -34_000),
        ("share", 700),
    ]
    before = statements.of(march.maker.pk, datetime.date(2026, 2, 1), datetime.date(2026, 2, 28))
    assert (before.opening, before.closing) == (0, 10_000)


def test_each_movement_is_told_in_words_with_the_paper_behind_it(march: Desk) -> None:
    with clock.set_to(day(31)):
        page = signed_in(march.reader).post(address(march), asked()).content.decode()
    for words in (
        "বিক্রি হওয়া পণ্যের মুনাফায় আপনার অংশ",
        "২০ দিন, ১ মার্চ ২০২৬ থেকে ২১ মার্চ ২০২৬",
        "সংশোধন: আপনার হিসাবে যোগ",
        "সংশোধন: আপনার হিসাব থেকে বাদ",
        "ঘণ্টা বা সংখ্যা ভুল লেখা হয়েছিল",
        "আইন অনুযায়ী কর্তন",
        "কারা আইন (উদ্ভাবিত)",
        "আপনাকে দেওয়া হয়েছে",
        "তদন্ত চলমান",
        "৮ চৈত্র ১৪৩২",
        "২২ মার্চ ২০২৬",
        "কথায়: সাতাশি টাকা মাত্র",
    ):
        assert unicodedata.normalize("NFC", words) in page, words


def test_a_refund_after_payout_is_told_and_takes_nothing(desk: Desk) -> None:
    """MONEY.md, row 16: the office bears it; on the paper the two movements stand beside each other."""
    key = desk.earn(10_000, day(2))
    desk.release(day(20))
    with clock.set_to(day(21)):
        payout = payouts.draft(by=desk.finance, office=desk.office)
        payouts.send(by=desk.finance, payout=payouts.approve(by=desk.approver, payout=payout))
        payouts.settle(by=desk.finance, line=payout.lines.get())
    with clock.set_to(day(25)), transaction.atomic():
        takings.take_back(
            reference="r1",
            share_key=key,
            at=day(25),
            net_poisha=20_000,
            quantity=1,
            of_quantity=1,
            sound=True,
        )
    told = statements.of(desk.maker.pk, *MARCH)
    assert [(line.words, line.poisha) for line in wording.lines(told)] == [
        ("বিক্রি হওয়া পণ্যের মুনাফায় আপনার অংশ", 10_000),
        ("আপনাকে দেওয়া হয়েছে", -10_000),
        ("মূল্য ফেরতের টাকা দপ্তর দিয়েছে: আপনার কিছু কাটেনি", 10_000),
        ("ফেরত নেওয়া: পণ্য বা পণ্যের মূল্য ফেরত গেছে", -10_000),
    ]
    assert (told.closing, told.paid_out, desk.parts()) == (0, 10_000, (0, 0, 0, 0))
    assert balances.of(f"recoverable:{desk.office.code}") == 10_000


def rows_of(page: str) -> list[str]:
    """Return the statement on a page, row by row, without any space: what a row of the paper must hold."""
    sheet = BeautifulSoup(page, "html.parser").select_one("article.sheet")
    assert sheet is not None
    cells = sheet.select("header p, h2, h3, caption, th, td, .tally__words, .tally__amount, .receipt p")
    found = ["".join(cell.get_text().split()) for cell in cells]
    return [unicodedata.normalize("NFC", text) for text in found if text]


def text_of(content: bytes) -> str:
    return unicodedata.normalize("NFC", "".join(copying.text_of(content, "-raw").split()))


def test_every_word_of_the_page_can_be_copied_from_the_paper_in_order(march: Desk) -> None:
    client = signed_in(march.reader)
    with clock.set_to(day(31)):
        page = client.post(address(march), asked()).content.decode()
        paper = client.post(address(march), asked(paper="1"))
    assert paper["Content-Type"] == "application/pdf"
    text, rows = text_of(paper.content), rows_of(page)
    assert len(rows) > 90
    place = 0
    for row in rows:
        found = text.find(row, place)
        assert found >= 0, (row, text[place : place + 200])
        place = found + len(row)
    assert "পৃষ্ঠা১/" in text


def test_the_pictures_stand_on_one_sheet_however_large_the_amounts(desk: Desk) -> None:
    """With as many kinds of notes and coins in each picture as an amount can need."""
    much = 8_88_888_88
    lines = [
        balances.Movement(day(3), "x", kind, "", poisha)
        for kind, poisha in (("share", 4 * much), ("payout_settled", -much), ("deduction", -much))
    ]
    told = statements.Statement(
        maker_id=desk.maker.pk, start=MARCH[0], end=MARCH[1], opening=2 * much, lines=lines,
        closing=4 * much, by_part=dict.fromkeys(credits.PARTS, much),
    )  # fmt: skip
    handout = Handout(pk=1_00_000)
    issued = handouts.Issued(handout, told, identities.Identity("নাম " * 12, "12345678/ক"))
    first_sheet = copying.text_of(views.paper(desk.maker, issued).content, "-raw", "-l", "1")
    assert "পথে আছে" in unicodedata.normalize("NFC", first_sheet)


def test_the_paper_says_no_more_of_anybody_than_it_must(march: Desk) -> None:
    client = signed_in(march.reader)
    with clock.set_to(day(31)):
        before = set(storages["private"].listdir("wages")[1])
        paper = client.post(address(march), asked(paper="1"))
    assert paper["Content-Disposition"] == 'inline; filename="statement.pdf"'
    assert "no-store" in paper["Cache-Control"]
    about = subprocess.run(
        ["pdfinfo", "-"], input=paper.content, capture_output=True, check=True
    ).stdout.decode()
    assert "গোপন" not in about
    assert march.maker.code not in about
    assert set(storages["private"].listdir("wages")[1]) == before, "the paper is kept nowhere"
    assert "গোপননাম" in text_of(paper.content)
    reading = IdentityReading.objects.get()
    assert (reading.by, reading.why, reading.maker) == (march.reader, WHY, march.maker)


@pytest.mark.django_db(transaction=True)
def test_the_paper_is_set_outside_of_every_transaction(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    render, within = pdf.render, []

    def watched(html: str) -> bytes:
        within.append(connection.in_atomic_block)
        return render(html)

    monkeypatch.setattr(pdf, "render", watched)
    assert signed_in(desk.reader).post(address(desk), asked(paper="1")).status_code == 200
    assert within == [False]


def test_where_no_type_can_be_set_nothing_is_issued_and_the_form_says_so(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "available", lambda: False)
    answer = signed_in(desk.reader).post(address(desk), asked(paper="1"))
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()
    assert answer.context["form"]["why"].value() == WHY
    assert not Handout.objects.exists()
    assert not IdentityReading.objects.exists()


@pytest.mark.parametrize("wrong", [{"why": "x"}, {"why": ""}, {"end": "2026-02-01"}, {"start": "কাল"}])
def test_without_a_reason_or_days_there_is_no_paper(desk: Desk, wrong: dict[str, str]) -> None:
    answer = signed_in(desk.reader).post(address(desk), asked(paper="1", **wrong))
    assert list(answer.context["form"].errors) == list(wrong)
    assert not Handout.objects.exists()


def test_days_are_chosen_by_links_and_the_reason_is_never_in_one(desk: Desk) -> None:
    with clock.set_to(day(31)):
        page = signed_in(desk.reader).get(address(desk) + "?start=2026-01-01&end=x")
    assert page.context["form"].initial["start"] == datetime.date(2026, 1, 1)
    assert page.context["form"].initial["end"] == MARCH[1], "what is no day is passed over"
    text = page.content.decode()
    assert 'href="?start=2026-03-01&amp;end=2026-03-31"' in text
    assert 'href="?start=2025-10-01&amp;end=2025-12-31"' in text
    assert "২০২৫-২০২৬ অর্থবছরের ৩য় ত্রৈমাসিক" in text
    assert 'method="POST"' in text
    assert "?why" not in text


@pytest.mark.parametrize(
    ("poisha", "made_of"),
    [
        (0, []),
        (-5, []),
        (1_888_66, [(1000_00, 1), (500_00, 1), (200_00, 1), (100_00, 1), (50_00, 1), (20_00, 1), (10_00, 1),
                    (5_00, 1), (2_00, 1), (1_00, 1), (66, 1)]),
        (9_000_75, [(1000_00, 9), (75, 1)]),
        (1, [(1, 1)]),
    ],
)  # fmt: skip
def test_an_amount_is_shown_in_notes_and_coins(poisha: int, made_of: list[tuple[int, int]]) -> None:
    assert [(pile.poisha, pile.number) for pile in taka_notes.piles(poisha)] == made_of


def test_few_notes_are_drawn_and_many_counted() -> None:
    few, many = taka_notes.Pile(1000_00, 3), taka_notes.Pile(1000_00, 4)
    assert (len(few.drawn), few.is_counted, len(many.drawn), many.is_counted) == (3, False, 1, True)
    assert [(pile.face, pile.is_below_a_taka) for pile in taka_notes.piles(2_50)] == [(2, False), (50, True)]


def test_the_pictures_add_up_to_the_account(march: Desk) -> None:
    told = statements.of(march.maker.pk, *MARCH)
    before, came, paid, taken = (picture.poisha for picture in wording.pictures_of_the_time(told))
    now = [picture.poisha for picture in wording.pictures_of_now(told)]
    assert before + came - paid - taken == sum(now) == told.closing
    assert sum(pile.poisha * pile.number for pile in taka_notes.piles(told.closing)) == told.closing
