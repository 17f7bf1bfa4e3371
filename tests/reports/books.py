"""A book with sales in many divisions and trades, told through the real verbs of selling, for reports' tests."""

import datetime
import itertools
from collections.abc import Sequence
from typing import Any

import clock
from offices.models import Office
from shop.orders import lines, refunds
from shop.orders.models import SoldLine
from shop.production.models import Maker, Trade
from tests import selling

_numbers = itertools.count(1)


def prison(division: str) -> Office:
    """Return the one prison of a division, both opened when they are first asked for."""
    above = Office.objects.get_or_create(
        code=f"div-{division}",
        defaults={
            "kind": "division",
            "parent": selling.headquarters(),
            "name_bn": f"{division} বিভাগীয় দপ্তর",
            "name_en": f"{division.title()} Divisional Office",
        },
    )[0]
    return Office.objects.get_or_create(
        code=f"dj-{division}",
        defaults={
            "kind": "district_prison",
            "parent": above,
            "name_bn": f"{division} জেলা কারাগার",
            "name_en": f"{division.title()} District Prison",
        },
    )[0]


def makers(division: str, count: int) -> list[Maker]:
    return [Maker.objects.create(office=prison(division)) for _ in range(count)]


def sell(
    division: str,
    trade: str,
    made_by: Sequence[Maker],
    on: datetime.date,
    *,
    net_poisha: int = 100_00,
    cost_poisha: int = 0,
    quantity: int = 1,
) -> SoldLine:
    """Sell over the counter what these made, paid and handed over at noon of the day."""
    noon = clock.midnight(on) + datetime.timedelta(hours=12)
    amounts = {"net_poisha": net_poisha, "cost_poisha": cost_poisha, "quantity": quantity}
    return sell_at(division, trade, made_by, noon, **amounts)


def sell_at(
    division: str,
    trade: str,
    made_by: Sequence[Maker],
    at: datetime.datetime,
    *,
    net_poisha: int,
    cost_poisha: int = 0,
    quantity: int = 1,
) -> SoldLine:
    """Sell over the counter what these made, paid and handed over at an instant."""
    Trade.objects.get_or_create(code=trade, defaults={"name_bn": f"ধরন {trade}", "name_en": trade.title()})
    office = prison(division)
    costs = {"materials": cost_poisha} if cost_poisha else {}
    with clock.set_to(at):
        line = SoldLine.objects.create(
            source=SoldLine.Source.COUNTER,
            reference=f"counter-{next(_numbers)}",
            office=office,
            stockrecord=(row := stockrecord(office)),
            product_id=row.product_id,
            trade_code=trade,
            title_bn="টুল",
            title_en="Stool",
            quantity=quantity,
            unit_price_poisha=net_poisha // quantity,
            net_poisha=net_poisha,
            costs=costs,
            pieces=[
                {
                    "batch": 1,
                    "trade": trade,
                    "quantity": quantity,
                    "costs": costs,
                    "makers": [{"maker": str(maker.pk), "weight": 1} for maker in made_by],
                }
            ],
        )
        lines.record_captured(sold=[line], at=at)
        lines.record_delivered(sold=[line], at=at)
    line.refresh_from_db()
    return line


def refund(line: SoldLine, on: datetime.date, *, quantity: int = 1) -> None:
    """Refund units that came back spoiled, so that no batch is asked to take them."""
    noon = clock.midnight(on) + datetime.timedelta(hours=12)
    SoldLine.objects.filter(pk=line.pk).update(handed_over_at=noon)
    with clock.set_to(noon):
        refunds.take_back(
            line=line, quantity=quantity, reference=f"refund-{next(_numbers)}", at=noon, sound=False
        )


def stockrecord(office: Office) -> Any:
    from shop.orders import partners

    partner = partners.for_office(office)
    return partner.stockrecords.first() or selling.product(office)
