"""A published quarter in the words of the page: figures, charts and tables."""

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from bangla import numbers
from language.spoken import active
from shop.reports import figures, published
from shop.reports.figures import Amounts
from shop.reports.models import PublishedQuarter


@dataclasses.dataclass(frozen=True)
class Division:
    """One way of dividing a quarter: a chart of sales with the makers' part in it, and a table of it all."""

    key: str
    title: str
    caption: str
    label: str
    bars: list[dict[str, Any]]
    largest: int
    columns: list[dict[str, Any]]
    rows: list[list[dict[str, Any]]]
    note: str = ""


@dataclasses.dataclass(frozen=True)
class Page:
    """What the page shows of one quarter."""

    row: PublishedQuarter
    label: str
    total: Amounts
    divisions: list[Division]
    csv_url: str
    json_url: str


def of(row: PublishedQuarter) -> Page:
    """Return a published quarter as its page shows it."""
    atoms = published.atoms_of(row)
    query = f"?quarter={row.code}"
    return Page(
        row=row,
        label=row.quarter.label(active()),
        total=figures.total(atom.amounts for atom in atoms),
        divisions=[_by_division(row, atoms), _by_trade(row, atoms), _in_full(row, atoms)],
        csv_url=reverse("open-figures-csv") + query,
        json_url=reverse("open-figures-json") + query,
    )


def by_quarter(rows: Iterable[PublishedQuarter]) -> dict[str, Any]:
    """Return the chart of the quarters beside each other, the newest first."""
    language = active()
    sums = [
        (row.quarter.label(language), figures.total(atom.amounts for atom in published.atoms_of(row)))
        for row in rows
    ]
    return {"bars": _bars(dict(sums)), "largest": _largest(amounts for _label, amounts in sums)}


def named(codes: Iterable[str], names: Mapping[str, Mapping[str, str]]) -> str:
    """Return the names of divisions or trades, several told together as a list."""
    language = active()
    return "; ".join(names[code][language] for code in codes)


def _by_division(row: PublishedQuarter, atoms: list[figures.Atom]) -> Division:
    sums = {
        named(codes, row.content["divisions"]): amounts
        for codes, amounts in figures.by_division(atoms).items()
    }
    return _divided("division", _("By division"), _("Division"), sums)


def _by_trade(row: PublishedQuarter, atoms: list[figures.Atom]) -> Division:
    sums = figures.by_trade(atoms)
    note = ""
    if "" in sums and len(sums) > 1:
        note = _(
            "Where fewer than ten makers earned in a trade of a division, it is counted as several trades together."
        )
    shown = {
        named([code], row.content["trades"]) if code else _("Several trades together"): amounts
        for code, amounts in sums.items()
    }
    return _divided("trade", _("By trade"), _("Trade"), shown, note)


def _in_full(row: PublishedQuarter, atoms: list[figures.Atom]) -> Division:
    sums = {}
    for atom in atoms:
        division = named(atom.divisions, row.content["divisions"])
        sums[f"{division}: {named(atom.trades, row.content['trades'])}"] = atom.amounts
    return _divided("full", _("By division and trade"), _("Division and trade"), sums)


def _divided(key: str, title: str, label: str, sums: Mapping[str, Amounts], note: str = "") -> Division:
    headings = [
        label,
        _("Sales"),
        _("Cost of materials and production"),
        _("Profit"),
        _("The makers' wage share"),
        _("The Department's share"),
    ]
    whole = figures.total(sums.values())
    return Division(
        key=key,
        title=title,
        caption=title,
        label=label,
        bars=_bars(sums),
        largest=_largest(sums.values()),
        columns=[{"title": heading, "numeric": place > 0} for place, heading in enumerate(headings)],
        rows=[_cells(headings, name, amounts) for name, amounts in {**sums, _("In all"): whole}.items()],
        note=note,
    )


def _cells(headings: list[str], name: str, amounts: Amounts) -> list[dict[str, Any]]:
    poisha = (amounts.sales, amounts.cost, amounts.profit, amounts.makers, amounts.department)
    language = active()
    cells: list[dict[str, Any]] = [{"label": headings[0], "text": name, "header": True}]
    for heading, amount in zip(headings[1:], poisha, strict=True):
        cells.append(
            {"label": heading, "text": numbers.taka(amount, language, decimals=True), "numeric": True}
        )
    return cells


def _bars(sums: Mapping[str, Amounts]) -> list[dict[str, Any]]:
    """Return the bars of a chart; more taken back than sold has no length, its figures stand beside it."""
    language = active()
    return [
        {
            "label": label,
            "value": max(0, amounts.sales),
            "text": numbers.taka(amounts.sales, language, decimals=False),
            "part": max(0, amounts.makers),
            "part_text": numbers.taka(amounts.makers, language, decimals=False),
        }
        for label, amounts in sums.items()
    ]


def _largest(sums: Iterable[Amounts]) -> int:
    return max((amounts.sales for amounts in sums), default=0)
