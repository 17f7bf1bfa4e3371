"""What a paper says, taken when it is issued: the seller, the goods and the sums, in both languages, never the buyer.

Of the goods nothing is taken but what the buyer was told of them: no batch, no maker.
"""

import dataclasses
import datetime
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils import translation

import clock
from language.spoken import LANGUAGES
from offices.models import Office
from shop.fulfilment import consignments
from shop.fulfilment.models import Consignment
from shop.orders.models import LineRefund, SoldLine
from shop.payments import providers
from shop.payments.models import CashDue, Refund, RefundSum


@dataclasses.dataclass(frozen=True)
class Row:
    """One line of goods: amounts in poisha, VAT apart."""

    title_bn: str
    title_en: str
    quantity: int
    unit_price_poisha: int
    discount_poisha: int
    net_poisha: int
    vat_poisha: int


@dataclasses.dataclass(frozen=True)
class Facts:
    """All that is printed but the buyer, the number and the date; `more` is of one kind of paper alone."""

    seller: dict[str, str]
    rows: list[Row]
    delivery_poisha: int
    more: dict[str, Any]
    goodwill_poisha: int = 0

    @property
    def total_poisha(self) -> int:
        goods = sum(row.net_poisha + row.vat_poisha for row in self.rows)
        return goods + self.delivery_poisha + self.goodwill_poisha

    def as_json(self) -> dict[str, Any]:
        return dataclasses.asdict(self)

    def says_the_same(self, issued: dict[str, Any]) -> bool:
        """Return whether a paper that was issued tells the same goods and sums."""
        now = self.as_json()
        return all(now[name] == issued[name] for name in ("rows", "delivery_poisha", "more"))


def of_invoice(parcel: Consignment) -> Facts | None:
    """Return what the buyer was charged for a parcel; None while it is not paid.

    What was struck off before it was paid was never charged; what went back later stands on a credit note.
    """
    sold = _sold(parcel)
    captured = [line.captured_at for line in sold if line.captured_at]
    if not sold or len(captured) < len(sold):
        return None
    rows = [row for line in sold if (row := _row(line, _struck(line))).quantity]
    paid = {"paid_on": clock.local(max(captured)).date().isoformat(), "paid_by": _ways(parcel)}
    return Facts(seller(parcel.office), rows, _delivery(parcel), paid)


def of_challan(parcel: Consignment) -> Facts | None:
    """Return what goes in a parcel and what is paid for it at the door; None while it is not packed.

    What was taken off it before it left is not in it.
    """
    if parcel.packed_at is None or parcel.state == Consignment.State.CANCELLED:
        return None
    left_at = parcel.shipped_at or clock.now()
    rows = [row for line in _sold(parcel) if (row := _row(line, _taken_off(line, left_at))).quantity]
    if not rows:
        return None
    back = RefundSum.objects.filter(
        refund__purchase=parcel.purchase,
        office=parcel.office,
        kind=RefundSum.Kind.DELIVERY,
        refund__submitted_at__lte=left_at,
    )
    delivery = _delivery(parcel) - sum(back.values_list("poisha", flat=True))
    due = consignments.cash_due(parcel)
    falls_due = due is not None and due.state not in (CashDue.State.REFUSED, CashDue.State.CANCELLED)
    more = {"cash_poisha": due.amount_poisha if due and falls_due else 0, "paid_by": _ways(parcel)}
    return Facts(seller(parcel.office), rows, delivery, more)


def of_credit_note(parcel: Consignment, refund: Refund, invoice_number: str, invoice_on: str) -> Facts | None:
    """Return what a refund gives back of a parcel; None where it gives nothing of it back."""
    units = {row.line_id: row.quantity for row in refund.units.filter(line__office=parcel.office)}
    references = {f"{refund.reference}:{line.reference}": line for line in _sold(parcel) if line.pk in units}
    back = LineRefund.objects.filter(reference__in=references).order_by("line_id")
    sums = dict(refund.sums.filter(office=parcel.office).values_list("kind", "poisha"))
    rows = [_row_back(references[row.reference], row) for row in back]
    if not rows and not sums:
        return None
    return Facts(
        seller(parcel.office),
        rows,
        sums.get(RefundSum.Kind.DELIVERY, 0),
        {
            "invoice_number": invoice_number,
            "invoice_on": invoice_on,
            "reason": refund.reason,
            "paid_by": _ways(parcel),
        },
        sums.get(RefundSum.Kind.GOODWILL, 0),
    )


def seller(office: Office) -> dict[str, str]:
    """Return who sells, as the papers name it; the BIN is left out where the setting names none."""
    return {
        "name_bn": office.name_bn,
        "name_en": office.name_en,
        "address_bn": office.address_bn,
        "address_en": office.address_en or office.address_bn,
        "phone": office.phone,
        "email": office.email,
        "bin": settings.SELLER_BIN,
    }


def _sold(parcel: Consignment) -> list[SoldLine]:
    own = SoldLine.objects.filter(purchase=parcel.purchase, office=parcel.office)
    return list(own.prefetch_related("refunds").order_by("pk"))


def _struck(line: SoldLine) -> list[LineRefund]:
    """Return what was taken off a line before its money moved."""
    paid_at = line.captured_at
    return [row for row in line.refunds.all() if paid_at is None or row.refunded_at < paid_at]


def _taken_off(line: SoldLine, until: datetime.datetime) -> list[LineRefund]:
    return [row for row in line.refunds.all() if row.refunded_at <= until]


def _row(line: SoldLine, less: Iterable[LineRefund] = ()) -> Row:
    less = list(less)
    quantity = line.quantity - sum(row.quantity for row in less)
    net = line.net_poisha - sum(row.net_poisha for row in less)
    vat = line.vat_poisha - sum(row.vat_poisha for row in less)
    return _told(line, quantity, net, vat)


def _row_back(line: SoldLine, back: LineRefund) -> Row:
    return _told(line, back.quantity, back.net_poisha, back.vat_poisha)


def _told(line: SoldLine, quantity: int, net_poisha: int, vat_poisha: int) -> Row:
    discount = line.unit_price_poisha * quantity - net_poisha
    return Row(
        line.title_bn, line.title_en, quantity, line.unit_price_poisha, discount, net_poisha, vat_poisha
    )


def _delivery(parcel: Consignment) -> int:
    fees = parcel.purchase.delivery_fees.filter(office=parcel.office)
    return sum(fees.values_list("poisha", flat=True))


def _ways(parcel: Consignment) -> dict[str, str]:
    """Return the way of payment in both languages: a provider may be gone when the paper is printed again."""
    code = parcel.purchase.provider
    try:
        name = providers.get(code).name
    except LookupError:
        return dict.fromkeys(LANGUAGES, code)
    told = {}
    for language in LANGUAGES:
        with translation.override(language):
            told[language] = str(name)
    return told
