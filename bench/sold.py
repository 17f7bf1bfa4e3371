"""The simulator's bench: fills the scratch database that DATABASE_URL names with sold lines, prints rows as JSON."""

import datetime
import functools
import json
import random
import sys
from typing import Any

import django

from bench.measuring import Row, median_ms, track

PRISONS = 40
TRADES = ("furniture", "weaving", "jute", "leather", "tailoring", "bakery", "craft")
DAYS = 365
TOGETHER = 2_000
ONE_OF_REFUNDED = 50


def measure(size: int) -> list[Row]:
    """Measure at a tenth of the size and at the size."""
    from django.db import connection

    from shop.reports import simulation_book
    from shop.wages.models import SharePolicy

    where = "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"
    goods = prepare()
    plan = simulation_book.plan_of(SharePolicy.objects.get())
    plans = [plan._replace(rate_bp=rate_bp) for rate_bp in (5000, 6000, 7000)]
    rows = []
    filled = 0
    for lines in (size // 10, size):
        fill(goods, range(filled, lines), f"{where}: {lines:,} lines")
        filled = lines
        days = period()
        assert simulation_book.count(days) == lines
        ms = median_ms(functools.partial(simulation_book.run, days, plans), 3)
        rows.append(Row(f"{where}: three rates reckoned", "ms", lines, ms))
        rows.append(Row(f"{where}: three rates, the page", "ms", lines, median_ms(page, 3)))
    return rows


def period() -> tuple[datetime.date, datetime.date]:
    import clock

    return clock.today() - datetime.timedelta(days=DAYS), clock.today()


def prepare() -> list[dict[str, Any]]:
    """Lay what lines need: the policy, prisons with a product each; return what a line says of them."""
    from django.conf import settings

    from shop.wages import founding
    from shop.wages.models import SharePolicy
    from tests import selling

    settings.ALLOWED_HOSTS = ["testserver"]
    founding.lay(SharePolicy.objects)
    found = []
    for number in range(PRISONS):
        office = selling.prison(f"dj-{number:02}")
        stockrecord = selling.product(office)
        found.append(
            {"office": office, "product_id": stockrecord.product_id, "stockrecord_id": stockrecord.pk}
        )
    return found


def fill(goods: list[dict[str, Any]], numbers: range, name: str) -> None:
    from django.db import connection

    from shop.orders.models import LineRefund, SoldLine

    drawn = random.Random(numbers.start)  # noqa: S311
    for start in track(name, range(numbers.start, numbers.stop, TOGETHER)):
        sold = [line(number, goods, drawn) for number in range(start, min(numbers.stop, start + TOGETHER))]
        SoldLine.objects.bulk_create(sold)
        LineRefund.objects.bulk_create(
            LineRefund(
                line=each,
                reference=f"refund:{each.reference}",
                quantity=1,
                net_poisha=each.net_poisha // each.quantity,
                sound=True,
                refunded_at=each.credited_at,
            )
            for each in sold
            if each.refunded_quantity
        )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def line(number: int, goods: list[dict[str, Any]], drawn: random.Random) -> Any:
    import clock
    from shop.orders.models import SoldLine

    quantity, unit = drawn.randint(2, 5), drawn.randint(100_00, 9000_00)
    discount = drawn.randint(0, unit // 20)
    makers = [{"maker": f"m{drawn.randrange(3000)}-{place}", "weight": 5 - place} for place in range(3)]
    costs = {
        "materials": unit // 3 * quantity,
        "power": drawn.randint(0, 50_00),
        "transport": drawn.randint(0, 50_00),
        "delivery": drawn.randint(0, 20_00),
        "fee": unit * quantity * 15 // 1000,
    }
    at = clock.now() - datetime.timedelta(minutes=drawn.randrange((DAYS - 1) * 24 * 60))
    return SoldLine(
        source=SoldLine.Source.COUNTER,
        reference=f"bench-{number}",
        **goods[number % len(goods)],
        trade_code=drawn.choice(TRADES),
        title_bn="টুল",
        title_en="Stool",
        quantity=quantity,
        unit_price_poisha=unit,
        discount_poisha=discount,
        net_poisha=unit * quantity - discount,
        costs=costs,
        pieces=[{"batch": 1, "trade": "furniture", "quantity": quantity, "costs": {}, "makers": makers}],
        policy_id=1,
        captured_at=at,
        delivered_at=at,
        credited_at=at,
        entry_key=f"share:bench-{number}",
        refunded_quantity=1 if number % ONE_OF_REFUNDED == 0 else 0,
    )


def page() -> None:
    from django.contrib.auth import get_user_model
    from django.test import Client
    from django.urls import reverse

    first, last = period()
    root = get_user_model().objects.filter(username="root").first()
    client = Client()
    client.force_login(root or get_user_model().objects.create_superuser("root"))
    asked = {
        "start": str(first),
        "end": str(last),
        "rates": "50, 60, 70",
        "base": ["discounts", "materials", "other_costs"],
        "rounding": "half_up",
    }
    assert client.get(reverse("reports_simulator"), asked).status_code == 200


if __name__ == "__main__":
    django.setup()
    print(json.dumps([row.as_dict() for row in measure(int(sys.argv[1]))]))
