"""Numbers of papers: one after the other for each prison, kind and fiscal year, without a gap; and random codes.

A serial is taken in the transaction that issues its paper, with the series locked until that ends: what fails gives its
serial back, and who comes meanwhile waits. A database's own sequences do neither.
"""

import datetime
import secrets
from typing import Any, NamedTuple

import clock
from bangla import digits, fiscal
from offices.models import Office
from shop.storefront.papers.models import Kind, PaperSeries

PREFIXES = {Kind.INVOICE: "INV", Kind.CHALLAN: "CH", Kind.CREDIT_NOTE: "CN"}
# Crockford's letters: none that is taken for another. Sixteen of them are 80 bits.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
CODE_LENGTH = 16
_MISTAKEN = str.maketrans("oil", "011")


class Place(NamedTuple):
    """A paper's place: the year in which its fiscal year begins, its serial there, its number, its instant."""

    fiscal_year: int
    serial: int
    number: str
    at: datetime.datetime


def take(*, office: Office, kind: str) -> Place:
    """Take the next serial of a series, in the caller's transaction; serials follow the instants of issue."""
    while True:
        year = fiscal.fiscal_year(clock.today())
        of: dict[str, Any] = {"office": office, "kind": kind, "fiscal_year": year.start}
        series, _new = PaperSeries.objects.select_for_update().get_or_create(**of)
        at = clock.now()
        if fiscal.fiscal_year(clock.local(at).date()) != year:
            continue  # the year ended while we waited for our turn
        serial = series.last_serial + 1
        PaperSeries.objects.filter(pk=series.pk).update(last_serial=serial)
        return Place(year.start, serial, number(office.code, kind, year.start, serial), at)


def number(office_code: str, kind: str, fiscal_year: int, serial: int) -> str:
    """Return a number as printed: "INV/DJ-NATORE/2026-27/000123"."""
    years = f"{fiscal_year}-{(fiscal_year + 1) % 100:02d}"
    return f"{PREFIXES[Kind(kind)]}/{office_code.upper()}/{years}/{serial:06d}"


def fresh_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def plain_code(typed: str) -> str:
    """Return a code as it is kept, from one that was typed with gaps, capitals, Bangla digits or O for 0; or ""."""
    code = digits.to_ascii(typed).lower().replace("-", "").replace(" ", "").translate(_MISTAKEN)
    return code if len(code) == CODE_LENGTH and set(code) <= set(ALPHABET) else ""


def grouped(code: str) -> str:
    """Return a code in fours, as it is printed: "k3f9-…"."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
