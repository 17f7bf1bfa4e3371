"""A simulation as it is read: in all, by prison and by trade, each plan beside what it was."""

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from bangla import numbers
from language.spoken import active
from language.templatetags.language import taka_whole
from offices.models import Office
from shop.production.models import Trade
from shop.reports import simulation
from shop.reports.figures import Amounts
from shop.reports.simulation import Cell, Plan
from shop.reports.simulation_book import Cells


@dataclasses.dataclass(frozen=True)
class Group:
    """Some of the lines: what they came to as it was (first) and under each plan."""

    code: str
    name: str
    lines: int
    amounts: Sequence[Amounts]

    @property
    def sales(self) -> int:
        return self.amounts[0].sales

    def difference(self, plan: int) -> int:
        """Return how much more a plan gives the makers than they had, in poisha."""
        return self.amounts[plan].makers - self.amounts[0].makers


@dataclasses.dataclass(frozen=True)
class Tables:
    """The names of the plans, "as it was" first, and what they came to."""

    names: Sequence[str]
    total: Group
    by_prison: Sequence[Group]
    by_trade: Sequence[Group]

    @property
    def rows(self) -> list[tuple[str, Amounts, int]]:
        """Return in all, for each plan, its name, its amounts and how much more it gives the makers."""
        return [
            (name, self.total.amounts[plan], self.total.difference(plan))
            for plan, name in enumerate(self.names)
        ]

    @property
    def bars(self) -> list[dict[str, Any]]:
        """Return the chart of all: each plan's profit, and the makers' part of it."""
        return [
            _bar(name, max(amounts.profit, amounts.makers), amounts.profit, amounts.makers)
            for name, amounts, _difference in self.rows
        ]

    @property
    def largest(self) -> int:
        return _largest(self.bars)

    @property
    def largest_prison(self) -> int:
        return _largest(self.prison_bars)

    @property
    def largest_trade(self) -> int:
        return _largest(self.trade_bars)

    @property
    def prison_bars(self) -> list[dict[str, Any]]:
        return [_compared(group) for group in self.by_prison]

    @property
    def trade_bars(self) -> list[dict[str, Any]]:
        return [_compared(group) for group in self.by_trade]


def of(cells: Cells, plans: Sequence[Plan]) -> Tables:
    """Put a simulation's cells together for reading; two queries, for the names."""
    offices = Office.objects.in_bulk({office_id for office_id, _trade in cells})
    trades = {trade.code: trade for trade in Trade.objects.all()}
    return Tables(
        names=[_("As it was"), *(numbers.percent(plan.rate_bp, active()) for plan in plans)],
        total=_group("", _("In all"), cells.values(), len(plans)),
        by_prison=_groups(cells, len(plans), lambda place: (offices[place[0]].code, offices[place[0]].name)),
        by_trade=_groups(cells, len(plans), lambda place: (place[1], str(trades.get(place[1], place[1])))),
    )


def _groups(cells: Cells, plans: int, named: Callable[[simulation.Place], tuple[str, str]]) -> list[Group]:
    together: dict[tuple[str, str], list[Cell]] = {}
    for place, cell in cells.items():
        together.setdefault(named(place), []).append(cell)
    return [_group(code, name, found, plans) for (code, name), found in sorted(together.items())]


def _group(code: str, name: str, cells: Iterable[Cell], plans: int) -> Group:
    whole = simulation.empty(plans)
    for cell in cells:
        whole.add(cell)
    parts = [whole.part(plan) for plan in range(plans + 1)]
    amounts = [Amounts(part.sales, part.cost, part.makers, part.department) for part in parts]
    return Group(code, name, whole.lines, amounts)


def _compared(group: Group) -> dict[str, Any]:
    """Return the bar of one group: the makers' share under the last plan, and as it was."""
    tried, was = group.amounts[-1].makers, group.amounts[0].makers
    return _bar(group.name, tried, tried, was)


def _largest(bars: Iterable[dict[str, Any]]) -> int:
    return max((max(bar["value"], bar["part"]) for bar in bars), default=0) or 1


def _bar(label: str, length: int, poisha: int, part: int) -> dict[str, Any]:
    return {
        "label": label,
        "value": max(0, length),
        "text": taka_whole(poisha),
        "part": max(0, part),
        "part_text": taka_whole(part),
    }
