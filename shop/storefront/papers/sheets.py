"""A paper set anew whenever it is asked for, in Bangla or English: kept nowhere, sent to nobody but who asked.

Whom it is for is read from the order now: once that is masked, so is the paper. The figures are those of its issue.
"""

import dataclasses
import datetime
from collections.abc import Sequence
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

import clock
from language.spoken import active, preferred
from printing import pdf, qr
from shop.orders.models import Purchase
from shop.payments.models import Refund
from shop.storefront.papers import numbering
from shop.storefront.papers.models import IssuedPaper, Kind

FILE_NAMES = {Kind.INVOICE: "invoice", Kind.CHALLAN: "challan", Kind.CREDIT_NOTE: "credit-note"}


@dataclasses.dataclass(frozen=True)
class Row:
    """One line of goods as it is printed."""

    title: str
    quantity: int
    unit_price_poisha: int
    discount_poisha: int
    net_poisha: int
    vat_poisha: int

    @property
    def total_poisha(self) -> int:
        return self.net_poisha + self.vat_poisha


@dataclasses.dataclass(frozen=True)
class Sums:
    """What the rows add up to, apart and together."""

    net_poisha: int
    vat_poisha: int
    delivery_poisha: int
    goodwill_poisha: int
    total_poisha: int


def respond(paper: IssuedPaper, *, language: str, shows_buyer: bool) -> HttpResponse:
    """Answer with the paper's PDF in a language, never inside a transaction; 503 and why where no type can be set."""
    if not pdf.available():
        return HttpResponse(render_to_string("printing/unavailable.html", {}), status=503)
    response = HttpResponse(
        pdf.render(html(paper, language=language, shows_buyer=shows_buyer)), content_type="application/pdf"
    )
    response["Content-Disposition"] = f'inline; filename="{file_name(paper)}"'
    response["Cache-Control"] = "no-store, private"
    return response


def html(paper: IssuedPaper, *, language: str, shows_buyer: bool) -> str:
    """Return what the PDF is set from."""
    with translation.override(language):
        return render_to_string(f"printing/{paper.kind}.html", told(paper, shows_buyer=shows_buyer))


def file_name(paper: IssuedPaper) -> str:
    """Return a name that tells the paper's number and nobody's name: "invoice-INV-DJ-NATORE-2026-27-000123.pdf"."""
    return f"{FILE_NAMES[Kind(paper.kind)]}-{paper.number.replace('/', '-')}.pdf"


def told(paper: IssuedPaper, *, shows_buyer: bool) -> dict[str, Any]:
    """Return what a paper's template says, in the language in force."""
    facts, purchase = paper.facts, paper.consignment.purchase
    rows = rows_of(paper)
    address = address_of(paper)
    return {
        "page": {"title": f"{paper.get_kind_display()} {paper.number}"},
        "paper": paper,
        "purchase": purchase,
        "buyer": purchase if shows_buyer and purchase.masked_at is None else None,
        "place": _place(purchase),
        "seller": {name: _in(facts["seller"], name) for name in ("name", "address")} | facts["seller"],
        "rows": rows,
        "has_discount": any(row.discount_poisha for row in rows),
        "sums": Sums(
            sum(row.net_poisha for row in rows),
            sum(row.vat_poisha for row in rows),
            facts["delivery_poisha"],
            facts["goodwill_poisha"],
            paper.total_poisha,
        ),
        "paid_by": facts["more"].get("paid_by", {}).get(active(), ""),
        "paid_on": _day(facts["more"].get("paid_on")),
        "cash_poisha": facts["more"].get("cash_poisha", 0),
        "invoice_number": facts["more"].get("invoice_number", ""),
        "invoice_on": _day(facts["more"].get("invoice_on")),
        "reason": dict(Refund.Reason.choices).get(facts["more"].get("reason", ""), ""),
        "printed_at": clock.now(),
        "code": numbering.grouped(paper.code),
        "address": address.split("://", 1)[-1],
        "qr": qr.svg(address),
    }


def rows_of(paper: IssuedPaper) -> Sequence[Row]:
    return [
        Row(
            _in(row, "title"),
            row["quantity"],
            row["unit_price_poisha"],
            row["discount_poisha"],
            row["net_poisha"],
            row["vat_poisha"],
        )
        for row in paper.facts["rows"]
    ]


def address_of(paper: IssuedPaper) -> str:
    """Return the public address at which a paper is verified, in the language in force."""
    return urljoin(settings.SITE_URL, reverse("shop:paper", args=[paper.code]))


def _place(purchase: Purchase) -> str:
    return ", ".join(name for name in (purchase.upazila_name, purchase.district_name) if name)


def _in(row: dict[str, Any], field: str) -> str:
    first, second = preferred()
    return row[f"{field}_{first}"] or row[f"{field}_{second}"]


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
