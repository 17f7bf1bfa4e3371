"""Who opens which paper: its buyer, the prison's staff, and whoever holds it, who sees that it is genuine."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from accounts.roles import Role
from offices.models import Office
from printing import pdf
from shop.fulfilment import consignments
from shop.fulfilment.models import Consignment
from shop.orders.models import Purchase
from shop.payments import refunds
from shop.production.models import Maker
from shop.storefront import access
from shop.storefront.papers import issuing, numbering
from shop.storefront.papers.models import IssuedPaper, Kind
from tests import copying, selling
from tests.ordering import Wanted
from tests.staffed import signed_in
from tests.storefront import papers

pytestmark = pytest.mark.django_db

PERSONAL = ("রহিমা", "1712345678", "১৭১২", "১২ স্টেশন", "নাটোর সদর")


@pytest.fixture
def office() -> Office:
    return selling.prison()


@pytest.fixture
def purchase(office: Office) -> Purchase:
    stool = selling.for_sale(office, quantity=10, price="1250.00")
    return papers.order(Wanted(stool, office, 1250_00, 2))


@pytest.fixture
def parcel(purchase: Purchase) -> Consignment:
    return purchase.consignments.get()


def issued(parcel: Consignment, kind: str = Kind.INVOICE) -> IssuedPaper:
    paper = issuing.of_parcel(parcel=parcel, kind=kind)
    assert paper is not None
    return paper


def buyer(purchase: Purchase, *, with_address: bool = False) -> Client:
    client, granted = Client(), HttpResponse()
    access.grant(granted, purchase.number, with_address=with_address)
    for name, morsel in granted.cookies.items():
        if morsel.value:
            client.cookies[name] = morsel.value
    return client


def words(answer: Any) -> str:
    assert answer.headers["Content-Type"] == "application/pdf", answer.status_code
    return copying.text_of(answer.content, "-raw")


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("bn", ("কাগজটি আসল", "ইনভয়েস", "৳২,৫৬০.০০", "dj-natore জেলা কারাগার", "পরে ফেরত", "০০০০০১")),
        (
            "en",
            ("This paper is genuine", "Invoice", "৳2,560.00", "dj-natore District Prison", "Credited since"),
        ),
    ],
)
def test_whoever_holds_a_paper_sees_that_it_is_genuine_and_nothing_of_the_buyer(
    parcel: Consignment, language: str, told: tuple[str, ...]
) -> None:
    paper = issued(parcel)
    answer = Client().get(f"/{language}/shop/papers/{paper.code}/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert [word for word in told if word not in page] == []
    makers = [name for maker in Maker.objects.all() for name in (str(maker.pk), maker.code)]
    hidden = (*PERSONAL, *makers, parcel.purchase.number, "টুল", "Stool", "কারিগর")
    assert [word for word in hidden if word in page] == []
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert '<meta name="robots" content="noindex">' in page


def test_a_paper_is_found_by_its_code_as_people_type_it(parcel: Consignment) -> None:
    paper = issued(parcel)
    for typed in (numbering.grouped(paper.code), paper.code.upper(), paper.code.replace("0", "O")):
        assert paper.number in Client().get(f"/en/shop/papers/{typed}/").content.decode()


@pytest.mark.parametrize(
    ("language", "said"), [("bn", "এই কোডের কোনো কাগজ"), ("en", "We know no paper with this code")]
)
@pytest.mark.parametrize("code", ["0000-0000-0000-0000", "x", "é", "' OR 1=1"])
def test_an_unknown_code_says_how_to_check(parcel: Consignment, language: str, said: str, code: str) -> None:
    issued(parcel)
    answer = Client().get(f"/{language}/shop/papers/{code}/")
    assert answer.status_code == 404
    assert said in answer.content.decode()


def test_codes_are_tried_as_often_as_the_setting_allows_and_no_more(
    parcel: Consignment, settings: Any
) -> None:
    settings.LOOKUPS_PER_ADDRESS = 3
    paper = issued(parcel)
    answers = [Client().get(f"/bn/shop/papers/{number:016}/").status_code for number in range(3)]
    assert answers == [404] * 3
    late = Client().get(f"/bn/shop/papers/{paper.code}/")
    assert late.status_code == 429
    assert "০০০০০১" not in late.content.decode()


def test_the_page_of_a_paper_tells_what_was_credited_since(purchase: Purchase, parcel: Consignment) -> None:
    paper = issued(parcel)
    parts = refunds.Parts({purchase.lines.get(): 1}, {})
    refund = refunds.request(purchase=purchase, reason="cancelled", parts=parts)
    (note,) = issuing.of_refund(refund=refund)
    page = Client().get(f"/en/shop/papers/{paper.code}/").content.decode()
    assert "৳1,250.00" in page
    page = Client().get(f"/en/shop/papers/{note.code}/").content.decode()
    assert "Credit note" in page
    assert "Credited to the buyer" in page
    assert "Credited since" not in page


def test_a_challan_that_was_replaced_says_by_which(purchase: Purchase, parcel: Consignment) -> None:
    first = issued(parcel, Kind.CHALLAN)
    refunds.request(purchase=purchase, reason="cancelled", parts=refunds.Parts({purchase.lines.get(): 1}, {}))
    second = issued(parcel, Kind.CHALLAN)
    assert first != second
    page = Client().get(f"/en/shop/papers/{first.code}/").content.decode()
    assert "has replaced it" in page
    assert second.number in page
    assert "has replaced it" not in Client().get(f"/en/shop/papers/{second.code}/").content.decode()


def test_the_buyer_opens_the_papers_of_the_order_in_either_language(
    purchase: Purchase, parcel: Consignment
) -> None:
    client = buyer(purchase)
    page = client.get(f"/bn/shop/orders/{purchase.number}/")
    assert f"/bn/shop/orders/{purchase.number}/papers/" in page.content.decode()
    listed = client.get(f"/bn/shop/orders/{purchase.number}/papers/")
    assert {paper.kind for paper in listed.context["papers"]} == {"invoice", "challan"}
    paper = IssuedPaper.objects.get(kind=Kind.INVOICE)
    for language, word in (("bn", "ইনভয়েস"), ("en", "Invoice")):
        address = f"/{language}/shop/orders/{purchase.number}/papers/{paper.code}/"
        assert f'href="{address}"' in listed.content.decode()
        answer = client.get(address)
        assert word in words(answer)
        assert answer.headers["Cache-Control"] == "no-store, private"
        name = f"invoice-{paper.number.replace('/', '-')}.pdf"
        assert answer.headers["Content-Disposition"] == f'inline; filename="{name}"'


def test_the_buyer_is_named_only_to_the_browser_that_may_see_the_address(
    purchase: Purchase, parcel: Consignment
) -> None:
    paper = issued(parcel)
    address = f"/bn/shop/orders/{purchase.number}/papers/{paper.code}/"
    told = words(buyer(purchase).get(address))
    assert [word for word in PERSONAL if word in told] == []
    told = words(buyer(purchase, with_address=True).get(address))
    assert "রহিমা" in told
    assert "১২ স্টেশন" in told


def test_strangers_and_other_buyers_open_no_paper(
    purchase: Purchase, parcel: Consignment, office: Office
) -> None:
    paper = issued(parcel)
    stool = selling.for_sale(office, quantity=5, price="10.00")
    other = papers.order(Wanted(stool, office, 10_00))
    own = f"/bn/shop/orders/{purchase.number}/papers/"
    for client in (Client(), buyer(other, with_address=True), signed_in(selling.staff(Role.PARCELS, office))):
        for address in (own, f"{own}{paper.code}/"):
            answer = client.get(address)
            assert answer.headers["Location"] == f"/bn/shop/orders/?number={purchase.number}"
    # And with the cookie of the one no paper of the other.
    answer = buyer(other).get(f"/bn/shop/orders/{other.number}/papers/{paper.code}/")
    assert answer.status_code == 404


def test_one_order_s_papers_are_set_so_often_and_no_more(
    purchase: Purchase, parcel: Consignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = issued(parcel)
    monkeypatch.setattr(pdf, "render", lambda _html: b"%PDF-")
    client = buyer(purchase)
    address = f"/bn/shop/orders/{purchase.number}/papers/{paper.code}/"
    assert [client.get(address).status_code for _click in range(31)] == [200] * 30 + [429]


def test_where_no_type_can_be_set_the_reader_is_told_so(
    purchase: Purchase, parcel: Consignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = issued(parcel)
    monkeypatch.setattr(pdf, "available", lambda: False)
    answer = buyer(purchase).get(f"/en/shop/orders/{purchase.number}/papers/{paper.code}/")
    assert answer.status_code == 503
    assert "This server cannot make PDFs" in answer.content.decode()


def test_who_packs_prints_the_challan_with_the_buyer_on_it_while_the_parcel_is_under_way(
    parcel: Consignment, office: Office
) -> None:
    hands = selling.staff(Role.PARCELS, office)
    client = signed_in(hands)
    screen = client.get(f"/admin/parcels/{parcel.pk}/").content.decode()
    address = f"/admin/parcels/{parcel.pk}/papers/challan/"
    assert address in screen
    answer = client.get(address, {"language": "bn"})
    assert "রহিমা" in words(answer)
    assert "no-store" in answer.headers["Cache-Control"]
    assert "রহিমা" not in answer.headers["Content-Disposition"]
    consignments.ship(by=hands, consignment=parcel, courier="সুন্দরবন", tracking_number="SB-1")
    parcel.refresh_from_db()
    consignments.deliver(by=hands, consignment=parcel)
    told = words(client.get(address, {"language": "bn"}))
    assert [word for word in PERSONAL if word in told] == []
    assert IssuedPaper.objects.filter(kind=Kind.CHALLAN).count() == 1


def test_before_its_time_no_paper_is_made_and_staff_are_told_when(office: Office) -> None:
    stool = selling.for_sale(office, quantity=5, price="10.00")
    parcel = selling.place(selling.basket((stool, 1))).consignments.get()
    client = signed_in(selling.staff(Role.PARCELS, office))
    for kind in ("challan", "invoice"):
        answer = client.get(f"/admin/parcels/{parcel.pk}/papers/{kind}/", follow=True)
        assert answer.redirect_chain == [(f"/admin/parcels/{parcel.pk}/", 302)]
        assert "প্রস্তুত হবে" in answer.content.decode()
    assert client.get(f"/admin/parcels/{parcel.pk}/papers/credit_note/").status_code == 404
    assert IssuedPaper.objects.count() == 0


def test_each_opens_the_papers_of_the_own_prison_and_packers_no_credit_note(
    purchase: Purchase, parcel: Consignment, office: Office
) -> None:
    refund = refunds.request(
        purchase=purchase, reason="cancelled", parts=refunds.Parts({purchase.lines.get(): 1}, {})
    )
    (note,) = issuing.of_refund(refund=refund)
    invoice, other = issued(parcel), selling.prison("dj-pabna")
    for role, at, opens in (
        (Role.PARCELS, office, {"invoice"}),
        (Role.ORDER_DESK, office, {"invoice", "credit_note"}),
        (Role.FINANCE, selling.headquarters(), {"invoice", "credit_note"}),
        (Role.AUDITOR, office, {"invoice", "credit_note"}),
        (Role.PARCELS, other, set()),
        (Role.FINANCE, other, set()),
        (Role.CASH_RECORDER, office, set()),
    ):
        client = signed_in(selling.staff(role, at))
        found = {
            paper.kind
            for paper in (invoice, note)
            if client.get(f"/admin/papers/{paper.pk}/").status_code == 200
        }
        assert found == opens, (role, at)
        listed = client.get("/admin/papers/", {"word": purchase.number})
        shown = {paper.kind for paper in listed.context["page_obj"]} if listed.status_code == 200 else set()
        assert shown - {"challan"} == opens, (role, at)


def test_the_register_finds_papers_by_number_and_kind(purchase: Purchase, office: Office) -> None:
    client = signed_in(selling.staff(Role.AUDITOR, office))

    def found(**asked: str) -> list[str]:
        return sorted(paper.kind for paper in client.get("/admin/papers/", asked).context["page_obj"])

    assert found() == []
    # The order's number shows all that it is due.
    bangla = purchase.number.translate(str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯"))
    assert found(word=bangla) == ["challan", "invoice"]
    assert found() == ["challan", "invoice"]
    assert found(kind="invoice") == ["invoice"]
    assert found(word="ch/dj-natore") == ["challan"]
    assert found(kind="nonsense") == ["challan", "invoice"]
