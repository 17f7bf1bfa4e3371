"""The published figures as open data: one row for each atom, of which every figure of the page is a sum.

The columns are a promise to whoever reads them by machine: a new one comes last, none is renamed or taken away
(`COLUMNS` is shown on the page).
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from language.spoken import LANGUAGES
from shop.reports import published
from shop.reports.models import PublishedQuarter

LICENCE = "CC BY 4.0. Source: Department of Prisons, Bangladesh (কারা অধিদপ্তর, বাংলাদেশ)"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
AMOUNTS = ("sales", "cost", "profit", "makers", "department")
# Excel takes a file without this mark for the letters of its own country.
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"

COLUMNS: Mapping[str, Any] = {
    "quarter": _("the quarter of the fiscal year: 2026-2027-q1 is July to September 2026"),
    "first_day": _("the quarter's first day"),
    "last_day": _("the quarter's last day"),
    "divisions": _("codes of the divisions that the row tells, with + between those told together"),
    "divisions_bn": _("the divisions' names in Bangla"),
    "divisions_en": _("the divisions' names in English"),
    "trades": _("codes of the trades that the row tells, with + between those told together"),
    "trades_bn": _("the trades' names in Bangla"),
    "trades_en": _("the trades' names in English"),
    "sales_poisha": _("sales without value added tax and delivery, less refunds, in poisha"),
    "cost_poisha": _("costs that the share policy deducts, in poisha"),
    "profit_poisha": _("sales less cost, in poisha"),
    "makers_poisha": _("the makers' wage share, in poisha"),
    "department_poisha": _("the Department's share, in poisha; below 0 it is a loss"),
    "sales_taka": _("the same amounts in taka, with two decimals"),
    "cost_taka": "",
    "profit_taka": "",
    "makers_taka": "",
    "department_taka": "",
    "licence": _("who may use the data, and how"),
}


def rows_of(row: PublishedQuarter) -> Iterator[dict[str, Any]]:
    """Yield the rows of a published quarter, each with all the columns."""
    content = row.content
    for atom in published.atoms_of(row):
        amounts = {name: getattr(atom.amounts, name) for name in AMOUNTS}
        yield {
            "quarter": row.code,
            "first_day": content["first_day"],
            "last_day": content["last_day"],
            **_named("divisions", atom.divisions, content["divisions"]),
            **_named("trades", atom.trades, content["trades"]),
            **{f"{name}_poisha": poisha for name, poisha in amounts.items()},
            **{f"{name}_taka": taka(poisha) for name, poisha in amounts.items()},
            "licence": LICENCE,
        }


def taka(poisha: int) -> str:
    """Return poisha as taka with two decimals, as machines read it: 123450 → "1234.50"."""
    whole, rest = divmod(abs(poisha), 100)
    return f"{'-' if poisha < 0 else ''}{whole}.{rest:02d}"


def as_csv(rows: Iterable[PublishedQuarter]) -> str:
    """Return published quarters as CSV, in UTF-8 with the mark that makes Excel show Bangla."""
    written = io.StringIO()
    writer = csv.DictWriter(written, fieldnames=list(COLUMNS), lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerows(rows_of(row))
    return BYTE_ORDER_MARK + written.getvalue()


def as_json(rows: Iterable[PublishedQuarter]) -> dict[str, Any]:
    """Return published quarters as one object: each row of the CSV is an object of `rows`."""
    rows = list(rows)
    return {
        "title": "Where each taka goes",
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "currency": "BDT",
        "rule": "Every row speaks of at least ten makers; smaller divisions and trades are told together.",
        "quarters": [
            {
                "quarter": row.code,
                "published_at": row.published_at.isoformat(timespec="seconds"),
                "sha256": row.sha256,
                "told": bool(row.content["atoms"]),
            }
            for row in rows
        ],
        "rows": [each for row in rows for each in rows_of(row)],
    }


def _named(what: str, codes: Iterable[str], names: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    return {
        what: "+".join(codes),
        **{
            f"{what}_{language}": "; ".join(names[code][language] for code in codes) for language in LANGUAGES
        },
    }
