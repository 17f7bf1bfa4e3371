"""The board's bench: fills the scratch database that DATABASE_URL names with duties, prints rows as JSON."""

import functools
import json
import sys
from collections import Counter, defaultdict
from typing import Any

import django

from bench.measuring import Row, median_ms

DIVISIONS, QUARTERS = 8, 20


def measure(offices: int) -> list[Row]:
    """Measure the page and what it counts; the peer is a loop over the same duties."""
    from django.db import connection

    where = "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"
    client, count = lay(offices)
    rows = []
    for name, query in (("all quarters", "?period=all"), ("one quarter", ""), ("late first", "?view=late")):
        page = functools.partial(look, client, query)
        rows.append(Row(f"{where}: the board, {name}, the page", "ms", count, median_ms(page, 10)))
    rows.append(
        Row(
            f"{where}: counted by office and by quarter",
            "ms",
            count,
            median_ms(counted, 10),
            median_ms(looped, 5),
        )
    )
    return rows


def lay(offices: int) -> tuple[Any, int]:
    """Lay the register, twenty quarters of five duties each, and somebody who reads them."""
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.test import Client

    from charter_pages.models import Duty
    from tests.charter_pages.board import countries

    settings.ALLOWED_HOSTS = ["testserver"]
    rules(countries.KINDS)
    hq, divisions, prisons = countries.offices(DIVISIONS, offices - DIVISIONS - 1)
    countries.fill([hq, *divisions, *prisons], countries.KINDS, QUARTERS)
    tidy()
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("root"))
    look(client, "")
    return client, Duty.objects.count()


def rules(kinds: tuple[str, ...]) -> None:
    """Lay the founding rules, which a migration lays elsewhere: these tables are made from the models."""
    import datetime

    from charter_pages.models import DutyRule

    for kind, weight, target in zip(kinds, (0, 3, 4, 0, 0), (100, 100, 90, 100, 100), strict=True):
        DutyRule.objects.get_or_create(
            kind=kind,
            in_force_from=datetime.date(2020, 7, 1),
            defaults={"due_days": 15, "weight": weight, "target_percent": target, "source": "bench"},
        )


def tidy() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def look(client: Any, query: str) -> None:
    from django.urls import reverse

    import clock
    from tests.charter_pages.board import countries

    with clock.set_to(countries.NOW):
        assert client.get(reverse("duties_board") + query).status_code == 200


def counted() -> None:
    from charter_pages.duties import counting
    from charter_pages.models import Duty
    from tests.charter_pages.board import countries

    every = Duty.objects.all()
    told = counting.tell(countries.TODAY, by_office=every, by_quarter=every)
    assert len(told.quarters) == QUARTERS


def looped() -> None:
    """Count the same as one writes it first: every duty is fetched and looked at."""
    import clock
    from charter_pages.duties.counting import SHOWN
    from charter_pages.models import Duty
    from tests.charter_pages.board import countries

    offices: dict[Any, Counter[str]] = defaultdict(Counter)
    quarters: dict[Any, Counter[str]] = defaultdict(Counter)
    for duty in Duty.objects.select_related("rule"):
        found = Counter({duty.state: 1})
        if duty.state in SHOWN and duty.shown_at is not None:
            in_time = clock.local(duty.shown_at).date() <= duty.due_on
            found["in_time" if in_time else "shown_late"] += 1
        elif duty.state != Duty.State.WAIVED and duty.due_on < countries.TODAY:
            found["late"] += 1
        rule = (duty.kind, duty.rule.weight, duty.rule.target_percent)
        offices[duty.office_id, rule] += found
        quarters[duty.fiscal_year, duty.quarter, rule] += found
    assert len({key[:2] for key in quarters}) == QUARTERS


if __name__ == "__main__":
    django.setup()
    print(json.dumps([row.as_dict() for row in measure(int(sys.argv[1]))]))
