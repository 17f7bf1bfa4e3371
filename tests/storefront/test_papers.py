"""What papers say, when they are issued, and that the PDF says it so that it can be copied and its code read."""

import datetime
import io
import subprocess
import unicodedata
from typing import Any

import pytest
import segno
from django.db import connection
from django.utils import translation
from PIL import Image

import clock
from accounts.roles import Role
from offices.models import Office
from printing import pdf
from shop.fulfilment import cancelling, consignments
from shop.fulfilment.models import Consignment
from shop.orders import privacy
from shop.orders.models import Purchase
from shop.payments import cash, refunds
from shop.payments.models import CashDue, Refund
from shop.production.models import Maker
from shop.storefront.papers import issuing, sheets
from shop.storefront.papers.models import IssuedPaper, Kind
from tests import copying, selling
from tests.ordering import Wanted
from tests.storefront import papers

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return selling.prison()


@pytest.fixture
def stool(office: Office) -> Any:
    return selling.for_sale(office, quantity=10, price="1250.00", costs={"materials": 1_000_00})


def paper_of(purchase: Purchase, kind: str) -> IssuedPaper:
    paper = issuing.of_parcel(parcel=purchase.consignments.get(), kind=kind)
    assert paper is not None
    return paper


def printed(paper: IssuedPaper, language: str, *, shows_buyer: bool = True) -> bytes:
    return pdf.render(sheets.html(paper, language=language, shows_buyer=shows_buyer))


def text_of(content: bytes) -> str:
    """Return the letters that can be copied from the PDF, without the gaps: lines break where they must."""
    return plain(copying.text_of(content, "-raw"))


def plain(text: str) -> str:
    return unicodedata.normalize("NFC", "".join(text.split()))


def test_a_challan_is_issued_once_packed_and_an_invoice_once_paid(office: Office, stool: Any) -> None:
    purchase = papers.order(Wanted(stool, office, 1250_00), paid=False, packed=False)
    parcel = purchase.consignments.get()

    def kinds() -> set[str]:
        return {paper.kind for paper in issuing.of_order(purchase=purchase)}

    assert kinds() == set()
    papers.ordering.pay(purchase)
    assert kinds() == {"invoice"}
    purchase.refresh_from_db()
    consignments.pack(by=selling.staff(Role.PARCELS, office), consignment=parcel)
    assert kinds() == {"invoice", "challan"}
    assert IssuedPaper.objects.count() == 2


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "bn",
            "ইনভয়েস|কারা অধিদপ্তর|dj-natore জেলা কারাগার|রহিমা খাতুন|১২ স্টেশন রোড|০১৭১২-৩৪৫৬৭৮|টুল|৩|৳১,২৫০.০০|৳৫০.০০"
            "|৳৩,৭০০.০০|৳৭.০০|৳৩,৭০৭.০০|৳৬০.০০|৳৩,৭৬৭.০০|তিন হাজার সাতশত সাতষট্টি টাকা মাত্র|৭ অগ্রহায়ণ ১৪৩৩"
            "|২২ নভেম্বর ২০২৬|২০২৬-২০২৭|INV/DJ-NATORE/২০২৬-২৭/০০০০০১|সম্পূর্ণ পরিশোধিত|১২৩৪৫৬৭৮৯",
        ),
        (
            "en",
            "Invoice|Department of Prisons|dj-natore District Prison|রহিমা খাতুন|01712-345678|Stool|3|৳1,250.00|৳50.00"
            "|৳3,700.00|৳7.00|৳3,707.00|৳60.00|৳3,767.00|Three thousand seven hundred sixty-seven taka only"
            "|7 Ogrohayon 1433|22 November 2026|2026-2027|INV/DJ-NATORE/2026-27/000001|Paid in full|123456789",
        ),
    ],
)
def test_the_invoice_s_words_can_be_copied_in_either_language(
    office: Office, stool: Any, settings: Any, language: str, words: str
) -> None:
    settings.SELLER_BIN = "123456789"
    with clock.set_to(datetime.datetime(2026, 11, 22, 10, tzinfo=clock.DHAKA)):
        purchase = papers.order(Wanted(stool, office, 1250_00, 3, 50_00, 7_00))
        paper = paper_of(purchase, Kind.INVOICE)
    told = text_of(printed(paper, language))
    for word in words.split("|"):
        assert plain(word) in told, told
    assert paper.total_poisha == purchase.total_poisha == 3767_00


def test_the_bin_is_left_out_where_none_is_set(office: Office, stool: Any) -> None:
    paper = paper_of(papers.order(Wanted(stool, office, 1250_00)), Kind.INVOICE)
    assert "BIN" not in text_of(printed(paper, "en"))


def test_a_challan_tells_what_is_paid_at_the_door(office: Office, stool: Any) -> None:
    purchase = selling.place(selling.basket((stool, 2)))
    parcel = purchase.consignments.get()
    consignments.pack(by=selling.staff(Role.PARCELS, office), consignment=parcel)
    paper = paper_of(purchase, Kind.CHALLAN)
    told = text_of(printed(paper, "en"))
    assert plain("To be paid in cash at the door: ৳2,560.00") in told
    assert paper.total_poisha == CashDue.objects.get().amount_poisha == 2560_00
    assert issuing.of_parcel(parcel=parcel, kind=Kind.INVOICE) is None
    ahead = paper_of(papers.order(Wanted(stool, office, 1250_00)), Kind.CHALLAN)
    assert plain("Paid ahead: take no money.") in text_of(printed(ahead, "en"))


def test_the_paper_of_one_prison_shows_nothing_of_another_s(office: Office, stool: Any) -> None:
    other = selling.prison("dj-pabna")
    shawl = selling.for_sale(other, quantity=5, price="333.00")
    purchase = papers.order(Wanted(stool, office, 1250_00), Wanted(shawl, other, 333_00))
    made = issuing.of_order(purchase=purchase)
    assert len(made) == 4
    assert sum(paper.total_poisha for paper in made if paper.kind == Kind.INVOICE) == purchase.total_poisha
    for paper in made:
        own, foreign = ("1,250", "333") if paper.office == office else ("333", "1,250")
        told = text_of(printed(paper, "en"))
        assert own in told
        assert foreign not in told
        assert ("dj-pabna" in told.lower()) == (paper.office == other)


def test_no_paper_names_a_maker(office: Office, stool: Any) -> None:
    purchase = papers.order(Wanted(stool, office, 1250_00, 3))
    refund = give_back(purchase, 1)
    planted = [name for maker in Maker.objects.all() for name in (str(maker.pk), maker.pk.hex, maker.code)]
    assert len(planted) >= 9
    for paper in (*issuing.of_order(purchase=purchase), *issuing.of_refund(refund=refund)):
        told = str(paper.facts) + sheets.html(paper, language="bn", shows_buyer=True)
        told += text_of(printed(paper, "bn"))
        assert [name for name in (*planted, "কারিগর", "/ক ") if name in told] == []


def test_a_paper_stays_as_issued_though_prices_and_names_change_and_the_buyer_is_forgotten(
    office: Office, stool: Any
) -> None:
    purchase = papers.order(Wanted(stool, office, 1250_00))
    paper = paper_of(purchase, Kind.INVOICE)
    before = text_of(printed(paper, "bn"))
    assert plain("রহিমা খাতুন") in before
    Office.objects.filter(pk=office.pk).update(name_bn="অন্য কারাগার", code="dj-other")
    privacy.mask(purchases=[purchase])
    later = IssuedPaper.objects.get(pk=paper.pk)
    after = text_of(printed(later, "bn"))
    assert plain("dj-natore জেলা কারাগার") in after
    assert paper.number == later.number
    for word in ("রহিমা", "স্টেশন", "৩৪৫৬৭৮", "নাটোর সদর"):
        assert plain(word) in before
        assert plain(word) not in after
    assert plain("অর্ডারে যেমন উল্লেখ আছে") in after


def give_back(purchase: Purchase, units: int = 0, **more: Any) -> Refund:
    parts = refunds.Parts(
        dict.fromkeys(purchase.lines.all(), units) if units else {}, **{"delivery": {}, **more}
    )
    return refunds.request(purchase=purchase, reason=Refund.Reason.CANCELLED, parts=parts)


def test_a_credit_note_tells_what_a_refund_gives_back_and_of_which_invoice(
    office: Office, stool: Any
) -> None:
    purchase = papers.order(Wanted(stool, office, 1250_00, 3, 0, 9))
    refund = give_back(purchase, 2, delivery={office: 20_00})
    (note,) = issuing.of_refund(refund=refund)
    told = text_of(printed(note, "en"))
    invoice = IssuedPaper.objects.get(kind=Kind.INVOICE)
    words = (
        "Credit note",
        invoice.number,
        "Cancelled before it was sent",
        "৳2,500.00",
        "৳0.06",
        "৳20.00",
        "৳2,520.06",
    )
    for word in words:
        assert plain(word) in told
    assert note.total_poisha == refund.amount_poisha == 2520_06
    assert issuing.of_refund(refund=refund) == [note]


def test_a_refund_over_two_prisons_has_a_credit_note_of_each(office: Office, stool: Any) -> None:
    other = selling.prison("dj-pabna")
    shawl = selling.for_sale(other, quantity=5, price="333.00")
    purchase = papers.order(Wanted(stool, office, 1250_00, 2), Wanted(shawl, other, 333_00))
    refund = give_back(purchase, 1, delivery={other: 60_00})
    notes = issuing.of_refund(refund=refund)
    assert {(note.office, note.total_poisha) for note in notes} == {(office, 1250_00), (other, 393_00)}
    assert sum(note.total_poisha for note in notes) == refund.amount_poisha


def test_what_was_not_agreed_to_or_corrects_no_invoice_has_no_credit_note(
    office: Office, stool: Any, settings: Any
) -> None:
    settings.REFUND_LIMIT_POISHA = 100_00
    purchase = papers.order(Wanted(stool, office, 1250_00, 2))
    desk, approver = (
        selling.staff(Role.ORDER_DESK, office),
        selling.staff(Role.REFUND_APPROVER, selling.headquarters()),
    )
    parts = refunds.Parts({purchase.lines.get(): 1}, {office: 10_00})
    refund = refunds.request(purchase=purchase, reason="faulty", parts=parts, by=desk)
    assert issuing.of_refund(refund=refund) == []
    refunds.approve(by=approver, refund=refund)
    assert len(issuing.of_refund(refund=refund)) == 1
    late = Refund.objects.create(
        purchase=purchase, provider="demonstration", state="submitted", reason="late", amount_poisha=1,
        reference="late", idempotency_key="late", requested_at=clock.now(), submitted_at=clock.now(),
    )  # fmt: skip
    assert issuing.of_refund(refund=late) == []
    assert issuing.issue_due() == 1  # the challan
    assert issuing.issue_due() == 0


def test_what_was_struck_off_before_the_door_is_on_no_paper(office: Office, stool: Any) -> None:
    purchase = selling.place(selling.basket((stool, 3)))
    parcel = purchase.consignments.get()
    desk, hands = selling.staff(Role.ORDER_DESK, office), selling.staff(Role.PARCELS, office)
    consignments.pack(by=hands, consignment=parcel)
    first = paper_of(purchase, Kind.CHALLAN)
    assert first == paper_of(purchase, Kind.CHALLAN)
    cancelling.by_staff(
        by=desk, consignment=parcel, units={purchase.lines.get(): 1}, note="একটি ভাঙা", form_key="k"
    )
    second = paper_of(purchase, Kind.CHALLAN)
    assert [first.total_poisha, second.total_poisha] == [3810_00, 2560_00]
    assert [row["quantity"] for row in second.facts["rows"]] == [2]
    parcel.refresh_from_db()
    consignments.ship(by=hands, consignment=parcel, courier="সুন্দরবন", tracking_number="SB-1")
    assert issuing.of_order(purchase=purchase) == [second]
    parcel.refresh_from_db()
    consignments.deliver(by=hands, consignment=parcel, cash_collected=True)
    due = purchase.cash_dues.get()
    cash.record_hand_in(by=selling.staff(Role.CASH_RECORDER, office), due=due, slip_number="7788")
    cash.confirm_hand_in(by=selling.staff(Role.CASH_CONFIRMER, office), due=due)
    invoice = paper_of(purchase, Kind.INVOICE)
    assert invoice.total_poisha == second.total_poisha == due.amount_poisha


def test_the_worker_issues_what_nobody_asked_for_and_one_fault_keeps_no_other_back(
    office: Office, stool: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = (papers.order(Wanted(stool, office, 1250_00)) for _order in range(2))
    broken = one.consignments.get().pk
    whole = issuing.facts.of_challan

    def sometimes(parcel: Consignment) -> object:
        if parcel.pk == broken:
            raise ValueError("cannot be told")
        return whole(parcel)

    monkeypatch.setattr(issuing.facts, "of_challan", sometimes)
    assert issuing.sweep() == 3
    assert issuing.sweep() == 0
    monkeypatch.undo()
    assert issuing.sweep() == 0  # looked a moment ago
    issuing.cache.delete(issuing.SWEPT)
    give_back(two, 1)
    assert issuing.sweep() == 2
    kinds = IssuedPaper.objects.filter(consignment__purchase=two).values_list("kind", flat=True)
    assert sorted(kinds) == ["challan", "credit_note", "invoice"]


def test_the_square_on_the_paper_is_the_address_of_its_verification(
    office: Office, stool: Any, settings: Any
) -> None:
    settings.SITE_URL = "https://karaponno.example"
    paper = paper_of(papers.order(Wanted(stool, office, 1250_00)), Kind.INVOICE)
    content = printed(paper, "en")
    address = f"https://karaponno.example/en/shop/papers/{paper.code}/"
    assert address.removeprefix("https://") in text_of(content)
    drawn = squares(content)
    assert drawn == [
        [bool(cell) for cell in row] for row in segno.make(address, error="m", micro=False).matrix
    ]


def squares(content: bytes) -> list[list[bool]]:
    """Read the QR out of the picture of a page: the darkest square, cell by cell."""
    command = ["pdftoppm", "-r", "300", "-gray", "-"]
    shown = subprocess.run(command, input=content, capture_output=True, check=True).stdout
    page = Image.open(io.BytesIO(shown)).convert("L").point(lambda light: 255 if light < 128 else 0)
    width, height = page.size
    # Left of the words that stand beside it.
    left = page.crop((0, height // 3, width * 45 // 210, height * 9 // 10))
    rows = [place for place in range(left.height) if left.crop((0, place, left.width, place + 1)).getbbox()]
    # The line above spans the page; the square is the tallest run of rows that are not empty.
    runs: list[list[int]] = [[]]
    for row in rows:
        if runs[-1] and row > runs[-1][-1] + 3:
            runs.append([])
        runs[-1].append(row)
    tallest = max(runs, key=len)
    box = left.crop((0, tallest[0], left.width, tallest[-1] + 1)).getbbox()
    assert box is not None
    square = left.crop((box[0], tallest[0] + box[1], box[2], tallest[0] + box[3]))
    assert abs(square.width - square.height) <= 4
    cells = next(count for count in range(21, 60, 4) if _timing(square, count))
    step = square.width / cells
    return [
        [bool(square.getpixel((int((x + 0.5) * step), int((y + 0.5) * step)))) for x in range(cells)]
        for y in range(cells)
    ]


def _timing(square: Image.Image, cells: int) -> bool:
    """Return whether the seventh row alternates as a QR of so many cells has it."""
    step = square.width / cells
    row = [bool(square.getpixel((int((x + 0.5) * step), int(6.5 * step)))) for x in range(8, cells - 8)]
    return row == [x % 2 == 0 for x in range(8, cells - 8)]


@pytest.mark.django_db(transaction=True)
def test_a_paper_is_set_outside_of_every_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    (parcel,) = papers.parcels(selling.prison(), 1)
    paper = issuing.of_parcel(parcel=parcel, kind=Kind.CHALLAN)
    assert paper is not None
    seen = []
    monkeypatch.setattr(pdf, "render", lambda _html: seen.append(connection.in_atomic_block) or b"%PDF-")
    answer = sheets.respond(paper, language="bn", shows_buyer=False)
    assert (seen, answer.content) == ([False], b"%PDF-")


def test_every_kind_of_paper_has_its_bangla_name() -> None:
    with translation.override("bn"):
        assert [str(label) for label in Kind.labels] == ["ইনভয়েস", "চালান", "ক্রেডিট নোট"]
